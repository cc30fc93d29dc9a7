#include "rfid/epc/identity.h"

#include "codes/gs1/characters.h"
#include "codes/gs1/date.h"
#include "rfid/epc/codec.h"

#include <algorithm>
#include <array>

namespace panier::rfid::epc {

namespace {

constexpr std::size_t bitsOfWord = 16;
constexpr std::size_t bitsOfByte = 8;
constexpr int maxFilter = 7;

constexpr std::size_t roundedUp(std::size_t bits, std::size_t unit) {
    return (bits + unit - 1) / unit * unit;
}

// Which day it is depends on the century, whether it exists doesn't: every fourth year is a leap year for as long as
// two digits tell a year (General Specifications 7.12).
bool isDay(std::string_view yymmdd) {
    constexpr codes::Date someDay{2026, 1, 1};
    return codes::dateOf(yymmdd, someDay, true).has_value();
}

EpcStatus checkKey(Key which, std::string_view key) {
    const auto &facts = factsOf(which);
    if (which == Key::Giai) {
        if (key.size() <= minGiaiDigits || key.size() > maxGiai || !codes::isDigits(key.substr(0, minGiaiDigits)) ||
            !codes::isSet82(key))
            return base::fail(EpcError::BadKey, "a GIAI has a company prefix and a reference, 30 characters at most");
        return {};
    }
    if (key.size() != facts.digits || !codes::isDigits(key))
        return base::fail(EpcError::BadKey, "the key doesn't have its digits");
    if (which == Key::Gtin && key.find_first_not_of('0') == std::string_view::npos)
        return base::fail(EpcError::BadKey, "a GTIN of zeros");
    if (codes::gtinCheckDigit(key.substr(0, key.size() - 1)) != key.back() - '0')
        return base::fail(EpcError::BadCheckDigit, "the check digit is wrong");
    return {};
}

// What holds for every scheme, read or to be written. The rest is the layouts'.
EpcStatus check(const Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    if (identity.filter < 0 || identity.filter > maxFilter)
        return base::fail(EpcError::BadFilter, "a filter value is 0 to 7");
    if (identity.date.has_value() != scheme.dated || (identity.date && !isDay(identity.date->yymmdd)) ||
        (identity.date && identity.date->kind > DateKind::Harvest))
        return base::fail(EpcError::BadDate, "a DSGTIN has a date, of a day that exists; no other scheme has one");
    if (identity.hostname.has_value() != (scheme.generation == Generation::PlusPlus))
        return base::fail(EpcError::BadHostname, "a ++ scheme has a host's name; no other scheme has one");
    if (factsOf(scheme.key).maxSerial == 0 && !identity.serial.empty())
        return base::fail(EpcError::BadSerial, "SSCC and GIAI have no serial of their own");
    return checkKey(scheme.key, identity.key);
}

// TDS 14.4, step 3, and 15.3: what is left after the EPC. Only "+" and "++" schemes may go on.
EpcStatus takeRest(BitReader &bits, Identity &identity, bool toggle, std::size_t totalBits) {
    const auto end = bits.at();
    if (!toggle && totalBits != roundedUp(end, bitsOfByte) && totalBits != roundedUp(end, bitsOfWord))
        return base::fail(EpcError::WrongLength, "the number of bits is not the scheme's");
    bool any = false;
    for (std::size_t i = end; i < roundedUp(totalBits, bitsOfWord); ++i) {
        const bool bit = bits.take(1) != 0; // past the last byte, zero
        any = any || bit;
        if (toggle)
            identity.moreData.push_back(bit);
    }
    if (any != toggle)
        return toggle ? base::fail(EpcError::BadToggle, "more data is announced, and there is none")
                      : base::fail(EpcError::BadPadding, "the bits after the end are not zero");
    return {};
}

} // namespace

base::Expected<Identity, EpcFailure> decode(const codes::Epc &epc) {
    const auto bytes = epc.bytes();
    const auto *const scheme = bytes.empty() ? nullptr : schemeOfHeader(bytes[0]);
    if (scheme == nullptr)
        return base::fail(EpcError::UnknownScheme, "no scheme that is read here has this header");
    const auto totalBits = bytes.size() * bitsOfByte;
    if (scheme->bits != 0 && totalBits != roundedUp(scheme->bits, bitsOfByte) &&
        totalBits != roundedUp(scheme->bits, bitsOfWord))
        return base::fail(EpcError::WrongLength, "the number of bits is not the scheme's");

    BitReader bits(bytes);
    (void)bits.take(bitsOfHeader);
    Identity identity;
    identity.scheme = scheme->scheme;
    bool toggle = false;
    auto status = scheme->generation == Generation::Partitioned ? takePartitioned(bits, identity)
                                                                : takePlus(bits, identity, toggle);
    if (!bits.ok())
        return base::fail(EpcError::WrongLength, "cut short");
    if (status)
        status = takeRest(bits, identity, toggle, totalBits);
    if (status)
        status = check(identity);
    if (!status)
        return tl::make_unexpected(status.error());
    return identity;
}

base::Expected<codes::Epc, EpcFailure> encode(const Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    auto status = check(identity);
    BitWriter bits;
    bits.put(scheme.header, bitsOfHeader);
    if (status)
        status =
            scheme.generation == Generation::Partitioned ? putPartitioned(bits, identity) : putPlus(bits, identity);
    if (!status)
        return tl::make_unexpected(status.error());
    for (const bool bit : identity.moreData)
        bits.put(bit ? 1 : 0, 1);
    if (!identity.moreData.empty() &&
        (bits.size() % bitsOfWord != 0 ||
         std::find(identity.moreData.begin(), identity.moreData.end(), true) == identity.moreData.end()))
        return base::fail(EpcError::BadToggle, "more data fills whole words, and isn't all zero");
    bits.padTo(roundedUp(bits.size(), bitsOfWord));
    const auto epc = codes::Epc::fromBytes(bits.bytes());
    if (!epc)
        return base::fail(EpcError::WrongLength, "more than the 496 bits of a tag's EPC");
    return *epc;
}

std::optional<codes::Gtin> gtinOf(const Identity &identity) {
    return factsOf(identity.scheme).key == Key::Gtin ? codes::Gtin::parse(identity.key) : std::nullopt;
}

std::optional<codes::Gtin> gtinIn(const codes::Epc &epc) {
    const auto identity = decode(epc);
    return identity ? gtinOf(*identity) : std::nullopt;
}

base::Expected<codes::Epc, EpcFailure> encodeSgtin96(const codes::Gtin &gtin, int companyPrefixDigits,
                                                     std::uint64_t serial, int filter) {
    Identity identity;
    identity.filter = filter;
    identity.companyPrefixDigits = companyPrefixDigits;
    identity.key = gtin.digits();
    identity.serial = std::to_string(serial);
    return encode(identity);
}

} // namespace panier::rfid::epc

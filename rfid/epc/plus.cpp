// Schemes of TDS 2.0 ("+") and 2.3 ("++"): keys digit by digit, no company prefix.
#include "rfid/epc/codec.h"

#include "codes/gs1/characters.h"

#include <algorithm>
#include <array>

namespace panier::rfid::epc {

namespace {

constexpr std::size_t bitsOfDigit = 4;
constexpr std::uint64_t delimiter = 0xE;
constexpr std::uint64_t terminator = 0xF;
constexpr std::size_t bitsOfDateKind = 4;
constexpr std::size_t bitsOfYear = 7;
constexpr std::size_t bitsOfMonth = 4;
constexpr std::size_t bitsOfDay = 5;

const EpcFailure cutShort{EpcError::WrongLength, "cut short"};

// A serial in a text of its own; GIAI's is its end.
EpcStatus takeSerial(BitReader &bits, Identity &identity, std::string &into, std::size_t maxLength) {
    auto serial = takeText(bits, maxLength);
    if (!serial)
        return tl::make_unexpected(serial.error());
    into += serial->text;
    identity.coding = serial->coding;
    return {};
}

// 14.5.4
EpcStatus takeDigits(BitReader &bits, std::string &into, std::size_t count) {
    for (; count > 0; --count) {
        const auto digit = bits.take(bitsOfDigit);
        if (digit > 9)
            return base::fail(EpcError::BadKey, "a digit above 9");
        into += static_cast<char>('0' + static_cast<int>(digit));
    }
    return bits.ok() ? EpcStatus() : tl::make_unexpected(cutShort);
}

void putDigits(BitWriter &bits, std::string_view digits) {
    for (const char digit : digits)
        bits.put(static_cast<std::uint64_t>(digit - '0'), bitsOfDigit);
}

// 14.5.5: digits until the delimiter or the terminator.
EpcStatus takeGiai(BitReader &bits, Identity &identity) {
    auto &key = identity.key;
    for (auto digit = bits.take(bitsOfDigit); digit != terminator; digit = bits.take(bitsOfDigit)) {
        if (!bits.ok())
            return tl::make_unexpected(cutShort);
        if (digit == delimiter) {
            const auto digits = key.size();
            auto taken = takeSerial(bits, identity, key, maxGiai - digits);
            if (taken && codes::isDigits(key.substr(digits, 1)))
                return base::fail(EpcError::BadCoding, "a digit after the delimiter of the digits");
            return taken;
        }
        if (digit > 9 || key.size() == maxGiai)
            return base::fail(EpcError::BadKey, "a digit above 9, or more than 30 of them");
        key += static_cast<char>('0' + static_cast<int>(digit));
    }
    return {};
}

EpcStatus putGiai(BitWriter &bits, const Identity &identity) {
    const auto &key = identity.key;
    const auto digits = std::min(key.find_first_not_of("0123456789"), key.size());
    putDigits(bits, std::string_view(key).substr(0, digits));
    if (digits < key.size()) {
        bits.put(delimiter, bitsOfDigit);
        return putText(bits, {key.substr(digits), identity.coding}, maxGiai - digits);
    }
    bits.put(terminator, bitsOfDigit);
    return identity.coding == TextCoding::Numeric
               ? EpcStatus()
               : base::fail(EpcError::BadCoding, "a GIAI of digits only has no choice of encodings");
}

// 14.5.3
EpcStatus takeDate(BitReader &bits, Identity &identity) {
    const auto kind = bits.take(bitsOfDateKind);
    if (kind > static_cast<std::uint64_t>(DateKind::Harvest))
        return base::fail(EpcError::BadDate, "a reserved kind of date");
    identity.date = Date{static_cast<DateKind>(kind), {}};
    for (const auto width : {bitsOfYear, bitsOfMonth, bitsOfDay}) {
        const auto number = bits.take(width);
        if (number > 99)
            return base::fail(EpcError::BadDate, "a year above 99");
        identity.date->yymmdd += static_cast<char>('0' + static_cast<int>(number / 10));
        identity.date->yymmdd += static_cast<char>('0' + static_cast<int>(number % 10));
    }
    return {};
}

void putDate(BitWriter &bits, const Date &date) {
    bits.put(static_cast<std::uint64_t>(date.kind), bitsOfDateKind);
    std::size_t at = 0;
    for (const auto width : {bitsOfYear, bitsOfMonth, bitsOfDay}) {
        bits.put(std::stoull(date.yymmdd.substr(at, 2)), width);
        at += 2;
    }
}

} // namespace

EpcStatus takePlus(BitReader &bits, Identity &identity, bool &toggle) {
    const auto &scheme = factsOf(identity.scheme);
    const auto &key = factsOf(scheme.key);
    toggle = bits.take(1) != 0;
    identity.filter = static_cast<int>(bits.take(bitsOfFilter));
    EpcStatus status;
    if (scheme.dated)
        status = takeDate(bits, identity);
    if (status && scheme.key == Key::Grai && bits.take(bitsOfDigit) != 0) // 14.6.4.3: a pad digit
        status = base::fail(EpcError::BadPadding, "the digit before a GRAI is not zero");
    if (status)
        status = scheme.key == Key::Giai ? takeGiai(bits, identity) : takeDigits(bits, identity.key, key.digits);
    if (status && key.maxSerial > 0)
        status = takeSerial(bits, identity, identity.serial, key.maxSerial);
    if (!status || scheme.generation != Generation::PlusPlus)
        return status;
    auto hostname = Hostname::take(bits);
    if (!hostname)
        return tl::make_unexpected(hostname.error());
    identity.hostname = std::move(*hostname);
    return {};
}

EpcStatus putPlus(BitWriter &bits, const Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    const auto &key = factsOf(scheme.key);
    if (identity.companyPrefixDigits != 0)
        return base::fail(EpcError::BadCompanyPrefix, "the scheme doesn't set a company prefix apart");
    bits.put(identity.moreData.empty() ? 0 : 1, 1);
    bits.put(static_cast<std::uint64_t>(identity.filter), bitsOfFilter);
    if (identity.date)
        putDate(bits, *identity.date);
    if (scheme.key == Key::Grai)
        bits.put(0, bitsOfDigit);
    EpcStatus status;
    if (scheme.key == Key::Giai)
        status = putGiai(bits, identity);
    else
        putDigits(bits, identity.key);
    if (status && key.maxSerial > 0)
        status = putText(bits, {identity.serial, identity.coding}, key.maxSerial);
    if (status && identity.hostname)
        identity.hostname->put(bits);
    return status;
}

} // namespace panier::rfid::epc

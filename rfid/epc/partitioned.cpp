// Schemes of before TDS 2.0: the company prefix is set apart, in one of seven partitions.
#include "rfid/epc/codec.h"

#include "codes/gs1/characters.h"

#include <algorithm>

namespace panier::rfid::epc {

namespace {

constexpr std::size_t bitsOfPartition = 3;
constexpr std::uint64_t partitions = 7;
constexpr std::size_t bitsOfCharacter = 7;
constexpr std::size_t ssccReservedBits = 24;
// GIAI: filter, partition, prefix and asset reference fill the EPC (TDS tables 14-23 and 14-20).
constexpr std::size_t giai96Bits = 82;
constexpr std::size_t giai202Bits = 188;

// `value` in exactly `digits` decimal digits; nullopt if it needs more. No digits hold zero only.
std::optional<std::string> padded(std::uint64_t value, std::size_t digits) {
    const auto text = value == 0 ? std::string() : std::to_string(value);
    if (text.size() > digits)
        return std::nullopt;
    return std::string(digits - text.size(), '0') + text;
}

// TDS 14.4.2 and 14.4.5: characters of 7 bits, then zeros to the end of `width` bits.
base::Expected<std::string, EpcFailure> takeCharacters(BitReader &bits, std::size_t width, std::size_t maxLength) {
    std::string text;
    bool ended = false;
    for (; width >= bitsOfCharacter; width -= bitsOfCharacter) {
        const auto c = static_cast<char>(bits.take(bitsOfCharacter));
        ended = ended || c == 0 || text.size() == maxLength;
        if (ended && c != 0)
            return base::fail(EpcError::BadPadding, "characters after the end of the serial");
        if (!ended && !codes::isSet82(c))
            return base::fail(EpcError::BadSerial, "a character that a serial can't have");
        if (!ended)
            text += c;
    }
    if (bits.take(width) != 0)
        return base::fail(EpcError::BadPadding, "the bits after the serial are not zero");
    if (text.empty())
        return base::fail(EpcError::BadSerial, "no serial");
    return text;
}

EpcStatus putCharacters(BitWriter &bits, std::string_view text, std::size_t width, std::size_t maxLength) {
    if (text.empty() || text.size() > maxLength || !codes::isSet82(text))
        return base::fail(EpcError::BadSerial, "no serial, too long a one, or a character that it can't have");
    const auto end = bits.size() + width;
    for (const char c : text)
        bits.put(static_cast<std::uint64_t>(c), bitsOfCharacter);
    bits.padTo(end);
    return {};
}

// TDS 14.3.1: digits without leading zeros, of a value that `width` bits hold.
EpcStatus putInteger(BitWriter &bits, std::string_view text, std::size_t width) {
    constexpr std::size_t surelyFits = 19; // digits in 64 bits
    if (text.empty() || text.size() > surelyFits || !codes::isDigits(text) || (text.size() > 1 && text[0] == '0'))
        return base::fail(EpcError::BadSerial, "the serial of a 96-bit scheme is a number without leading zeros");
    const auto value = std::stoull(std::string(text));
    if (value >> width != 0)
        return base::fail(EpcError::BadSerial, "the serial is too large for the 96-bit scheme");
    bits.put(value, width);
    return {};
}

EpcStatus takeGiai(BitReader &bits, Identity &identity, std::string prefix) {
    const auto bitsOfPrefix = prefixBits(identity.companyPrefixDigits);
    identity.key = std::move(prefix);
    if (factsOf(identity.scheme).serialForm == SerialForm::Integer) {
        identity.key += std::to_string(bits.take(giai96Bits - bitsOfPrefix));
        return {};
    }
    const auto text = takeCharacters(bits, giai202Bits - bitsOfPrefix, maxGiai - identity.key.size());
    if (!text)
        return tl::make_unexpected(text.error());
    identity.key += *text;
    return {};
}

EpcStatus putGiai(BitWriter &bits, const Identity &identity) {
    const auto digits = static_cast<std::size_t>(identity.companyPrefixDigits);
    const auto &key = identity.key;
    if (key.size() <= digits || !codes::isDigits(key.substr(0, digits)))
        return base::fail(EpcError::BadKey, "a GIAI is a company prefix and a reference");
    const auto bitsOfPrefix = prefixBits(identity.companyPrefixDigits);
    bits.put(std::stoull(key.substr(0, digits)), bitsOfPrefix);
    if (factsOf(identity.scheme).serialForm == SerialForm::Integer)
        return putInteger(bits, key.substr(digits), giai96Bits - bitsOfPrefix);
    return putCharacters(bits, key.substr(digits), giai202Bits - bitsOfPrefix, maxGiai - digits);
}

// The key's digits: TDS 7.3 to 7.6, where an indicator (extension) digit is set before the item (serial) reference.
EpcStatus takeDigits(BitReader &bits, Identity &identity, const std::string &prefix, const KeyFacts &key) {
    const auto rest = padded(bits.take(key.prefixAndRestBits - prefixBits(identity.companyPrefixDigits)),
                             key.digits - 1 - prefix.size());
    if (!rest)
        return base::fail(EpcError::ItemOverflow, "the reference has too many digits for its partition");
    const std::size_t indicator = key.indicator ? 1 : 0;
    identity.key = rest->substr(0, indicator) + prefix + rest->substr(indicator);
    identity.key += static_cast<char>('0' + codes::gtinCheckDigit(identity.key));
    return {};
}

void putDigits(BitWriter &bits, const Identity &identity, const KeyFacts &key) {
    const auto prefixDigits = static_cast<std::size_t>(identity.companyPrefixDigits);
    const std::size_t indicator = key.indicator ? 1 : 0;
    const auto prefix = identity.key.substr(indicator, prefixDigits);
    const auto rest = identity.key.substr(0, indicator) +
                      identity.key.substr(indicator + prefixDigits, key.digits - 1 - indicator - prefixDigits);
    const auto bitsOfPrefix = prefixBits(identity.companyPrefixDigits);
    bits.put(std::stoull(prefix), bitsOfPrefix);
    bits.put(rest.empty() ? 0 : std::stoull(rest), key.prefixAndRestBits - bitsOfPrefix);
}

} // namespace

EpcStatus takePartitioned(BitReader &bits, Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    const auto &key = factsOf(scheme.key);
    identity.filter = static_cast<int>(bits.take(bitsOfFilter));
    const auto partition = bits.take(bitsOfPartition);
    if (partition >= partitions)
        return base::fail(EpcError::BadPartition, "partition 7 is not in use");
    identity.companyPrefixDigits = maxPrefixDigits - static_cast<int>(partition);
    auto prefix = padded(bits.take(prefixBits(identity.companyPrefixDigits)),
                         static_cast<std::size_t>(identity.companyPrefixDigits));
    if (!prefix)
        return base::fail(EpcError::PrefixOverflow, "the company prefix has too many digits for its partition");
    if (scheme.key == Key::Giai)
        return takeGiai(bits, identity, std::move(*prefix));
    if (auto taken = takeDigits(bits, identity, *prefix, key); !taken)
        return taken;
    if (scheme.serialForm == SerialForm::None)
        return bits.take(ssccReservedBits) == 0
                   ? EpcStatus()
                   : base::fail(EpcError::BadPadding, "the reserved bits after an SSCC are not zero");
    if (scheme.serialForm == SerialForm::Integer) {
        identity.serial = std::to_string(bits.take(scheme.serialBits));
        return {};
    }
    auto serial = takeCharacters(bits, scheme.serialBits, key.maxSerial);
    if (!serial)
        return tl::make_unexpected(serial.error());
    identity.serial = std::move(*serial);
    return {};
}

EpcStatus putPartitioned(BitWriter &bits, const Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    const auto &key = factsOf(scheme.key);
    if (identity.companyPrefixDigits < minPrefixDigits || identity.companyPrefixDigits > maxPrefixDigits)
        return base::fail(EpcError::BadCompanyPrefix, "a company prefix has 6 to 12 digits");
    if (identity.coding != TextCoding::Numeric || !identity.moreData.empty())
        return base::fail(EpcError::BadCoding, "the scheme has no choice of encodings, and no more data");
    bits.put(static_cast<std::uint64_t>(identity.filter), bitsOfFilter);
    bits.put(static_cast<std::uint64_t>(maxPrefixDigits - identity.companyPrefixDigits), bitsOfPartition);
    if (scheme.key == Key::Giai)
        return putGiai(bits, identity);
    putDigits(bits, identity, key);
    if (scheme.serialForm == SerialForm::Integer)
        return putInteger(bits, identity.serial, scheme.serialBits);
    if (scheme.serialForm == SerialForm::Text)
        return putCharacters(bits, identity.serial, scheme.serialBits, key.maxSerial);
    bits.put(0, ssccReservedBits);
    return {};
}

} // namespace panier::rfid::epc

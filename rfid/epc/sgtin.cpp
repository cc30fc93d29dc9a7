#include "rfid/epc/sgtin.h"

#include "base/bytes.h"

#include <array>
#include <string_view>

namespace panier::rfid::epc {

namespace {

constexpr std::uint8_t headerSgtin96 = 0x30;
constexpr std::uint8_t headerSgtin198 = 0x36;
constexpr std::size_t bytesSgtin96 = 12;
constexpr std::size_t bytesSgtin198 = 25; // 198 bits, rounded up
constexpr std::size_t wordsSgtin198 = 26; // as a tag stores them, in words of 16 bits
constexpr unsigned bitsOfSerial96 = 38;
constexpr std::size_t charsOfSerial198 = 20;
constexpr unsigned bitsOfPartition = 3;
constexpr unsigned bitsOfPrefixAndItem = 44;
constexpr int digitsOfPrefixAndItem = 13;
constexpr int minPrefixDigits = 6;
constexpr int maxPrefixDigits = 12;

// TDS table 14-2: bits of the company prefix by partition; the digits are 12 less the partition.
constexpr std::array<unsigned, 7> prefixBits{40, 37, 34, 30, 27, 24, 20};

// Bits, most significant first. Never asked for more than there are: lengths are checked before.
class BitReader {
public:
    explicit BitReader(base::ByteView bytes) : m_bytes(bytes) {}

    std::uint64_t take(unsigned bits) {
        std::uint64_t value = 0;
        for (; bits > 0; --bits, ++m_at)
            value = value << 1U | (m_bytes[m_at / 8] >> (7 - m_at % 8) & 1U);
        return value;
    }
    [[nodiscard]] bool restIsZero() {
        while (m_at < m_bytes.size() * 8)
            if (take(1) != 0)
                return false;
        return true;
    }

private:
    base::ByteView m_bytes;
    std::size_t m_at = 0;
};

class BitWriter {
public:
    explicit BitWriter(std::size_t bytes) : m_bytes(bytes) {}

    void put(std::uint64_t value, unsigned bits) {
        for (; bits > 0; --bits, ++m_at)
            m_bytes.at(m_at / 8) |= static_cast<std::uint8_t>((value >> (bits - 1) & 1U) << (7 - m_at % 8));
    }
    [[nodiscard]] const base::Bytes &bytes() const { return m_bytes; }

private:
    base::Bytes m_bytes;
    std::size_t m_at = 0;
};

// `value` in exactly `digits` decimal digits; empty if it needs more.
std::string padded(std::uint64_t value, int digits) {
    std::string text = std::to_string(value);
    const auto width = static_cast<std::size_t>(digits);
    return text.size() > width ? std::string() : std::string(width - text.size(), '0') + text;
}

// GS1 AI encodable character set 82 (General Specifications, figure 7.11-1; TDS table A-1).
bool isCset82(char c) {
    constexpr std::string_view others = "!\"%&'()*+,-./:;<=>?_";
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           others.find(c) != std::string_view::npos;
}

base::Expected<std::string, EpcFailure> takeSerial198(BitReader &bits) {
    std::string serial;
    bool ended = false;
    for (std::size_t i = 0; i < charsOfSerial198; ++i) {
        const auto c = static_cast<char>(bits.take(7));
        if (c == 0)
            ended = true;
        else if (ended)
            return base::fail(EpcError::BadPadding, "characters after the end of the serial");
        else if (!isCset82(c))
            return base::fail(EpcError::BadSerial, "a character that a serial can't have");
        else
            serial += c;
    }
    if (serial.empty())
        return base::fail(EpcError::BadSerial, "no serial");
    return serial;
}

// The 47 bits that both schemes share: partition, company prefix, item reference.
base::Expected<codes::Gtin, EpcFailure> takeGtin(BitReader &bits, Sgtin &sgtin) {
    const auto partition = bits.take(bitsOfPartition);
    if (partition >= prefixBits.size())
        return base::fail(EpcError::BadPartition, "partition 7 is not in use");
    const auto bitsOfPrefix = prefixBits[partition];
    sgtin.companyPrefixDigits = maxPrefixDigits - static_cast<int>(partition);
    const auto prefix = padded(bits.take(bitsOfPrefix), sgtin.companyPrefixDigits);
    if (prefix.empty())
        return base::fail(EpcError::PrefixOverflow, "the company prefix has too many digits for its partition");
    const auto item =
        padded(bits.take(bitsOfPrefixAndItem - bitsOfPrefix), digitsOfPrefixAndItem - sgtin.companyPrefixDigits);
    if (item.empty())
        return base::fail(EpcError::ItemOverflow, "the item reference has too many digits for its partition");
    // TDS 7.3: the item reference begins with the GTIN's indicator digit.
    const auto gtin = codes::Gtin::fromBody(item.substr(0, 1) + prefix + item.substr(1));
    if (!gtin)
        return base::fail(EpcError::BadGtin, "a GTIN of zeros");
    return *gtin;
}

} // namespace

base::Expected<Sgtin, EpcFailure> decodeSgtin(const codes::Epc &epc) {
    const auto bytes = base::fromHex(epc.hex()).value_or(base::Bytes());
    if (bytes.empty() || (bytes[0] != headerSgtin96 && bytes[0] != headerSgtin198))
        return base::fail(EpcError::UnknownScheme, "not an SGTIN-96 or SGTIN-198");
    Sgtin sgtin;
    sgtin.scheme = bytes[0] == headerSgtin96 ? Scheme::Sgtin96 : Scheme::Sgtin198;
    const bool is96 = sgtin.scheme == Scheme::Sgtin96;
    if (is96 ? bytes.size() != bytesSgtin96 : bytes.size() != bytesSgtin198 && bytes.size() != wordsSgtin198)
        return base::fail(EpcError::WrongLength, "the number of bits is not the scheme's");

    BitReader bits(bytes);
    (void)bits.take(8);
    sgtin.filter = static_cast<int>(bits.take(3));
    auto gtin = takeGtin(bits, sgtin);
    if (!gtin)
        return tl::make_unexpected(gtin.error());
    sgtin.gtin = std::move(*gtin);
    if (is96) {
        sgtin.serial = std::to_string(bits.take(bitsOfSerial96));
        return sgtin;
    }
    auto serial = takeSerial198(bits);
    if (!serial)
        return tl::make_unexpected(serial.error());
    sgtin.serial = std::move(*serial);
    if (!bits.restIsZero())
        return base::fail(EpcError::BadPadding, "the bits after the serial are not zero");
    return sgtin;
}

base::Expected<codes::Epc, EpcFailure> encodeSgtin96(const codes::Gtin &gtin, int companyPrefixDigits,
                                                     std::uint64_t serial, int filter) {
    if (gtin.digits().empty())
        return base::fail(EpcError::BadGtin, "no GTIN");
    if (companyPrefixDigits < minPrefixDigits || companyPrefixDigits > maxPrefixDigits)
        return base::fail(EpcError::BadCompanyPrefix, "a company prefix has 6 to 12 digits");
    if (serial >> bitsOfSerial96 != 0)
        return base::fail(EpcError::BadSerial, "the serial of an SGTIN-96 is below 2^38");
    if (filter < 0 || filter > 7)
        return base::fail(EpcError::BadFilter, "a filter value is 0 to 7");

    const auto &digits = gtin.digits();
    const auto prefixLength = static_cast<std::size_t>(companyPrefixDigits);
    const auto itemEnd = digitsOfPrefixAndItem - companyPrefixDigits - 1;
    const auto prefix = digits.substr(1, prefixLength);
    const auto item = digits.substr(0, 1) + digits.substr(1 + prefixLength, static_cast<std::size_t>(itemEnd));
    const auto partition = static_cast<std::size_t>(maxPrefixDigits - companyPrefixDigits);

    BitWriter bits(bytesSgtin96);
    bits.put(headerSgtin96, 8);
    bits.put(static_cast<std::uint64_t>(filter), 3);
    bits.put(partition, bitsOfPartition);
    bits.put(std::stoull(prefix), prefixBits[partition]);
    bits.put(std::stoull(item), bitsOfPrefixAndItem - prefixBits[partition]);
    bits.put(serial, bitsOfSerial96);
    return *codes::Epc::fromBytes(bits.bytes());
}

} // namespace panier::rfid::epc

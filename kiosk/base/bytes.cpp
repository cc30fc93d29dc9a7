#include "base/bytes.h"

namespace panier::base {

std::uint64_t ByteReader::integer(std::size_t width) {
    std::uint64_t value = 0;
    for (const auto byte : take(width))
        value = value << 8U | byte;
    return value;
}

std::uint8_t ByteReader::u8() {
    return static_cast<std::uint8_t>(integer(1));
}
std::uint16_t ByteReader::u16() {
    return static_cast<std::uint16_t>(integer(2));
}
std::uint32_t ByteReader::u32() {
    return static_cast<std::uint32_t>(integer(4));
}
std::uint64_t ByteReader::u64() {
    return integer(8);
}

ByteView ByteReader::take(std::size_t count) {
    if (!m_ok || count > remaining()) {
        m_ok = false;
        return {};
    }
    const auto view = m_bytes.subspan(m_offset, count);
    m_offset += count;
    return view;
}

void ByteWriter::integer(std::uint64_t value, std::size_t width) {
    for (std::size_t i = width; i > 0; --i)
        m_bytes.push_back(static_cast<std::uint8_t>(value >> 8U * (i - 1)));
}

void ByteWriter::patchU16(std::size_t offset, std::uint16_t value) {
    m_bytes.at(offset) = static_cast<std::uint8_t>(value >> 8U);
    m_bytes.at(offset + 1) = static_cast<std::uint8_t>(value);
}

void ByteWriter::patchU32(std::size_t offset, std::uint32_t value) {
    patchU16(offset, static_cast<std::uint16_t>(value >> 16U));
    patchU16(offset + 2, static_cast<std::uint16_t>(value));
}

std::string toHex(ByteView bytes) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 15U];
    }
    return hex;
}

namespace {
int nibble(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}
} // namespace

std::optional<Bytes> fromHex(std::string_view hex) {
    if (hex.size() % 2 != 0)
        return std::nullopt;
    Bytes bytes;
    bytes.reserve(hex.size() / 2);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const int high = nibble(hex[i]);
        const int low = nibble(hex[i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

} // namespace panier::base

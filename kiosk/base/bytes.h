// Bytes from outside, read with bounds: a reader never runs past its end, it fails and stays failed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace panier::base {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

// Reads big-endian integers off a view. After the first read past the end every result is zero or empty and ok() is
// false: check it once, after the last field.
class ByteReader {
public:
    explicit ByteReader(ByteView bytes) : m_bytes(bytes) {}

    [[nodiscard]] std::uint8_t u8();
    [[nodiscard]] std::uint16_t u16();
    [[nodiscard]] std::uint32_t u32();
    [[nodiscard]] std::uint64_t u64();
    [[nodiscard]] ByteView take(std::size_t count);
    void skip(std::size_t count) { (void)take(count); }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_offset; }
    [[nodiscard]] std::size_t offset() const { return m_offset; }

private:
    [[nodiscard]] std::uint64_t integer(std::size_t width);

    ByteView m_bytes;
    std::size_t m_offset = 0;
    bool m_ok = true;
};

// Appends big-endian integers to a buffer that it owns.
class ByteWriter {
public:
    void u8(std::uint8_t value) { m_bytes.push_back(value); }
    void u16(std::uint16_t value) { integer(value, 2); }
    void u32(std::uint32_t value) { integer(value, 4); }
    void u64(std::uint64_t value) { integer(value, 8); }
    void append(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    void append(std::string_view text) { m_bytes.insert(m_bytes.end(), text.begin(), text.end()); }
    // Overwrites what was written at `offset`, for a length that is known only at the end.
    void patchU16(std::size_t offset, std::uint16_t value);
    void patchU32(std::size_t offset, std::uint32_t value);

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] const Bytes &bytes() const & { return m_bytes; }
    [[nodiscard]] Bytes take() && { return std::move(m_bytes); }

private:
    void integer(std::uint64_t value, std::size_t width);

    Bytes m_bytes;
};

// Upper-case hexadecimal, two digits a byte, no separator.
[[nodiscard]] std::string toHex(ByteView bytes);
// The inverse; either case, nothing else; nullopt for an odd length or another character.
[[nodiscard]] std::optional<Bytes> fromHex(std::string_view hex);

[[nodiscard]] inline ByteView viewOf(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view textOf(ByteView bytes) {
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

} // namespace panier::base

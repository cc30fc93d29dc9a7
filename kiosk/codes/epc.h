// EPC: the identity that a UHF tag carries, kept as the tag said it. What it means is read by rfid/epc.
#pragma once

#include <cstddef> // before <compare>: the moc of Qt 6.4 stumbles over it alone

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace panier::codes {

// The bits of an EPC memory bank. Two tags are the same unit exactly when these are equal. A plain value of fixed size:
// a reader tells thousands a second, and none of them costs an allocation.
class Epc {
public:
    static constexpr std::size_t maxBytes = 62; // 496 bits, the most that a Gen2 PC word can announce

    Epc() = default;
    // 1 to maxBytes bytes; nullopt otherwise.
    [[nodiscard]] static std::optional<Epc> fromBytes(std::span<const std::uint8_t> bytes);
    // Hexadecimal in either case, two digits a byte.
    [[nodiscard]] static std::optional<Epc> fromHex(std::string_view hex);

    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_bytes.data(), m_size}; }
    [[nodiscard]] std::string hex() const; // upper case

    // The order is that of the hexadecimal text.
    [[nodiscard]] std::strong_ordering operator<=>(const Epc &other) const;
    [[nodiscard]] bool operator==(const Epc &other) const;

private:
    std::array<std::uint8_t, maxBytes> m_bytes; // what lies beyond m_size is never read
    std::uint8_t m_size = 0;
};

} // namespace panier::codes

template <>
struct std::hash<panier::codes::Epc> {
    [[nodiscard]] std::size_t operator()(const panier::codes::Epc &epc) const noexcept;
};

// EPC: the identity that a UHF tag carries, kept as the tag said it. What it means is read by rfid/epc.
#pragma once

#include <cstddef> // before <compare>: the moc of Qt 6.4 stumbles over it alone

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace panier::codes {

// The bits of an EPC memory bank as upper-case hexadecimal. Two tags are the same unit exactly when these are equal.
class Epc {
public:
    static constexpr std::size_t maxBytes = 62; // 496 bits, the most that a Gen2 PC word can announce

    Epc() = default;
    // 1 to maxBytes bytes; nullopt otherwise.
    [[nodiscard]] static std::optional<Epc> fromBytes(std::span<const std::uint8_t> bytes);
    // Hexadecimal in either case, two digits a byte.
    [[nodiscard]] static std::optional<Epc> fromHex(std::string_view hex);

    [[nodiscard]] const std::string &hex() const { return m_hex; }

    auto operator<=>(const Epc &) const = default;

private:
    explicit Epc(std::string hex) : m_hex(std::move(hex)) {}
    std::string m_hex;
};

} // namespace panier::codes

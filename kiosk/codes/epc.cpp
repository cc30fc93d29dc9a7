#include "codes/epc.h"

#include "base/bytes.h"

#include <algorithm>
#include <cstring>

namespace panier::codes {

std::optional<Epc> Epc::fromBytes(std::span<const std::uint8_t> bytes) {
    std::optional<Epc> epc; // made in its place: a copy would have to wait for the bytes just written
    if (bytes.empty() || bytes.size() > maxBytes)
        return epc;
    epc.emplace();
    epc->m_size = static_cast<std::uint8_t>(bytes.size());
    constexpr std::size_t usual = 12; // 96 bits: a length that the compiler knows makes a copy of two moves
    if (bytes.size() == usual)
        std::memcpy(epc->m_bytes.data(), bytes.data(), usual);
    else
        std::memcpy(epc->m_bytes.data(), bytes.data(), bytes.size());
    return epc;
}

std::optional<Epc> Epc::fromHex(std::string_view hex) {
    const auto bytes = base::fromHex(hex);
    return bytes ? fromBytes(*bytes) : std::nullopt;
}

std::string Epc::hex() const {
    return base::toHex(bytes());
}

std::strong_ordering Epc::operator<=>(const Epc &other) const {
    const auto common = std::min(m_size, other.m_size);
    const int order = std::memcmp(m_bytes.data(), other.m_bytes.data(), common);
    return order != 0 ? order <=> 0 : m_size <=> other.m_size;
}

bool Epc::operator==(const Epc &other) const {
    return m_size == other.m_size && std::memcmp(m_bytes.data(), other.m_bytes.data(), m_size) == 0;
}

} // namespace panier::codes

std::size_t std::hash<panier::codes::Epc>::operator()(const panier::codes::Epc &epc) const noexcept {
    const auto bytes = epc.bytes();
    return std::hash<std::string_view>{}({reinterpret_cast<const char *>(bytes.data()), bytes.size()});
}

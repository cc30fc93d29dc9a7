#include "codes/epc.h"

#include "base/bytes.h"

namespace panier::codes {

std::optional<Epc> Epc::fromBytes(std::span<const std::uint8_t> bytes) {
    if (bytes.empty() || bytes.size() > maxBytes)
        return std::nullopt;
    return Epc(base::toHex(bytes));
}

std::optional<Epc> Epc::fromHex(std::string_view hex) {
    const auto bytes = base::fromHex(hex);
    return bytes ? fromBytes(*bytes) : std::nullopt;
}

} // namespace panier::codes

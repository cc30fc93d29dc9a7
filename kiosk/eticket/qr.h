// A QR code as a grid of modules (ISO/IEC 18004), for whoever draws it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace panier::eticket {

// A square of modules without a quiet zone: whoever draws it leaves four modules of light around it.
struct QrMatrix {
    std::size_t size = 0;   // modules a side
    std::vector<bool> dark; // row by row, size * size
    [[nodiscard]] bool at(std::size_t row, std::size_t column) const { return dark[row * size + column]; }
    bool operator==(const QrMatrix &) const = default;
};

// The smallest code that holds `text` at error correction level M. nullopt unless it is 1 to 2331 printable ASCII
// characters, as an address is: anything else would need an ECI, which some phones misread.
[[nodiscard]] std::optional<QrMatrix> makeQr(std::string_view text);

} // namespace panier::eticket

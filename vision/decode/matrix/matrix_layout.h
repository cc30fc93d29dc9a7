// What every square symbol of a kind and size has in the same places: finder patterns, clocks, light around.
#pragma once

#include "vision/decode/symbology.h"

#include <array>
#include <cstdint>
#include <vector>

namespace panier::vision::decode {

// Where one is looked at: its colour (1 dark, -1 light, 0 data), and how much of each of nine knots its middle has, see
// MatrixPatch.
struct MatrixSpot {
    std::array<float, 9> weights{};
    float fixed = 0;
};

// The modules whose colour doesn't depend on what the symbol says, in rows from the top left, with one light module
// around all: (width + 2) x (height + 2) values.
struct MatrixLayout {
    Symbology symbology = Symbology::QrCode;
    int width = 0; // modules, without the light around
    int height = 0;
    std::vector<std::int8_t> fixed;                // 1 dark, -1 light, 0: data
    std::vector<MatrixSpot> few;                   // of those that are fixed, for a first look
    std::vector<MatrixSpot> all;                   // of those that are fixed
    std::array<std::vector<MatrixSpot>, 2> clocks; // lines dark and light in turns, but a Micro QR Code's
    std::vector<MatrixSpot> last;                  // of those that are fixed, in the quarter farthest from the top left
    std::vector<MatrixSpot> data;                  // half of those that aren't
    // x and y from -1 (the light before) to width and height (the light behind).
    [[nodiscard]] std::int8_t at(int x, int y) const {
        return fixed[static_cast<std::size_t>((y + 1) * (width + 2) + x + 1)];
    }
};

// `x`, `y` as in MatrixLayout::at.
[[nodiscard]] MatrixSpot spotOf(const MatrixLayout &layout, int x, int y);

// QR Code versions 1 to 10 (ISO/IEC 18004:2015, 6.3) and Data Matrix ECC 200 of one or four regions up to 52x52
// (ISO/IEC 16022:2006, table 7), which packs carry; larger ones leave too few pixels a module at arm's length.
[[nodiscard]] const std::vector<MatrixLayout> &matrixLayouts();
// Micro QR Code versions M1 to M4, which coupons carry.
[[nodiscard]] const std::vector<MatrixLayout> &microQrLayouts();

} // namespace panier::vision::decode

// What every square symbol of a kind and size has in the same places: finder patterns, clocks, light around.
#pragma once

#include "vision/decode/symbology.h"

#include <cstdint>
#include <vector>

namespace panier::vision::decode {

// The modules whose colour doesn't depend on what the symbol says, in rows from the top left, with one light module
// around all: (width + 2) x (height + 2) values.
struct MatrixLayout {
    Symbology symbology = Symbology::QrCode;
    int width = 0; // modules, without the light around
    int height = 0;
    std::vector<std::int8_t> fixed; // 1 dark, -1 light, 0: data
    // x and y from -1 (the light before) to width and height (the light behind).
    [[nodiscard]] std::int8_t at(int x, int y) const {
        return fixed[static_cast<std::size_t>((y + 1) * (width + 2) + x + 1)];
    }
};

// QR Code versions 1 to 10 (ISO/IEC 18004:2015, 6.3) and Data Matrix ECC 200 of one or four regions up to 52x52
// (ISO/IEC 16022:2006, table 7), which packs carry; larger ones leave too few pixels a module at arm's length.
[[nodiscard]] const std::vector<MatrixLayout> &matrixLayouts();

} // namespace panier::vision::decode

// Writes a code as a grid of modules. ZXing-C++ stays behind this header.
#pragma once

#include "vision/emulator/scene_painter.h"

#include <optional>
#include <vector>

namespace panier::vision::emulator {

// Modules, row by row, true is dark; no quiet zone. A linear code has one row.
struct Modules {
    int width = 0;
    int height = 0;
    std::vector<bool> dark;
};

// nullopt if the text can't be written in that symbology.
[[nodiscard]] std::optional<Modules> writeSymbol(const PackCode &code);

} // namespace panier::vision::emulator

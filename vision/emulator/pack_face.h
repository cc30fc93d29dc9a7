// The printed side of a pack, flat. For this folder only: it speaks OpenCV.
#pragma once

#include "vision/emulator/symbol_writer.h"

#include <opencv2/core.hpp>

namespace panier::vision::emulator {

// `scale` pixels a module: a coloured box with a white label and the code on it. `contrast`: 1 is black on white.
[[nodiscard]] cv::Mat codeFace(const Modules &modules, int scale, std::uint32_t hue, double contrast);

// A side of a pack without a code, or a hand: print, tables, stripes, chequers, skin. The seed says which.
[[nodiscard]] cv::Mat blankFace(std::uint32_t seed);

} // namespace panier::vision::emulator

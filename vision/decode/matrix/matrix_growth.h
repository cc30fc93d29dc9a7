// Where the modules of a square symbol lie on paper that is bent by more than a module. For this folder only: it speaks
// OpenCV.
#pragma once

#include "vision/decode/matrix/matrix_patch.h"

namespace panier::vision::decode {

// Begins where most is fixed and grows from there on, each part expected where the others say that it is: what is
// several modules off at the start is found as long as the paper is bent softly, as tilt, cans and creases bend it.
// `contrast`: see contrastOf; `start`: right where most is fixed, as at a QR Code's three targets. Bounded: at most 64
// places, a few milliseconds.
[[nodiscard]] ModulePlaces fitGrown(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &start);

} // namespace panier::vision::decode

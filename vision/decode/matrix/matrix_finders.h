// The three targets in a QR Code's corners, by how dark and light follow one another across their middles. For this
// folder only: it speaks OpenCV.
#pragma once

#include "vision/decode/matrix/matrix_corners.h"

namespace panier::vision::decode {

// One target: squares in one another, dark and light 1:1:3:1:1 along every line through the middle (ISO/IEC 18004:2015,
// 6.3.3).
struct FinderTarget {
    cv::Point2f middle;
    float width = 0; // of the lines across it, upright and level: pixels, their mean
    int lines = 0;   // that show it
};
// At most 8, those that most lines show first. `contrast`: see contrastOf.
[[nodiscard]] std::vector<FinderTarget> findTargets(const cv::Mat &contrast);

// Three that may be a symbol's: clockwise from the one in the corner between the others, as the symbol has them.
struct FinderTriple {
    cv::Point2f topLeft, topRight, bottomLeft;
    // Where a plane symbol of so many modules has its corners, as if seen from far away; clockwise from its top left.
    [[nodiscard]] Corners cornersOf(int modules) const;
};
// At most 8, those whose targets most lines show first.
[[nodiscard]] std::vector<FinderTriple> triplesOf(const std::vector<FinderTarget> &targets);

} // namespace panier::vision::decode

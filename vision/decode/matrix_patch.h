// Where each module of a square symbol lies in a picture, the paper bent as it may be. For this folder only: it speaks
// OpenCV.
#pragma once

#include "vision/decode/matrix_layout.h"

#include <array>
#include <opencv2/core.hpp>

namespace panier::vision::decode {

// A bent surface through 3x3 knots, in rows from the symbol's own top left: a parabola along and across is what tilt,
// cans and creases make of a symbol of that size.
struct MatrixPatch {
    std::array<cv::Point2f, 9> knots;
    [[nodiscard]] cv::Point2f at(const MatrixSpot &spot) const;
};

// And where the middle of each module lies, in rows: what creases move on top of that.
using ModulePlaces = std::vector<cv::Point2f>;

// The patch of a plane square whose corners are these, clockwise from its own top left.
[[nodiscard]] MatrixPatch planePatch(const std::array<cv::Point2f, 4> &corners);

// How much of what the layout fixes a patch shows, dark and light counting alike, from -1 to 1. `contrast`: CV_32F, -1
// light to 1 dark against its surroundings. `spots`: the layout's few or all.
[[nodiscard]] float likenessOf(const cv::Mat &contrast, const std::vector<MatrixSpot> &spots, const MatrixPatch &patch);

// That of all that it fixes, and how clearly dark or light its data are, which they are in their modules' middles: from
// -1 to 2.
[[nodiscard]] float clarityOf(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch);

// Climbs from there: with all of the plane square first, then with each knot.
struct MatrixFit {
    MatrixPatch patch;
    float likeness = -1; // of what is fixed
};
[[nodiscard]] float moduleLength(const MatrixLayout &layout, const MatrixPatch &patch); // pixels
[[nodiscard]] MatrixFit fitPlane(const cv::Mat &contrast, const MatrixLayout &layout,
                                 std::array<cv::Point2f, 4> corners);
[[nodiscard]] MatrixPatch fitBent(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &start);

// Moves the modules near each of a net of knots together, as far as a crease moves them.
[[nodiscard]] ModulePlaces fitCreased(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch);

// The mean around each of these places, in rows. `reach`: to each side, pixels.
[[nodiscard]] cv::Mat modulesOf(const cv::Mat &picture, const MatrixLayout &layout, const ModulePlaces &places,
                                float reach);

} // namespace panier::vision::decode

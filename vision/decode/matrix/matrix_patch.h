// Where each module of a square symbol lies in a picture, the paper bent as it may be. For this folder only: it speaks
// OpenCV.
#pragma once

#include "vision/decode/matrix/matrix_layout.h"

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>

namespace panier::vision::decode {

// Between four pixels; what lies outside is as the rim. `picture`: CV_32F, at least 2x2.
[[nodiscard]] inline float pixelAt(const cv::Mat &picture, cv::Point2f at) {
    const float x = std::clamp(at.x, 0.0F, static_cast<float>(picture.cols) - 1.001F);
    const float y = std::clamp(at.y, 0.0F, static_cast<float>(picture.rows) - 1.001F);
    const int left = static_cast<int>(x);
    const int top = static_cast<int>(y);
    const float u = x - static_cast<float>(left);
    const float v = y - static_cast<float>(top);
    const auto *above = picture.ptr<float>(top) + left;
    const auto *below = picture.ptr<float>(top + 1) + left;
    return (above[0] * (1 - u) + above[1] * u) * (1 - v) + (below[0] * (1 - u) + below[1] * u) * v;
}

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

// How clearly its two clocks show, one alone counting less: those of another size run out of step. From -1 to 1.
[[nodiscard]] float clocksOf(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch);

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
// Moves the third corner alone, by up to three modules: where the other three are known, and it is only guessed.
[[nodiscard]] std::array<cv::Point2f, 4> withLastCorner(const cv::Mat &contrast, const MatrixLayout &layout,
                                                        std::array<cv::Point2f, 4> corners);
[[nodiscard]] MatrixPatch fitBent(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &start);

// Moves the modules near each of a net of knots together, as far as a crease moves them.
[[nodiscard]] ModulePlaces fitCreased(const cv::Mat &contrast, const MatrixLayout &layout, const MatrixPatch &patch);

// Moves them alike to where what is expected of each module is seen: CV_32F, in rows. `module`: its length, pixels.
[[nodiscard]] ModulePlaces followed(const cv::Mat &contrast, const MatrixLayout &layout, ModulePlaces places,
                                    float module, const cv::Mat &expected);

// The mean around each of these places, in rows. `reach`: to each side, pixels.
[[nodiscard]] cv::Mat modulesOf(const cv::Mat &picture, const MatrixLayout &layout, const ModulePlaces &places,
                                float reach);

} // namespace panier::vision::decode

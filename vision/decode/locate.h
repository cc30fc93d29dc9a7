// Where in a picture codes may be, by which way its edges run. For this folder only: it speaks OpenCV.
#pragma once

#include "vision/decode/symbology.h"

#include <opencv2/core.hpp>
#include <vector>

namespace panier::vision::decode {

// A region of parallel edges: where it lies along and across its reading direction, in pixels of the picture.
struct LinearRegion {
    cv::Point2d centre, along, across; // unit vectors
    double length = 0, height = 0;
};

struct Regions {
    std::vector<LinearRegion> linear; // strongest first
    std::vector<cv::Rect> matrix;     // edges in two directions; strongest first
    float noise = 0;                  // standard deviation, grey levels
};

// Never more than these.
inline constexpr int maxLinearRegions = 4;
inline constexpr int maxMatrixRegions = 3;

// How to look; neither way suits every picture.
struct Locating {
    bool throughNoise = false; // a noisy picture is smoothed, which fine bars don't survive
    bool withoutRims = false;  // linear regions end where a pack's rim lies apart, which wide bars may be mistaken for
};
// `grey` is CV_8UC1. Throws what OpenCV throws.
[[nodiscard]] Regions locate(const cv::Mat &grey, Locating how = {});

// The picture with less noise: bars of two pixels and more stay.
[[nodiscard]] cv::Mat softened(const cv::Mat &grey);

// Whether noise is strong against the print. `smooth`: the picture without it, nearly.
[[nodiscard]] bool isMuchNoise(const cv::Mat &smooth, float noise);

// Clockwise from the top left, as the reading direction has it.
[[nodiscard]] std::array<Point, 4> cornersOf(const LinearRegion &box);

} // namespace panier::vision::decode

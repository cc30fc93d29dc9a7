// Where in a picture codes may be, by which way its edges run. For this folder only: it speaks OpenCV.
#pragma once

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

// `grey` is CV_8UC1. `byRatio`: equal ratios of light count as equal steps, so that a pack in the shadow counts as much
// as one in the sun, and noise in the shadow with it. Throws what OpenCV throws.
[[nodiscard]] Regions locate(const cv::Mat &grey, bool byRatio);

} // namespace panier::vision::decode

// Where the corners of a square symbol may be in a region of squares. For this folder only: it speaks OpenCV.
#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

namespace panier::vision::decode {

// CV_32F, 1 dark to -1 light against what is near, so that shade and the rim of a reflection make no difference; about
// 0 where there is nothing. `grey` is CV_8U; `noise` is its standard deviation. `drawnTogether`: what a lens out of
// focus has smeared over a module or more, and noise with it.
[[nodiscard]] cv::Mat contrastOf(const cv::Mat &grey, float noise, bool drawnTogether);

// Clockwise in the picture, beginning anywhere.
using Corners = std::array<cv::Point2f, 4>;
// At most 18 guesses, many of them at the same place.
[[nodiscard]] std::vector<Corners> findCorners(const cv::Mat &contrast);

} // namespace panier::vision::decode

// What happens to light between a pack and a file. For this folder only: it speaks OpenCV.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace panier::vision::emulator {

// A lens out of focus makes a disc of that radius of a point; pixels, up to 20.
void defocus(cv::Mat &picture, double radius);
// Moved by so many pixels, up to 60, that way within one exposure.
void smear(cv::Mat &picture, double pixels, double angleDegrees);
// A lamp's reflection: a soft white spot around a place in the picture; 1 blinds in the middle.
void glare(cv::Mat &picture, double strength, cv::Point2d middle, cv::Size2d radius);
[[nodiscard]] std::vector<std::uint8_t> jpegOf(const cv::Mat &picture, int quality);

} // namespace panier::vision::emulator

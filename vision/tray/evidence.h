// Place by place: is the tray seen there, or something else? For this folder only: it speaks OpenCV.
#pragma once

#include <opencv2/core.hpp>

namespace panier::vision::tray {

// All images are CV_32F of the working size.

// How two images of the same place differ, if the light on them may differ as it likes as long as it does so smoothly.
struct Difference {
    cv::Mat residual; // mean square of what a change of light doesn't explain, in a small window
    cv::Mat texture;  // the first image's variance there, as bright as the second
    cv::Mat ratio;    // how much brighter the second is there
};
[[nodiscard]] Difference differenceOf(const cv::Mat &first, const cv::Mat &second);

// The lamp's change from the first image to the second: a factor for each pixel, smooth over the whole picture, by what
// most of the picture says.
[[nodiscard]] cv::Mat lampChange(const cv::Mat &first, const cv::Mat &second);

// What is known of each place; CV_8U.
inline constexpr unsigned char seesNothing = 0; // neither
inline constexpr unsigned char seesTray = 1;
inline constexpr unsigned char seesThing = 2;
// `noise`: the residual of a tray that is seen.
[[nodiscard]] cv::Mat judge(const Difference &difference, const cv::Mat &noise);

// The places that things cover, 255 or 0: without specks and the rims of shadows, and with their insides, where nothing
// speaks for the tray.
[[nodiscard]] cv::Mat coveredPlaces(const cv::Mat &judged);

// Two images differ in that place: whether the thing is in the first, and the second shows what is around it.
// `covered`: all such places.
[[nodiscard]] bool isInFirst(const cv::Mat &mask, const cv::Mat &covered, const cv::Mat &first, const cv::Mat &second);

} // namespace panier::vision::tray

// Things as they look from above, and the tray that they lie on. For this folder only: it speaks OpenCV.
#pragma once

#include "vision/emulator/tray/tray_painter.h"

#include <opencv2/core.hpp>

namespace panier::vision::emulator {

// A thing's face and where it is opaque; its longer side is `longSide` pixels.
struct ThingFace {
    cv::Mat colour; // CV_8UC3
    cv::Mat alpha;  // CV_8U, of the same size
};
[[nodiscard]] ThingFace faceOf(const TrayThing &thing, int longSide);

// The empty tray in even light, CV_8UC3.
[[nodiscard]] cv::Mat clothOf(TrayCloth cloth, cv::Size size, std::uint32_t seed);

} // namespace panier::vision::emulator

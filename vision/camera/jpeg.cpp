#include "vision/camera/jpeg.h"

#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace panier::vision::camera {

namespace {
constexpr int maxPixels = 4096 * 2304; // 4K; looking at more takes longer than a kiosk waits for a sign of life

// Whether the first frame header (ITU T.81 B.1.1.4, B.2.2) promises a picture within the limits. The library would take
// the memory first, and seconds to fill it.
bool promisesUsableSize(std::span<const std::uint8_t> bytes) {
    const auto number = [&](std::size_t at) { return bytes[at] * 256 + bytes[at + 1]; };
    for (std::size_t at = 2; at + 9 <= bytes.size();) {
        if (bytes[at] != 0xFF)
            return false;
        const int marker = bytes[at + 1];
        if (marker == 0xFF) { // a fill byte
            ++at;
            continue;
        }
        const bool isFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (isFrame) {
            const int height = number(at + 5);
            const int width = number(at + 7);
            return height > 0 && width > 0 && height <= decode::maxSidePixels && width <= decode::maxSidePixels &&
                   height * width <= maxPixels;
        }
        if (marker == 0xDA || number(at + 2) < 2) // a scan before any frame
            return false;
        at += 2 + static_cast<std::size_t>(number(at + 2));
    }
    return false;
}
} // namespace

bool decodeJpeg(std::span<const std::uint8_t> bytes, Frame &frame) {
    // The library would decode a dozen formats, by their first bytes: a camera sends one.
    if (bytes.size() <= 2 || bytes[0] != 0xFF || bytes[1] != 0xD8 || !promisesUsableSize(bytes))
        return false;
    try {
        const cv::Mat compressed(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t *>(bytes.data()));
        const cv::Mat grey = cv::imdecode(compressed, cv::IMREAD_GRAYSCALE);
        if (grey.empty() || grey.cols > decode::maxSidePixels || grey.rows > decode::maxSidePixels)
            return false;
        frame.width = grey.cols;
        frame.height = grey.rows;
        frame.grey.assign(grey.datastart, grey.dataend);
        return true;
    } catch (const std::exception &) { // cv::Exception, or no memory
        return false;
    }
}

} // namespace panier::vision::camera

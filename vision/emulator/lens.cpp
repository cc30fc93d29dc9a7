#include "vision/emulator/lens.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace panier::vision::emulator {

void defocus(cv::Mat &picture, double radius) {
    if (radius < 0.3)
        return;
    const int reach = static_cast<int>(std::ceil(std::min(radius, 20.0)));
    cv::Mat kernel(2 * reach + 1, 2 * reach + 1, CV_32F);
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x) // a pixel at the rim counts by how much of it the disc covers
            kernel.at<float>(y + reach, x + reach) =
                static_cast<float>(std::clamp(radius + 0.5 - std::hypot(x, y), 0.0, 1.0));
    cv::filter2D(picture, picture, -1, kernel / cv::sum(kernel)[0]);
}

void smear(cv::Mat &picture, double pixels, double angleDegrees) {
    const int size = std::clamp(static_cast<int>(std::ceil(pixels)) | 1, 3, 61);
    cv::Mat kernel = cv::Mat::zeros(size, size, CV_32F);
    const double middle = size / 2;
    const double turn = angleDegrees * std::numbers::pi / 180;
    for (double t = -pixels / 2; t <= pixels / 2; t += 0.25) {
        const int x = std::clamp(static_cast<int>(std::lround(middle + t * std::cos(turn))), 0, size - 1);
        const int y = std::clamp(static_cast<int>(std::lround(middle + t * std::sin(turn))), 0, size - 1);
        kernel.at<float>(y, x) += 1;
    }
    cv::filter2D(picture, picture, -1, kernel / cv::sum(kernel)[0]);
}

void glare(cv::Mat &picture, double strength, cv::Point2d middle, cv::Size2d radius) {
    const cv::Rect all(0, 0, picture.cols, picture.rows);
    const cv::Rect near =
        all & cv::Rect(static_cast<int>(middle.x - 3 * radius.width), static_cast<int>(middle.y - 3 * radius.height),
                       static_cast<int>(6 * radius.width), static_cast<int>(6 * radius.height));
    const int channels = picture.channels();
    for (int y = near.y; y < near.br().y; ++y) {
        auto *row = picture.ptr<uchar>(y);
        for (int x = near.x; x < near.br().x; ++x) {
            const double u = (x - middle.x) / radius.width;
            const double v = (y - middle.y) / radius.height;
            const double light = 300 * strength * std::exp(-(u * u + v * v));
            for (int c = 0; c < channels; ++c)
                row[x * channels + c] = cv::saturate_cast<uchar>(row[x * channels + c] + light);
        }
    }
}

std::vector<std::uint8_t> jpegOf(const cv::Mat &picture, int quality) {
    std::vector<std::uint8_t> jpeg;
    cv::imencode(".jpg", picture, jpeg, {cv::IMWRITE_JPEG_QUALITY, std::clamp(quality, 1, 100)});
    return jpeg;
}

} // namespace panier::vision::emulator

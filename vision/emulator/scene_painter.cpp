#include "vision/emulator/scene_painter.h"

#include "vision/emulator/symbol_writer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace panier::vision::emulator {

namespace {
constexpr int quietModules = 11;     // GS1 General Specifications 5.2.3.4: 11 left of an EAN-13, the widest
constexpr double linearHeight = 0.6; // of the length, about an EAN-13's 22.85 to 31.35 mm
constexpr int noiseMargin = 97;
constexpr double noiseUnit = 32; // its standard deviation
const cv::Scalar paper(244, 246, 247);
const cv::Scalar ink(34, 30, 28);

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

// A table of pale wood: long, soft grain.
cv::Mat tableOf(cv::Size size, std::uint32_t seed) {
    cv::RNG random(seed);
    cv::Mat coarse(std::max(1, size.height / 6), std::max(1, size.width / 80), CV_32F);
    random.fill(coarse, cv::RNG::NORMAL, 0, 9);
    cv::Mat grain;
    cv::resize(coarse, grain, size, 0, 0, cv::INTER_CUBIC);
    cv::Mat table(size, CV_8UC3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const float shade = grain.at<float>(y, x) - 30.F * static_cast<float>(y) / static_cast<float>(size.height);
            table.at<cv::Vec3b>(y, x) = {cv::saturate_cast<uchar>(132 + shade), cv::saturate_cast<uchar>(168 + shade),
                                         cv::saturate_cast<uchar>(196 + shade)};
        }
    }
    return table;
}

// The pack's face, flat, `scale` pixels a module: a coloured box with a white label and the code on it.
cv::Mat faceOf(const Modules &modules, int scale, std::uint32_t hue) {
    const int rows = modules.height == 1 ? static_cast<int>(modules.width * linearHeight) : modules.height;
    const int margin = modules.height == 1 ? 5 : quietModules / 2;
    const cv::Size label((modules.width + 2 * quietModules) * scale, (rows + 2 * margin) * scale);
    const int border = label.width / 5;
    cv::Mat face(label.height + 3 * border, label.width + 2 * border, CV_8UC3,
                 cv::Scalar(60 + hue % 120, 70 + hue / 7 % 110, 80 + hue / 13 % 120));
    cv::rectangle(face, {border, border / 3, label.width, border / 2}, cv::Scalar(225, 225, 225), cv::FILLED);
    cv::Mat area = face(cv::Rect(border, border + border / 2, label.width, label.height));
    area.setTo(paper);
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < modules.width; ++x) {
            const int row = modules.height == 1 ? 0 : y;
            if (modules.dark[static_cast<std::size_t>(row * modules.width + x)])
                area(cv::Rect((x + quietModules) * scale, (y + margin) * scale, scale, scale)).setTo(ink);
        }
    }
    return face;
}

// Where the corners of a face of that size land in the picture.
cv::Mat projectionOf(cv::Size face, double scale, const Pose &pose, cv::Size picture, double shift) {
    const double turn = radians(pose.angleDegrees);
    const double tilt = radians(std::clamp(pose.tiltDegrees, -60.0, 60.0));
    const double focal = 1.2 * picture.width;
    const cv::Point2d along(std::cos(turn), std::sin(turn));
    const auto project = [&](double u, double v) {
        const double depth = focal / (focal + u * scale * std::sin(tilt));
        const double x = u * scale * std::cos(tilt) * depth + shift;
        const double y = v * scale * depth;
        return cv::Point2f(static_cast<float>(pose.centreX * picture.width + x * along.x - y * along.y),
                           static_cast<float>(pose.centreY * picture.height + x * along.y + y * along.x));
    };
    const double w = face.width / 2.0;
    const double h = face.height / 2.0;
    const cv::Point2f from[] = {{0, 0},
                                {static_cast<float>(face.width), 0},
                                {static_cast<float>(face.width), static_cast<float>(face.height)},
                                {0, static_cast<float>(face.height)}};
    const cv::Point2f to[] = {project(-w, -h), project(w, -h), project(w, h), project(-w, h)};
    return cv::getPerspectiveTransform(from, to);
}

void smear(cv::Mat &picture, double pixels, double angleDegrees) {
    const int size = std::clamp(static_cast<int>(std::ceil(pixels)) | 1, 3, 61);
    cv::Mat kernel = cv::Mat::zeros(size, size, CV_32F);
    const double middle = size / 2;
    const double turn = radians(angleDegrees);
    for (double t = -pixels / 2; t <= pixels / 2; t += 0.25) {
        const int x = std::clamp(static_cast<int>(std::lround(middle + t * std::cos(turn))), 0, size - 1);
        const int y = std::clamp(static_cast<int>(std::lround(middle + t * std::sin(turn))), 0, size - 1);
        kernel.at<float>(y, x) += 1;
    }
    cv::filter2D(picture, picture, -1, kernel / cv::sum(kernel)[0]);
}

std::vector<std::uint8_t> jpegOf(const cv::Mat &picture, int quality) {
    std::vector<std::uint8_t> jpeg;
    cv::imencode(".jpg", picture, jpeg, {cv::IMWRITE_JPEG_QUALITY, std::clamp(quality, 1, 100)});
    return jpeg;
}
} // namespace

struct ScenePainter::Parts {
    cv::Size size;
    std::uint32_t seed;
    cv::Mat table;
    cv::Mat noise; // larger than the picture: each one takes another part of it
    cv::Mat face;
    double faceScale = 1; // pixels of the picture per pixel of the face
    Pose pose;

    [[nodiscard]] cv::Mat paint(std::uint64_t tick) const {
        cv::Mat picture = table.clone();
        if (!face.empty()) {
            const double shift = pose.motionPixels * std::sin(static_cast<double>(tick) * 0.7);
            const auto projection = projectionOf(face.size(), faceScale, pose, size, shift);
            cv::warpPerspective(face, picture, projection, size, cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
            if (pose.blurPixels > 0)
                cv::GaussianBlur(picture, picture, {0, 0}, std::min(pose.blurPixels, 20.0));
            if (pose.motionPixels >= 1)
                smear(picture, pose.motionPixels, pose.angleDegrees);
        }
        cv::Mat lit;
        picture.convertTo(lit, CV_16SC3, std::clamp(pose.light, 0.0, 4.0));
        cv::RNG random(seed * 2654435761U + tick + 1);
        const cv::Rect part(random.uniform(0, noiseMargin), random.uniform(0, noiseMargin), size.width, size.height);
        cv::addWeighted(lit, 1, noise(part), std::clamp(pose.noise, 0.0, 60.0) / noiseUnit, 0, lit);
        lit.convertTo(picture, CV_8UC3);
        return picture;
    }
};

ScenePainter::ScenePainter(int width, int height, std::uint32_t seed) : m_parts(std::make_unique<Parts>()) {
    m_parts->size = {std::clamp(width, 16, decode::maxSidePixels), std::clamp(height, 16, decode::maxSidePixels)};
    m_parts->seed = seed;
    m_parts->table = tableOf(m_parts->size, seed);
    m_parts->noise.create(m_parts->size.height + noiseMargin, m_parts->size.width + noiseMargin, CV_16SC3);
    cv::RNG(seed).fill(m_parts->noise, cv::RNG::NORMAL, 0, noiseUnit);
}
ScenePainter::~ScenePainter() = default;

bool ScenePainter::hold(const PackCode &code, const Pose &pose) {
    clear();
    const auto modules = writeSymbol(code);
    if (!modules)
        return false;
    const double wanted = std::clamp(pose.pixelsPerModule, 0.5, 12.0);
    const int scale = static_cast<int>(std::ceil(wanted));
    std::uint32_t hue = 17;
    for (const char c : code.text)
        hue = hue * 31 + static_cast<unsigned char>(c);
    m_parts->face = faceOf(*modules, scale, hue);
    m_parts->faceScale = wanted / scale;
    m_parts->pose = pose;
    return true;
}

void ScenePainter::clear() {
    m_parts->face.release();
    m_parts->pose = {};
}

bool ScenePainter::holds() const {
    return !m_parts->face.empty();
}

bool ScenePainter::moves() const {
    return holds() && m_parts->pose.motionPixels > 0;
}

ColourPicture ScenePainter::paint(std::uint64_t tick) {
    const auto picture = m_parts->paint(tick);
    return {picture.cols, picture.rows, {picture.datastart, picture.dataend}};
}

std::vector<std::uint8_t> ScenePainter::paintGrey(std::uint64_t tick) {
    cv::Mat grey;
    cv::cvtColor(m_parts->paint(tick), grey, cv::COLOR_BGR2GRAY);
    return {grey.datastart, grey.dataend};
}

std::vector<std::uint8_t> ScenePainter::paintJpeg(std::uint64_t tick, int quality) {
    return jpegOf(m_parts->paint(tick), quality);
}

std::vector<std::uint8_t> ScenePainter::paintDarkJpeg(int quality) const {
    return jpegOf(cv::Mat::zeros(m_parts->size, CV_8UC3), quality);
}

} // namespace panier::vision::emulator

#include "vision/emulator/scene_painter.h"

#include "vision/emulator/lens.h"
#include "vision/emulator/pack_face.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace panier::vision::emulator {

namespace {
constexpr int noiseMargin = 97;
constexpr double noiseUnit = 32; // its standard deviation

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

// How far away the camera is, pixels of the picture.
double focalOf(cv::Size picture) {
    return 1.2 * picture.width;
}

// Where the corners of a face of that size land in the picture.
cv::Mat projectionOf(cv::Size face, double scale, const Pose &pose, cv::Size picture, double shift) {
    const double turn = radians(pose.angleDegrees);
    const double tilt = radians(std::clamp(pose.tiltDegrees, -60.0, 60.0));
    const double lean = radians(std::clamp(pose.leanDegrees, -60.0, 60.0));
    const double focal = focalOf(picture);
    const cv::Point2d along(std::cos(turn), std::sin(turn));
    const auto project = [&](double u, double v) {
        const double depth = focal / (focal + scale * (u * std::sin(tilt) + v * std::sin(lean)));
        const double x = u * scale * std::cos(tilt) * depth + shift;
        const double y = v * scale * std::cos(lean) * depth;
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

// Smooth random hills of about unit height, as large as the face.
cv::Mat hillsOf(cv::Size size, std::uint32_t seed) {
    cv::RNG random(seed);
    cv::Mat coarse(5, 6, CV_32F);
    random.fill(coarse, cv::RNG::NORMAL, 0, 1);
    cv::Mat hills;
    cv::resize(coarse, hills, size, 0, 0, cv::INTER_CUBIC);
    return hills;
}

// The face as it looks wrapped around a can and crumpled, in the flat: what lies left and right of the rim is cut off.
cv::Mat bent(const cv::Mat &face, const Pose &pose, double pixelsPerModule, std::uint32_t seed) {
    const double half = radians(std::clamp(pose.curveDegrees, 0.0, 80.0));
    const double radius = half > 0.01 ? face.cols / 2.0 / half : 0;
    const double seen = radius > 0 ? radius * std::sin(half) : face.cols / 2.0;
    const double crumple = pose.crumpleModules * pixelsPerModule;
    const cv::Size size(static_cast<int>(2 * seen), face.rows);
    const cv::Mat aside = hillsOf(size, seed + 1);
    const cv::Mat down = hillsOf(size, seed + 2);
    cv::Mat mapX(size, CV_32F);
    cv::Mat mapY(size, CV_32F);
    cv::Mat shade(size, CV_32F);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double u = x - seen;
            const double theta = radius > 0 ? std::asin(std::clamp(u / radius, -1.0, 1.0)) : 0;
            const double flat = radius > 0 ? radius * theta : u;
            mapX.at<float>(y, x) = static_cast<float>(face.cols / 2.0 + flat + crumple * aside.at<float>(y, x));
            mapY.at<float>(y, x) = static_cast<float>(y + crumple * down.at<float>(y, x));
            const double fold = std::min(0.25, 0.08 * pose.crumpleModules) * down.at<float>(y, x);
            shade.at<float>(y, x) =
                static_cast<float>(std::clamp((0.3 + 0.7 * std::cos(theta)) * (1 + fold), 0.1, 1.3));
        }
    }
    cv::Mat result;
    cv::remap(face, result, mapX, mapY, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    if (result.channels() == 3)
        cv::merge(std::vector<cv::Mat>{shade, shade, shade}, shade);
    cv::multiply(result, shade, result, 1, result.type());
    return result;
}

cv::Mat greyOf(const cv::Mat &picture) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
    return grey;
}

// How far a turn moves a lamp's reflection, pixels: by twice the turn, seen from the camera and from the lamp, and less
// the more the pack is bent (the equation of a mirror, with 2 / radius). The lamp is twice as far away as the camera:
// those under a ceiling are farther, and move it faster. `radius`: pixels, 0 if the pack is flat that way.
double glareRun(double degrees, double camera, double radius) {
    return -2 * radians(degrees) / (1 / camera + 1 / (2 * camera) + (radius > 0 ? 2 / radius : 0));
}

cv::Point2d glareMoveOf(const Pose &pose, cv::Size picture, double packWidth) {
    const double camera = focalOf(picture);
    const double half = radians(pose.curveDegrees);
    const double along = glareRun(pose.glareTiltDegrees, camera, half > 0.01 ? packWidth / 2 / half : 0);
    const double across = glareRun(pose.glareLeanDegrees, camera, 0);
    const double turn = radians(pose.angleDegrees);
    return {along * std::cos(turn) - across * std::sin(turn) - pose.glarePushX * picture.width,
            along * std::sin(turn) + across * std::cos(turn) - pose.glarePushY * picture.height};
}

// The part of the picture in which the pack lies, and what is smeared beyond it.
cv::Rect placeOf(const cv::Mat &projection, cv::Size face, cv::Size picture, int margin) {
    const std::vector<cv::Point2f> corners = {{0, 0},
                                              {static_cast<float>(face.width), 0},
                                              {static_cast<float>(face.width), static_cast<float>(face.height)},
                                              {0, static_cast<float>(face.height)}};
    std::vector<cv::Point2f> seen;
    cv::perspectiveTransform(corners, seen, projection);
    const auto box = cv::boundingRect(seen);
    return cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin) &
           cv::Rect({0, 0}, picture);
}
} // namespace

struct ScenePainter::Parts {
    // The same in colour and in grey: most pictures are asked for in grey alone, and colour takes three times as long.
    struct Layers {
        cv::Mat table;
        cv::Mat noise; // larger than the picture: each one takes another part of it
        cv::Mat face;
    };
    cv::Size size;
    std::uint32_t seed;
    Layers colour, grey;
    double faceScale = 1; // pixels of the picture per pixel of the face
    Pose pose;

    void place(cv::Mat &picture, const cv::Mat &face, std::uint64_t tick) const {
        const double shift = pose.motionPixels * std::sin(static_cast<double>(tick) * 0.7);
        const auto projection = projectionOf(face.size(), faceScale, pose, size, shift);
        const int margin = static_cast<int>(3 * pose.blurPixels + pose.defocusPixels + pose.smearPixels + 8);
        const auto where = placeOf(projection, face.size(), size, margin);
        if (where.empty())
            return;
        const cv::Mat moved = (cv::Mat_<double>(3, 3) << 1, 0, -where.x, 0, 1, -where.y, 0, 0, 1);
        cv::Mat part = picture(where).clone();
        cv::warpPerspective(face, part, moved * projection, part.size(), cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
        if (pose.glare > 0)
            glare(part, pose.glare,
                  cv::Point2d(part.cols * (0.5 + pose.glareX), part.rows * 0.5) +
                      glareMoveOf(pose, size, face.cols * faceScale),
                  {part.cols * 0.12 + 4, part.rows * 0.08 + 4});
        if (pose.blurPixels > 0)
            cv::GaussianBlur(part, part, {0, 0}, std::min(pose.blurPixels, 20.0));
        defocus(part, pose.defocusPixels);
        if (pose.motionPixels >= 1)
            smear(part, pose.motionPixels, pose.angleDegrees);
        if (pose.smearPixels >= 1)
            smear(part, pose.smearPixels, pose.smearDegrees);
        part.copyTo(picture(where));
    }

    [[nodiscard]] cv::Mat paint(const Layers &layers, std::uint64_t tick) const {
        cv::Mat picture = layers.table.clone();
        if (!layers.face.empty())
            place(picture, layers.face, tick);
        cv::Mat lit;
        picture.convertTo(lit, CV_16S, std::clamp(pose.light, 0.0, 4.0));
        cv::RNG random(seed * 2654435761U + tick + 1);
        const cv::Rect part(random.uniform(0, noiseMargin), random.uniform(0, noiseMargin), size.width, size.height);
        cv::addWeighted(lit, 1, layers.noise(part), std::clamp(pose.noise, 0.0, 60.0) / noiseUnit, 0, lit);
        lit.convertTo(picture, CV_8U);
        return picture;
    }

    void hold(cv::Mat face, double scale, const Pose &held, double pixelsPerModule, std::uint32_t faceSeed) {
        if (held.curveDegrees > 0 || held.crumpleModules > 0)
            face = bent(face, held, pixelsPerModule, faceSeed);
        colour.face = face;
        grey.face = greyOf(face);
        faceScale = scale;
        pose = held;
    }
};

ScenePainter::ScenePainter(int width, int height, std::uint32_t seed) : m_parts(std::make_unique<Parts>()) {
    m_parts->size = {std::clamp(width, 16, decode::maxSidePixels), std::clamp(height, 16, decode::maxSidePixels)};
    m_parts->seed = seed;
    m_parts->colour.table = tableOf(m_parts->size, seed);
    m_parts->grey.table = greyOf(m_parts->colour.table);
    m_parts->colour.noise.create(m_parts->size.height + noiseMargin, m_parts->size.width + noiseMargin, CV_16SC3);
    m_parts->grey.noise.create(m_parts->colour.noise.size(), CV_16SC1);
    cv::RNG(seed).fill(m_parts->colour.noise, cv::RNG::NORMAL, 0, noiseUnit);
    cv::RNG(seed).fill(m_parts->grey.noise, cv::RNG::NORMAL, 0, noiseUnit);
}
ScenePainter::~ScenePainter() = default;

bool ScenePainter::hold(const PackCode &code, const Pose &pose) {
    const auto modules = writeSymbol(code);
    if (!modules) {
        clear();
        return false;
    }
    std::uint32_t hue = 17;
    for (const char c : code.text)
        hue = hue * 31 + static_cast<unsigned char>(c);
    hold(*modules, hue, pose);
    return true;
}

void ScenePainter::hold(const Modules &symbol, std::uint32_t seed, const Pose &pose) {
    clear();
    const double wanted = std::clamp(pose.pixelsPerModule, 0.5, 12.0);
    const int scale = static_cast<int>(std::ceil(wanted));
    m_parts->hold(codeFace(symbol, scale, seed, std::clamp(pose.contrast, 0.05, 1.0)), wanted / scale, pose, scale,
                  seed);
}

void ScenePainter::holdBlank(std::uint32_t seed, const Pose &pose) {
    clear();
    m_parts->hold(blankFace(seed), std::clamp(pose.pixelsPerModule, 0.5, 12.0) / 2.5, pose, 2.5, seed);
}

void ScenePainter::move(const Pose &pose) {
    m_parts->faceScale *= pose.pixelsPerModule / m_parts->pose.pixelsPerModule;
    m_parts->pose = pose;
}

void ScenePainter::clear() {
    m_parts->colour.face.release();
    m_parts->grey.face.release();
    m_parts->pose = {};
}

bool ScenePainter::holds() const {
    return !m_parts->grey.face.empty();
}

bool ScenePainter::moves() const {
    return holds() && m_parts->pose.motionPixels > 0;
}

ColourPicture ScenePainter::paint(std::uint64_t tick) {
    const auto picture = m_parts->paint(m_parts->colour, tick);
    return {picture.cols, picture.rows, {picture.datastart, picture.dataend}};
}

std::vector<std::uint8_t> ScenePainter::paintGrey(std::uint64_t tick) {
    const auto grey = m_parts->paint(m_parts->grey, tick);
    return {grey.datastart, grey.dataend};
}

std::vector<std::uint8_t> ScenePainter::paintGreyThroughJpeg(std::uint64_t tick, int quality) {
    const auto grey = cv::imdecode(jpegOf(m_parts->paint(m_parts->grey, tick), quality), cv::IMREAD_GRAYSCALE);
    return {grey.datastart, grey.dataend};
}

std::vector<std::uint8_t> ScenePainter::paintJpeg(std::uint64_t tick, int quality) {
    return jpegOf(m_parts->paint(m_parts->colour, tick), quality);
}

std::vector<std::uint8_t> ScenePainter::paintDarkJpeg(int quality) const {
    return jpegOf(cv::Mat::zeros(m_parts->size, CV_8UC3), quality);
}

} // namespace panier::vision::emulator

#include "vision/emulator/tray/tray_painter.h"

#include "vision/emulator/lens.h"
#include "vision/emulator/tray/tray_things.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace panier::vision::emulator {

namespace {
constexpr int noiseMargin = 97;
constexpr double wantedMean = 118;    // of a camera with auto exposure
constexpr double exposureSpeed = 0.4; // how much of what is wrong it mends in each picture

// Darkens by what falls on it: a mask that is moved aside and blurred.
void castShadow(cv::Mat &picture, const cv::Mat &mask, cv::Point aside, double softness, double depth) {
    cv::Mat moved;
    const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, aside.x, 0, 1, aside.y);
    cv::warpAffine(mask, moved, shift, mask.size());
    cv::GaussianBlur(moved, moved, {}, softness);
    cv::Mat left;
    moved.convertTo(left, CV_32F, -depth / 255, 1);
    cv::merge(std::vector<cv::Mat>{left, left, left}, left);
    cv::multiply(picture, left, picture, 1, CV_8U);
}

void blend(cv::Mat &picture, const cv::Mat &colour, const cv::Mat &mask) {
    cv::Mat part, whole;
    mask.convertTo(part, CV_32F, 1.0 / 255);
    cv::merge(std::vector<cv::Mat>{part, part, part}, part);
    cv::Mat difference;
    cv::subtract(colour, picture, difference, cv::noArray(), CV_32F);
    cv::multiply(difference, part, difference);
    cv::add(picture, difference, picture, cv::noArray(), CV_8U);
}

void layThing(cv::Mat &picture, const TrayThing &thing) {
    const double length = (thing.length > 0 ? thing.length : usualLength(thing.kind)) * picture.cols;
    const auto face = faceOf(thing, static_cast<int>(std::lround(length)));
    const cv::Point2d middle(thing.x * picture.cols, thing.y * picture.rows);
    cv::Mat place = cv::getRotationMatrix2D(
        cv::Point2f(static_cast<float>(face.alpha.cols) / 2.F, static_cast<float>(face.alpha.rows) / 2.F),
        thing.angleDegrees, 1);
    place.at<double>(0, 2) += middle.x - face.alpha.cols / 2.0;
    place.at<double>(1, 2) += middle.y - face.alpha.rows / 2.0;
    cv::Mat colour, mask;
    cv::warpAffine(face.colour, colour, place, picture.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    cv::warpAffine(face.alpha, mask, place, picture.size());
    const double unit = picture.cols / 320.0;
    const bool flat = thing.kind == ThingKind::Phone || thing.kind == ThingKind::Garment;
    castShadow(picture, mask,
               cv::Point(static_cast<int>((flat ? 1 : 3) * unit), static_cast<int>((flat ? 2 : 5) * unit)),
               (flat ? 1.5 : 3) * unit, 0.4);
    blend(picture, colour, mask);
}

void reach(cv::Mat &picture, const TrayArm &arm) {
    cv::RNG random(arm.seed);
    const double unit = picture.cols / 320.0;
    const cv::Point hand(static_cast<int>(arm.x * picture.cols), static_cast<int>(arm.y * picture.rows));
    const cv::Point elbow(hand.x + static_cast<int>(random.uniform(-60, 60) * unit),
                          picture.rows + static_cast<int>(40 * unit));
    const cv::Point wrist = hand + (elbow - hand) / 4;
    cv::Mat mask(picture.size(), CV_8U, cv::Scalar(0));
    cv::Mat colour(picture.size(), CV_8UC3,
                   cv::Scalar(random.uniform(20, 160), random.uniform(20, 120), random.uniform(20, 120)));
    cv::line(mask, wrist, elbow, 255, static_cast<int>(34 * unit), cv::LINE_AA);
    const cv::Scalar skin = cv::Scalar(110, 140, 190) * random.uniform(0.45, 1.15);
    for (auto *layer : {&mask, &colour}) {
        const auto paint = layer == &mask ? cv::Scalar(255) : skin;
        cv::circle(*layer, hand, static_cast<int>(15 * unit), paint, cv::FILLED, cv::LINE_AA);
        cv::line(*layer, hand, wrist, paint, static_cast<int>(20 * unit), cv::LINE_AA);
        for (int finger = -2; finger <= 2; ++finger)
            cv::line(*layer, hand,
                     {hand.x + static_cast<int>(finger * 7 * unit),
                      hand.y - static_cast<int>((26 - 2 * finger * finger) * unit)},
                     paint, static_cast<int>(6 * unit), cv::LINE_AA);
    }
    castShadow(picture, mask, {static_cast<int>(10 * unit), static_cast<int>(14 * unit)}, 9 * unit, 0.45);
    blend(picture, colour, mask);
}

// The lamp, its slope, somebody's shade and the mains, as a factor for each pixel.
cv::Mat lightOn(cv::Size size, const TrayLight &light, std::uint64_t tick) {
    constexpr double bands = 1.7; // in one picture, of a rolling shutter
    constexpr double drift = 1.3; // radians from one picture to the next
    cv::Mat factor(size, CV_32F);
    std::vector<double> shade;
    for (int x = 0; x < size.width; ++x)
        shade.push_back(1 - light.shade / (1 + std::exp(-14 * (static_cast<double>(x) / size.width - light.shadeX))));
    for (int y = 0; y < size.height; ++y) {
        const double v = static_cast<double>(y) / size.height - 0.5;
        const double swing =
            1 + light.flicker * std::sin(2 * std::numbers::pi * bands * v + drift * static_cast<double>(tick));
        auto *row = factor.ptr<float>(y);
        for (int x = 0; x < size.width; ++x) {
            const double u = static_cast<double>(x) / size.width - 0.5;
            row[x] = static_cast<float>(light.gain * (1 + light.slopeX * u + light.slopeY * v) * swing *
                                        shade[static_cast<std::size_t>(x)]);
        }
    }
    return factor;
}
} // namespace

struct TrayPainter::Parts {
    cv::Size size;
    TrayOptics optics;
    cv::Mat cloth;
    std::vector<TrayThing> things; // as they lie in
    cv::Mat laid;
    cv::Mat noise; // larger than the picture: each one takes another part of it
    cv::RNG random;
    double exposure = 1;
    std::uint64_t tick = 0;

    cv::Mat take(const TrayScene &scene) {
        if (laid.empty() || things != scene.things) {
            laid = cloth.clone();
            things = scene.things;
            for (const auto &thing : things)
                layThing(laid, thing);
        }
        cv::Mat picture = laid.clone();
        for (const auto &arm : scene.arms)
            reach(picture, arm);
        cv::Mat factor = lightOn(size, scene.light, tick++) * exposure;
        cv::merge(std::vector<cv::Mat>{factor, factor, factor}, factor);
        cv::Mat lit;
        cv::multiply(picture, factor, lit, 1, CV_32F);
        defocus(lit, 0.8 * size.width / 640.0);
        lit += noise(cv::Rect({random.uniform(0, noiseMargin), random.uniform(0, noiseMargin)}, size));
        lit.convertTo(picture, CV_8U);
        if (optics.autoExposure) {
            const auto means = cv::mean(picture);
            const double mean = std::max(1.0, (means[0] + means[1] + means[2]) / 3);
            exposure = std::clamp(exposure * (1 + exposureSpeed * (wantedMean / mean - 1)), 0.3, 4.0);
        }
        return picture;
    }
};

TrayPainter::TrayPainter(int width, int height, TrayOptics optics, std::uint32_t seed)
    : m_parts(std::make_unique<Parts>()) {
    m_parts->size = {width, height};
    m_parts->optics = optics;
    m_parts->cloth = clothOf(optics.cloth, m_parts->size, seed);
    m_parts->random = cv::RNG(seed + 7);
    m_parts->noise.create(height + noiseMargin, width + noiseMargin, CV_32FC3);
    m_parts->random.fill(m_parts->noise, cv::RNG::NORMAL, 0, optics.noise);
}

TrayPainter::~TrayPainter() = default;

ColourPicture TrayPainter::paint(const TrayScene &scene) {
    const auto picture = m_parts->take(scene);
    return {picture.cols, picture.rows, {picture.datastart, picture.dataend}};
}

std::vector<std::uint8_t> TrayPainter::paintJpeg(const TrayScene &scene) {
    return jpegOf(m_parts->take(scene), m_parts->optics.jpegQuality);
}

std::vector<std::uint8_t> TrayPainter::paintGrey(const TrayScene &scene) {
    const auto grey = cv::imdecode(paintJpeg(scene), cv::IMREAD_GRAYSCALE);
    return {grey.datastart, grey.dataend};
}

} // namespace panier::vision::emulator

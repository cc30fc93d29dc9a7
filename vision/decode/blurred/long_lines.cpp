#include "vision/decode/blurred/long_lines.h"

#include "vision/decode/locate.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr double leastLength = 40; // pixels along: less is a border's
constexpr double stepsPerPixel = 3;
constexpr int mostSteps = 1600;
constexpr int mostRows = 16; // of a line: bars don't run quite alike
constexpr int lines = 3;
constexpr std::size_t mostPlaces = 6;
constexpr double beyond = 2; // times as long as the place
constexpr double gamma = 1.8;

// How the bars run: to the right by `lean` pixels a row, and by `fan` more at the right end, less at the left.
struct Run {
    double lean = 0;
    double fan = 0;
};

std::vector<float> averaged(const cv::Mat &strip, const Run &run) {
    const int width = strip.cols;
    std::vector<float> sum(static_cast<std::size_t>(width), 0);
    for (int row = 0; row < strip.rows; ++row) {
        const double down = row - (strip.rows - 1) / 2.0;
        const auto *pixels = strip.ptr<float>(row);
        const double first = down * stepsPerPixel * (run.lean - run.fan);
        const double stretch = 1 + 2 * down * stepsPerPixel * run.fan / width;
        for (int x = 0; x < width; ++x) {
            const double at = std::clamp(first + stretch * x, 0.0, width - 1.001);
            const int whole = static_cast<int>(at);
            const auto part = static_cast<float>(at - whole);
            sum[static_cast<std::size_t>(x)] -= (1 - part) * pixels[whole] + part * pixels[whole + 1];
        }
    }
    for (auto &value : sum)
        value /= static_cast<float>(strip.rows);
    return sum;
}

float sharpness(const std::vector<float> &line) {
    constexpr std::size_t apart = 4;
    float sum = 0;
    for (std::size_t i = apart; i < line.size(); ++i)
        sum += (line[i] - line[i - apart]) * (line[i] - line[i - apart]);
    return sum;
}

// Along the bars: what leaves the most contrast.
std::vector<float> sharpestLine(const cv::Mat &strip) {
    Run run;
    std::vector<float> best;
    float sharpest = -1;
    const auto look = [&](const Run &candidate) {
        auto line = averaged(strip, candidate);
        const float sharp = sharpness(line);
        if (sharp > sharpest) {
            sharpest = sharp;
            best = std::move(line);
            run = candidate;
        }
    };
    for (double lean = -0.2; lean < 0.21; lean += 0.05)
        look({lean, 0});
    for (const double step : {0.05, 0.025}) {
        const auto around = run;
        for (int fan = -3; fan <= 3; ++fan)
            look({around.lean, around.fan + fan * step});
        const auto fanned = run;
        for (const double side : {-1.0, 1.0})
            look({fanned.lean + side * step / 2, fanned.fan});
    }
    return best;
}

LongLines linesThrough(const cv::Mat &grey, const LinearRegion &box) {
    LongLines found{{}, cornersOf(box)};
    const double length = beyond * box.length + leastLength;
    const int steps = std::min(mostSteps, static_cast<int>(length * stepsPerPixel));
    const int rows = std::clamp(static_cast<int>(box.height / (lines + 1)), 3, mostRows);
    const auto step = box.along * (length / steps);
    for (int i = 0; i < lines; ++i) {
        const double off = (i == 0 ? 0 : i == 1 ? -0.25 : 0.25) * box.height - rows / 2.0;
        const auto start = box.centre - box.along * (length / 2) + box.across * off;
        const cv::Matx23d map(step.x, box.across.x, start.x, step.y, box.across.y, start.y);
        cv::Mat strip;
        cv::warpAffine(grey, strip, map, {steps, rows}, cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        strip.convertTo(strip, CV_32F, 1 / 255.0);
        cv::pow(strip, gamma, strip);
        found.profiles.emplace_back(sharpestLine(strip * 255));
    }
    return found;
}
// Two places that may be parts of one symbol: as high, side by side, their bars running much alike.
bool belongTogether(const LinearRegion &one, const LinearRegion &other) {
    constexpr double alike = 0.9; // cosine of 25 degrees
    const auto apart = other.centre - one.centre;
    return std::abs(one.along.dot(other.along)) > alike &&
           std::abs(apart.dot(one.across)) < 0.4 * std::max(one.height, other.height) &&
           std::abs(apart.dot(one.along)) < 0.8 * (one.length + other.length) &&
           std::min(one.height, other.height) > 0.4 * std::max(one.height, other.height);
}

LinearRegion together(const LinearRegion &one, const LinearRegion &other) {
    const double side = one.along.dot(other.along) < 0 ? -1 : 1;
    LinearRegion both = one;
    both.along = one.along * one.length + other.along * (side * other.length);
    both.along /= cv::norm(both.along);
    both.across = {-both.along.y, both.along.x};
    const double at = (other.centre - one.centre).dot(both.along);
    const double from = std::min(-one.length / 2, at - other.length / 2);
    const double to = std::max(one.length / 2, at + other.length / 2);
    both.length = to - from;
    both.centre = one.centre + both.along * ((from + to) / 2);
    both.height = std::min(one.height, other.height);
    return both;
}

std::vector<LinearRegion> placesOf(const cv::Mat &grey) {
    cv::Mat half;
    cv::resize(grey, half, {}, 0.5, 0.5, cv::INTER_AREA);
    std::vector<LinearRegion> places;
    for (auto box : locate(half).linear) {
        box.centre *= 2;
        box.length *= 2;
        box.height *= 2;
        if (box.length >= leastLength)
            places.push_back(box);
    }
    const auto single = places.size();
    for (std::size_t i = 0; i < single; ++i)
        for (std::size_t j = i + 1; j < single; ++j)
            if (belongTogether(places[i], places[j]))
                places.push_back(together(places[i], places[j]));
    if (places.size() > mostPlaces)
        places.resize(mostPlaces);
    return places;
}
} // namespace

std::vector<LongLines> longLines(const GreyView &picture) {
    std::vector<LongLines> all;
    try {
        // OpenCV has no view of constant pixels; nothing here writes to them.
        const cv::Mat grey(picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t *>(picture.data),
                           static_cast<std::size_t>(picture.stride));
        for (const auto &place : placesOf(grey))
            all.push_back(linesThrough(grey, place));
    } catch (const std::exception &) {
        return {};
    }
    return all;
}

} // namespace panier::vision::decode

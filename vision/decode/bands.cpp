#include "vision/decode/bands.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr int maxShift = 24;   // of a row against the middle one, steps
constexpr int rowsAtOnce = 24; // more are averaged first

// A band of the region turned upright, a row for each pixel across. `band` is where it lies across the region, -1 to 1.
cv::Mat bandOf(const cv::Mat &grey, const LinearRegion &box, double band, const Bands &bands, double &scale) {
    const double length = box.length * 1.1 + std::min(60.0, 20 + 0.1 * box.length); // with the quiet zones
    scale = std::clamp(bands.steps / length, 1.0, 6.0);
    const int width = std::min(maxStripWidth, static_cast<int>(length * scale));
    scale = width / length;
    const auto start = box.centre - box.along * (length / 2) + box.across * (band * box.height / 2 - bands.rows / 2.0);
    const auto step = box.along * (length / width);
    const cv::Matx23d map(step.x, box.across.x, start.x, step.y, box.across.y, start.y);
    cv::Mat strip;
    cv::warpAffine(grey, strip, map, {width, bands.rows}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return strip;
}

// How the bars lean: steps along for a row across, in the middle of a line, and how much more at its end than at its
// beginning, as in perspective.
struct Lean {
    double middle = 0;
    double fan = 0;
};

// Takes a row, read from `from` on, from the sum.
void takeRow(std::vector<float> &sum, const float *pixels, double from) {
    const float *const here = pixels + static_cast<int>(from);
    const auto next = static_cast<float>(from - std::floor(from));
    for (std::size_t x = 0; x < sum.size(); ++x)
        sum[x] -= (1 - next) * here[x] + next * here[x + 1];
}

// The same, stretched or drawn together so that it ends at `to`.
void takeRow(std::vector<float> &sum, const float *pixels, double from, double to) {
    auto at = static_cast<float>(from);
    const auto step = static_cast<float>((to - from) / static_cast<double>(sum.size()));
    for (auto &value : sum) {
        const auto whole = static_cast<int>(at);
        const float next = at - static_cast<float>(whole);
        value -= (1 - next) * pixels[whole] + next * pixels[whole + 1];
        at += step;
    }
}

// The mean of the rows, each moved by as much more than the one above as the bars lean. `strip` is CV_32F with
// `maxShift` columns more on each side.
std::vector<float> averaged(const cv::Mat &strip, const Lean &lean) {
    constexpr double limit = maxShift - 1;
    const int width = strip.cols - 2 * maxShift;
    std::vector<float> sum(static_cast<std::size_t>(width), 255.0F * static_cast<float>(strip.rows));
    for (int row = 0; row < strip.rows; ++row) {
        const double down = row - (strip.rows - 1) / 2.0;
        const double left = std::clamp((lean.middle - lean.fan / 2) * down, -limit, limit);
        const double right = std::clamp((lean.middle + lean.fan / 2) * down, -limit, limit);
        if (lean.fan == 0)
            takeRow(sum, strip.ptr<float>(row), maxShift + left);
        else
            takeRow(sum, strip.ptr<float>(row), maxShift + left, maxShift + width + right);
    }
    for (auto &value : sum)
        value /= static_cast<float>(strip.rows);
    return sum;
}

// Cameras write levels, but lenses smear light: about the 1.8th power of a level, here 0 to 255 as well.
const cv::Mat &lightOfLevels() {
    static const cv::Mat table = [] {
        cv::Mat light(1, 256, CV_32F);
        for (int level = 0; level < 256; ++level)
            light.at<float>(level) = static_cast<float>(255 * std::pow(level / 255.0, 1.8));
        return light;
    }();
    return table;
}

// The lightest of it is 255, so that a pack in the dark has as much contrast as one in the sun.
cv::Mat lightOf(const cv::Mat &strip) {
    double lightest = 0;
    cv::minMaxLoc(strip, nullptr, &lightest);
    cv::Mat light;
    cv::LUT(strip, lightOfLevels(), light);
    return light * (255 / std::max(1.0F, lightOfLevels().at<float>(static_cast<int>(lightest))));
}

float sharpness(const std::vector<float> &line) {
    float sum = 0;
    for (std::size_t i = 2; i < line.size(); ++i)
        sum += (line[i] - line[i - 2]) * (line[i] - line[i - 2]);
    return sum;
}

// Averages along the bars, whose direction varies over a pack: that which leaves the most contrast is theirs. They lean
// by at most `lean` steps along for a row across, and a little more.
Profile profileOf(const cv::Mat &strip, double scale, double lean, bool light) {
    cv::Mat wide;
    if (light)
        wide = lightOf(strip);
    else
        strip.convertTo(wide, CV_32F);
    const double rowsInOne = std::max(1.0, static_cast<double>(wide.rows) / rowsAtOnce);
    if (rowsInOne > 1)
        cv::resize(wide, wide, {wide.cols, rowsAtOnce}, 0, 0, cv::INTER_AREA);
    cv::copyMakeBorder(wide, wide, 0, 0, maxShift, maxShift, cv::BORDER_REPLICATE);
    std::vector<float> best;
    float sharpest = -1;
    Lean found;
    const auto look = [&](Lean candidate) {
        auto line = averaged(wide, {candidate.middle * rowsInOne, candidate.fan * rowsInOne});
        const float sharp = sharpness(line);
        if (sharp > sharpest) {
            sharpest = sharp;
            best = std::move(line);
            found = candidate;
        }
    };
    for (double coarse = -lean; coarse < lean + 0.01; coarse += 0.09)
        look({coarse * scale, 0});
    for (const double fine : {0.045, 0.02}) {
        const auto around = found;
        look({around.middle - fine * scale, 0});
        look({around.middle + fine * scale, 0});
    }
    if (rowsInOne > 1) // over few rows it makes no difference
        for (const double fine : {0.06, 0.03, 0.015}) {
            const auto around = found;
            for (int turn = 0; turn < 9; ++turn)
                look({around.middle + (turn % 3 - 1) * fine / 3 * scale, around.fan + (turn / 3 - 1) * fine * scale});
        }
    return Profile(std::move(best));
}

// How much of the line is full of edges: a reflection leaves a gap, however strong the edges beside it are.
double evenness(const Profile &profile) {
    constexpr int parts = 8;
    const auto &line = profile.darkness();
    double sum = 0;
    for (int part = 0; part < parts; ++part) {
        const auto from = line.size() * static_cast<std::size_t>(part) / parts;
        const auto to = line.size() * static_cast<std::size_t>(part + 1) / parts;
        double squares = 0;
        for (std::size_t i = from + 2; i < to; ++i)
            squares += (line[i] - line[i - 2]) * (line[i] - line[i - 2]);
        sum += std::sqrt(squares);
    }
    return sum;
}
} // namespace

int rowsAgainstNoise(const cv::Mat &grey, const LinearRegion &box, float noise) {
    constexpr double most = 96;
    constexpr double share = 0.1; // of the contrast's standard deviation
    double scale = 1;
    const auto strip = bandOf(grey, box, 0, {1, 6, 0, 0}, scale);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(strip, mean, deviation);
    const double noiseSquared = noise * noise;
    const double print = std::max(1.0, deviation[0] * deviation[0] - noiseSquared);
    return static_cast<int>(std::min({most, noiseSquared / (print * share * share), 0.75 * box.height}));
}

std::vector<Profile> profilesOf(const cv::Mat &grey, const LinearRegion &box, const Bands &bands) {
    const double outermost = 0.7 * (1 - 1.0 / bands.count);
    std::vector<Profile> profiles;
    for (int i = 0; i < bands.count; ++i) {
        const double side = i % 2 == 0 ? 1 : -1; // from the middle to both ends
        const double band = i == 0 ? 0 : side * outermost * ((i + 1) / 2) / (bands.count / 2);
        double scale = 1;
        const auto strip = bandOf(grey, box, band, bands, scale);
        profiles.push_back(profileOf(strip, scale, bands.lean, bands.light));
    }
    return profiles;
}

std::vector<Profile> bestProfilesOf(const cv::Mat &grey, const LinearRegion &box, Bands bands, int wanted) {
    auto all = profilesOf(grey, box, bands);
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t i = 0; i < all.size(); ++i)
        order.emplace_back(-evenness(all[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Profile> best;
    for (std::size_t i = 0; i < order.size() && static_cast<int>(i) < wanted; ++i)
        best.push_back(std::move(all[order[i].second]));
    return best;
}

} // namespace panier::vision::decode

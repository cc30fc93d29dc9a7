#include "vision/decode/locate.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr float minEnergy = 8;          // mean squared gradient of a cell beyond noise, below which it is noise, too
constexpr float minSoftEnergy = 0.5F;   // the same of a picture that was smoothed
constexpr double minShare = 0.06;       // of the strongest cell's energy
constexpr double minFaintShare = 0.008; // the same, at a second look
constexpr double linearCoherence = 0.6; // of the gradients in a region: 1 all in one direction, 0 in all
constexpr float leastOfNoise = 0.7F;    // no cell's noise is as much more than another's
constexpr float noiseGain = 0.75F;      // of the gradient's variance, of the noise's
constexpr int minLinearCells = 5;
constexpr int minMatrixCells = 4;
constexpr int minCell = 6; // pixels
constexpr int maxCell = 16;

// The structure tensor, one value a cell: means of gx*gx, gy*gy, gx*gy.
struct Tensor {
    int cell = 0; // pixels of the picture
    cv::Mat xx, yy, xy;
};

// A connected set of cells with the sums of its tensor.
struct Region {
    std::vector<cv::Point> cells;
    double xx = 0, yy = 0, xy = 0;
    [[nodiscard]] double energy() const { return xx + yy; }
    [[nodiscard]] double coherence() const { return energy() > 0 ? std::hypot(xx - yy, 2 * xy) / energy() : 0; }
    // Of the gradients, that is across the bars.
    [[nodiscard]] double angle() const { return 0.5 * std::atan2(2 * xy, xx - yy); }
};

Tensor tensorOf(const cv::Mat &grey, int cell) {
    cv::Mat gx;
    cv::Mat gy;
    cv::Sobel(grey, gx, CV_32F, 1, 0, 3, 0.25);
    cv::Sobel(grey, gy, CV_32F, 0, 1, 3, 0.25);
    const cv::Size cells(std::max(1, grey.cols / cell), std::max(1, grey.rows / cell));
    const auto mean = [&](const cv::Mat &a, const cv::Mat &b) {
        cv::Mat product;
        cv::multiply(a, b, product);
        cv::resize(product, product, cells, 0, 0, cv::INTER_AREA);
        return product;
    };
    return {cell, mean(gx, gx), mean(gy, gy), mean(gx, gy)};
}

// Noise has no direction: it adds as much to both ways, everywhere. What the quieter cells hold of it is taken away, or
// a pale code in the dark would seem to have none either.
float takeNoise(Tensor &tensor) {
    constexpr double quieter = 0.25; // of the cells
    constexpr float most = 40;       // what is more is print, not noise
    std::vector<float> weaker;
    for (int y = 0; y < tensor.xx.rows; ++y)
        for (int x = 0; x < tensor.xx.cols; ++x)
            weaker.push_back(std::min(tensor.xx.at<float>(y, x), tensor.yy.at<float>(y, x)));
    const auto at = weaker.begin() + static_cast<std::ptrdiff_t>(quieter * static_cast<double>(weaker.size()));
    std::nth_element(weaker.begin(), at, weaker.end());
    const float noise = std::min(*at, most);
    tensor.xx = cv::max(tensor.xx - noise, 0);
    tensor.yy = cv::max(tensor.yy - noise, 0);
    return noise;
}

// Whether two cells' edges run nearly the same way.
bool runAlike(const Tensor &tensor, cv::Point one, cv::Point other) {
    constexpr float least = 0.64F; // the cosine of twice 25 degrees
    const auto direction = [&](cv::Point at) {
        return cv::Vec2f(tensor.xx.at<float>(at) - tensor.yy.at<float>(at), 2 * tensor.xy.at<float>(at));
    };
    const auto a = direction(one);
    const auto b = direction(other);
    return a.dot(b) >= least * static_cast<float>(cv::norm(a) * cv::norm(b));
}

// Connected cells of the mask whose edges run alike from one to the next: a code lies beside grain and borders.
std::vector<Region> alikeRegionsOf(const Tensor &tensor, const cv::Mat &mask) {
    cv::Mat left = mask.clone();
    std::vector<Region> regions;
    for (int y = 0; y < left.rows; ++y) {
        for (int x = 0; x < left.cols; ++x) {
            if (left.at<std::uint8_t>(y, x) == 0)
                continue;
            auto &region = regions.emplace_back();
            region.cells.emplace_back(x, y);
            left.at<std::uint8_t>(y, x) = 0;
            for (std::size_t next = 0; next < region.cells.size(); ++next) {
                const auto from = region.cells[next];
                region.xx += tensor.xx.at<float>(from);
                region.yy += tensor.yy.at<float>(from);
                region.xy += tensor.xy.at<float>(from);
                for (int turn = 0; turn < 9; ++turn) {
                    const cv::Point to(from.x + turn % 3 - 1, from.y + turn / 3 - 1);
                    if (!cv::Rect(0, 0, left.cols, left.rows).contains(to) || left.at<std::uint8_t>(to) == 0 ||
                        !runAlike(tensor, from, to))
                        continue;
                    left.at<std::uint8_t>(to) = 0;
                    region.cells.push_back(to);
                }
            }
        }
    }
    std::sort(regions.begin(), regions.end(), [](const Region &a, const Region &b) { return a.energy() > b.energy(); });
    return regions;
}

std::vector<Region> regionsOf(const Tensor &tensor, const cv::Mat &mask) {
    cv::Mat labels;
    const int count = cv::connectedComponents(mask, labels, 8, CV_32S);
    std::vector<Region> regions(static_cast<std::size_t>(count));
    for (int y = 0; y < labels.rows; ++y) {
        for (int x = 0; x < labels.cols; ++x) {
            auto &region = regions[static_cast<std::size_t>(labels.at<int>(y, x))];
            region.cells.emplace_back(x, y);
            region.xx += tensor.xx.at<float>(y, x);
            region.yy += tensor.yy.at<float>(y, x);
            region.xy += tensor.xy.at<float>(y, x);
        }
    }
    if (!regions.empty())
        regions.erase(regions.begin()); // label 0 is what isn't masked
    std::sort(regions.begin(), regions.end(), [](const Region &a, const Region &b) { return a.energy() > b.energy(); });
    return regions;
}

bool isNoisy(const cv::Mat &grey, float noise) {
    cv::Mat small;
    cv::resize(grey, small, {}, 1.0 / 8, 1.0 / 8, cv::INTER_AREA);
    return isMuchNoise(small, noise);
}

// Places along an axis, and how much energy lies there.
using Places = std::vector<std::pair<double, double>>;

std::pair<double, double> endsOf(const Places &places, double cell) {
    const auto [first, last] = std::minmax_element(places.begin(), places.end());
    return {first->first - cell / 2, last->first + cell / 2};
}

// From where to where the cells lie that hold the bars. A pack's rim runs along with them, but has one edge where they
// have many, and lies apart; what a reflection cuts off is wider than a rim. `leastShare`: of the strongest row of
// cells, for one to count.
std::pair<double, double> endsWithoutRims(const Places &places, double cell, double leastShare) {
    constexpr std::size_t rim = 2; // rows at most
    const double from = endsOf(places, cell).first;
    std::vector<double> rows;
    for (const auto &[place, energy] : places) {
        const auto row = static_cast<std::size_t>((place - from) / cell);
        rows.resize(std::max(rows.size(), row + 1));
        rows[row] += energy;
    }
    const double strongest = *std::max_element(rows.begin(), rows.end());
    std::size_t first = rows.size();
    std::size_t last = 0;
    for (std::size_t row = 0, end = 0; row < rows.size(); row = end + 1) {
        double most = 0;
        for (end = row; end < rows.size() && rows[end] >= leastShare * strongest; ++end)
            most = std::max(most, rows[end]);
        if (end - row <= rim && most < strongest)
            continue;
        first = std::min(first, row);
        last = std::max(last, end);
    }
    return {from + cell * static_cast<double>(first), from + cell * static_cast<double>(last)};
}

// What of a region counts.
struct Trim {
    double rowShare = 0.15; // see endsWithoutRims
    bool rims = false;      // cut off at both ends of the lines, too: bars that are wider than a cell look like one
};

LinearRegion linearRegionOf(const Region &region, const Tensor &tensor, const Trim &trim) {
    const int cell = tensor.cell;
    LinearRegion box;
    box.along = {std::cos(region.angle()), std::sin(region.angle())};
    box.across = {-box.along.y, box.along.x};
    Places columns;
    Places rows;
    for (const auto &at : region.cells) {
        const cv::Point2d p((at.x + 0.5) * cell, (at.y + 0.5) * cell);
        const double energy = tensor.xx.at<float>(at) + tensor.yy.at<float>(at);
        columns.emplace_back(p.dot(box.along), energy);
        rows.emplace_back(p.dot(box.across), energy);
    }
    const auto [uMin, uMax] = trim.rims ? endsWithoutRims(columns, cell, trim.rowShare) : endsOf(columns, cell);
    const auto [vMin, vMax] = endsWithoutRims(rows, cell, trim.rowShare);
    box.length = uMax - uMin;
    box.height = vMax - vMin;
    box.centre = box.along * ((uMin + uMax) / 2) + box.across * ((vMin + vMax) / 2);
    return box;
}

bool isSamePlace(const LinearRegion &one, const LinearRegion &other) {
    const auto apart = one.centre - other.centre;
    return std::abs(apart.dot(one.along)) < 0.25 * one.length && std::abs(apart.dot(one.across)) < 0.25 * one.height &&
           other.length < 1.5 * one.length && other.height < 1.5 * one.height;
}
} // namespace

std::array<Point, 4> cornersOf(const LinearRegion &box) {
    const auto corner = [&](double u, double v) {
        const auto p = box.centre + box.along * (u * box.length / 2) + box.across * (v * box.height / 2);
        return Point{static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
    };
    return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

namespace {
cv::Mat meanAround(const cv::Mat &cells) {
    cv::Mat result;
    cv::blur(cells, result, {3, 3});
    return result;
}

// Half as large, each pixel the mean of four: half the noise, and half the contrast of the finest modules at most.
Tensor softTensorOf(const cv::Mat &grey, int cell) {
    cv::Mat half;
    cv::resize(grey, half, {}, 0.5, 0.5, cv::INTER_AREA);
    return tensorOf(half, cell / 2);
}

// Where edges run in two directions close together: not along borders of labels, however strong, nor in grain.
std::vector<cv::Rect> crossedIn(const cv::Mat &grey, const Tensor &sharp, float noise) {
    constexpr float muchNoise = 2; // of the variance of gradients
    constexpr double leastCrossed = 3;
    constexpr double ofNoise = 0.5;
    constexpr double leastShare = 0.15; // of what is strongest
    Tensor soft;
    if (noise > muchNoise) {
        soft = softTensorOf(grey, sharp.cell);
        noise = takeNoise(soft);
    }
    const auto &tensor = soft.cell > 0 ? soft : sharp;
    const cv::Mat xx = meanAround(tensor.xx);
    const cv::Mat yy = meanAround(tensor.yy);
    const cv::Mat twist = meanAround(tensor.xy) * 2;
    const cv::Mat energy = xx + yy;
    cv::Mat direction;
    cv::magnitude(xx - yy, twist, direction);
    const cv::Mat crossed = energy - direction; // twice the energy of the weaker way
    double strongest = 0;
    cv::minMaxLoc(crossed, nullptr, &strongest);
    const double least = std::max({leastCrossed, strongest * leastShare, ofNoise * noise});
    std::vector<cv::Rect> boxes;
    for (const auto &region : regionsOf(tensor, (crossed > least) & (direction < energy * linearCoherence))) {
        if (boxes.size() == maxMatrixRegions)
            break;
        if (static_cast<int>(region.cells.size()) < minMatrixCells)
            continue;
        const cv::Rect box = cv::boundingRect(region.cells);
        const int cell = sharp.cell;
        boxes.push_back(
            cv::Rect((box.x - 1) * cell, (box.y - 1) * cell, (box.width + 2) * cell, (box.height + 2) * cell) &
            cv::Rect(0, 0, grey.cols, grey.rows));
    }
    return boxes;
}
} // namespace

cv::Mat softened(const cv::Mat &grey) {
    constexpr double softness = 1.2; // pixels
    cv::Mat soft;
    cv::GaussianBlur(grey, soft, {0, 0}, softness);
    return soft;
}

bool isMuchNoise(const cv::Mat &smooth, float noise) {
    constexpr double muchNoise = 0.06; // of the contrast
    double low = 0;
    double high = 0;
    cv::minMaxLoc(smooth, &low, &high);
    return noise > muchNoise * (high - low);
}

Regions locate(const cv::Mat &grey, Locating how) {
    const int cell = std::clamp(std::max(grey.cols, grey.rows) / 40, minCell, maxCell);
    auto tensor = tensorOf(grey, cell);
    Regions regions;
    float noise = takeNoise(tensor);
    regions.noise = std::sqrt(noise / noiseGain);
    regions.matrix = crossedIn(grey, tensor, noise);
    const bool smooth = how.throughNoise && isNoisy(grey, regions.noise);
    if (smooth) {
        tensor = tensorOf(softened(grey), cell);
        noise = takeNoise(tensor);
    }
    const Trim trim{smooth ? 0.05 : 0.15, how.withoutRims};
    const double quiet = std::max(smooth ? minSoftEnergy : minEnergy, leastOfNoise * noise);
    const cv::Mat energy = tensor.xx + tensor.yy;
    double strongest = 0;
    cv::minMaxLoc(energy, nullptr, &strongest);
    const cv::Mat busy = energy > std::max(quiet, strongest * minShare);
    cv::Mat direction;
    const cv::Mat twist = tensor.xy * 2;
    cv::magnitude(tensor.xx - tensor.yy, twist, direction);
    const cv::Mat directed = direction > energy * linearCoherence;

    // Pale print beside strong borders comes second.
    const cv::Mat faint = energy > std::max(quiet, strongest * minFaintShare);
    for (const auto &mask : {busy, faint}) {
        for (const auto &region : alikeRegionsOf(tensor, mask & directed)) {
            if (regions.linear.size() == maxLinearRegions)
                break;
            if (static_cast<int>(region.cells.size()) < minLinearCells || region.coherence() < linearCoherence)
                continue;
            const auto box = linearRegionOf(region, tensor, trim);
            if (std::none_of(regions.linear.begin(), regions.linear.end(),
                             [&](const LinearRegion &other) { return isSamePlace(other, box); }))
                regions.linear.push_back(box);
        }
    }
    return regions;
}

} // namespace panier::vision::decode

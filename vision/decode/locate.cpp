#include "vision/decode/locate.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr float minEnergy = 40;         // mean squared gradient of a cell: below that it is noise
constexpr double minShare = 0.06;       // of the strongest cell's energy
constexpr double linearCoherence = 0.6; // of the gradients in a region: 1 all in one direction, 0 in all
constexpr int minLinearCells = 5;
constexpr int minMatrixCells = 6;
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

const cv::Mat &ratioTable() {
    static const cv::Mat table = [] {
        cv::Mat levels(1, 256, CV_8U);
        for (int i = 0; i < 256; ++i)
            levels.at<std::uint8_t>(i) =
                cv::saturate_cast<std::uint8_t>(255 * std::log1p(i / 24.0) / std::log1p(255 / 24.0));
        return levels;
    }();
    return table;
}

Tensor tensorOf(const cv::Mat &original, bool byRatio) {
    cv::Mat grey = original;
    cv::Mat gx;
    cv::Mat gy;
    if (byRatio)
        cv::LUT(original, ratioTable(), grey);
    cv::Sobel(grey, gx, CV_32F, 1, 0, 3, 0.25);
    cv::Sobel(grey, gy, CV_32F, 0, 1, 3, 0.25);
    const int cell = std::clamp(std::max(grey.cols, grey.rows) / 40, minCell, maxCell);
    const cv::Size cells(std::max(1, grey.cols / cell), std::max(1, grey.rows / cell));
    const auto mean = [&](const cv::Mat &a, const cv::Mat &b) {
        cv::Mat product;
        cv::multiply(a, b, product);
        cv::resize(product, product, cells, 0, 0, cv::INTER_AREA);
        return product;
    };
    return {cell, mean(gx, gx), mean(gy, gy), mean(gx, gy)};
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

LinearRegion linearRegionOf(const Region &region, int cell) {
    LinearRegion box;
    box.along = {std::cos(region.angle()), std::sin(region.angle())};
    box.across = {-box.along.y, box.along.x};
    double uMin = 1e9, uMax = -1e9, vMin = 1e9, vMax = -1e9;
    for (const auto &at : region.cells) {
        const cv::Point2d p((at.x + 0.5) * cell, (at.y + 0.5) * cell);
        uMin = std::min(uMin, p.dot(box.along));
        uMax = std::max(uMax, p.dot(box.along));
        vMin = std::min(vMin, p.dot(box.across));
        vMax = std::max(vMax, p.dot(box.across));
    }
    box.length = uMax - uMin + cell;
    box.height = vMax - vMin + cell;
    box.centre = box.along * ((uMin + uMax) / 2) + box.across * ((vMin + vMax) / 2);
    return box;
}
} // namespace

Regions locate(const cv::Mat &grey, bool byRatio) {
    const auto tensor = tensorOf(grey, byRatio);
    const cv::Mat energy = tensor.xx + tensor.yy;
    double strongest = 0;
    cv::minMaxLoc(energy, nullptr, &strongest);
    const cv::Mat busy = energy > std::max(static_cast<double>(minEnergy), strongest * minShare);
    cv::Mat direction;
    const cv::Mat twist = tensor.xy * 2;
    cv::magnitude(tensor.xx - tensor.yy, twist, direction);
    const cv::Mat directed = direction > energy * linearCoherence;

    Regions regions;
    for (const auto &region : regionsOf(tensor, busy & directed)) {
        if (regions.linear.size() == maxLinearRegions)
            break;
        if (static_cast<int>(region.cells.size()) >= minLinearCells && region.coherence() >= linearCoherence)
            regions.linear.push_back(linearRegionOf(region, tensor.cell));
    }
    for (const auto &region : regionsOf(tensor, busy)) {
        if (regions.matrix.size() == maxMatrixRegions)
            break;
        if (static_cast<int>(region.cells.size()) < minMatrixCells || region.coherence() > linearCoherence)
            continue;
        const cv::Rect box = cv::boundingRect(region.cells);
        const int cell = tensor.cell;
        regions.matrix.push_back(
            cv::Rect((box.x - 1) * cell, (box.y - 1) * cell, (box.width + 2) * cell, (box.height + 2) * cell) &
            cv::Rect(0, 0, grey.cols, grey.rows));
    }
    return regions;
}

} // namespace panier::vision::decode

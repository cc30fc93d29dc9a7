#include "vision/decode/straighten.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr int cell = 16;                // pixels of the picture per cell of the structure tensor
constexpr float minEnergy = 120;        // mean squared gradient of a cell: below that it is noise
constexpr double linearCoherence = 0.6; // of the gradients in a region: 1 all in one direction, 0 in all
constexpr int minLinearCells = 5;
constexpr int minMatrixCells = 6;
constexpr int stripRows = 16;
constexpr int maxStripWidth = 1600;

// The structure tensor, one value a cell: means of gx*gx, gy*gy, gx*gy.
struct Tensor {
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

Tensor tensorOf(const cv::Mat &grey) {
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
    return {mean(gx, gx), mean(gy, gy), mean(gx, gy)};
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

// Where a region lies along and across its reading direction, in pixels of the picture.
struct Box {
    cv::Point2d centre, along, across; // unit vectors
    double length = 0, height = 0;
};

Box boxOf(const Region &region) {
    Box box;
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

std::array<Point, 4> cornersOf(const Box &box) {
    const auto corner = [&](double u, double v) {
        const auto p = box.centre + box.along * (u * box.length / 2) + box.across * (v * box.height / 2);
        return Point{static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
    };
    return {corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)};
}

Piece pieceOf(const cv::Mat &grey, const std::array<Point, 4> &position) {
    const cv::Mat whole = grey.isContinuous() ? grey : grey.clone();
    return {{whole.datastart, whole.dataend}, whole.cols, whole.rows, position};
}

// One strip: a band of the region turned upright, averaged along the bars, its contrast stretched. `band` is where the
// band lies across the region, -1 to 1.
cv::Mat profileOf(const cv::Mat &grey, const Box &box, double band) {
    const double length = box.length * 1.1 + 4 * cell; // with the quiet zones
    const double scale = std::clamp(900.0 / length, 1.0, 3.0);
    const int width = std::min(maxStripWidth, static_cast<int>(length * scale));
    const auto start = box.centre - box.along * (length / 2) + box.across * (band * box.height / 2 - stripRows / 2.0);
    const auto step = box.along * (length / width);
    const cv::Matx23d map(step.x, box.across.x, start.x, step.y, box.across.y, start.y);
    cv::Mat strip;
    cv::warpAffine(grey, strip, map, {width, stripRows}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    cv::Mat profile;
    cv::reduce(strip, profile, 0, cv::REDUCE_AVG, CV_32F);
    cv::normalize(profile, profile, 0, 255, cv::NORM_MINMAX);
    return profile;
}

cv::Mat stripOf(const cv::Mat &profile) {
    cv::Mat grey;
    profile.convertTo(grey, CV_8U);
    return cv::repeat(grey, stripRows, 1);
}

cv::Mat sharpened(const cv::Mat &profile) {
    cv::Mat soft;
    cv::GaussianBlur(profile, soft, {0, 0}, 3);
    return profile * 2.5 - soft * 1.5;
}

void addStrips(const cv::Mat &grey, const Region &region, std::vector<Piece> &strips) {
    const auto box = boxOf(region);
    const auto position = cornersOf(box);
    for (const double band : {-0.2, 0.3}) {
        const auto profile = profileOf(grey, box, band);
        strips.push_back(pieceOf(stripOf(profile), position));
        strips.push_back(pieceOf(stripOf(sharpened(profile)), position));
    }
}

// By 45 degrees about the middle. The corners that this cuts are empty when the symbol stands on one of its own.
cv::Mat turned(const cv::Mat &square) {
    const cv::Point2f middle(static_cast<float>(square.cols) / 2, static_cast<float>(square.rows) / 2);
    cv::Mat result;
    cv::warpAffine(square, result, cv::getRotationMatrix2D(middle, 45, 1), square.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    return result;
}

void addSquare(const cv::Mat &grey, const Region &region, Pieces &pieces) {
    cv::Rect box = cv::boundingRect(region.cells);
    box = cv::Rect((box.x - 1) * cell, (box.y - 1) * cell, (box.width + 2) * cell, (box.height + 2) * cell) &
          cv::Rect(0, 0, grey.cols, grey.rows);
    if (box.area() == 0)
        return;
    const double scale = std::clamp(600.0 / std::max(box.width, box.height), 1.0, 3.0);
    cv::Mat square;
    cv::resize(grey(box), square, {}, scale, scale, cv::INTER_CUBIC);
    cv::normalize(square, square, 0, 255, cv::NORM_MINMAX);
    const std::array position = {Point{box.x, box.y}, Point{box.x + box.width, box.y},
                                 Point{box.x + box.width, box.y + box.height}, Point{box.x, box.y + box.height}};
    pieces.squares.push_back(pieceOf(square, position));
    pieces.turned.push_back(pieceOf(turned(square), position));
}

Pieces piecesOf(const cv::Mat &grey) {
    const auto tensor = tensorOf(grey);
    cv::Mat energy = tensor.xx + tensor.yy;
    double strongest = 0;
    cv::minMaxLoc(energy, nullptr, &strongest);
    const cv::Mat busy = energy > std::max(static_cast<double>(minEnergy), strongest * 0.08);
    cv::Mat direction;
    cv::Mat twist = tensor.xy * 2;
    cv::magnitude(tensor.xx - tensor.yy, twist, direction);
    const cv::Mat directed = direction > energy * linearCoherence;

    Pieces pieces;
    int taken = 0;
    for (const auto &region : regionsOf(tensor, busy & directed)) {
        if (taken == maxLinearRegions)
            break;
        if (static_cast<int>(region.cells.size()) < minLinearCells || region.coherence() < linearCoherence)
            continue;
        addStrips(grey, region, pieces.strips);
        ++taken;
    }
    taken = 0;
    for (const auto &region : regionsOf(tensor, busy)) {
        if (taken == maxMatrixRegions)
            break;
        if (static_cast<int>(region.cells.size()) < minMatrixCells || region.coherence() > linearCoherence)
            continue;
        addSquare(grey, region, pieces);
        ++taken;
    }
    return pieces;
}
} // namespace

Pieces findPieces(const GreyView &picture) {
    if (picture.width < 4 * cell || picture.height < 2 * cell)
        return {};
    try {
        // OpenCV has no view of constant pixels; nothing here writes to them.
        const cv::Mat grey(picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t *>(picture.data),
                           static_cast<std::size_t>(picture.stride));
        return piecesOf(grey);
    } catch (const cv::Exception &) {
        return {};
    }
}

} // namespace panier::vision::decode

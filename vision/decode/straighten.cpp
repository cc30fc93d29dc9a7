#include "vision/decode/straighten.h"

#include "vision/decode/bands.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace panier::vision::decode {

namespace {
constexpr int minWidth = 24; // of a picture, pixels
constexpr int minHeight = 12;
constexpr int stripRows = 6; // all alike: the library wants to see a code on up to three of them
constexpr double usualStripWidth = 900;
constexpr double leastStepsPerPixel = 2; // for the library, whose thresholds know no fractions of a step
constexpr double uprightSide = 640;      // of a region that is turned as it is
constexpr int leastRows = 3;
constexpr int leastBands = 4; // to choose from, where more than one is wanted
constexpr int lineRows = 8;

cv::Point2d middleOf(const std::array<Point, 4> &corners) {
    cv::Point2d sum;
    for (const auto &corner : corners)
        sum += cv::Point2d(corner.x, corner.y);
    return sum / 4;
}

// OpenCV has no view of constant pixels; nothing here writes to them.
cv::Mat matOf(const GreyView &picture) {
    return {picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t *>(picture.data),
            static_cast<std::size_t>(picture.stride)};
}

Piece pieceOf(const cv::Mat &grey, const std::array<Point, 4> &position) {
    const cv::Mat whole = grey.isContinuous() ? grey : grey.clone();
    return {{whole.datastart, whole.dataend}, whole.cols, whole.rows, position};
}

cv::Mat byRatio(const cv::Mat &grey) {
    static const cv::Mat table = [] {
        cv::Mat levels(1, 256, CV_8U);
        for (int i = 0; i < 256; ++i)
            levels.at<std::uint8_t>(i) =
                cv::saturate_cast<std::uint8_t>(255 * std::log1p(i / 24.0) / std::log1p(255 / 24.0));
        return levels;
    }();
    cv::Mat result;
    cv::LUT(grey, table, result);
    return result;
}

// Less noise, where there is much of it against the print.
cv::Mat quietened(const cv::Mat &piece, float noise) {
    const cv::Mat soft = softened(piece);
    return isMuchNoise(soft, noise) ? soft : piece;
}

// What a lens out of focus has smeared over a module or more, drawn together again.
cv::Mat drawnTogether(const cv::Mat &piece) {
    constexpr double softness = 1; // pixels, against noise
    constexpr double smear = 3;
    constexpr double amount = 1.5;
    cv::Mat fine;
    cv::Mat coarse;
    piece.convertTo(fine, CV_32F);
    cv::GaussianBlur(fine, fine, {0, 0}, softness);
    cv::GaussianBlur(fine, coarse, {0, 0}, smear);
    cv::Mat result;
    cv::normalize(fine * (1 + amount) - coarse * amount, result, 0, 255, cv::NORM_MINMAX, CV_8U);
    return result;
}

// By 45 degrees about the middle. The corners that this cuts are empty when the symbol stands on one of its own.
cv::Mat turnedBy45(const cv::Mat &square) {
    const cv::Point2f middle(static_cast<float>(square.cols) / 2, static_cast<float>(square.rows) / 2);
    cv::Mat result;
    cv::warpAffine(square, result, cv::getRotationMatrix2D(middle, 45, 1), square.size(), cv::INTER_LINEAR,
                   cv::BORDER_REPLICATE);
    return result;
}
// What is dark, or light, wider on all sides.
cv::Mat grown(const cv::Mat &square, bool dark) {
    constexpr int width = 5; // pixels, of an enlarged region
    const auto around = cv::getStructuringElement(cv::MORPH_ELLIPSE, {width, width});
    cv::Mat result;
    if (dark)
        cv::erode(square, result, around);
    else
        cv::dilate(square, result, around);
    return result;
}
} // namespace

struct Straightener::Parts {
    cv::Mat grey;
    Regions regions;
};

Straightener::Straightener(const GreyView &picture, const Look &look) : m_parts(std::make_unique<Parts>()) {
    if (picture.width < minWidth || picture.height < minHeight)
        return;
    try {
        m_parts->grey = matOf(picture);
        if (look.inShadow)
            m_parts->grey = byRatio(m_parts->grey);
        m_parts->regions = locate(m_parts->grey, {look.throughNoise, look.withoutRims});
    } catch (const cv::Exception &) {
        m_parts->regions = {};
    }
}

Straightener::~Straightener() = default;

std::size_t Straightener::linearRegions() const {
    return m_parts->regions.linear.size();
}

std::size_t Straightener::matrixRegions() const {
    return m_parts->regions.matrix.size();
}

bool Straightener::linearHolds(std::size_t region, const std::array<Point, 4> &code) const {
    const auto &box = m_parts->regions.linear.at(region);
    const auto from = middleOf(code) - box.centre;
    return std::abs(from.dot(box.along)) < 0.55 * box.length && std::abs(from.dot(box.across)) < 0.55 * box.height;
}

bool Straightener::matrixHolds(std::size_t region, const std::array<Point, 4> &code) const {
    return m_parts->regions.matrix.at(region).contains(middleOf(code));
}

std::vector<Profile> Straightener::profiles(std::size_t region, int bands, Of what, int mostRows) const {
    try {
        const auto &box = m_parts->regions.linear.at(region);
        const int candidates = bands == 1 ? 1 : std::max(bands, leastBands);
        const int rows = std::max(std::clamp(static_cast<int>(box.height / candidates), leastRows, mostRows),
                                  rowsAgainstNoise(m_parts->grey, box, m_parts->regions.noise));
        const double steps = std::max(usualStripWidth, what == Of::Light ? 0 : leastStepsPerPixel * box.length);
        return bestProfilesOf(m_parts->grey, box, {candidates, rows, steps, 0.09, what == Of::Light}, bands);
    } catch (const std::exception &) {
        return {};
    }
}

std::vector<Profile> Straightener::linesAcross(double angle, int lines) const {
    if (m_parts->grey.empty())
        return {};
    try {
        const double radians = angle * CV_PI / 180;
        const double width = m_parts->grey.cols;
        const double height = m_parts->grey.rows;
        LinearRegion box{{width / 2, height / 2}, {std::cos(radians), std::sin(radians)}, {}, 0, 0};
        box.across = {-box.along.y, box.along.x};
        box.length = std::abs(width * box.along.x) + std::abs(height * box.along.y);
        box.height = std::abs(width * box.across.x) + std::abs(height * box.across.y);
        return profilesOf(m_parts->grey, box, {lines, lineRows, maxStripWidth, 0.27});
    } catch (const std::exception &) {
        return {};
    }
}

std::array<Point, 4> Straightener::position(std::size_t linearRegion) const {
    return cornersOf(m_parts->regions.linear.at(linearRegion));
}

std::optional<Piece> Straightener::upright(std::size_t linearRegion) const {
    try {
        const auto &box = m_parts->regions.linear.at(linearRegion);
        const double length = box.length * 1.1 + 60;
        const double height = box.height * 1.2 + 20;
        const double scale = std::clamp(uprightSide / std::max(length, height), 0.5, 2.0);
        const cv::Size size(std::min(maxStripWidth, static_cast<int>(length * scale)),
                            std::min(maxStripWidth, static_cast<int>(height * scale)));
        const auto start = box.centre - box.along * (length / 2) - box.across * (height / 2);
        const auto step = box.along * (length / size.width);
        const auto down = box.across * (height / size.height);
        const cv::Matx23d map(step.x, down.x, start.x, step.y, down.y, start.y);
        cv::Mat turned;
        cv::warpAffine(m_parts->grey, turned, map, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        return pieceOf(turned, position(linearRegion));
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

std::optional<Decoded> Straightener::bentSquare(std::size_t matrixRegion, bool drawnTogether, Squares which) const {
    try {
        const auto &box = m_parts->regions.matrix.at(matrixRegion);
        const cv::Mat region = m_parts->grey(box);
        auto code = readMatrix({region.data, region.cols, region.rows, static_cast<int>(region.step)},
                               m_parts->regions.noise, drawnTogether, which);
        if (code)
            code->position = {Point{box.x, box.y}, Point{box.x + box.width, box.y},
                              Point{box.x + box.width, box.y + box.height}, Point{box.x, box.y + box.height}};
        return code;
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

std::optional<Piece> Straightener::square(std::size_t matrixRegion, Square how) const {
    try {
        const auto &box = m_parts->regions.matrix.at(matrixRegion);
        if (box.area() == 0)
            return std::nullopt;
        const double scale = std::clamp(600.0 / std::max(box.width, box.height), 1.0, 3.0);
        cv::Mat square;
        const auto piece = m_parts->grey(box);
        cv::resize(how == Square::Turned ? drawnTogether(piece) : quietened(piece, m_parts->regions.noise), square, {},
                   scale, scale, cv::INTER_CUBIC);
        cv::normalize(square, square, 0, 255, cv::NORM_MINMAX);
        if (how == Square::Turned)
            square = turnedBy45(square);
        else if (how != Square::AsIs)
            square = grown(square, how == Square::Darker);
        const std::array position = {Point{box.x, box.y}, Point{box.x + box.width, box.y},
                                     Point{box.x + box.width, box.y + box.height}, Point{box.x, box.y + box.height}};
        return pieceOf(square, position);
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

namespace {
// Between the darkest and the lightest near by, so that one threshold suits shade and glare alike.
cv::Mat levelled(const cv::Mat &line) {
    constexpr double leastShare = 0.15; // of the whole contrast: what is less is paper
    const int reach = line.cols / 10 | 1;
    double low = 0;
    double high = 0;
    cv::minMaxLoc(line, &low, &high);
    cv::Mat darkest;
    cv::Mat lightest;
    const cv::Mat around = cv::Mat::ones(1, reach, CV_8U);
    cv::erode(line, darkest, around);
    cv::dilate(line, lightest, around);
    cv::blur(darkest, darkest, {reach, 1});
    cv::blur(lightest, lightest, {reach, 1});
    const cv::Mat contrast = cv::max(lightest - darkest, leastShare * (high - low) + 1e-3);
    return (line - (lightest + darkest) / 2) / contrast;
}
} // namespace

Profile profileAlong(const GreyView &picture, const std::array<Point, 4> &symbol) {
    const auto at = [&](std::size_t i) { return cv::Point2d(symbol[i].x, symbol[i].y); };
    const cv::Point2d begin = (at(0) + at(3)) / 2;
    const cv::Point2d end = (at(1) + at(2)) / 2;
    const double length = cv::norm(end - begin);
    if (length < minWidth)
        return {};
    try {
        LinearRegion box{(begin + end) / 2, (end - begin) / length, {}, length, 0};
        box.across = {-box.along.y, box.along.x};
        return profilesOf(matOf(picture), box, {1, 3, usualStripWidth, 0.09}).front();
    } catch (const std::exception &) {
        return {};
    }
}

Piece stripOf(const Profile &profile, bool sharpened, const std::array<Point, 4> &position) {
    cv::Mat line(1, profile.size(), CV_32F);
    std::copy(profile.darkness().begin(), profile.darkness().end(), line.ptr<float>());
    line = -line;
    if (sharpened) {
        cv::Mat soft;
        cv::GaussianBlur(line, soft, {0, 0}, 3);
        line = line * 2.5 - soft * 1.5;
    }
    line = levelled(line);
    cv::normalize(line, line, 0, 255, cv::NORM_MINMAX);
    cv::Mat grey;
    line.convertTo(grey, CV_8U);
    return pieceOf(cv::repeat(grey, stripRows, 1), position);
}

} // namespace panier::vision::decode

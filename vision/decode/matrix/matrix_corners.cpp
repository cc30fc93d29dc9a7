#include "vision/decode/matrix/matrix_corners.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <optional>

namespace panier::vision::decode {

namespace {
constexpr float darkContrast = 0.15F;
constexpr double leastPart = 0.02; // of the region's area
constexpr double mostAtEdge = 0.2; // of its outline may lie on the region's edge: what goes on beyond is no symbol

constexpr std::size_t mostParts = 3; // that are looked at, the largest ones

cv::Mat square(int size) {
    return cv::getStructuringElement(cv::MORPH_RECT, {size | 1, size | 1});
}

// How much of the outline of what lies within `box` may lie on the region's edge, at most.
double shareAtEdge(const cv::Mat &mask, const cv::Rect &box) {
    const int atEdge = cv::countNonZero(mask.row(0)) + cv::countNonZero(mask.row(mask.rows - 1)) +
                       cv::countNonZero(mask.col(0)) + cv::countNonZero(mask.col(mask.cols - 1));
    return atEdge / (2.0 * (box.width + box.height));
}

// But those that go on beyond the region; those that lie whole within it first.
std::vector<int> largestOf(const cv::Mat &labelled, const cv::Mat &stats, int count) {
    const double leastArea = leastPart * static_cast<double>(labelled.total());
    std::vector<std::pair<double, int>> order;
    for (int i = 1; i < count; ++i) {
        const int area = stats.at<int>(i, cv::CC_STAT_AREA);
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (area < leastArea)
            continue;
        const double atEdge = shareAtEdge(labelled == i, box);
        if (atEdge <= mostAtEdge)
            order.emplace_back(atEdge > 0 ? -area : -area - static_cast<double>(labelled.total()), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<int> labels;
    for (std::size_t i = 0; i < std::min(order.size(), mostParts); ++i)
        labels.push_back(order[i].second);
    return labels;
}

// Four of the hull's points that leave the least outside.
std::optional<Corners> fourOf(const std::vector<cv::Point> &hull) {
    const double around = cv::arcLength(hull, true);
    for (double tolerance = 0.02; tolerance < 0.2; tolerance += 0.02) {
        std::vector<cv::Point> some;
        cv::approxPolyDP(hull, some, tolerance * around, true);
        if (some.size() < 4)
            break;
        if (some.size() == 4)
            return Corners{some[0], some[1], some[2], some[3]};
    }
    return std::nullopt;
}

Corners boxAround(const std::vector<cv::Point> &hull) {
    Corners corners;
    cv::minAreaRect(hull).points(corners.data());
    return corners;
}

// A symbol that is nearer on one side is no rectangle.
Corners onHull(Corners corners, const std::vector<cv::Point> &hull) {
    for (auto &corner : corners) {
        const auto nearest = std::min_element(hull.begin(), hull.end(), [&](cv::Point a, cv::Point b) {
            return cv::norm(cv::Point2f(a) - corner) < cv::norm(cv::Point2f(b) - corner);
        });
        corner = *nearest;
    }
    return corners;
}

bool isClockwise(const Corners &corners) {
    double area = 0;
    for (std::size_t i = 0; i < corners.size(); ++i)
        area += corners[i].cross(corners[(i + 1) % corners.size()]);
    return area > 0; // y points down
}
// Unless it is another's place, nearly.
void add(Corners corners, std::vector<Corners> &found) {
    constexpr double near = 4; // pixels
    if (!isClockwise(corners))
        std::reverse(corners.begin(), corners.end());
    const auto isThere = [&](cv::Point2f corner, const Corners &other) {
        return std::any_of(other.begin(), other.end(), [&](cv::Point2f at) { return cv::norm(at - corner) < near; });
    };
    const bool known = std::any_of(found.begin(), found.end(), [&](const Corners &other) {
        return std::all_of(corners.begin(), corners.end(), [&](cv::Point2f corner) { return isThere(corner, other); });
    });
    if (!known)
        found.push_back(corners);
}

void addCorners(const cv::Mat &dark, std::vector<Corners> &found) {
    std::vector<cv::Point> points, hull;
    cv::findNonZero(dark, points);
    if (points.size() < 16)
        return;
    cv::convexHull(points, hull, true);
    const auto box = boxAround(hull);
    add(box, found);
    add(onHull(box, hull), found);
    if (const auto four = fourOf(hull))
        add(*four, found);
}

// The least, or greatest, of each pixel's surroundings, `window` wide and high, odd. cv::erode with a square takes as
// many steps for each pixel as that is wide; this the logarithm, by windows of twice the width each time.
cv::Mat extremeNearBy(const cv::Mat &picture, int window, bool least) {
    cv::Mat result;
    cv::copyMakeBorder(picture, result, window / 2, window / 2, window / 2, window / 2, cv::BORDER_REPLICATE);
    for (const bool down : {false, true}) {
        for (int done = 1; done < window;) {
            const int more = std::min(done, window - done);
            const cv::Size left(result.cols - (down ? 0 : more), result.rows - (down ? more : 0));
            const cv::Mat here = result({0, 0, left.width, left.height});
            const cv::Mat there = result({down ? 0 : more, down ? more : 0, left.width, left.height});
            cv::Mat wider;
            if (least)
                cv::min(here, there, wider);
            else
                cv::max(here, there, wider);
            result = wider;
            done += more;
        }
    }
    return result;
}
} // namespace

cv::Mat contrastOf(const cv::Mat &grey, float noise, bool drawnTogether) {
    constexpr double nearBy = 0.18; // of the region
    constexpr double leastRange = 0.25;
    constexpr double drawnRange = 1.5; // about: edges overshoot
    cv::Mat soft;
    grey.convertTo(soft, CV_32F);
    cv::GaussianBlur(soft, soft, {0, 0}, 0.7);
    double low = 0;
    double high = 0;
    cv::minMaxLoc(soft, &low, &high);
    double range = std::max(1.0, high - low);
    const double sigma = std::clamp(8.0 * noise / range, 0.0, 1.6);
    if (sigma > 0.6)
        cv::GaussianBlur(soft, soft, {0, 0}, sigma);
    if (drawnTogether) {
        constexpr double smear = 2.5; // pixels
        constexpr double amount = 2;
        cv::Mat coarse;
        cv::GaussianBlur(soft, coarse, {0, 0}, smear);
        soft = soft * (1 + amount) - coarse * amount;
        range *= drawnRange;
    }
    const int window = std::max(5, static_cast<int>(nearBy * std::max(grey.cols, grey.rows))) | 1;
    cv::Mat darkest = extremeNearBy(soft, window, true);
    cv::Mat lightest = extremeNearBy(soft, window, false);
    cv::boxFilter(darkest, darkest, CV_32F, {window, window});
    cv::boxFilter(lightest, lightest, CV_32F, {window, window});
    cv::Mat contrast = ((darkest + lightest) / 2 - soft) / ((lightest - darkest) / 2 + leastRange * range / 2);
    return cv::min(cv::max(contrast, -1), 1);
}

std::vector<Corners> findCorners(const cv::Mat &contrast) {
    const int side = std::max(contrast.cols, contrast.rows);
    const cv::Mat dark = contrast > darkContrast;
    std::vector<Corners> found;
    for (const int part : {16, 28}) { // of the region: the gaps within a symbol, the quiet around it
        cv::Mat together, labels, stats, middles;
        cv::morphologyEx(dark, together, cv::MORPH_CLOSE, square(side / part));
        const int count = cv::connectedComponentsWithStats(together, labels, stats, middles, 8);
        for (const int label : largestOf(labels, stats, count))
            addCorners((labels == label) & dark, found);
    }
    return found;
}

} // namespace panier::vision::decode

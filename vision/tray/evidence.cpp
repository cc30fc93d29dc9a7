#include "vision/tray/evidence.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace panier::vision::tray {

namespace {
constexpr int window = 5;            // pixels: some 9 mm on a tray of 45 cm
constexpr float darkest = 2;         // grey levels: below it a ratio means nothing
constexpr float noticeable = 4;      // times the noise: a texture that would be missed
constexpr float thingNoise = 6;      // the residual of a thing: so many times the noise,
constexpr float thingTexture = 0.4F; // and so much of the tray's texture
constexpr float trayNoise = 3;
constexpr float trayTexture = 0.25F;
constexpr float brighter = 1.25F; // than the lamp explains
constexpr float darker = 0.8F;
constexpr double sharp = 0.6;  // of such a place's rim, or it is a shadow's or a lamp's
constexpr float glaring = 250; // a level that says nothing of what is below it

cv::Mat meanOf(const cv::Mat &image) {
    cv::Mat mean;
    cv::boxFilter(image, mean, CV_32F, {window, window}, {-1, -1}, true, cv::BORDER_REFLECT);
    return mean;
}

// One sample of the lamp's change: where, and its logarithm.
struct Sample {
    double x = 0;
    double y = 0;
    double change = 0;
};

std::vector<Sample> samplesOf(const cv::Mat &first, const cv::Mat &second) {
    constexpr int step = 3;
    std::vector<Sample> samples;
    for (int y = step / 2; y < first.rows; y += step) {
        const auto *a = first.ptr<float>(y);
        const auto *b = second.ptr<float>(y);
        for (int x = step / 2; x < first.cols; x += step)
            if (a[x] > darkest && b[x] > darkest && b[x] < glaring)
                samples.push_back({static_cast<double>(x) / first.cols - 0.5, static_cast<double>(y) / first.rows - 0.5,
                                   std::log(b[x] / a[x])});
    }
    return samples;
}

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// A plane through the samples that most of them agree on: (offset, slope x, slope y).
cv::Vec3d planeThrough(const std::vector<Sample> &samples) {
    constexpr int rounds = 6;
    constexpr double leastSpread = 0.02;
    std::vector<double> changes;
    for (const auto &sample : samples)
        changes.push_back(sample.change);
    cv::Vec3d plane(medianOf(changes), 0, 0);
    std::vector<double> errors(samples.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < samples.size(); ++i)
            errors[i] = std::abs(samples[i].change - plane.dot({1, samples[i].x, samples[i].y}));
        const double reach = 3 * std::max(leastSpread, 1.5 * medianOf(errors));
        cv::Matx33d a = cv::Matx33d::zeros();
        cv::Vec3d b(0, 0, 0);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            if (errors[i] > reach)
                continue;
            const double part = errors[i] / reach;
            const double weight = (1 - part * part) * (1 - part * part); // Tukey's biweight
            const cv::Vec3d place(1, samples[i].x, samples[i].y);
            a += weight * (place * place.t());
            b += weight * samples[i].change * place;
        }
        bool solved = false;
        const auto inverse = a.inv(cv::DECOMP_LU, &solved);
        if (!solved)
            break;
        plane = inverse * b;
    }
    return plane;
}

// Where the tray has no texture, a place that is brighter or darker with a sharp rim.
void addPatches(cv::Mat &judged, const cv::Mat &level, const cv::Mat &other) {
    const auto disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {window, window});
    cv::Mat labels, stats, middles, edges;
    cv::dilate(other, edges, disc);
    const int count = cv::connectedComponentsWithStats(level, labels, stats, middles, 4);
    for (int i = 1; i < count; ++i) {
        if (stats.at<int>(i, cv::CC_STAT_AREA) < window * window)
            continue;
        const cv::Rect box = (cv::Rect(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)) +
                              cv::Size(2 * window, 2 * window) - cv::Point(window, window)) &
                             cv::Rect({0, 0}, level.size());
        const cv::Mat patch = labels(box) == i;
        cv::Mat rim;
        cv::dilate(patch, rim, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
        rim -= patch;
        if (cv::countNonZero(rim & edges(box)) > sharp * cv::countNonZero(rim))
            judged(box).setTo(seesThing, patch);
    }
}

// Fills what a thing encloses, unless the tray is seen there.
void fillInsides(cv::Mat &covered, const cv::Mat &judged) {
    constexpr double seen = 0.3; // of the enclosed places: then it is the tray
    cv::Mat labels, stats, middles;
    const cv::Mat open = covered == 0;
    const int count = cv::connectedComponentsWithStats(open, labels, stats, middles, 4);
    const cv::Mat tray = judged == seesTray;
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (box.x == 0 || box.y == 0 || box.br().x == covered.cols || box.br().y == covered.rows)
            continue;
        const cv::Mat inside = labels(box) == i;
        if (cv::countNonZero(inside & tray(box)) < seen * stats.at<int>(i, cv::CC_STAT_AREA))
            covered(box).setTo(255, inside);
    }
}

cv::Mat gradientOf(const cv::Mat &image) {
    cv::Mat smooth, x, y, size;
    cv::GaussianBlur(image, smooth, {}, 1.5);
    cv::Sobel(smooth, x, CV_32F, 1, 0);
    cv::Sobel(smooth, y, CV_32F, 0, 1);
    cv::magnitude(x, y, size);
    return size;
}

// How unlike its surroundings a place is: its level, its texture, its rim. Each a logarithm, and weighed by how well it
// tells a thing from a tray.
double strangeness(const cv::Mat &image, const cv::Mat &inside, const cv::Mat &rim, const cv::Mat &around) {
    constexpr double levelWeight = 2;
    constexpr double textureWeight = 0.3;
    cv::Scalar meanIn, spreadIn, meanOut, spreadOut;
    cv::meanStdDev(image, meanIn, spreadIn, inside);
    cv::meanStdDev(image, meanOut, spreadOut, around);
    const cv::Mat gradient = gradientOf(image);
    const double sharpness = (1 + cv::mean(gradient, rim)[0]) / (1 + cv::mean(gradient, around)[0]);
    return levelWeight * std::abs(std::log((darkest + meanIn[0]) / (darkest + meanOut[0]))) +
           textureWeight * std::abs(std::log((1 + spreadIn[0]) / (1 + spreadOut[0]))) + std::log(sharpness);
}
} // namespace

Difference differenceOf(const cv::Mat &first, const cv::Mat &second) {
    const cv::Mat meanFirst = meanOf(first);
    const cv::Mat meanSecond = meanOf(second);
    Difference result;
    result.ratio = (meanSecond + darkest) / (meanFirst + darkest);
    const cv::Mat varianceFirst = meanOf(first.mul(first)) - meanFirst.mul(meanFirst);
    const cv::Mat varianceSecond = meanOf(second.mul(second)) - meanSecond.mul(meanSecond);
    const cv::Mat covariance = meanOf(first.mul(second)) - meanFirst.mul(meanSecond);
    result.texture = varianceFirst.mul(result.ratio.mul(result.ratio));
    result.residual = varianceSecond + result.texture - 2 * covariance.mul(result.ratio);
    return result;
}

cv::Mat lampChange(const cv::Mat &first, const cv::Mat &second) {
    const auto samples = samplesOf(first, second);
    cv::Mat change(first.size(), CV_32F, cv::Scalar(1));
    if (samples.size() < 100)
        return change;
    const auto plane = planeThrough(samples);
    cv::Mat column(change.rows, 1, CV_32F);
    cv::Mat row(1, change.cols, CV_32F);
    for (int y = 0; y < change.rows; ++y)
        column.at<float>(y) =
            static_cast<float>(std::exp(plane[0] + plane[2] * (static_cast<double>(y) / change.rows - 0.5)));
    for (int x = 0; x < change.cols; ++x)
        row.at<float>(x) = static_cast<float>(std::exp(plane[1] * (static_cast<double>(x) / change.cols - 0.5)));
    return column * row;
}

cv::Mat judge(const Difference &difference, const cv::Mat &noise) {
    const cv::Mat textured = difference.texture > noticeable * noise;
    const cv::Mat other = difference.residual > thingNoise * noise + thingTexture * difference.texture;
    const cv::Mat same = difference.residual < trayNoise * noise + trayTexture * difference.texture;
    const cv::Mat level = (difference.ratio > brighter) | (difference.ratio < darker);
    cv::Mat judged(noise.size(), CV_8U, cv::Scalar(seesNothing));
    judged.setTo(seesTray, textured & same);
    judged.setTo(seesThing, other);
    addPatches(judged, level & ~textured & ~other, other);
    return judged;
}

cv::Mat coveredPlaces(const cv::Mat &judged) {
    const auto disc = cv::getStructuringElement(cv::MORPH_ELLIPSE, {window, window});
    cv::Mat covered = judged == seesThing;
    cv::morphologyEx(covered, covered, cv::MORPH_CLOSE, disc);
    fillInsides(covered, judged);
    cv::morphologyEx(covered, covered, cv::MORPH_OPEN, disc);
    return covered;
}

bool isInFirst(const cv::Mat &mask, const cv::Mat &covered, const cv::Mat &first, const cv::Mat &second) {
    constexpr double clearly = 0.3;
    constexpr int away = 4 * window + 1;
    cv::Mat rim, around;
    cv::morphologyEx(mask, rim, cv::MORPH_GRADIENT, cv::getStructuringElement(cv::MORPH_ELLIPSE, {window, window}));
    cv::dilate(mask, around, cv::getStructuringElement(cv::MORPH_RECT, {away, away}));
    around -= covered | rim;
    const cv::Mat inside = mask - rim;
    if (cv::countNonZero(inside) == 0 || cv::countNonZero(around) == 0)
        return false;
    return strangeness(first, inside, rim, around) > strangeness(second, inside, rim, around) + clearly;
}

} // namespace panier::vision::tray

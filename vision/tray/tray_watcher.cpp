#include "vision/tray/tray_watcher.h"

#include "vision/tray/evidence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

namespace panier::vision::tray {

namespace {
constexpr int workingWidth = 240;
constexpr int leastWidth = 32;
constexpr int leastHeight = 18;
constexpr float leastNoise = 1; // grey levels squared: compression alone makes as much
constexpr float movedNoise = 8; // times the noise: it moved since the last picture
constexpr float movedTexture = 0.4F;
constexpr int keepOff = 9;          // pixels around a thing from which nothing is learnt
constexpr int gap = 9;              // pixels: what lies closer together may be parts of one thing, such as its print
constexpr double reachingIn = 0.25; // of its size lies on the picture's edge: it is an arm; less grazes the edge
constexpr std::int64_t longestStepMs = 1000; // between two pictures, as far as they count

int edgeContact(const cv::Mat &mask) {
    return cv::countNonZero(mask.row(0)) + cv::countNonZero(mask.row(mask.rows - 1)) + cv::countNonZero(mask.col(0)) +
           cv::countNonZero(mask.col(mask.cols - 1));
}
} // namespace

struct TrayWatcher::Parts {
    WatchRules rules;
    cv::Size size;     // working; empty before the first picture
    cv::Size shape;    // of the pictures
    cv::Size strange;  // another one that came last,
    int strangers = 0; // so many times in a row
    cv::Mat picture;   // the newest one, working
    cv::Mat last;      // the one before
    cv::Mat tray;      // the empty one,
    cv::Mat noise;     // and how its residual usually is
    cv::Mat stillMs;   // for how long each place has been covered by something that doesn't move
    int learnt = 0;    // pictures
    bool vouched = false;
    std::int64_t nowMs = 0;
    std::int64_t stepMs = 0; // since the last picture
    std::int64_t movedMs = std::numeric_limits<std::int64_t>::min() / 2;
    TrayView view;
    std::int64_t sinceMs = 0;

    [[nodiscard]] bool take(const decode::GreyView &source);
    [[nodiscard]] bool fits(cv::Size newShape);
    [[nodiscard]] cv::Mat movement() const;
    void learn();
    void compare(const cv::Mat &moved);
    void age(const cv::Mat &covered, const cv::Mat &moved);
    void adapt(const cv::Mat &covered, const cv::Mat &judged, const Difference &difference, const cv::Mat &lamp);
    [[nodiscard]] std::vector<LyingThing> thingsIn(const cv::Mat &lying, const cv::Mat &litTray);
    [[nodiscard]] bool putRight(const cv::Mat &mask, const cv::Mat &lying, const cv::Mat &litTray);
    void say(TrayState state, std::vector<LyingThing> things);
};

// A camera that was plugged in again may send another size: when it stays so, all begins anew. What lies there then is
// learnt with the tray, as after a start, for nobody vouched for it.
bool TrayWatcher::Parts::fits(cv::Size newShape) {
    strangers = newShape == shape ? 0 : newShape == strange ? strangers + 1 : 1;
    strange = newShape;
    if (strangers == 0)
        return true;
    if (!shape.empty() && strangers < rules.learnPictures)
        return false;
    vouched = vouched && shape.empty();
    shape = newShape;
    size = {workingWidth, std::clamp(workingWidth * shape.height / shape.width, leastHeight, 2 * workingWidth)};
    for (auto *image : {&picture, &last, &tray, &noise, &stillMs})
        image->release();
    learnt = 0;
    strangers = 0;
    return true;
}

// False if the picture shows nothing.
bool TrayWatcher::Parts::take(const decode::GreyView &source) {
    const bool good = source.data != nullptr && source.width >= leastWidth && source.height >= leastHeight &&
                      source.width <= decode::maxSidePixels && source.height <= decode::maxSidePixels;
    if (!good || !fits({source.width, source.height}))
        return false;
    const cv::Mat whole(source.height, source.width, CV_8U, const_cast<std::uint8_t *>(source.data),
                        static_cast<std::size_t>(source.stride));
    cv::Mat small;
    cv::resize(whole, small, size, 0, 0, cv::INTER_AREA);
    const double mean = cv::mean(small)[0];
    if (mean < rules.darkLevel || mean > rules.brightLevel)
        return false;
    picture.copyTo(last);
    small.convertTo(picture, CV_32F);
    cv::GaussianBlur(picture, picture, {3, 3}, 0);
    return true;
}

// Where something moved since the last picture: light that changes doesn't.
cv::Mat TrayWatcher::Parts::movement() const {
    if (last.empty())
        return cv::Mat(size, CV_8U, cv::Scalar(255));
    const auto difference = differenceOf(last, picture);
    const cv::Mat floor = noise.empty() ? cv::Mat(size, CV_32F, cv::Scalar(3 * leastNoise)) : noise;
    cv::Mat moved = difference.residual > movedNoise * floor + movedTexture * difference.texture;
    cv::morphologyEx(moved, moved, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return moved;
}

void TrayWatcher::Parts::learn() {
    if (learnt == 0) {
        tray = picture.clone();
        noise = cv::Mat(size, CV_32F, cv::Scalar(leastNoise));
        stillMs = cv::Mat::zeros(size, CV_32F);
    } else {
        const cv::Mat lamp = lampChange(tray, picture);
        const auto difference = differenceOf(tray.mul(lamp), picture);
        const double part = 1.0 / (learnt + 1);
        tray = tray * (1 - part) + (picture / lamp) * part;
        noise = cv::max(noise * (1 - part) + difference.residual * part, leastNoise);
    }
    ++learnt;
    if (learnt == rules.learnPictures) // one place's few pictures say little: its neighbours are much like it
        cv::boxFilter(noise, noise, CV_32F, {15, 15}, {-1, -1}, true, cv::BORDER_REFLECT);
}

void TrayWatcher::Parts::adapt(const cv::Mat &covered, const cv::Mat &judged, const Difference &difference,
                               const cv::Mat &lamp) {
    cv::Mat near;
    cv::dilate(covered, near, cv::getStructuringElement(cv::MORPH_RECT, {keepOff, keepOff}));
    const cv::Mat seen = (judged != seesThing) & (near == 0);
    const double part = std::min(0.5, static_cast<double>(stepMs) / rules.adaptMs);
    cv::Mat(tray * (1 - part) + (picture / lamp) * part).copyTo(tray, seen);
    cv::Mat(cv::max(noise * (1 - part) + difference.residual * part, leastNoise))
        .copyTo(noise, seen & (judged == seesTray));
}

// The image may show what lay there before anybody looked: once it is lifted, it is in the image alone.
bool TrayWatcher::Parts::putRight(const cv::Mat &mask, const cv::Mat &lying, const cv::Mat &litTray) {
    if (vouched || !isInFirst(mask, lying, litTray, picture))
        return false;
    cv::Mat all;
    cv::dilate(mask, all, cv::getStructuringElement(cv::MORPH_RECT, {keepOff, keepOff}));
    cv::Mat(picture.mul(tray / litTray)).copyTo(tray, all);
    stillMs.setTo(0, all);
    return true;
}

std::vector<LyingThing> TrayWatcher::Parts::thingsIn(const cv::Mat &lying, const cv::Mat &litTray) {
    cv::Mat labels, stats, middles, together;
    cv::dilate(lying, together, cv::getStructuringElement(cv::MORPH_ELLIPSE, {gap, gap}));
    const int count = cv::connectedComponentsWithStats(together, labels, stats, middles, 8);
    labels.setTo(0, lying == 0);
    std::vector<LyingThing> things;
    const auto parts = [](double value, double whole) {
        return static_cast<std::uint16_t>(std::clamp(value * 10'000 / whole, 0.0, 10'000.0));
    };
    for (int i = 1; i < count; ++i) {
        const cv::Mat mask = labels == i;
        const int area = cv::countNonZero(mask);
        if (area < rules.leastShare * size.area() || putRight(mask, lying, litTray))
            continue;
        const bool atEdge = edgeContact(mask) > reachingIn * std::sqrt(area);
        things.push_back({parts(area, size.area()), parts(middles.at<double>(i, 0), size.width),
                          parts(middles.at<double>(i, 1), size.height), atEdge});
    }
    std::stable_sort(things.begin(), things.end(), [](const auto &a, const auto &b) { return a.share > b.share; });
    if (things.size() > maxThings)
        things.resize(maxThings);
    return things;
}

// What a hand hides meanwhile lies there still; one bad picture isn't the end of it either.
void TrayWatcher::Parts::age(const cv::Mat &covered, const cv::Mat &moved) {
    const auto step = static_cast<double>(stepMs);
    cv::add(stillMs, cv::Scalar(step), stillMs, covered & (moved == 0));
    cv::subtract(stillMs, cv::Scalar(2 * step), stillMs, covered == 0);
    stillMs = cv::min(cv::max(stillMs, 0), 2.0 * rules.stillMs);
}

void TrayWatcher::Parts::compare(const cv::Mat &moved) {
    const cv::Mat lamp = lampChange(tray, picture);
    const cv::Mat litTray = tray.mul(lamp);
    const auto difference = differenceOf(litTray, picture);
    const cv::Mat judged = judge(difference, noise);
    const cv::Mat covered = coveredPlaces(judged);
    if (cv::countNonZero(covered) > rules.blockedShare * size.area()) {
        say(TrayState::Blocked, {});
        return;
    }
    age(covered, moved);
    if (nowMs - movedMs < rules.settleMs) {
        say(TrayState::Moving, view.things);
        return;
    }
    adapt(covered, judged, difference, lamp);
    const cv::Mat lying = stillMs >= rules.stillMs;
    auto things = thingsIn(lying, litTray);
    const auto state = things.empty() ? TrayState::Empty : TrayState::Occupied;
    say(state, std::move(things));
}

void TrayWatcher::Parts::say(TrayState state, std::vector<LyingThing> things) {
    if (state != view.state || things.size() != view.things.size())
        sinceMs = nowMs;
    view.state = state;
    view.things = std::move(things);
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    view.sinceMs = static_cast<std::uint32_t>(std::clamp<std::int64_t>(nowMs - sinceMs, 0, most));
}

TrayWatcher::TrayWatcher(WatchRules rules) : m_parts(std::make_unique<Parts>()) {
    m_parts->rules = rules;
}

TrayWatcher::~TrayWatcher() = default;

TrayView TrayWatcher::look(std::int64_t nowMs, const decode::GreyView &picture) {
    auto &parts = *m_parts;
    parts.stepMs = std::clamp<std::int64_t>(nowMs - parts.nowMs, 0, longestStepMs);
    parts.nowMs = nowMs;
    if (!parts.take(picture)) {
        parts.last.release(); // what comes after it is no movement
        parts.picture.release();
        parts.say(TrayState::Blocked, {});
        return parts.view;
    }
    const cv::Mat moved = parts.movement();
    if (cv::countNonZero(moved) > parts.rules.movedShare * parts.size.area())
        parts.movedMs = nowMs;
    if (parts.learnt >= parts.rules.learnPictures) {
        parts.compare(moved);
    } else {
        if (nowMs - parts.movedMs < parts.rules.settleMs)
            parts.learnt = 0;
        else
            parts.learn();
        parts.say(TrayState::Learning, {});
    }
    return parts.view;
}

void TrayWatcher::learnAgain() {
    m_parts->learnt = 0;
    m_parts->vouched = true;
}

} // namespace panier::vision::tray

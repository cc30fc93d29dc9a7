#include "vision/emulator/tray/tray_things.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace panier::vision::emulator {

namespace {

// How long the other side is, as a part of the longer one.
double aspectOf(ThingKind kind) {
    switch (kind) {
    case ThingKind::Can:
        return 1;
    case ThingKind::Bottle:
        return 0.32;
    case ThingKind::Garment:
        return 0.8;
    case ThingKind::Stick:
        return 0.26;
    case ThingKind::Phone:
        return 0.49;
    case ThingKind::Box:
    case ThingKind::Pouch:
    case ThingKind::Book:
        break;
    }
    return 0.68;
}

cv::Scalar colourOf(cv::RNG &random, bool dark) {
    const double most = dark ? 52 : 245;
    const double least = dark ? 14 : 40;
    return {random.uniform(least, most), random.uniform(least, most), random.uniform(least, most)};
}

// Smooth random light and dark, standard deviation `levels`, hills about `grain` pixels wide.
cv::Mat hills(cv::Size size, double grain, double levels, cv::RNG &random) {
    cv::Mat coarse(std::max(2, static_cast<int>(size.height / grain)),
                   std::max(2, static_cast<int>(size.width / grain)), CV_32F);
    random.fill(coarse, cv::RNG::NORMAL, 0, levels);
    cv::Mat fine;
    cv::resize(coarse, fine, size, 0, 0, cv::INTER_CUBIC);
    return fine;
}

void shade(cv::Mat &picture, const cv::Mat &levels) {
    cv::Mat three;
    cv::merge(std::vector<cv::Mat>{levels, levels, levels}, three);
    cv::add(picture, three, picture, cv::noArray(), CV_8U);
}

// Words and pictures as a carton has them: blocks and lines.
void print(cv::Mat &face, cv::RNG &random, bool dark) {
    const int blocks = random.uniform(2, 5);
    for (int i = 0; i < blocks; ++i) {
        const cv::Point at(random.uniform(0, face.cols), random.uniform(0, face.rows));
        const cv::Size size(std::max(2, face.cols / random.uniform(3, 7)),
                            std::max(2, face.rows / random.uniform(3, 7)));
        cv::rectangle(face, cv::Rect(at, size), colourOf(random, dark), cv::FILLED);
    }
    const int lines = random.uniform(2, 6);
    for (int i = 0; i < lines; ++i) {
        const int y = random.uniform(0, face.rows);
        cv::line(face, {face.cols / 8, y}, {random.uniform(face.cols / 3, face.cols), y}, colourOf(random, dark),
                 std::max(1, face.rows / 24), cv::LINE_AA);
    }
}

void paintCan(ThingFace &face, cv::RNG &random, bool dark) {
    const cv::Point middle(face.colour.cols / 2, face.colour.rows / 2);
    const int radius = std::max(2, std::min(middle.x, middle.y) - 1);
    const auto metal = cv::Scalar::all(dark ? random.uniform(25, 60) : random.uniform(140, 215));
    face.alpha = 0;
    cv::circle(face.alpha, middle, radius, 255, cv::FILLED, cv::LINE_AA);
    face.colour = metal;
    for (const double ring : {0.92, 0.7})
        cv::circle(face.colour, middle, std::max(1, static_cast<int>(radius * ring)), metal * 0.55,
                   std::max(1, radius / 14), cv::LINE_AA);
    cv::ellipse(face.colour, {middle.x + radius / 5, middle.y}, {std::max(1, radius / 3), std::max(1, radius / 6)}, 0,
                0, 360, metal * 0.75, cv::FILLED, cv::LINE_AA);
}

void paintBottle(ThingFace &face, cv::RNG &random, bool dark) {
    const int length = face.colour.cols;
    const int width = face.colour.rows;
    face.alpha = 0;
    cv::rectangle(face.alpha, {0, 0, length * 7 / 10, width}, 255, cv::FILLED);
    cv::rectangle(face.alpha, {length * 7 / 10, width / 3, length * 3 / 10, std::max(1, width / 3)}, 255, cv::FILLED);
    const auto body = colourOf(random, dark);
    for (int y = 0; y < width; ++y) // round: brighter along the middle
        face.colour.row(y) = body * (0.55 + 0.6 * std::sin(std::numbers::pi * (y + 0.5) / width));
    cv::rectangle(face.colour, {length / 5, 0, length / 3, width}, colourOf(random, dark), cv::FILLED);
    cv::rectangle(face.colour, {length * 9 / 10, 0, length / 10 + 1, width}, colourOf(random, dark), cv::FILLED);
}

// Rounded and not quite straight, with folds.
void paintGarment(ThingFace &face, cv::RNG &random, bool dark) {
    const int w = face.colour.cols;
    const int h = face.colour.rows;
    std::vector<cv::Point> outline;
    for (int i = 0; i < 24; ++i) {
        const double turn = 2 * std::numbers::pi * i / 24;
        const double square = 1 / std::max(std::abs(std::cos(turn)), std::abs(std::sin(turn)));
        const double reach = 0.5 * std::min(square, 1.25) * random.uniform(0.9, 0.98);
        outline.emplace_back(static_cast<int>(w * (0.5 + reach * std::cos(turn))),
                             static_cast<int>(h * (0.5 + reach * std::sin(turn))));
    }
    face.alpha = 0;
    cv::fillPoly(face.alpha, std::vector<std::vector<cv::Point>>{outline}, 255, cv::LINE_AA);
    face.colour = colourOf(random, dark);
    shade(face.colour, hills(face.colour.size(), std::max(2, w / 6), dark ? 3 : 9, random));
    cv::line(face.colour, {w / 2, 0}, {w / 2 + w / 20, h}, cv::mean(face.colour) * 0.8, std::max(1, w / 40),
             cv::LINE_AA);
}

void paintPouch(ThingFace &face, cv::RNG &random, bool dark) {
    face.colour = colourOf(random, dark);
    print(face.colour, random, dark);
    shade(face.colour, hills(face.colour.size(), std::max(2, face.colour.cols / 9), dark ? 8 : 34, random));
}

} // namespace

ThingFace faceOf(const TrayThing &thing, int longSide) {
    cv::RNG random(thing.seed * 2654435761U + static_cast<unsigned>(thing.kind));
    const cv::Size size(std::max(4, longSide), std::max(3, static_cast<int>(longSide * aspectOf(thing.kind))));
    ThingFace face{cv::Mat(size, CV_8UC3, colourOf(random, thing.dark)), cv::Mat(size, CV_8U, cv::Scalar(255))};
    switch (thing.kind) {
    case ThingKind::Can:
        paintCan(face, random, thing.dark);
        break;
    case ThingKind::Bottle:
        paintBottle(face, random, thing.dark);
        break;
    case ThingKind::Garment:
        paintGarment(face, random, thing.dark);
        break;
    case ThingKind::Pouch:
        paintPouch(face, random, thing.dark);
        break;
    case ThingKind::Phone:
        face.colour = cv::Scalar(22, 19, 17);
        shade(face.colour, hills(size, size.width, 6, random)); // what it mirrors
        break;
    case ThingKind::Stick:
        cv::rectangle(face.colour, {size.width * 2 / 3, 0, size.width, size.height}, colourOf(random, thing.dark),
                      cv::FILLED);
        break;
    case ThingKind::Box:
    case ThingKind::Book:
        print(face.colour, random, thing.dark);
        break;
    }
    return face;
}

double usualLength(ThingKind kind) {
    switch (kind) {
    case ThingKind::Box:
        return 0.26;
    case ThingKind::Can:
        return 0.145;
    case ThingKind::Bottle:
        return 0.36;
    case ThingKind::Garment:
        return 0.42;
    case ThingKind::Pouch:
        return 0.3;
    case ThingKind::Book:
        return 0.38;
    case ThingKind::Stick:
        return 0.15;
    case ThingKind::Phone:
        return 0.33;
    }
    return 0.25;
}

cv::Mat clothOf(TrayCloth cloth, cv::Size size, std::uint32_t seed) {
    cv::RNG random(seed);
    cv::Mat tray(size, CV_8UC3);
    const double px = size.width / 320.0; // patterns keep their size on the tray
    switch (cloth) {
    case TrayCloth::Felt:
        tray = cv::Scalar(118, 122, 120);
        shade(tray, hills(size, 2.5 * px, 9, random) + hills(size, 30 * px, 4, random));
        break;
    case TrayCloth::DarkFelt:
        tray = cv::Scalar(34, 32, 31);
        shade(tray, hills(size, 2.5 * px, 5, random) + hills(size, 30 * px, 2, random));
        break;
    case TrayCloth::Woven:
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width; ++x) {
                const double weave = std::sin(x / px * 0.8) * std::sin(y / px * 0.8);
                const double level = 96 + 15 * weave;
                tray.at<cv::Vec3b>(y, x) = {cv::saturate_cast<uchar>(level * 0.8),
                                            cv::saturate_cast<uchar>(level * 0.9), cv::saturate_cast<uchar>(level)};
            }
        shade(tray, hills(size, 5 * px, 4, random));
        break;
    case TrayCloth::Wood: {
        tray = cv::Scalar(118, 158, 188);
        cv::Mat stretched;
        cv::resize(hills({std::max(4, size.width / 12), size.height}, 3 * px, 11, random), stretched, size, 0, 0,
                   cv::INTER_CUBIC);
        shade(tray, stretched);
        break;
    }
    case TrayCloth::Printed:
        tray = cv::Scalar(168, 176, 171);
        for (double y = 4 * px; y < size.height + 8 * px; y += 9 * px)
            for (double x = 4 * px; x < size.width + 8 * px; x += 9 * px)
                cv::line(tray, cv::Point2d(x, y), cv::Point2d(x + 4 * px, y + random.uniform(-3.0, 3.0) * px),
                         cv::Scalar(112, 125, 120), std::max(1, static_cast<int>(1.6 * px)), cv::LINE_AA);
        break;
    case TrayCloth::Plain:
        tray = cv::Scalar(148, 146, 143);
        shade(tray, hills(size, 60 * px, 2, random));
        break;
    }
    return tray;
}

} // namespace panier::vision::emulator

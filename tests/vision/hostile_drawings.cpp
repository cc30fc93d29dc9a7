#include "tests/vision/hostile_drawings.h"

#include "vision/emulator/shoppers.h"
#include "vision/emulator/symbol_writer.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>

namespace panier::tests {

namespace {
using vision::decode::Symbology;

int below(std::mt19937 &random, int bound) {
    return static_cast<int>(random() % static_cast<unsigned>(std::max(1, bound)));
}

// A module of a linear code becomes so many pixels high.
constexpr int linearHeight = 30;

void add(std::vector<cv::Mat> &symbols, const vision::emulator::PackCode &code) {
    const auto modules = vision::emulator::writeSymbol(code);
    if (!modules)
        return;
    const int height = modules->height == 1 ? linearHeight : modules->height;
    cv::Mat symbol(height, modules->width, CV_8UC1);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < modules->width; ++x)
            symbol.at<std::uint8_t>(y, x) =
                modules->dark[static_cast<std::size_t>((modules->height == 1 ? 0 : y) * modules->width + x)] ? 0 : 255;
    symbols.push_back(symbol);
}

// Cells of some pixels each, light or dark at random.
cv::Mat cells(cv::Size size, bool bars, std::mt19937 &random) {
    const int cell = 1 + below(random, 4);
    cv::Mat grid((size.height + cell - 1) / cell, (size.width + cell - 1) / cell, CV_8UC1);
    cv::RNG(random()).fill(grid, cv::RNG::UNIFORM, 0, 2);
    for (int y = 1; bars && y < grid.rows; ++y)
        if (y % 16 != 0)
            grid.row(y - 1).copyTo(grid.row(y));
    cv::Mat picture;
    cv::resize(grid * 255, picture, {grid.cols * cell, grid.rows * cell}, 0, 0, cv::INTER_NEAREST);
    return picture(cv::Rect({0, 0}, size)).clone();
}

cv::Mat noise(cv::Size size, std::mt19937 &random) {
    cv::Mat picture(size, CV_8UC1);
    cv::RNG(random()).fill(picture, cv::RNG::NORMAL, below(random, 256), 1 + below(random, 120));
    return picture;
}

// Light along a line of sight, `period` pixels from one stripe to the next; 0: one stripe for the whole picture.
cv::Mat waves(cv::Size size, double period, bool sharp, double angle) {
    cv::Mat picture(size, CV_8UC1);
    const double x = std::cos(angle);
    const double y = std::sin(angle);
    for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
            const double along = column * x + row * y;
            const double level =
                period > 0 ? 0.5 + 0.5 * std::sin(along * 2 * CV_PI / period) : along / (size.width + size.height);
            picture.at<std::uint8_t>(row, column) =
                cv::saturate_cast<std::uint8_t>(sharp ? (level > 0.5) * 255 : level * 255);
        }
    }
    return picture;
}

cv::Mat chequers(cv::Size size, std::mt19937 &random) {
    const int width = 1 + below(random, 9);
    const int height = below(random, 2) == 0 ? width : 1 + below(random, 9);
    cv::Mat picture(size, CV_8UC1);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            picture.at<std::uint8_t>(y, x) = (x / width + y / height) % 2 == 0 ? 0 : 255;
    return picture;
}

// Rings of a module each, give or take: 1:1:3:1:1 and what is nearly that.
void target(cv::Mat &picture, std::mt19937 &random) {
    const int module = 1 + below(random, 6);
    const cv::Point middle(below(random, picture.cols), below(random, picture.rows));
    const bool round = below(random, 4) == 0;
    const int rings = 1 + below(random, 5);
    double reach = module * (1.5 + rings);
    const double ratio = 0.6 + below(random, 80) / 100.0;
    const double angle = below(random, 2) == 0 ? 0 : below(random, 360);
    for (int ring = rings; ring >= 0; --ring) {
        const cv::Scalar level(ring % 2 == rings % 2 ? 0 : 255);
        const cv::RotatedRect place(middle,
                                    cv::Size2f(static_cast<float>(2 * reach), static_cast<float>(2 * reach * ratio)),
                                    static_cast<float>(angle));
        if (round) {
            cv::ellipse(picture, place, level, cv::FILLED);
        } else {
            std::array<cv::Point2f, 4> corners;
            place.points(corners.data());
            const std::vector<cv::Point> polygon(corners.begin(), corners.end());
            cv::fillConvexPoly(picture, polygon, level);
        }
        reach -= module * (0.5 + below(random, 100) / 100.0);
        if (reach < 0.5)
            break;
    }
}

cv::Mat targets(cv::Size size, std::mt19937 &random) {
    cv::Mat picture(size, CV_8UC1, cv::Scalar(255));
    for (int i = 1 + below(random, 40); i > 0; --i)
        target(picture, random);
    return picture;
}

// What a bad picture does to it.
cv::Mat spoilt(cv::Mat picture, std::mt19937 &random) {
    const auto size = picture.size();
    if (below(random, 3) == 0 && std::min(size.width, size.height) > 8) {
        const auto moved = [&](int x, int y) {
            const auto by = [&](int length) { return static_cast<float>(below(random, 41) - 20) / 100 * length; };
            return cv::Point2f(static_cast<float>(x) + by(size.width), static_cast<float>(y) + by(size.height));
        };
        const std::array<cv::Point2f, 4> from = {cv::Point2f(0, 0), cv::Point2f(size.width, 0),
                                                 cv::Point2f(size.width, size.height), cv::Point2f(0, size.height)};
        const std::array<cv::Point2f, 4> to = {moved(0, 0), moved(size.width, 0), moved(size.width, size.height),
                                               moved(0, size.height)};
        cv::Mat tilted;
        cv::warpPerspective(picture, tilted, cv::getPerspectiveTransform(from, to), size, cv::INTER_LINEAR,
                            below(random, 2) == 0 ? cv::BORDER_REPLICATE : cv::BORDER_WRAP);
        picture = tilted;
    }
    if (below(random, 4) == 0)
        cv::GaussianBlur(picture, picture, {0, 0}, 0.3 + below(random, 30) / 10.0);
    if (below(random, 4) == 0)
        picture.convertTo(picture, CV_8U, (1 + below(random, 100)) / 100.0, below(random, 150));
    if (below(random, 4) == 0) {
        cv::Mat grain(size, CV_8UC1);
        cv::RNG(random()).fill(grain, cv::RNG::UNIFORM, 0, 1 + below(random, 60));
        picture += grain;
    }
    return picture;
}
} // namespace

std::string_view nameOf(Motif motif) {
    constexpr std::array<std::string_view, allMotifs.size()> names = {
        "bars", "blocks", "noise", "gradient", "chequers", "stripes", "targets", "symbol", "half ones", "mosaic"};
    return names[static_cast<std::size_t>(motif)];
}

HostileDrawings::HostileDrawings() {
    for (const auto symbology : vision::emulator::paintedSymbologies)
        for (std::uint32_t seed = 1; seed <= 3; ++seed)
            add(m_symbols, vision::emulator::drawCode(symbology, seed).code);
    for (const auto symbology : {Symbology::Aztec, Symbology::Pdf417, Symbology::DataMatrix, Symbology::QrCode})
        for (const std::string &text : {std::string("7"), std::string("\x1B]0;\x07<script>alert(1)</script>\r\n"),
                                        std::string("https://") + std::string(300, 'a'), std::string(1500, '9')})
            add(m_symbols, {symbology, text});
    add(m_symbols, {Symbology::QrCode, std::string(4000, '1')});
}

// On paper, side by side; of HalfOnes each is cut off anywhere.
cv::Mat HostileDrawings::symbols(Motif motif, cv::Size size, std::mt19937 &random) const {
    cv::Mat picture(size, CV_8UC1, cv::Scalar(255));
    const int many = motif == Motif::Mosaic     ? 10 + below(random, 40)
                     : motif == Motif::HalfOnes ? 2 + below(random, 8)
                                                : 1;
    for (int i = 0; i < many; ++i) {
        const auto &symbol = m_symbols[random() % m_symbols.size()];
        const int most = std::max(1, std::min(size.width / symbol.cols, size.height / symbol.rows));
        const int scale = 1 + below(random, std::min(6, most));
        cv::Mat large;
        cv::resize(symbol, large, {}, scale, scale, cv::INTER_NEAREST);
        if (below(random, 2) == 0)
            cv::rotate(large, large, below(random, 3));
        if (motif == Motif::HalfOnes)
            large = large(cv::Rect(below(random, large.cols / 2), below(random, large.rows / 2),
                                   std::max(1, large.cols / 2), std::max(1, large.rows / 2)));
        const cv::Rect all({0, 0}, size);
        const cv::Rect place =
            cv::Rect(below(random, size.width - large.cols / 2) - large.cols / 8,
                     below(random, size.height - large.rows / 2) - large.rows / 8, large.cols, large.rows) &
            all;
        if (!place.empty())
            large(cv::Rect({0, 0}, place.size())).copyTo(picture(place));
    }
    return picture;
}

cv::Mat HostileDrawings::draw(Motif motif, cv::Size size, std::mt19937 &random) const {
    const auto drawn = [&]() -> cv::Mat {
        const double angle = below(random, 4) == 0 ? 0 : below(random, 360) * CV_PI / 180;
        switch (motif) {
        case Motif::Bars:
        case Motif::Blocks:
            return cells(size, motif == Motif::Bars, random);
        case Motif::Noise:
            return noise(size, random);
        case Motif::Gradient:
            return waves(size, 0, false, angle);
        case Motif::Chequers:
            return chequers(size, random);
        case Motif::Stripes:
            return waves(size, 1.5 + below(random, 160) / 10.0, below(random, 2) == 0, angle);
        case Motif::Targets:
            return targets(size, random);
        case Motif::Symbol:
        case Motif::HalfOnes:
        case Motif::Mosaic:
            break;
        }
        return symbols(motif, size, random);
    };
    return spoilt(drawn(), random);
}

} // namespace panier::tests

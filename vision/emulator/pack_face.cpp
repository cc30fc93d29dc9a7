#include "vision/emulator/pack_face.h"

#include <opencv2/imgproc.hpp>

namespace panier::vision::emulator {

namespace {
constexpr int quietModules = 11;     // GS1 General Specifications 5.2.3.4: 11 left of an EAN-13, the widest
constexpr double linearHeight = 0.6; // of the length, about an EAN-13's 22.85 to 31.35 mm
const cv::Scalar paper(244, 246, 247);
const cv::Scalar ink(34, 30, 28);

cv::Scalar boxColour(std::uint32_t hue) {
    return {60.0 + hue % 120, 70.0 + hue / 7 % 110, 80.0 + hue / 13 % 120};
}

void print(cv::Mat &face, cv::RNG &random) {
    static const std::string letters =
        "EAU SUCRE farine de BLE, sel 0.5 g; huile|lait||entier 3017 620 1l 100 ml kJ/kcal";
    for (int y = 24; y < face.rows; y += random.uniform(14, 40)) {
        std::string line;
        for (int i = random.uniform(8, 60); i > 0; --i)
            line += letters[static_cast<std::size_t>(random.uniform(0, static_cast<int>(letters.size())))];
        cv::putText(face, line, {random.uniform(4, 40), y}, cv::FONT_HERSHEY_SIMPLEX, random.uniform(0.3, 1.0), ink, 1,
                    cv::LINE_AA);
    }
}

void table(cv::Mat &face, cv::RNG &random) {
    for (int y = 10; y < face.rows; y += random.uniform(14, 34))
        cv::line(face, {0, y}, {face.cols, y}, ink, random.uniform(1, 3));
    for (int x = 10; x < face.cols; x += random.uniform(40, 140))
        cv::line(face, {x, 0}, {x, face.rows}, ink, random.uniform(1, 3));
    print(face, random);
}

// A grille, a shirt, a comb: lines like those of a code, that are none.
void stripes(cv::Mat &face, cv::RNG &random) {
    const int regular = random.uniform(2, 9);
    const bool anyWidth = random.uniform(0, 2) == 1;
    for (int x = 0; x < face.cols;) {
        const int width = anyWidth ? random.uniform(2, 12) : regular;
        cv::rectangle(face, {x, 0, width, face.rows}, ink, cv::FILLED);
        x += width + (anyWidth ? random.uniform(2, 12) : regular);
    }
}

void chequers(cv::Mat &face, cv::RNG &random) {
    const int side = random.uniform(4, 16);
    for (int y = 0; y < face.rows; y += side)
        for (int x = 0; x < face.cols; x += side)
            if (random.uniform(0, 2) == 1)
                cv::rectangle(face, {x, y, side, side}, ink, cv::FILLED);
}

void hand(cv::Mat &face, cv::RNG &random) {
    const cv::Scalar skin(110 + random.uniform(-40, 40), 140 + random.uniform(-50, 40), 190 + random.uniform(-60, 40));
    face.setTo(cv::Scalar(150, 170, 180));
    cv::ellipse(face, {face.cols / 2, face.rows}, {face.cols / 3, face.rows / 2}, 0, 0, 360, skin, cv::FILLED,
                cv::LINE_AA);
    for (int finger = 0; finger < 4; ++finger) {
        const cv::Point knuckle(face.cols * (3 + finger) / 9, face.rows * 2 / 3);
        cv::ellipse(face, knuckle, {face.cols / 22, face.rows / 2}, finger * 8 - 12, 0, 360, skin, cv::FILLED,
                    cv::LINE_AA);
        cv::ellipse(face, knuckle, {face.cols / 22, face.rows / 2}, finger * 8 - 12, 0, 360, skin * 0.7, 2,
                    cv::LINE_AA);
    }
}
} // namespace

cv::Mat codeFace(const Modules &modules, int scale, std::uint32_t hue, double contrast) {
    const int rows = modules.height == 1 ? static_cast<int>(modules.width * linearHeight) : modules.height;
    const int margin = modules.height == 1 ? 5 : quietModules / 2;
    const cv::Size label((modules.width + 2 * quietModules) * scale, (rows + 2 * margin) * scale);
    const int border = label.width / 5;
    cv::Mat face(label.height + 3 * border, label.width + 2 * border, CV_8UC3, boxColour(hue));
    cv::rectangle(face, {border, border / 3, label.width, border / 2}, cv::Scalar(225, 225, 225), cv::FILLED);
    cv::Mat area = face(cv::Rect(border, border + border / 2, label.width, label.height));
    area.setTo(paper);
    const cv::Scalar bars = paper - (paper - ink) * contrast;
    for (int y = 0; y < rows; ++y) {
        for (int x = 0; x < modules.width; ++x) {
            const int row = modules.height == 1 ? 0 : y;
            if (modules.dark[static_cast<std::size_t>(row * modules.width + x)])
                area(cv::Rect((x + quietModules) * scale, (y + margin) * scale, scale, scale)).setTo(bars);
        }
    }
    return face;
}

cv::Mat blankFace(std::uint32_t seed) {
    cv::RNG random(seed * 2654435761U + 1);
    cv::Mat face(random.uniform(250, 500), random.uniform(300, 700), CV_8UC3, paper);
    constexpr std::array drawings = {&print, &table, &stripes, &chequers, &hand};
    drawings[seed % drawings.size()](face, random);
    return face;
}

} // namespace panier::vision::emulator

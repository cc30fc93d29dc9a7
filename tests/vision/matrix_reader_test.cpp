// Square symbols that the library's own search doesn't find.
#include "vision/decode/matrix/matrix_layout.h"
#include "vision/decode/zxing_adapter.h"
#include "vision/emulator/scene_painter.h"
#include "vision/emulator/symbol_writer.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

namespace {
using namespace panier;
using vision::decode::Effort;
using vision::decode::GreyView;
using vision::decode::MatrixLayout;
using vision::decode::Symbology;
using vision::emulator::PackCode;
using vision::emulator::Pose;

constexpr int width = 640;
constexpr int height = 480;
const PackCode webLink{Symbology::QrCode, "https://id.gs1.org/01/03169788281852/10/175597"};
const PackCode pack{Symbology::DataMatrix, "PACK 538278564520"};

std::vector<std::uint8_t> paint(const PackCode &code, const Pose &pose, std::uint32_t seed) {
    vision::emulator::ScenePainter painter(width, height, seed);
    REQUIRE(painter.hold(code, pose));
    return painter.paintGrey(seed);
}

// As a camera sends it: larger, and compressed.
std::vector<std::uint8_t> paintThroughJpeg(const PackCode &code, const Pose &pose, std::uint32_t seed) {
    vision::emulator::ScenePainter painter(2 * width, 3 * height / 2, seed);
    REQUIRE(painter.hold(code, pose));
    return painter.paintGreyThroughJpeg(seed, 70);
}

// How many of some seeds' pictures are read, by the library alone and by all; none of them wrongly.
struct Reads {
    int library = 0;
    int all = 0;
};
Reads readsOf(const PackCode &code, const Pose &pose) {
    Reads reads;
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        const auto grey = paint(code, pose, seed);
        const GreyView view{grey.data(), width, height, width};
        reads.library += readOne(view, vision::decode::Family::Matrix, {.harder = true, .rotate = true}) ? 1 : 0;
        const auto codes = look(view, Effort::Thorough, seed).codes;
        for (const auto &read : codes)
            CHECK(read.text == code.text);
        reads.all += codes.empty() ? 0 : 1;
    }
    return reads;
}
} // namespace

TEST_CASE("What a layout fixes is what the library draws, whatever the text says") {
    std::set<const MatrixLayout *> seen;
    for (const auto symbology : {Symbology::QrCode, Symbology::DataMatrix}) {
        for (std::size_t length = 2; length < 200; length += 3) {
            std::string text;
            for (std::size_t i = 0; i < length; ++i)
                text += static_cast<char>('A' + (i * i + length) % 26);
            const auto drawn = vision::emulator::writeSymbol({symbology, text});
            REQUIRE(drawn);
            for (const auto &layout : vision::decode::matrixLayouts()) {
                if (layout.symbology != symbology || layout.width != drawn->width || layout.height != drawn->height)
                    continue;
                seen.insert(&layout);
                int wrong = 0;
                for (int y = 0; y < layout.height; ++y)
                    for (int x = 0; x < layout.width; ++x)
                        if (const auto fixed = layout.at(x, y); fixed != 0)
                            wrong += (fixed > 0) != bool(drawn->dark[static_cast<std::size_t>(y * drawn->width + x)]);
                CHECK(wrong == 0);
            }
        }
    }
    CHECK(seen.size() >= 18);
}

TEST_CASE("Creased QR Codes and Data Matrix symbols out of focus are read, and by the library they aren't") {
    const auto creased = readsOf(webLink, {.pixelsPerModule = 5.5,
                                           .angleDegrees = 49,
                                           .tiltDegrees = 24,
                                           .leanDegrees = -3,
                                           .crumpleModules = 0.4,
                                           .noise = 4});
    CHECK(creased.library <= 1);
    CHECK(creased.all >= 5);
    const auto blurred = readsOf(pack, {.pixelsPerModule = 4.8,
                                        .angleDegrees = 235,
                                        .leanDegrees = 22,
                                        .defocusPixels = 3.5,
                                        .light = 0.28,
                                        .noise = 4});
    CHECK(blurred.library <= 1);
    CHECK(blurred.all >= 3);
}

TEST_CASE("QR Codes far out of focus are read where the paper bends and leans") {
    const auto reads = readsOf(webLink, {.pixelsPerModule = 4.4,
                                         .angleDegrees = 58,
                                         .tiltDegrees = -28,
                                         .leanDegrees = -24,
                                         .crumpleModules = 0.3,
                                         .contrast = 0.9,
                                         .defocusPixels = 3.2,
                                         .noise = 2.5});
    CHECK(reads.library == 0);
    CHECK(reads.all >= 5);
}

TEST_CASE("Small symbols are found in the dark, where noise is everywhere") {
    const auto [code, pose] = GENERATE(std::pair(pack, Pose{.pixelsPerModule = 3.8,
                                                            .angleDegrees = 293,
                                                            .tiltDegrees = 17,
                                                            .leanDegrees = -15,
                                                            .defocusPixels = 1,
                                                            .light = 0.12,
                                                            .noise = 4.8}),
                                       std::pair(webLink, Pose{.pixelsPerModule = 3.2,
                                                               .angleDegrees = 168,
                                                               .tiltDegrees = -6,
                                                               .leanDegrees = 24,
                                                               .contrast = 0.4,
                                                               .defocusPixels = 1,
                                                               .light = 0.28,
                                                               .noise = 4.5}));
    int read = 0;
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        const auto grey = paintThroughJpeg(code, pose, seed);
        const auto codes = look({grey.data(), 2 * width, 3 * height / 2, 2 * width}, Effort::Thorough, seed).codes;
        read += codes.empty() ? 0 : 1;
        for (const auto &one : codes)
            CHECK(one.text == code.text);
    }
    CHECK(read >= 5);
}

TEST_CASE("Nothing is read off blank sides of packs and hands, in whichever turn") {
    for (std::uint32_t seed = 500; seed < 515; ++seed) {
        vision::emulator::ScenePainter painter(width, height, seed);
        painter.holdBlank(seed, {.pixelsPerModule = 2, .angleDegrees = 7.0 * seed});
        const auto grey = painter.paintGrey(seed);
        for (const unsigned turn : {0U, 1U, 2U, 3U})
            CHECK(look({grey.data(), width, height, width}, Effort::Thorough, turn).codes.empty());
    }
}

TEST_CASE("A lamp's reflection stays in the picture while the pack is pushed on, and runs over one that is turned") {
    const auto brightest = [](const Pose &pose) {
        const auto with = paint(pack, pose, 3);
        auto dull = pose;
        dull.glare = 0;
        const auto without = paint(pack, dull, 3);
        double sum = 0;
        double x = 0;
        for (std::size_t i = 0; i < with.size(); ++i) {
            const double light = std::max(0, with[i] - without[i]);
            sum += light;
            x += light * static_cast<double>(i % width);
        }
        return sum > 0 ? x / sum : -1;
    };
    Pose pose{.pixelsPerModule = 5, .contrast = 0.3, .glare = 0.4, .noise = 0};
    const double before = brightest(pose);
    pose.glareTiltDegrees = 1; // twice the turn, seen from a lamp that is twice as far away as the camera
    const double turned = brightest(pose);
    CHECK(before - turned > 0.7 * 2 * 0.01745 * 1.2 * width * 2 / 3);
    CHECK(before - turned < 1.3 * 2 * 0.01745 * 1.2 * width * 2 / 3);
    pose.curveDegrees = 40; // a can is a small mirror
    const double onCan = brightest(pose);
    pose.glareTiltDegrees = 0;
    CHECK(std::abs(brightest(pose) - onCan) < (before - turned) / 2);
}

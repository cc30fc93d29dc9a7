// Several codes in one picture, codes that no reader of edges reads, and what is said about how a code was found.
#include "vision/decode/decoder.h"
#include "vision/decode/zxing_adapter.h"

#include "vision/emulator/scene_painter.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

namespace {
using namespace panier::vision;
using decode::Effort;
using decode::Symbology;
using emulator::PackCode;
using emulator::Pose;

constexpr int width = 640;
constexpr int height = 720;

std::vector<std::uint8_t> painted(const PackCode &code, const Pose &pose) {
    static emulator::ScenePainter painter(width, height, 3);
    REQUIRE(painter.hold(code, pose));
    return painter.paintGrey(1);
}

// Two scenes beside one another.
std::vector<decode::Decoded> lookAtBoth(const std::vector<std::uint8_t> &left, const std::vector<std::uint8_t> &right) {
    std::vector<std::uint8_t> both;
    for (std::ptrdiff_t y = 0; y < height; ++y) {
        both.insert(both.end(), left.begin() + y * width, left.begin() + (y + 1) * width);
        both.insert(both.end(), right.begin() + y * width, right.begin() + (y + 1) * width);
    }
    return decode::decode({both.data(), 2 * width, height, 2 * width});
}

// What is tried on one picture of four only.
std::vector<decode::Decoded> lookFourTimes(const std::vector<std::uint8_t> &grey) {
    const int wide = static_cast<int>(grey.size()) / height;
    std::vector<decode::Decoded> codes;
    for (unsigned turn = 0; turn < 4 && codes.empty(); ++turn)
        codes = decode::look({grey.data(), wide, height, wide}, Effort::Thorough, turn).codes;
    return codes;
}

std::set<std::string> textsOf(const std::vector<decode::Decoded> &codes) {
    std::set<std::string> texts;
    for (const auto &code : codes)
        texts.insert(code.text);
    return texts;
}

TEST_CASE("Two packs side by side are two codes, each in its half") {
    const PackCode milk{Symbology::Ean13, "3017620422003"};
    const PackCode book{Symbology::Ean13, "9780441014989"};
    for (const double angle : {0.0, 20.0, 90.0}) {
        INFO(angle << " degrees");
        const Pose pose{.pixelsPerModule = 2.5, .angleDegrees = angle};
        const auto codes = lookAtBoth(painted(milk, pose), painted(book, pose));
        REQUIRE(textsOf(codes) == std::set<std::string>{milk.text, book.text});
        for (const auto &code : codes)
            for (const auto &corner : code.position)
                CHECK((corner.x < width) == (code.text == milk.text));
    }
}

TEST_CASE("An EAN and a QR code on one pack are both read") {
    const PackCode ean{Symbology::Ean13, "3017620422003"};
    const PackCode qr{Symbology::QrCode, "https://example.com/01/03017620422003"};
    for (const double angle : {0.0, 30.0}) {
        INFO(angle << " degrees");
        const auto codes = lookAtBoth(painted(ean, {.angleDegrees = angle}),
                                      painted(qr, {.pixelsPerModule = 5, .angleDegrees = angle}));
        CHECK(textsOf(codes) == std::set<std::string>{ean.text, qr.text});
    }
}

TEST_CASE("The same code twice is one") {
    const auto half = painted({Symbology::Ean13, "3017620422003"}, {});
    CHECK(lookAtBoth(half, half).size() == 1);
}

TEST_CASE("A code says which attempt found it") {
    const auto easy = painted({Symbology::Ean13, "3017620422003"}, {});
    const auto found = decode::decode({easy.data(), width, height, width}, Effort::Fast);
    REQUIRE(found.size() == 1);
    CHECK(found[0].pass == decode::Pass::Whole);
    CHECK_FALSE(found[0].sharpened);
}

// Blur of about a module, which swallows the narrow bars: no threshold tells them from the spaces.
TEST_CASE("An EAN-13 out of focus is read by its digits' looks, and never wrongly") {
    int soft = 0;
    for (const std::string text : {"3017620422003", "9780441014989", "4006381333931", "5000213101025"}) {
        for (const double blur : {1.8, 2.2, 2.6}) {
            INFO(text << " blur " << blur);
            const auto grey =
                painted({Symbology::Ean13, text}, {.pixelsPerModule = 2.5, .angleDegrees = 10, .blurPixels = blur});
            for (const auto &code : decode::decode({grey.data(), width, height, width}, Effort::Hard)) {
                CHECK(code.text == text);
                soft += code.pass == decode::Pass::Soft || code.pass == decode::Pass::Lines ? 1 : 0;
            }
        }
    }
    CHECK(soft >= 6); // a floor: raise it when the decoder gets better
}

// A fifteenth of the light, a third of the contrast: six grey levels, in noise of five.
TEST_CASE("A pale EAN-13 in the dark is read, held askew") {
    emulator::ScenePainter painter(2 * width, height, 3);
    int read = 0;
    for (const double angle : {20.0, 110.0, 245.0})
        for (const std::string text : {"3017620422003", "9780441014989"}) {
            INFO(text << " at " << angle);
            REQUIRE(painter.hold({Symbology::Ean13, text}, {.pixelsPerModule = 3.6,
                                                            .angleDegrees = angle,
                                                            .tiltDegrees = 25,
                                                            .leanDegrees = 30,
                                                            .contrast = 0.33,
                                                            .light = 0.07,
                                                            .noise = 5}));
            const auto grey = painter.paintGrey(1);
            for (const auto &code : lookFourTimes(grey)) {
                CHECK(code.text == text);
                ++read;
            }
        }
    CHECK(read >= 5); // a floor: raise it when the decoder gets better
}

TEST_CASE("Coupons' symbologies are read") {
    for (const auto &code :
         {PackCode{Symbology::Aztec, "COUPON-2026-10"}, PackCode{Symbology::Pdf417, "COUPON-2026-20"}}) {
        INFO(nameOf(code.symbology));
        const auto grey = painted(code, {.pixelsPerModule = 4});
        const auto codes = lookFourTimes(grey);
        REQUIRE(codes.size() == 1);
        CHECK(codes[0].symbology == code.symbology);
        CHECK(codes[0].text == code.text);
    }
}

TEST_CASE("An ITF that is no ITF-14 says so") {
    const auto grey = painted({Symbology::Itf, "0053611912"}, {.pixelsPerModule = 3});
    const auto codes = lookFourTimes(grey);
    REQUIRE(codes.size() == 1);
    CHECK(codes[0].symbology == Symbology::Itf);
    CHECK(codes[0].text == "0053611912");
}
} // namespace

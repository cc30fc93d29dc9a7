// A small part of the painted corpus: floors of what is read, which only rise, and not one wrong sale.
#include "vision/agree/agreement.h"
#include "vision/decode/motion_gate.h"
#include "vision/emulator/shoppers.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

namespace {
using namespace panier;
using vision::decode::GreyView;
using vision::emulator::Presentation;

constexpr int width = 1280;
constexpr int height = 720;
constexpr std::uint32_t seed = 20'261;
// Of 32 and 12. Seen: 21 and 12, with ZXing-C++ 1.4.0; one less for other versions of the libraries.
constexpr int photographsFloor = 20;
constexpr int presentationsFloor = 11;

GreyView viewOf(const std::vector<std::uint8_t> &grey) {
    return {grey.data(), width, height, width};
}

// UPC-A and UPC-E are EAN-13 with a zero before them, whichever of them a reader names.
std::string valueOf(const std::string &text) {
    return text.size() == 12 ? "0" + text : text;
}

std::set<std::string> soldIn(const Presentation &presentation, std::uint32_t paintSeed) {
    vision::emulator::ScenePainter painter(width, height, paintSeed);
    vision::decode::MotionGate gate;
    vision::agree::Agreement agreement;
    std::set<std::string> sold;
    for (int number = 0; number < Presentation::frames; ++number) {
        const auto grey = presentation.frame(painter, number);
        if (!gate.worthDecoding(viewOf(grey)))
            continue;
        const auto codes = vision::decode::decode(viewOf(grey));
        gate.found(!codes.empty());
        const auto agreed = agreement.frame(number * 33, codes);
        for (const auto *reads : {&agreed.shown, &agreed.stronger})
            for (const auto &code : *reads)
                sold.insert(valueOf(code.text));
    }
    return sold;
}

TEST_CASE("Photographs of every symbology that can be painted are read, and none wrong") {
    constexpr int each = 4;
    int right = 0;
    for (const auto symbology : vision::emulator::paintedSymbologies) {
        for (int i = 0; i < each; ++i) {
            const auto sample = vision::emulator::drawSample(symbology, seed + static_cast<std::uint32_t>(i));
            INFO(nameOf(symbology) << ' ' << sample.shown.text << ", seed " << seed + static_cast<std::uint32_t>(i));
            vision::emulator::ScenePainter painter(width, height, seed);
            REQUIRE(painter.hold(sample.shown.code, sample.pose));
            const auto grey = painter.paintGreyThroughJpeg(1, sample.jpegQuality);
            for (const auto &code : vision::decode::decode(viewOf(grey))) {
                CHECK(valueOf(code.text) == valueOf(sample.shown.text));
                ++right;
            }
        }
    }
    UNSCOPED_INFO(right << " of " << each * vision::emulator::paintedSymbologies.size());
    CHECK(right >= photographsFloor); // raise it when the decoder gets better
}

TEST_CASE("What is held before the camera for twenty frames is sold, and nothing else is") {
    constexpr int presentations = 12;
    int right = 0;
    for (std::uint32_t i = 0; i < presentations; ++i) {
        const Presentation presentation(seed + i);
        INFO("seed " << seed + i << ", " << nameOf(presentation.shown().code.symbology));
        const auto truth = valueOf(presentation.shown().text);
        for (const auto &sold : soldIn(presentation, seed + i)) {
            CHECK(sold == truth);
            ++right;
        }
    }
    UNSCOPED_INFO(right << " of " << presentations);
    CHECK(right >= presentationsFloor); // raise it when the decoder gets better
}

TEST_CASE("Hands and packs without a code sell nothing") {
    for (std::uint32_t i = 0; i < 5; ++i) {
        INFO("seed " << seed + i);
        CHECK(soldIn(Presentation(seed + i, true), seed + i).empty());
    }
}

TEST_CASE("The same seed paints the same presentation, another another") {
    const auto paint = [](std::uint32_t which) {
        vision::emulator::ScenePainter painter(width, height, which);
        return Presentation(which).frame(painter, 10);
    };
    CHECK(paint(seed) == paint(seed));
    CHECK(paint(seed) != paint(seed + 1));
}
} // namespace

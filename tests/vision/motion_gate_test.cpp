#include "vision/decode/motion_gate.h"

#include "vision/emulator/scene_painter.h"

#include <catch2/catch_test_macros.hpp>

namespace {
using namespace panier::vision;

constexpr int width = 320;
constexpr int height = 240;

struct Table {
    emulator::ScenePainter painter{width, height};
    decode::MotionGate gate;
    std::uint64_t tick = 0;

    // How many of the next frames were worth decoding, when decoding finds `found`.
    int looks(int frames, bool found = false) {
        int worth = 0;
        for (int i = 0; i < frames; ++i) {
            const auto grey = painter.paintGrey(tick++);
            if (!gate.worthDecoding({grey.data(), width, height, width}))
                continue;
            ++worth;
            gate.found(found);
        }
        return worth;
    }
};

TEST_CASE("An empty table is looked at now and then, its noise notwithstanding") {
    Table table;
    CHECK(table.looks(decode::MotionGate::restlessFrames) == decode::MotionGate::restlessFrames);
    CHECK(table.looks(60) == 60 / decode::MotionGate::restInterval);
}

TEST_CASE("An article wakes the gate at once") {
    Table table;
    (void)table.looks(60);
    REQUIRE(table.painter.hold({decode::Symbology::Ean13, "3017620422003"}, {.pixelsPerModule = 1.5}));
    CHECK(table.looks(5) == 5);
}

TEST_CASE("While a code is seen every frame is looked at, so that its leaving is seen") {
    Table table;
    CHECK(table.looks(100, true) == 100);
}
} // namespace

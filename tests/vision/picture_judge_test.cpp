// Pictures that show nothing, each for as long as it takes to be said, and the ones that do.
#include "vision/camera/picture_judge.h"

#include "vision/emulator/scene_painter.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <random>
#include <vector>

namespace {
using namespace panier::vision;
using camera::PictureFault;
using camera::PictureJudge;

constexpr int width = 320;
constexpr int height = 180;

// A live sensor before a scene: `level` from left to right up to `level + range`, with noise of `noise` levels.
struct Sensor {
    std::mt19937 random{7};
    std::vector<std::uint8_t> grey = std::vector<std::uint8_t>(width * height);
    PictureJudge judge;
    std::int64_t nowMs = 1'000'000;
    PictureFault stands = PictureFault::None;

    void expose(int level, int range, int noise) {
        std::uniform_int_distribution<int> spread(-noise, noise);
        for (int i = 0; i < width * height; ++i)
            grey[static_cast<std::size_t>(i)] =
                static_cast<std::uint8_t>(std::clamp(level + range * (i % width) / width + spread(random), 0, 255));
    }
    void look() {
        nowMs += 100;
        stands = judge.look(nowMs, {grey.data(), width, height, width});
    }
    void watch(int milliseconds, int level, int range, int noise = 3) {
        for (int ms = 0; ms < milliseconds; ms += 100) {
            expose(level, range, noise);
            look();
        }
    }
    void repeat(int milliseconds) {
        for (int ms = 0; ms < milliseconds; ms += 100)
            look();
    }
};

TEST_CASE("A scene with light and something in it is fine, for hours") {
    Sensor sensor;
    for (int minute = 0; minute < 60; ++minute) {
        sensor.watch(2'000, 90, 60);
        REQUIRE(sensor.stands == PictureFault::None);
    }
}

TEST_CASE("Dark, overexposed and covered are said after ten seconds, and over a second after") {
    struct Case {
        int level;
        int range;
        PictureFault fault;
    };
    for (const auto &[level, range, fault] :
         {Case{2, 10, PictureFault::Dark}, Case{250, 4, PictureFault::Bright}, Case{120, 4, PictureFault::Covered},
          Case{40, 4, PictureFault::Covered}}) {
        Sensor sensor;
        sensor.watch(2'000, 90, 60);
        sensor.watch(9'900, level, range);
        CHECK(sensor.stands == PictureFault::None);
        sensor.watch(300, level, range);
        CHECK(sensor.stands == fault);
        sensor.watch(900, 90, 60);
        CHECK(sensor.stands == fault);
        sensor.watch(300, 90, 60);
        CHECK(sensor.stands == PictureFault::None);
    }
}

TEST_CASE("A hand before the lens now and then is nothing") {
    Sensor sensor;
    for (int i = 0; i < 20; ++i) {
        sensor.watch(8'000, 100, 2);
        sensor.watch(200, 90, 60);
        REQUIRE(sensor.stands == PictureFault::None);
    }
}

TEST_CASE("A picture that repeats itself to the last bit is frozen; one with a sensor's noise is not") {
    Sensor sensor;
    sensor.watch(20'000, 90, 60, 1);
    CHECK(sensor.stands == PictureFault::None);
    sensor.repeat(9'900);
    CHECK(sensor.stands == PictureFault::None);
    sensor.repeat(300);
    CHECK(sensor.stands == PictureFault::Frozen);
    sensor.watch(1'200, 90, 60, 1);
    CHECK(sensor.stands == PictureFault::None);
}

TEST_CASE("A shop at night is dark, not frozen, though its black never moves") {
    Sensor sensor;
    sensor.watch(60'000, 0, 0, 0);
    CHECK(sensor.stands == PictureFault::Dark);
}

TEST_CASE("The emulated camera's table is a scene, and its black is dark") {
    emulator::ScenePainter painter(width, height);
    PictureJudge judge;
    for (std::uint64_t i = 0; i < 300; ++i) {
        const auto grey = painter.paintGrey(i);
        REQUIRE(judge.look(static_cast<std::int64_t>(i) * 100, {grey.data(), width, height, width}) ==
                PictureFault::None);
    }
}

TEST_CASE("A picture of one pixel, or none, is looked at without harm") {
    const std::uint8_t pixel = 128;
    PictureJudge judge;
    CHECK(judge.look(0, {nullptr, 0, 0, 0}) == PictureFault::None);
    CHECK(judge.look(0, {&pixel, 1, 1, 1}) == PictureFault::None);
    CHECK(judge.look(10, {&pixel, 1, 1, 1}) == PictureFault::None);
    CHECK(judge.look(10'010, {&pixel, 1, 1, 1}) == PictureFault::Frozen);
}
} // namespace

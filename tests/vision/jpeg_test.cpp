// What isn't a usable JPEG picture is refused by its header.
#include "vision/camera/jpeg.h"

#include "vision/emulator/scene_painter.h"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>

namespace {
using namespace panier::vision;

std::vector<std::uint8_t> pictureClaiming(int width, int height) {
    auto jpeg = emulator::ScenePainter(320, 240).paintJpeg(0, 80);
    constexpr std::array<std::uint8_t, 9> header = {0xFF, 0xC0, 0, 17, 8, 0, 240, 1, 64}; // 320x240, three components
    const auto at = std::search(jpeg.begin(), jpeg.end(), header.begin(), header.end());
    REQUIRE(at != jpeg.end());
    at[5] = static_cast<std::uint8_t>(height / 256);
    at[6] = static_cast<std::uint8_t>(height % 256);
    at[7] = static_cast<std::uint8_t>(width / 256);
    at[8] = static_cast<std::uint8_t>(width % 256);
    return jpeg;
}

TEST_CASE("A picture within the limits is decoded, one that claims more or nothing isn't") {
    camera::Frame frame;
    REQUIRE(camera::decodeJpeg(pictureClaiming(320, 240), frame));
    CHECK(frame.width == 320);
    CHECK(frame.height == 240);
    CHECK(frame.grey.size() == 320 * 240);
    CHECK(camera::decodeJpeg(pictureClaiming(4096, 240), frame)); // most of it is missing
    for (const auto &[width, height] :
         {std::pair{4097, 240}, {320, 4097}, {4096, 4096}, {65535, 65535}, {0, 240}, {320, 0}, {0, 0}})
        CHECK_FALSE(camera::decodeJpeg(pictureClaiming(width, height), frame));
}

TEST_CASE("Another format, half a header and nothing at all are refused") {
    camera::Frame frame;
    const std::vector<std::uint8_t> png = {0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};
    CHECK_FALSE(camera::decodeJpeg(png, frame));
    CHECK_FALSE(camera::decodeJpeg({}, frame));
    const auto jpeg = pictureClaiming(320, 240);
    for (std::size_t length = 0; length < 160; ++length)
        CHECK_FALSE(camera::decodeJpeg(std::span(jpeg).first(length), frame));
}
} // namespace

// Micro QR Codes: version 1.4 of the library aborts now and then where it searches for them.
#include "vision/decode/matrix/matrix_layout.h"
#include "vision/decode/zxing_adapter.h"
#include "vision/emulator/scene_painter.h"
#include "vision/emulator/symbol_writer.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <string_view>

namespace {
using namespace panier;
using vision::decode::Effort;
using vision::decode::GreyView;
using vision::decode::Symbology;
using vision::emulator::Modules;
using vision::emulator::Pose;

constexpr int width = 640;
constexpr int height = 480;

// As zint 2.11 makes them: rows of modules, four in each hexadecimal digit, 1 dark.
struct Printed {
    std::string_view text;
    int modules;
    std::vector<std::string_view> rows;
};
const std::vector<Printed> printed = {
    {"12345", 11, {"FEA", "82C", "BA8", "BA0", "BAE", "826", "FE8", "006", "CE6", "518", "F06"}},
    // ISO/IEC 18004:2015, annex I.3
    {"01234567",
     13,
     {"FEA8", "8268", "BA68", "BAF8", "BA60", "8268", "FEB8", "0060", "E2E8", "2B68", "AA50", "2E70", "8E38"}},
    {"PANIER-26",
     15,
     {"FEAA", "8214", "BA88", "BA84", "BAF6", "82A0", "FE20", "00FE", "86BA", "161E", "91EE", "641A", "9A7A", "1E12",
      "BEF2"}},
    {"https://p.fr/7",
     17,
     {"FEAA8", "82C20", "BA9A8", "BA230", "BAEA0", "82B48", "FE408", "00E78", "9D0A8", "2EAA8", "A9BD8", "3AE20",
      "E58C8", "6F968", "98760", "4B248", "CDDC0"}}};

Modules modulesOf(const Printed &symbol) {
    Modules modules{symbol.modules, symbol.modules, {}};
    for (const auto row : symbol.rows) {
        for (int x = 0; x < symbol.modules; ++x) {
            const char digit = row[static_cast<std::size_t>(x / 4)];
            const int value = digit <= '9' ? digit - '0' : digit - 'A' + 10;
            modules.dark.push_back((value >> (3 - x % 4) & 1) != 0);
        }
    }
    return modules;
}

// How many of some seeds' pictures are read; none of them wrongly.
int readsOf(const Printed &symbol, const Pose &pose, Effort effort, unsigned turn) {
    int reads = 0;
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
        vision::emulator::ScenePainter painter(width, height, seed);
        painter.hold(modulesOf(symbol), seed, pose);
        const auto grey = painter.paintGrey(seed);
        const auto codes = look({grey.data(), width, height, width}, effort, turn).codes;
        for (const auto &code : codes) {
            CHECK(code.symbology == Symbology::MicroQrCode);
            CHECK(code.text == symbol.text);
        }
        reads += codes.empty() ? 0 : 1;
    }
    return reads;
}
} // namespace

TEST_CASE("What a Micro QR layout fixes is what others print") {
    for (const auto &symbol : printed) {
        const auto drawn = modulesOf(symbol);
        int sizes = 0;
        for (const auto &layout : vision::decode::microQrLayouts()) {
            if (layout.width != symbol.modules)
                continue;
            ++sizes;
            for (int y = 0; y < layout.height; ++y)
                for (int x = 0; x < layout.width; ++x)
                    if (const auto fixed = layout.at(x, y); fixed != 0)
                        CHECK((fixed > 0) == bool(drawn.dark[static_cast<std::size_t>(y * drawn.width + x)]));
        }
        CHECK(sizes == 1);
    }
}

TEST_CASE("Micro QR Codes of every size are read, upright, turned and in perspective") {
    for (const auto &symbol : printed) {
        INFO(symbol.text);
        CHECK(readsOf(symbol, {.pixelsPerModule = 5}, Effort::Thorough, 3) == 6);
        CHECK(readsOf(symbol, {.pixelsPerModule = 6, .angleDegrees = 200, .tiltDegrees = 35, .leanDegrees = -20},
                      Effort::Thorough, 3) >= 5);
        if (symbol.modules > 13) // smaller ones have too few dark modules along their edges to be found aslant
            CHECK(readsOf(symbol, {.pixelsPerModule = 4, .angleDegrees = 33, .tiltDegrees = -25}, Effort::Hard, 0) >=
                  5);
    }
}

// From the first frame of a presentation out of focus: version 1.4 of the library takes the middle for a finder
// pattern, has no four lines around it, and its assertion ends the process.
TEST_CASE("What only looks like a finder pattern doesn't end the process that looks at it") {
    constexpr std::array<std::string_view, 16> dots = {
        "........#.......", ".##..##....#....", ".##........##.#.", ".#.......##.#.#.",
        ".#.......##.....", ".#....##.#.#...#", "..#.#.##..#..###", ".##...###.##....",
        "#.....###.###.#.", "###.#..######.#.", "....#..#####...#", ".##.#..#####....",
        "....##.####..#..", "#..##...#...#.#.", "#.......##.###..", ".##.##.....####."};
    constexpr int side = 33;
    constexpr int margin = 4;
    std::vector<std::uint8_t> grey(side * side, 255);
    for (std::size_t y = 0; y < dots.size(); ++y)
        for (std::size_t x = 0; x < dots[y].size(); ++x)
            if (dots[y][x] == '#')
                grey[(y + margin) * side + x + margin] = 0;
    const GreyView picture{grey.data(), side, side, side};
    CHECK_FALSE(readOne(picture, vision::decode::Family::Coupon, {.harder = true, .rotate = true}));
    CHECK(look(picture, Effort::Hard).codes.empty());
}

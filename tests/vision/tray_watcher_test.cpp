// The view from above, picture by picture, and over stories whose truth is known.
#include "tests/vision/tray_figures.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <cmath>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::tests;
using namespace panier::vision::emulator;
using vision::tray::TrayState;
using vision::tray::TrayView;
using vision::tray::TrayWatcher;

namespace {

constexpr int width = 320;
constexpr int height = 180;

// A tray, its camera, and who watches it; five pictures a second.
struct Stand {
    explicit Stand(TrayCloth cloth = TrayCloth::Felt) : painter(width, height, {cloth, 2, false, 85}, 5) {}

    TrayView watch(int pictures) {
        TrayView view;
        for (int i = 0; i < pictures; ++i) {
            const auto grey = painter.paintGrey(scene);
            view = watcher.look(nowMs, {grey.data(), width, height, width});
            nowMs += 200;
        }
        return view;
    }
    TrayView learn() { return watch(16); }

    TrayPainter painter;
    TrayScene scene;
    TrayWatcher watcher;
    std::int64_t nowMs = 0;
};

const TrayThing box{ThingKind::Box, 3, 0.3, 0.5, 20, 0, false};
const TrayThing bottle{ThingKind::Bottle, 5, 0.6, 0.8, 5, 0, false};
const TrayThing can{ThingKind::Can, 4, 0.75, 0.4, 0, 0, false};

} // namespace

TEST_CASE("first it learns, then it says what lies there and where, and that it has gone") {
    Stand stand(GENERATE(from_range(std::vector(allCloths.begin(), allCloths.end()))));
    CHECK(stand.watch(1).state == TrayState::Learning);
    REQUIRE(stand.learn().state == TrayState::Empty);
    stand.scene.things = {box, can};
    CHECK(stand.watch(1).state == TrayState::Moving);
    const auto view = stand.watch(14);
    REQUIRE(view.state == TrayState::Occupied);
    REQUIRE(view.things.size() == 2);
    CHECK(view.things[0].share > view.things[1].share); // the box is the larger one
    CHECK(std::abs(view.things[0].x - 3000) < 300);
    CHECK(std::abs(view.things[0].y - 5000) < 500);
    CHECK(std::abs(view.things[1].x - 7500) < 300);
    CHECK_FALSE(view.things[0].atEdge);
    stand.scene.things.clear();
    CHECK(stand.watch(14).state == TrayState::Empty);
}

TEST_CASE("a hand that comes, stays or goes lays nothing down") {
    Stand stand;
    REQUIRE(stand.learn().state == TrayState::Empty);
    for (const double y : {0.9, 0.7, 0.5}) {
        stand.scene.arms = {{0.5, y, 1}};
        CHECK(stand.watch(1).state == TrayState::Moving);
    }
    const auto resting = stand.watch(25); // as still as no hand ever is
    CHECK(std::all_of(resting.things.begin(), resting.things.end(), [](const auto &thing) { return thing.atEdge; }));
    stand.scene.arms.clear();
    CHECK(stand.watch(14).state == TrayState::Empty);
}

TEST_CASE("what lies below a hand lies there still") {
    Stand stand;
    stand.learn();
    stand.scene.things = {box};
    REQUIRE(stand.watch(14).state == TrayState::Occupied);
    stand.scene.arms = {{0.4, 0.4, 2}};
    const auto below = stand.watch(2);
    CHECK(below.state == TrayState::Moving);
    CHECK(below.things.size() == 1);
    stand.scene.arms.clear();
    CHECK(stand.watch(2).state == TrayState::Moving);
    for (int i = 0; i < 12; ++i)
        CHECK(stand.watch(1).state != TrayState::Empty);
}

TEST_CASE("light is nothing that lies there") {
    Stand stand(GENERATE(TrayCloth::Printed, TrayCloth::Plain, TrayCloth::Wood));
    REQUIRE(stand.learn().state == TrayState::Empty);
    const auto changes =
        GENERATE(as<TrayLight>(), TrayLight{0.55, 0, 0, 0, 0, 0.5}, TrayLight{1.25, 0.3, -0.2, 0, 0, 0.5},
                 TrayLight{1, 0, 0, 0, 0.4, 0.5}, TrayLight{0.9, 0, 0, 0.06, 0, 0.5});
    stand.scene.light = changes;
    for (int i = 0; i < 20; ++i)
        CHECK(stand.watch(1).state == TrayState::Empty);
}

TEST_CASE("without light, with too much, or with nearly all of it hidden, it can't tell") {
    Stand stand(TrayCloth::Felt);
    REQUIRE(stand.learn().state == TrayState::Empty);
    SECTION("dark") {
        stand.scene.light.gain = 0.05;
    }
    SECTION("bright") {
        stand.scene.light.gain = 6;
    }
    SECTION("covered by something as large") {
        stand.scene.things = {{ThingKind::Book, 9, 0.5, 0.5, 0, 1.3, false}};
    }
    CHECK(stand.watch(14).state == TrayState::Blocked);
    stand.scene = {};
    CHECK(stand.watch(14).state == TrayState::Empty);
}

TEST_CASE("pictures that aren't pictures are refused") {
    TrayWatcher watcher;
    const std::vector<std::uint8_t> grey(640 * 480, 128);
    CHECK(watcher.look(0, {nullptr, 320, 180, 320}).state == TrayState::Blocked);
    CHECK(watcher.look(0, {grey.data(), 16, 9, 16}).state == TrayState::Blocked);
    CHECK(watcher.look(0, {grey.data(), 5000, 100, 5000}).state == TrayState::Blocked);
    CHECK(watcher.look(200, {grey.data(), 320, 180, 320}).state == TrayState::Learning);
    CHECK(watcher.look(400, {grey.data(), 640, 480, 640}).state == TrayState::Blocked); // another shape
    CHECK(watcher.look(600, {grey.data(), 320, 180, 320}).state == TrayState::Learning);
}

TEST_CASE("what lay there from the beginning is put right once it is lifted") {
    Stand stand(GENERATE(from_range(std::vector(allCloths.begin(), allCloths.end()))));
    stand.scene.things = {box, can, bottle};
    REQUIRE(stand.learn().state == TrayState::Empty); // it can't know
    stand.scene.things.clear();
    CHECK(stand.watch(16).state == TrayState::Empty);
    stand.scene.things = {box};
    CHECK(stand.watch(16).state == TrayState::Occupied); // and now it does
}

TEST_CASE("somebody says that the tray is empty as it is") {
    Stand stand;
    stand.learn();
    stand.scene.things = {can}; // a mark on the tray, say
    REQUIRE(stand.watch(14).state == TrayState::Occupied);
    stand.watcher.learnAgain();
    CHECK(stand.watch(1).state == TrayState::Learning);
    CHECK(stand.watch(16).state == TrayState::Empty);
}

TEST_CASE("a camera that comes back with another size is learnt anew, one odd picture isn't") {
    Stand stand;
    REQUIRE(stand.learn().state == TrayState::Empty);
    const std::vector<std::uint8_t> odd(64 * 48, 128);
    CHECK(stand.watcher.look(stand.nowMs, {odd.data(), 64, 48, 64}).state == TrayState::Blocked);
    CHECK(stand.watch(14).state == TrayState::Empty); // nothing was forgotten

    TrayPainter larger(2 * width, 2 * height, {TrayCloth::Felt, 2, false, 85}, 6);
    const auto watch = [&](int pictures, const TrayScene &scene) {
        TrayView view;
        for (int i = 0; i < pictures; ++i) {
            const auto grey = larger.paintGrey(scene);
            view = stand.watcher.look(stand.nowMs, {grey.data(), 2 * width, 2 * height, 2 * width});
            stand.nowMs += 200;
        }
        return view;
    };
    CHECK(watch(vision::tray::WatchRules().learnPictures - 1, {}).state == TrayState::Blocked);
    CHECK(watch(1, {}).state == TrayState::Learning);
    CHECK(watch(20, {}).state == TrayState::Empty);
    TrayScene scene;
    scene.things = {box};
    CHECK(watch(16, scene).things.size() == 1);
}

TEST_CASE("any picture at any time gives a view within its bounds, the same one each time") {
    CHECK(rc::check("views are bounded and deterministic", [] {
        TrayWatcher watcher;
        TrayWatcher again;
        std::int64_t nowMs = 0;
        for (int i = 0; i < 20; ++i) {
            const auto level = *rc::gen::arbitrary<std::uint8_t>();
            const auto swing = *rc::gen::element(0U, 1U, 30U, 255U);
            auto random = *rc::gen::arbitrary<std::uint32_t>();
            std::vector<std::uint8_t> grey(64 * 36);
            for (auto &pixel : grey) {
                random = random * 1664525U + 1013904223U;
                pixel = static_cast<std::uint8_t>(level + (swing == 0 ? 0 : (random >> 16U) % swing));
            }
            nowMs += *rc::gen::inRange(0, 5000);
            const auto view = watcher.look(nowMs, {grey.data(), 64, 36, 64});
            RC_ASSERT(view == again.look(nowMs, {grey.data(), 64, 36, 64}));
            RC_ASSERT(view.things.size() <= vision::tray::maxThings);
            for (const auto &thing : view.things)
                RC_ASSERT(std::max({thing.share, thing.x, thing.y}) <= 10'000);
            if (view.state != TrayState::Occupied && view.state != TrayState::Moving)
                RC_ASSERT(view.things.empty());
        }
    }));
}

// The floors and ceilings only ratchet; bench_top measures over hundreds.
TEST_CASE("over seeded stories nothing is seen that isn't there, and next to nothing is missed") {
    constexpr std::uint32_t seed = 4000;
    INFO("seeds from " << seed);
    TrayFigures figures;
    for (const auto theme : allThemes)
        for (std::uint32_t i = 0; i < 3; ++i) {
            const auto story = tellStory(theme, seed + i);
            figures.add(story, watchStory(story, seed + i));
        }
    CHECK(figures.empty >= 30);
    CHECK(figures.seenThough == 0);
    CHECK(figures.occupied >= 30);
    CHECK(figures.missed * 100 <= figures.occupied * 8);
    CHECK(figures.more * 100 <= figures.occupied * 4);
    CHECK(figures.endSeen == figures.endsWith);
}

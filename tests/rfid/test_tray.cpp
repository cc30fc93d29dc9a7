// The tray engine against scenes: articles come and go, strays are about, a deep scan runs.
#include "tests/rfid/tray_scene.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>
#include <utility>

using namespace panier;
using namespace panier::rfid::tray;

TEST_CASE("an article lands, stays and leaves") {
    Scene scene;
    CHECK(scene.run(500)); // nothing there: at rest
    scene.sources = {{epcOf(1)}};
    scene.run(700);
    CHECK(scene.changes == std::vector{on1});
    CHECK_FALSE(scene.settled);
    scene.run(1500);
    CHECK(scene.settled);
    scene.run(10'000);
    CHECK(scene.changes.size() == 1);
    CHECK(scene.settled);
    scene.sources.clear();
    scene.run(2000);
    CHECK(scene.changes == std::vector{on1, off1});
    CHECK(scene.engine.classOf(epcOf(1)) == TrayClass::Off);
}

TEST_CASE("the tray settles 0.6 s after the last change, at most after 5 s") {
    Scene scene;
    scene.sources = {{epcOf(1)}};
    scene.run(3000);
    CHECK(scene.settledAtUs >= 900 * ms);
    CHECK(scene.settledAtUs <= 1200 * ms);

    // Something lands each half second: only the limit ends it.
    Scene restless;
    for (int i = 0; i < 9; ++i) {
        restless.sources.push_back({epcOf(i)});
        restless.run(500);
    }
    CHECK(restless.settledAtUs == -1);
    restless.sources.push_back({epcOf(20)});
    restless.run(1000);
    CHECK(restless.settledAtUs >= 5000 * ms);
    CHECK(restless.settledAtUs <= 5200 * ms);
}

TEST_CASE("a stray is never told and doesn't unsettle") {
    Scene scene;
    scene.sources = {{epcOf(1), -71, 1, 200}, {epcOf(2), -73, 4, 30}};
    CHECK(scene.run(20'000));
    CHECK(scene.changes.empty());
}

TEST_CASE("tags that are there between visits are ambient: ignored until they come near") {
    Scene scene;
    scene.engine.setUse(TrayUse::Idle);
    scene.sources = {{epcOf(1), -68}};
    scene.run(25'000);
    scene.engine.setUse(TrayUse::Visit);
    CHECK(scene.engine.classOf(epcOf(1)) == TrayClass::Off);
    scene.changes.clear();
    scene.run(10'000);
    CHECK(scene.changes.empty());
    scene.sources[0].dbm = -46; // somebody takes it from the rail
    scene.run(2000);
    CHECK(scene.changes == std::vector{on1});
}

TEST_CASE(
    "a first article at the edge of the tray begins no visit, and is asked about in the visit that another begins") {
    Scene scene;
    scene.engine.setUse(TrayUse::Idle);
    scene.sources = {{epcOf(1), -67}};
    scene.run(10'000);
    CHECK(scene.changes.empty());
    scene.sources.push_back({epcOf(2)});
    scene.run(1000);
    REQUIRE(scene.changes == std::vector{TrayChange{epcOf(2), TrayClass::On, {}}});
    scene.engine.setUse(TrayUse::Visit);
    scene.run(3000);
    CHECK(scene.changes.size() == 2);
    CHECK(scene.engine.classOf(epcOf(1)) == TrayClass::Unsure);
}

TEST_CASE("a tray that is said to be empty teaches what was heard just before, too") {
    Scene scene;
    scene.sources = {{epcOf(1), -73}};
    scene.run(1000);
    const auto stray = std::exchange(scene.sources, {});
    scene.run(500);
    scene.engine.setUse(TrayUse::Empty);
    scene.run(200);
    scene.engine.setUse(TrayUse::Visit);
    scene.sources = stray;
    scene.sources[0].dbm = -67; // unsure if nothing were known of it
    scene.run(5000);
    CHECK(scene.changes.empty());
}

TEST_CASE(
    "when the reader comes back what lay on the tray is told again, and the surroundings needn't be learnt again") {
    Scene scene;
    scene.sources = {{epcOf(2)}};
    scene.engine.setUse(TrayUse::Empty);
    scene.run(3000);
    scene.engine.setUse(TrayUse::Visit);
    scene.sources.push_back({epcOf(1)});
    scene.run(2000);
    REQUIRE(scene.changes == std::vector{on1});
    scene.engine.restart();
    CHECK(scene.engine.classOf(epcOf(1)) == TrayClass::Off);
    scene.run(2000);
    CHECK(scene.changes == std::vector{on1, on1});
}

TEST_CASE("a strong article starts a visit even while learning") {
    Scene scene;
    scene.engine.setUse(TrayUse::Idle);
    scene.sources = {{epcOf(1)}};
    scene.run(10'000);
    CHECK(scene.changes == std::vector{on1});
}

TEST_CASE("a deep scan ends early when nothing is in doubt") {
    Scene scene;
    scene.sources = {{epcOf(1)}, {epcOf(2), -72, 1, 200}};
    scene.run(5000);
    const auto startUs = scene.nowUs();
    scene.engine.beginDeepScan();
    CHECK(scene.engine.deepScanning());
    scene.engine.beginDeepScan(); // the same one
    scene.run(5000);
    CHECK(scene.deepScansDone == 1);
    CHECK(scene.deepDoneUs - startUs <= 1800 * ms);
    CHECK_FALSE(scene.engine.deepScanning());
}

TEST_CASE("a deep scan finds what it can, leaves the rest unsure, and what it decided stands") {
    TrayConfig config;
    config.deepEvidence = 2;
    Scene scene(config);
    const auto seldom = epcOf(1);
    const auto near = epcOf(2);
    const auto middle = epcOf(3);
    scene.sources = {{seldom, -50, 4, 2500}, {near, -65}, {middle, -68}};
    scene.run(5000);
    for (const auto &epc : {seldom, near, middle})
        REQUIRE(scene.engine.classOf(epc) == TrayClass::Unsure);
    const auto startUs = scene.nowUs();
    scene.engine.beginDeepScan();
    scene.run(10'000);
    CHECK(scene.deepScansDone == 1);
    CHECK(scene.deepDoneUs - startUs <= 3100 * ms);
    CHECK(scene.engine.classOf(near) == TrayClass::On);
    CHECK(scene.engine.classOf(middle) == TrayClass::Unsure);
}

TEST_CASE(
    "in a deep scan that tells each tag once nothing leaves by its silence; what was taken leaves before it is done") {
    Scene scene;
    const Source stray{epcOf(9), -76, 1, 30}; // the reader reads on
    scene.sources = {{epcOf(1)}, {epcOf(2)}, stray};
    scene.run(3000);
    scene.engine.beginDeepScan();
    scene.changes.clear();
    scene.sources = {stray}; // the report that told both is lost
    while (scene.engine.wantsDeepInventory())
        scene.run(100);
    CHECK(scene.changes.empty());
    scene.sources = {{epcOf(1)}, stray}; // the open inventory again: the other was taken
    for (int i = 0; i < 24 && scene.deepScansDone == 0; ++i)
        scene.run(100);
    CHECK(scene.deepScansDone == 1);
    CHECK(scene.changes == std::vector{TrayChange{epcOf(2), TrayClass::Off, {}}});
}

TEST_CASE("a flood of strays costs a bounded memory and pushes no article out") {
    TrayConfig config;
    config.maxTags = 50;
    Scene scene(config);
    scene.sources = {{epcOf(1)}};
    scene.run(1000);
    for (int i = 0; i < 2000; ++i) {
        const TagObservation stray{epcOf(100 + i), 1, -75, 1, scene.nowUs()};
        scene.engine.observe({&stray, 1});
    }
    CHECK(scene.engine.tagCount() == 50);
    CHECK(scene.engine.droppedObservations() > 0);
    CHECK(scene.engine.classOf(epcOf(1)) == TrayClass::On);
    scene.sources.push_back({epcOf(2)}); // an article that lands in the flood
    scene.run(1000);
    CHECK(scene.engine.classOf(epcOf(2)) == TrayClass::On);
    scene.run(60'000);
    CHECK(scene.engine.tagCount() == 2);
}

TEST_CASE("a reader that tells no levels") {
    TrayEngine engine;
    TrayUpdate update;
    for (std::uint16_t i = 0; i < 8; ++i) {
        const TagObservation read{epcOf(1), static_cast<std::uint16_t>(1 + i % 2), std::nullopt, 1, i * tickUs};
        engine.observe({&read, 1});
        update = engine.advance(i * tickUs);
        if (!update.changes.empty())
            break;
    }
    CHECK(update.changes == std::vector{on1});
}

TEST_CASE("the order in which tags are reported changes nothing") {
    CHECK(rc::check([] {
        std::vector<TagObservation> batch;
        const int count = *rc::gen::inRange(1, 80);
        for (int i = 0; i < count; ++i)
            batch.push_back({epcOf(*rc::gen::inRange(0, 4)), static_cast<std::uint16_t>(*rc::gen::inRange(1, 5)),
                             *rc::gen::inRange(-75, -40), 1, *rc::gen::inRange(0, 20) * 10 * ms});
        auto shuffled = batch;
        std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(*rc::gen::arbitrary<unsigned>()));
        TrayEngine one;
        TrayEngine other;
        one.observe(batch);
        other.observe(shuffled);
        for (auto nowUs = 200 * ms; nowUs < 3000 * ms; nowUs += tickUs) {
            const auto a = one.advance(nowUs);
            const auto b = other.advance(nowUs);
            RC_ASSERT(a.changes == b.changes);
            RC_ASSERT(a.settled == b.settled);
        }
    }));
}

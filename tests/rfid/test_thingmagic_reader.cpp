// The driver against the emulated module over a pseudo-terminal: the whole life cycle, and everything that goes wrong
// with modules and lines.
#include "tests/rfid/thingmagic_bench.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using namespace panier::tests;
using rfid::emulator::ThingMagicFault;
using rfid::reader::InventoryMode;
using rfid::thingmagic::Region;
using rfid::thingmagic::Status;
using rfid::thingmagic::Target;
using Bench = ThingMagicBench;

TEST_CASE("a whole session: found, booted, set up, tags that come and go, stopped") {
    Bench bench;
    REQUIRE(bench.becomesReady());
    CHECK(bench.reader->info().model == "M6e");
    CHECK(bench.reader->info().firmware == "01.0B.04.0D");
    CHECK(bench.reader->info().antennas == 4);
    CHECK(bench.reader->info().tellsPhase);
    CHECK(bench.reader->info().marksTags);
    auto &module = bench.module.module();
    CHECK(module.region() == Region::Eu3);
    CHECK(module.session() == 1);
    CHECK(module.target() == Target::AThenB);

    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(longEpc));
    const auto beforeUs = bench.clock.monotonicUs();
    REQUIRE(waitFor([&] { return bench.seen[shirt].size() > 20 && bench.seen[longEpc].size() > 5; }));
    auto lastUs = beforeUs - 100'000; // a cycle began before
    for (const auto &observation : bench.seen[shirt]) {
        CHECK(observation.antenna >= 1);
        CHECK(observation.antenna <= 4);
        REQUIRE(observation.rssiDbm);
        CHECK(*observation.rssiDbm > -60);
        CHECK(*observation.rssiDbm < -30);
        CHECK(observation.seenCount == 1);
        REQUIRE(observation.phase);
        CHECK(*observation.phase < 2048); // a half turn
        CHECK(observation.frequencyKhz >= 865'000);
        CHECK(observation.frequencyKhz <= 868'000);
        CHECK(observation.timeUs > lastUs - 30'000);
        CHECK(observation.timeUs <= bench.clock.monotonicUs());
        lastUs = observation.timeUs;
    }

    module.removeTag(shirt);
    bench.seen.clear();
    REQUIRE(waitFor([&] { return bench.seen[longEpc].size() > 20; }));
    CHECK(bench.seen[shirt].size() < 5); // at most what was on its way

    bench.reader->stop();
    REQUIRE(waitFor([&] { return bench.stops == 1; }));
    CHECK_FALSE(module.isStreaming());
    CHECK(bench.states == std::vector{ReaderState::Ready});
}

TEST_CASE("a Nano has one port; one that runs its firmware already; an old one that knows no questions") {
    ThingMagicConfig config;
    config.ports = GENERATE(1, 4);
    config.detectedPorts = {1};
    config.startsInBootloader = GENERATE(true, false);
    config.tellsAll = GENERATE(true, false);
    Bench bench(config);
    bench.config.powerDbm = 20;
    REQUIRE(bench.becomesReady());
    CHECK(bench.reader->info().model == (config.ports == 1 ? "M6e Nano" : "M6e"));
    CHECK(bench.reader->info().antennas == 1);
    CHECK(bench.module.module().searchPorts() == std::vector<std::uint8_t>{1});
    CHECK(bench.module.module().readCentiDbm() == 2000);
    REQUIRE(bench.put(shirt));
    CHECK(bench.readsAnew());
}

TEST_CASE("chosen antennas, and a power beyond what the reader can") {
    Bench bench;
    bench.config.antennas = {2, 4};
    bench.config.powerDbm = 99;
    REQUIRE(bench.becomesReady());
    CHECK(bench.module.module().searchPorts() == std::vector<std::uint8_t>{2, 4});
    CHECK(bench.module.module().readCentiDbm() == 3150);
    REQUIRE(bench.put(shirt));
    REQUIRE(waitFor([&] { return bench.seen[shirt].size() > 10; }));
    for (const auto &observation : bench.seen[shirt])
        CHECK(observation.antenna % 2 == 0);
}

TEST_CASE("a reader for another part of the world, or without the antenna, is lost, with its reason") {
    ThingMagicConfig config;
    config.regions = {Region::Na};
    config.tellsAll = GENERATE(true, false);
    Bench bench(config);
    bench.start();
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK(bench.reasons.front().contains("region"));
    CHECK_FALSE(bench.module.module().isStreaming());

    Bench other;
    other.config.antennas = {9};
    other.start();
    REQUIRE(waitFor([&] { return other.isLost(); }));
    CHECK(other.reasons.front().contains("no antenna port 9"));
}

TEST_CASE("what a line does to bytes: pieces, several frames at once, late, corrupt, lost, lies about lengths") {
    Bench bench;
    const auto fault =
        GENERATE(ThingMagicFault::SplitBytes, ThingMagicFault::MergeFrames, ThingMagicFault::LateAnswers,
                 ThingMagicFault::CorruptCrc, ThingMagicFault::LoseFrames, ThingMagicFault::LyingLengths);
    CAPTURE(static_cast<int>(fault));
    REQUIRE(bench.becomesReady());
    REQUIRE(bench.put(shirt));
    bench.module.setFault(fault);
    CHECK(bench.readsAnew());
    bench.reader->mark(shirt, {});
    CHECK(waitFor([&] { return bench.marked.size() == 1; }));
    bench.module.restart(); // the whole conversation over again, in this manner
    CHECK(bench.readsAnew());
    CHECK(bench.module.module().region() == Region::Eu3);
    bench.reader->stop();
    CHECK(waitFor([&] { return bench.stops == 1; }));
}

TEST_CASE("a quiet tray is not a dead line") {
    Bench bench;
    REQUIRE(bench.becomesReady());
    const auto since = bench.clock.monotonicUs();
    // Twice the silence that the driver bears.
    REQUIRE(waitFor([&] { return bench.clock.monotonicUs() - since > 800'000; }));
    CHECK(bench.states == std::vector{ReaderState::Ready});
}

TEST_CASE("a module that stalls is given up, and found again") {
    Bench bench;
    REQUIRE(bench.becomesReady());
    REQUIRE(bench.put(shirt));
    bench.module.setFault(ThingMagicFault::Stall);
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK(bench.reasons.back().contains("silent"));
    bench.module.setFault(ThingMagicFault::None);
    CHECK(bench.readsAnew());
}

TEST_CASE("a cable pulled and put back while it streams; a module that restarts and has forgotten everything") {
    Bench bench;
    REQUIRE(bench.becomesReady());
    REQUIRE(bench.put(shirt));
    bench.module.unplug();
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    REQUIRE(bench.module.plug());
    CHECK(bench.module.module().isStreaming()); // it never knew
    CHECK(bench.readsAnew());
    bench.module.restart();
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK(bench.reasons.back().contains("restarted"));
    CHECK(bench.readsAnew());
    CHECK(bench.states == std::vector{ReaderState::Ready, ReaderState::Lost, ReaderState::Ready, ReaderState::Lost,
                                      ReaderState::Ready});
}

TEST_CASE("a stream that a crashed host left running is stopped, and everything set up anew") {
    Bench bench;
    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(jean));
    bench.module.module().leaveStreaming();
    CHECK(bench.module.module().region() == Region::Na); // the other host's
    REQUIRE(bench.becomesReady());
    CHECK(bench.module.module().region() == Region::Eu3);
    CHECK(bench.states == std::vector{ReaderState::Ready});
    CHECK(bench.readsAnew());
}

TEST_CASE("a module at another speed is found, and set to the one that was configured") {
    const int found = GENERATE(9600, 57600, 921600);
    const int wanted = GENERATE(115200, 921600);
    Bench bench({}, found);
    bench.config.baud = wanted;
    REQUIRE(bench.becomesReady());
    CHECK(bench.module.baud() == wanted);
    REQUIRE(bench.put(shirt));
    CHECK(bench.readsAnew());
}

TEST_CASE("a module that stays at a speed nobody uses is lost, within the probes' time") {
    Bench bench({}, 1200);
    bench.start();
    REQUIRE(waitFor([&] { return bench.isLost(); }, 3000));
    CHECK(bench.reasons.front().contains("any speed"));
    CHECK(bench.states == std::vector{ReaderState::Lost});
}

TEST_CASE("a flood of frames, and of records") {
    ThingMagicConfig config;
    Bench bench(config);
    REQUIRE(bench.becomesReady());
    REQUIRE(bench.put(shirt));
    for (int i = 0; i < 20; ++i)
        bench.module.flood(100'000);
    CHECK(bench.readsAnew());
    CHECK(bench.states == std::vector{ReaderState::Ready});
}

TEST_CASE("search cycles that end in a fault: borne a few times, then lost with the reader's reason") {
    Bench bench;
    REQUIRE(bench.becomesReady());
    REQUIRE(bench.put(shirt));
    const auto fault = GENERATE(Status::ChannelOccupied, Status::AntennaNotConnected, Status::TooHot);
    bench.module.module().setCycleFault(fault);
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK(bench.reasons.back().contains(QString::fromStdString(textOf(fault))));
    bench.module.module().setCycleFault(std::nullopt);
    CHECK(bench.readsAnew());
}

TEST_CASE("unreachable from the start: lost, told once, and ready when it comes; stopping meanwhile") {
    Bench bench;
    bench.module.unplug();
    bench.start();
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK_FALSE(bench.reasons.front().isEmpty());
    bench.reader->stop();
    CHECK(bench.stops == 1);
    REQUIRE(bench.module.plug());
    bench.reader->start();
    REQUIRE(waitFor([&] { return bench.isReady(); }));
    CHECK(bench.states == std::vector{ReaderState::Lost, ReaderState::Ready});
    bench.module.setFault(ThingMagicFault::Stall); // a farewell that nobody answers
    bench.reader->stop();
    CHECK(waitFor([&] { return bench.stops == 2; }));
}

TEST_CASE("a deep scan tells each tag once, and the open tray goes on afterwards") {
    Bench bench;
    REQUIRE(bench.becomesReady());
    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(jean));
    REQUIRE(bench.readsAnew());
    bench.reader->setInventory(InventoryMode::DeepScan);
    const auto &module = bench.module.module();
    REQUIRE(waitFor([&] { return module.session() == 2 && module.target() == Target::A && module.isStreaming(); }));
    bench.seen.clear();
    REQUIRE(waitFor([&] { return bench.seen.size() == 2; }));
    const auto since = bench.clock.monotonicUs();
    REQUIRE(waitFor([&] { return bench.clock.monotonicUs() - since > 200'000; }));
    CHECK(bench.seen[shirt].size() == 1);
    CHECK(bench.seen[jean].size() == 1);
    bench.reader->setInventory(InventoryMode::Open);
    CHECK(bench.readsAnew());
    CHECK(bench.module.module().session() == 1);
    CHECK(bench.states == std::vector{ReaderState::Ready});
}

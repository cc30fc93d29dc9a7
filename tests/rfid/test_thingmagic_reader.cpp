// The driver against the emulated module over a pseudo-terminal: the whole life cycle, marks, and everything that goes
// wrong with modules and lines.
#include "rfid/emulator/thingmagic_emulator.h"
#include "rfid/thingmagic/serial_reader.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <map>
#include <memory>

using namespace panier;
using rfid::emulator::TagPlace;
using rfid::emulator::ThingMagicConfig;
using rfid::emulator::ThingMagicEmulator;
using rfid::emulator::ThingMagicFault;
using rfid::reader::InventoryMode;
using rfid::reader::MarkOutcome;
using rfid::reader::ReaderState;
using rfid::reader::SoldMark;
using rfid::thingmagic::Opcode;
using rfid::thingmagic::ReaderConfig;
using rfid::thingmagic::Region;
using rfid::thingmagic::SerialReader;
using rfid::thingmagic::Status;
using rfid::thingmagic::Target;
using tests::waitFor;

namespace {

const auto shirt = *codes::Epc::fromHex("3034257BF7194E4000001A85");
const auto jean = *codes::Epc::fromHex("3034257BF7194E4000001A86");
const auto longEpc = *codes::Epc::fromHex("3634257BF7194E5B0A1C2D3E4F5061728394A5B6C7D8E9F00000");

ReaderConfig hastyConfig(const std::string &device) {
    ReaderConfig config;
    config.device = device;
    config.cycleMs = 60;
    config.probeMs = 80;
    config.responseMs = 250;
    config.stopMs = 400;
    config.writeMs = 50;
    config.silenceMs = 400;
    config.backOffMinMs = 10;
    config.backOffMaxMs = 80;
    return config;
}

ThingMagicConfig quick(ThingMagicConfig config) {
    config.rates = {100, 1000};
    return config;
}

struct Marked {
    codes::Epc epc;
    MarkOutcome outcome;
    bool operator==(const Marked &) const = default;
};

// A module on a line, its driver, and what that told.
struct Bench {
    explicit Bench(ThingMagicConfig moduleConfig = {}, int baud = 115200)
        : module(folder.filePath("reader").toStdString(), quick(std::move(moduleConfig)), baud),
          config(hastyConfig(module.path())) {
        REQUIRE(folder.isValid());
        REQUIRE(module.plug());
    }
    void start() {
        reader = std::make_unique<SerialReader>(config, clock);
        QObject::connect(reader.get(), &SerialReader::observations, reader.get(), [this](const auto &batch) {
            CHECK_FALSE(batch.empty());
            for (const auto &observation : batch)
                seen[observation.epc].push_back(observation);
        });
        QObject::connect(reader.get(), &SerialReader::stateChanged, reader.get(),
                         [this](ReaderState state, const QString &reason) {
                             states.push_back(state);
                             reasons.push_back(reason);
                         });
        QObject::connect(reader.get(), &SerialReader::marked, reader.get(),
                         [this](const codes::Epc &epc, MarkOutcome outcome, const QString &) {
                             marked.push_back({epc, outcome});
                         });
        QObject::connect(reader.get(), &SerialReader::stopped, reader.get(), [this] { ++stops; });
        reader->start();
    }
    [[nodiscard]] bool isReady() const { return reader->state() == ReaderState::Ready; }
    [[nodiscard]] bool isLost() const { return reader->state() == ReaderState::Lost; }
    [[nodiscard]] bool becomesReady() {
        start();
        return waitFor([&] { return isReady(); });
    }
    [[nodiscard]] bool readsAnew() {
        seen.clear();
        return waitFor([&] { return isReady() && seen[shirt].size() > 3; });
    }
    [[nodiscard]] bool put(const codes::Epc &epc, TagPlace place = TagPlace::OnTray) {
        return module.module().putTag(epc, place);
    }

    QTemporaryDir folder;
    ThingMagicEmulator module;
    ReaderConfig config;
    base::SystemClock clock;
    std::map<codes::Epc, std::vector<rfid::tray::TagObservation>> seen;
    std::vector<ReaderState> states;
    std::vector<QString> reasons;
    std::vector<Marked> marked;
    int stops = 0;
    std::unique_ptr<SerialReader> reader;
};

} // namespace

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

TEST_CASE("marks: one tag and no other, in order, and the inventory goes on") {
    Bench bench;
    bench.reader = nullptr;
    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(jean));
    REQUIRE(bench.put(longEpc));
    auto &module = bench.module.module();
    module.memory(jean).isLocked = true;
    module.memory(jean).accessPassword = 0xCAFEBABE;
    module.memory(longEpc).port = 3; // only this antenna reaches it well enough
    module.memory(longEpc).hasEas = true;
    REQUIRE(bench.becomesReady());
    if (GENERATE(false, true)) { // a deep scan leaves the tags quiet
        bench.reader->setInventory(InventoryMode::DeepScan);
        REQUIRE(waitFor([&] { return module.session() == 2 && bench.seen.size() == 3; }));
    }

    SoldMark opened;
    opened.accessPassword = 0xCAFEBABE;
    opened.wordPointer = 30;
    opened.words = {0x1234, 0x5678};
    SoldMark beyond;
    beyond.wordPointer = 31;
    beyond.words = {1, 2};
    SoldMark eas;
    eas.kind = SoldMark::Kind::Eas;
    bench.reader->mark(shirt, {});
    bench.reader->mark(jean, {});
    bench.reader->mark(jean, opened);
    bench.reader->mark(shirt, beyond);
    bench.reader->mark(longEpc, eas);
    bench.reader->mark(*codes::Epc::fromHex("00"), {});
    REQUIRE(waitFor([&] { return bench.marked.size() == 6; }));
    CHECK(bench.marked == std::vector<Marked>{{shirt, MarkOutcome::Written},
                                              {jean, MarkOutcome::Refused},
                                              {jean, MarkOutcome::Written},
                                              {shirt, MarkOutcome::NotSupported},
                                              {longEpc, MarkOutcome::Written},
                                              {*codes::Epc::fromHex("00"), MarkOutcome::TagNotFound}});
    std::vector<std::uint16_t> sold(32);
    sold[0] = 0x534F;
    CHECK(module.memory(shirt).user == sold);
    std::vector<std::uint16_t> ours(32);
    ours[30] = 0x1234;
    ours[31] = 0x5678;
    CHECK(module.memory(jean).user == ours);
    CHECK(module.memory(longEpc).user == std::vector<std::uint16_t>(32));
    CHECK_FALSE(module.memory(longEpc).hasEas);
    bench.reader->setInventory(InventoryMode::Open);
    CHECK(bench.readsAnew());
    CHECK(bench.states == std::vector{ReaderState::Ready});
}

TEST_CASE("a mark that has too little power, one that can't be, and one too many") {
    Bench bench;
    REQUIRE(bench.put(shirt, TagPlace::Edge));
    REQUIRE(bench.becomesReady());
    bench.reader->mark(shirt, {});
    REQUIRE(waitFor([&] { return bench.marked.size() == 1; }));
    CHECK(bench.marked.back().outcome == MarkOutcome::NotEnoughPower);
    SoldMark wrong;
    wrong.words.assign(33, 0);
    bench.reader->mark(shirt, wrong);
    CHECK(bench.marked.back().outcome == MarkOutcome::Failed);
    CHECK(bench.marked.size() == 2);

    for (std::size_t i = 0; i <= SerialReader::maxMarks; ++i)
        bench.reader->mark(shirt, {});
    CHECK(bench.marked.size() == 3);
    CHECK(bench.marked.back().outcome == MarkOutcome::Failed);
    bench.reader->stop();
    REQUIRE(waitFor([&] { return bench.stops == 1; }));
    CHECK(bench.marked.size() == 3 + SerialReader::maxMarks); // each is answered, once
    CHECK(bench.marked.back().outcome == MarkOutcome::Lost);
}

TEST_CASE("a reader that goes away while it marks: each mark is answered once, as lost, and none is written later") {
    Bench bench;
    REQUIRE(bench.put(shirt));
    REQUIRE(bench.put(jean));
    REQUIRE(bench.becomesReady());
    // It understands the mark and never says so.
    QObject::connect(&bench.module, &ThingMagicEmulator::heard, &bench.module, [&](const auto &command) {
        if (command.opcode == Opcode::WriteTagData)
            bench.module.setFault(ThingMagicFault::Stall);
    });
    int written = 0;
    QObject::connect(&bench.module, &ThingMagicEmulator::heard, &bench.module,
                     [&](const auto &command) { written += command.opcode == Opcode::WriteTagData ? 1 : 0; });
    bench.reader->mark(shirt, {});
    bench.reader->mark(jean, {});
    REQUIRE(waitFor([&] { return bench.isLost(); }));
    CHECK(bench.marked == std::vector<Marked>{{shirt, MarkOutcome::Lost}, {jean, MarkOutcome::Lost}});
    bench.reader->mark(jean, {});
    CHECK(bench.marked.size() == 3);
    CHECK(bench.marked.back().outcome == MarkOutcome::Lost);
    bench.module.setFault(ThingMagicFault::None);
    CHECK(bench.readsAnew());
    CHECK(written == 1);
    CHECK(bench.marked.size() == 3);
}

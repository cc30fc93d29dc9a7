// The reader is replaceable: one scene played to two families of readers at once, each through its own protocol and
// emulator. The tray must judge it the same, whoever reads.
#include "rfid/emulator/reader_emulator.h"
#include "rfid/emulator/thingmagic_emulator.h"
#include "rfid/llrp/client.h"
#include "rfid/thingmagic/serial_reader.h"
#include "rfid/tray/tray_engine.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <memory>
#include <string>

using namespace panier;
using rfid::emulator::TagPlace;
using rfid::reader::MarkOutcome;
using rfid::reader::Reader;
using rfid::reader::ReaderState;
using rfid::tray::TrayClass;
using rfid::tray::TrayEngine;
using tests::waitFor;

namespace {

const auto shirt = *codes::Epc::fromHex("3034257BF7194E4000001A85");
const auto jean = *codes::Epc::fromHex("3034257BF7194E4000001A86");
const auto rail = *codes::Epc::fromHex("3034257BF7194E4000001A87"); // hangs beside the kiosk
const auto scarf = *codes::Epc::fromHex("3634257BF7194E5B0A1C2D3E4F5061728394A5B6C7D8E9F00000");

constexpr rfid::emulator::ReadRates rates{30, 400};
constexpr std::int64_t leastMs = 1500; // of a scene: what changes has been seen by then
constexpr int mostMs = 12'000;

// One family: what can be done around its antennas, and what the tray makes of what it tells.
class Side {
public:
    virtual ~Side() = default;
    virtual void put(const codes::Epc &epc, TagPlace place) = 0;
    virtual void remove(const codes::Epc &epc) = 0;
    virtual void unplug() = 0;
    virtual void plug() = 0;
    [[nodiscard]] virtual std::uint16_t firstUserWord(const codes::Epc &epc) = 0;
    [[nodiscard]] virtual Reader &reader() = 0;

    void start() {
        QObject::connect(&reader(), &Reader::observations, &m_timer,
                         [this](const auto &batch) { m_engine.observe(batch); });
        QObject::connect(&reader(), &Reader::stateChanged, &m_timer,
                         [this](ReaderState state, const QString &) { onState(state); });
        QObject::connect(&reader(), &Reader::marked, &m_timer,
                         [this](const codes::Epc &epc, MarkOutcome outcome, const QString &) {
                             marks.emplace_back(epc.hex(), outcome);
                         });
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { judge(); });
        m_timer.start(100);
        reader().start();
    }
    [[nodiscard]] bool isReady() { return reader().state() == ReaderState::Ready; }
    // Since the last beginScene(), the last class that was told of each tag.
    [[nodiscard]] const std::map<std::string, TrayClass> &changes() const { return m_changes; }
    void beginScene() {
        m_changes.clear();
        m_settled = false;
    }
    [[nodiscard]] bool isSettled() const { return m_settled; }

    std::vector<std::pair<std::string, MarkOutcome>> marks;
    base::SystemClock clock;

private:
    // As the kiosk does it: while the reader is away nothing is known, and then it begins afresh.
    void onState(ReaderState state) {
        m_engine = TrayEngine();
        m_engine.setAntennas(std::max(1, reader().info().antennas));
        m_judging = state == ReaderState::Ready;
    }
    void judge() {
        if (!m_judging)
            return;
        const auto update = m_engine.advance(clock.monotonicUs());
        for (const auto &change : update.changes)
            m_changes[change.epc.hex()] = change.cls;
        m_settled = update.settled;
    }

    TrayEngine m_engine;
    QTimer m_timer;
    std::map<std::string, TrayClass> m_changes;
    bool m_judging = false;
    bool m_settled = false;
};

class LlrpSide : public Side {
public:
    LlrpSide() : m_emulator(emulatorConfig()) {
        REQUIRE(m_emulator.listen());
        rfid::llrp::ClientConfig config;
        config.endpoint = {"127.0.0.1", m_emulator.port()};
        config.backOffMinMs = 20;
        config.backOffMaxMs = 100;
        m_reader = std::make_unique<rfid::llrp::Client>(config, clock);
    }
    void put(const codes::Epc &epc, TagPlace place) override { REQUIRE(m_emulator.putTag(epc, place)); }
    void remove(const codes::Epc &epc) override { m_emulator.removeTag(epc); }
    void unplug() override { m_emulator.unplug(); }
    void plug() override { m_emulator.plug(); }
    std::uint16_t firstUserWord(const codes::Epc &epc) override { return m_emulator.memory(epc)->user.at(0); }
    Reader &reader() override { return *m_reader; }

private:
    static rfid::emulator::EmulatorConfig emulatorConfig() {
        rfid::emulator::EmulatorConfig config;
        config.seed = 11;
        config.rates = rates;
        return config;
    }
    rfid::emulator::LlrpReaderEmulator m_emulator;
    std::unique_ptr<rfid::llrp::Client> m_reader;
};

class ThingMagicSide : public Side {
public:
    ThingMagicSide() : m_emulator(m_folder.filePath("reader").toStdString(), moduleConfig()) {
        REQUIRE(m_emulator.plug());
        rfid::thingmagic::ReaderConfig config;
        config.device = m_emulator.path();
        config.backOffMinMs = 20;
        config.backOffMaxMs = 100;
        m_reader = std::make_unique<rfid::thingmagic::SerialReader>(config, clock);
    }
    void put(const codes::Epc &epc, TagPlace place) override { REQUIRE(m_emulator.module().putTag(epc, place)); }
    void remove(const codes::Epc &epc) override { m_emulator.module().removeTag(epc); }
    void unplug() override { m_emulator.unplug(); }
    void plug() override { REQUIRE(m_emulator.plug()); }
    std::uint16_t firstUserWord(const codes::Epc &epc) override { return m_emulator.module().memory(epc).user.at(0); }
    Reader &reader() override { return *m_reader; }

private:
    static rfid::emulator::ThingMagicConfig moduleConfig() {
        rfid::emulator::ThingMagicConfig config;
        config.seed = 12;
        config.rates = rates;
        return config;
    }
    QTemporaryDir m_folder;
    rfid::emulator::ThingMagicEmulator m_emulator;
    std::unique_ptr<rfid::thingmagic::SerialReader> m_reader;
};

// Both sides at once.
class Stage {
public:
    Stage() {
        for (auto *const side : sides())
            side->start();
        REQUIRE(allOf([](Side &side) { return side.isReady(); }));
    }
    std::array<Side *, 2> sides() { return {&m_llrp, &m_thingMagic}; }

    // Something happens, and both trays come to rest over it.
    void scene(const std::function<void(Side &)> &what) {
        for (auto *const side : sides()) {
            side->beginScene();
            what(*side);
        }
        const auto sinceMs = m_llrp.clock.monotonicUs() / 1000;
        REQUIRE(waitFor([&] { return m_llrp.clock.monotonicUs() / 1000 - sinceMs > leastMs; }, mostMs));
        REQUIRE(allOf([](Side &side) { return side.isSettled(); }));
    }
    // Both tell the same.
    [[nodiscard]] std::map<std::string, TrayClass> told() {
        CHECK(m_llrp.changes() == m_thingMagic.changes());
        return m_thingMagic.changes();
    }
    [[nodiscard]] bool allOf(const std::function<bool(Side &)> &holds) {
        const auto both = sides();
        return waitFor(
            [&] { return std::all_of(both.begin(), both.end(), [&](auto *const side) { return holds(*side); }); },
            mostMs);
    }

private:
    LlrpSide m_llrp;
    ThingMagicSide m_thingMagic;
};

using Told = std::map<std::string, TrayClass>;

} // namespace

TEST_CASE("two families of readers, one judgement: articles put, moved and taken; a reader lost and back; a mark") {
    Stage stage;
    for (auto *const side : stage.sides())
        CHECK(side->reader().info().antennas == 4);

    stage.scene([](Side &side) {
        side.put(rail, TagPlace::Stray);
        side.put(shirt, TagPlace::OnTray);
        side.put(jean, TagPlace::OnTray);
        side.put(scarf, TagPlace::OnTray);
    });
    const Told three{{shirt.hex(), TrayClass::On}, {jean.hex(), TrayClass::On}, {scarf.hex(), TrayClass::On}};
    CHECK(stage.told() == three);

    stage.scene([](Side &side) {
        side.put(jean, TagPlace::Hidden); // under the arm
        side.remove(scarf);               // gone
    });
    CHECK(stage.told() == Told{{jean.hex(), TrayClass::Off}, {scarf.hex(), TrayClass::Off}});

    stage.scene([](Side &side) {
        side.put(jean, TagPlace::OnTray);
        side.put(rail, TagPlace::OnTray); // somebody takes it off its hook
    });
    CHECK(stage.told() == Told{{jean.hex(), TrayClass::On}, {rail.hex(), TrayClass::On}});

    for (auto *const side : stage.sides())
        side->unplug();
    REQUIRE(stage.allOf([](Side &side) { return side.reader().state() == ReaderState::Lost; }));
    for (auto *const side : stage.sides())
        side->remove(shirt); // taken while nobody looks
    stage.scene([](Side &side) { side.plug(); });
    CHECK(stage.told() == Told{{jean.hex(), TrayClass::On}, {rail.hex(), TrayClass::On}});

    stage.scene([](Side &side) {
        side.reader().mark(jean, {});
        side.reader().mark(scarf, {}); // which isn't there
    });
    REQUIRE(stage.allOf([](Side &side) { return side.marks.size() == 2; }));
    for (auto *const side : stage.sides()) {
        CHECK(side->marks[0] == std::pair(jean.hex(), MarkOutcome::Written));
        CHECK(side->marks[1] == std::pair(scarf.hex(), MarkOutcome::TagNotFound));
        CHECK(side->firstUserWord(jean) == 0x534F);
    }
    CHECK(stage.told().empty()); // nobody moved: the mark disturbs no tray

    stage.scene([](Side &side) { side.reader().setInventory(rfid::reader::InventoryMode::Open); });
    CHECK(stage.told().empty());
    for (auto *const side : stage.sides())
        CHECK(side->isReady());
}

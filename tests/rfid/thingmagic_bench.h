// A driver of a ThingMagic module and the emulated module at the other end of its line, and what the driver told.
#pragma once

#include "rfid/emulator/thingmagic_emulator.h"
#include "rfid/thingmagic/serial_reader.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <memory>

namespace panier::tests {

using rfid::emulator::TagPlace;
using rfid::emulator::ThingMagicConfig;
using rfid::emulator::ThingMagicEmulator;
using rfid::reader::MarkOutcome;
using rfid::reader::ReaderState;
using rfid::thingmagic::ReaderConfig;
using rfid::thingmagic::SerialReader;

inline const auto shirt = *codes::Epc::fromHex("3034257BF7194E4000001A85");
inline const auto jean = *codes::Epc::fromHex("3034257BF7194E4000001A86");
inline const auto longEpc = *codes::Epc::fromHex("3634257BF7194E5B0A1C2D3E4F5061728394A5B6C7D8E9F00000");

inline ReaderConfig hastyConfig(const std::string &device) {
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

inline ThingMagicConfig quick(ThingMagicConfig config) {
    config.rates = {100, 1000};
    return config;
}

struct Marked {
    codes::Epc epc;
    MarkOutcome outcome;
    bool operator==(const Marked &) const = default;
};

// A module on a line, its driver, and what that told.
struct ThingMagicBench {
    explicit ThingMagicBench(ThingMagicConfig moduleConfig = {}, int baud = 115200)
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

} // namespace panier::tests

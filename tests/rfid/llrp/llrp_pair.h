// A client and an emulated reader over loopback, impatient, and what the client told.
#pragma once

#include "rfid/emulator/reader_emulator.h"
#include "rfid/llrp/client.h"
#include "tests/support/wait_for.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace panier::tests {

using rfid::emulator::EmulatorConfig;
using rfid::emulator::Fault;
using rfid::emulator::LlrpReaderEmulator;
using rfid::emulator::TagPlace;
using rfid::llrp::Client;
using rfid::llrp::ClientConfig;
using rfid::reader::MarkOutcome;
using rfid::reader::ReaderState;

inline const auto shirt = *codes::Epc::fromHex("3034257BF7194E4000001A85");
inline const auto longEpc = *codes::Epc::fromHex("3634257BF7194E5B0A1C2D3E4F5061728394A5B6C7D8E9F00000");

inline ClientConfig hastyConfig(std::uint16_t port) {
    ClientConfig config;
    config.endpoint = {"127.0.0.1", port};
    config.keepaliveMs = 100;
    config.silenceMs = 400;
    config.responseMs = 500;
    config.closeMs = 500;
    config.markMs = 300;
    config.backOffMinMs = 10;
    config.backOffMaxMs = 80;
    return config;
}

// A client, and what it told.
struct Watched {
    explicit Watched(ClientConfig config) : client(std::move(config), clock) {
        QObject::connect(&client, &Client::observations, &client, [this](const auto &batch) {
            for (const auto &observation : batch)
                seen[observation.epc].push_back(observation);
        });
        QObject::connect(&client, &Client::stateChanged, &client, [this](ReaderState state, const QString &reason) {
            states.push_back(state);
            reasons.push_back(reason);
        });
        QObject::connect(&client, &Client::stopped, &client, [this] { ++stops; });
        QObject::connect(&client, &Client::inputChanged, &client,
                         [this](int port, bool high) { inputs.emplace_back(port, high); });
        QObject::connect(&client, &Client::marked, &client,
                         [this](const codes::Epc &epc, MarkOutcome outcome, const QString &detail) {
                             marks.emplace_back(epc, outcome);
                             details.push_back(detail);
                         });
    }
    [[nodiscard]] bool isReady() const { return client.state() == ReaderState::Ready; }
    [[nodiscard]] bool isLost() const { return client.state() == ReaderState::Lost; }

    base::SystemClock clock;
    std::map<codes::Epc, std::vector<rfid::tray::TagObservation>> seen;
    std::vector<ReaderState> states;
    std::vector<QString> reasons;
    int stops = 0;
    std::vector<std::pair<int, bool>> inputs;
    std::vector<std::pair<codes::Epc, MarkOutcome>> marks;
    std::vector<QString> details;
    Client client;
};

// An emulator, a client of it, and the client ready.
struct Pair {
    explicit Pair(EmulatorConfig config = {}, const std::function<void(ClientConfig &)> &alter = {})
        : reader(quick(std::move(config))) {
        REQUIRE(reader.listen());
        auto clientConfig = hastyConfig(reader.port());
        if (alter)
            alter(clientConfig);
        watched = std::make_unique<Watched>(clientConfig);
        watched->client.start();
        REQUIRE(waitFor([&] { return watched->isReady(); }));
    }
    static EmulatorConfig quick(EmulatorConfig config) {
        config.inventoryMs = 10;
        config.rates = {200, 1500};
        config.lateMs = 100;
        config.rebootMs = 50;
        return config;
    }
    [[nodiscard]] bool readsAnew() {
        watched->seen.clear();
        return waitFor([&] { return watched->isReady() && watched->seen[shirt].size() > 3; });
    }

    LlrpReaderEmulator reader;
    std::unique_ptr<Watched> watched;
};

} // namespace panier::tests

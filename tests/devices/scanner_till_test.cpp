// The whole kiosk without its screen, and a shopper who scans.
#include "app/kiosk/till.h"
#include "peripherals/scanner/emulator.h"
#include "tests/devices/shop_fixture.h"
#include "tests/support/wait_for.h"
#include "visit/json.h"

#include <QTemporaryDir>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fmt/core.h>

using namespace panier;
using peripherals::scanner::Scan;

namespace {

constexpr int patienceMs = 15'000;
const Scan honey{"]E0", "9521234001140"};

struct Counter {
    Counter()
        : scanner(folder.filePath("scanner").toStdString()),
          shop(fmt::format("[camera]\nenabled = false\n[eticket]\nenabled = false\n"
                           "[scanner]\nkind = \"serial\"\ndevice = \"{}\"\n",
                           folder.filePath("scanner").toStdString())) {
        REQUIRE(scanner.plug());
        auto opened = app::Till::open(shop.config(), shop.clock);
        REQUIRE(opened);
        till = std::move(*opened);
        till->start();
        REQUIRE(until([&] { return health() == visit::Health::Ready; }));
    }
    ~Counter() {
        bool stopped = false;
        QObject::connect(till.get(), &app::Till::stopped, till.get(), [&stopped] { stopped = true; });
        till->stop();
        CHECK(until([&stopped] { return stopped; }));
    }
    [[nodiscard]] static bool until(const std::function<bool()> &holds) { return tests::waitFor(holds, patienceMs); }
    [[nodiscard]] const visit::State &state() const { return till->state(); }
    [[nodiscard]] visit::Health health() const {
        const auto found = state().devices.find(visit::Device::Scanner);
        return found == state().devices.end() ? visit::Health::Unknown : found->second.health;
    }

    QTemporaryDir folder;
    peripherals::scanner::SerialScanner scanner;
    tests::Shop shop;
    std::unique_ptr<app::Till> till;
};

} // namespace

TEST_CASE("From the scanner to the ticket") {
    Counter counter;
    counter.scanner.scan(honey);
    REQUIRE(Counter::until([&] { return counter.state().basket.count() == 1; }));
    counter.scanner.scan({"]Q1", "https://id.gs1.org/01/09521234000228"}); // jeans, by Digital Link
    REQUIRE(Counter::until([&] { return counter.state().basket.count() == 2; }));
    counter.scanner.scan(honey); // another jar
    REQUIRE(Counter::until([&] { return counter.state().basket.count() == 3; }));
    CHECK(counter.state().basket.total().minor == 2 * 740 + 4796);

    counter.scanner.scan({"]C1", "010952123400114017250101"});
    REQUIRE(Counter::until([&] { return counter.state().notice == visit::Notice::ArticlePastUseBy; }));
    CHECK(counter.state().basket.count() == 3);

    counter.till->post(visit::PayPressed{});
    REQUIRE(Counter::until([&] { return counter.state().phase == visit::Phase::Receipt; }));
    REQUIRE(counter.shop.tickets().size() == 1);
    CHECK(counter.shop.approved().at(0).amountMinor == 2 * 740 + 4796);
}

TEST_CASE("A scanner that is unplugged in mid-visit costs the shopper nothing") {
    Counter counter;
    counter.scanner.scan(honey);
    REQUIRE(Counter::until([&] { return counter.state().basket.count() == 1; }));
    counter.scanner.unplug();
    REQUIRE(Counter::until([&] {
        return std::ranges::any_of(counter.state().alerts, [](const visit::Alert &alert) {
            return alert.kind == visit::AlertKind::DeviceLost && alert.device == visit::Device::Scanner;
        });
    }));
    REQUIRE(counter.scanner.plug());
    REQUIRE(Counter::until([&] { return counter.health() == visit::Health::Ready && counter.state().alerts.empty(); }));
    counter.scanner.scan(honey);
    REQUIRE(Counter::until([&] { return counter.state().basket.count() == 2; }));
}

TEST_CASE("Hostile codes sell nothing and leave no text behind") {
    Counter counter;
    counter.scanner.scan(honey);
    REQUIRE(Counter::until([&] { return counter.state().basket.count() == 1; }));
    for (const Scan &scan : {Scan{"]Q1", "javascript:alert('MARK')"}, Scan{"", "https://evil.example/MARK"},
                             Scan{"]C1", "10MARK\x1B[2J"}, Scan{"]Q1", "MARK" + std::string(4000, '7')}}) {
        counter.scanner.scan(scan);
        REQUIRE(Counter::until([&] { return counter.state().notice != visit::Notice::None; }));
        counter.till->post(visit::HelpPressed{}); // which clears the line on the screen
        REQUIRE(Counter::until([&] { return counter.state().phase == visit::Phase::Helping; }));
        counter.till->post(visit::HelpCancelled{});
        REQUIRE(Counter::until([&] { return counter.state().phase == visit::Phase::Scanning; }));
        CHECK(visit::toJson(counter.state()).find("MARK") == std::string::npos);
        CHECK(counter.state().basket.count() == 1);
        counter.scanner.scan(honey);
        REQUIRE(Counter::until([&] { return counter.state().basket.count() == 2; }));
        counter.till->post(visit::UnitsSet{*codes::Gtin::parse(honey.text), 1});
        REQUIRE(Counter::until([&] { return counter.state().basket.count() == 1; }));
    }
}

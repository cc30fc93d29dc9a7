// What devices may do to the kiosk at the worst: answers that drip, questions asked twice, a till that can't write.
#include "app/config/till.h"
#include "devices/eticket_device.h"
#include "devices/tray_device.h"
#include "devices/visit_loop.h"
#include "rfid/llrp/client.h"
#include "tests/devices/shop_fixture.h"
#include "tests/support/wait_for.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace panier;
using namespace panier::tests;

TEST_CASE("A web side whose answer drips without end counts as away, in time") {
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    QTimer drip;
    drip.setInterval(devices::EticketDevice::answerMs / 10);
    QObject::connect(&server, &QTcpServer::newConnection, [&] {
        auto *client = server.nextPendingConnection();
        client->write("HTTP/1.1 200 OK\r\nX-Long: ");
        QObject::connect(&drip, &QTimer::timeout, client, [client] { client->write("a"); });
    });
    drip.start();
    std::vector<std::string> urls;
    devices::EticketDevice device("http://127.0.0.1:" + std::to_string(server.serverPort()),
                                  [&](const visit::EventData &data, std::uint64_t answers) {
                                      if (answers == 7)
                                          urls.push_back(std::get<visit::EticketChecked>(data).url);
                                  });
    device.check({"abcdefghijklmnopqrstuA"}, 7);
    REQUIRE(waitFor([&] { return !urls.empty(); }, devices::EticketDevice::answerMs * 2));
    CHECK(urls == std::vector<std::string>{""});
}

TEST_CASE("Pay, back, pay again: each deep scan that was asked for is answered") {
    const Shop shop;
    bool ready = false;
    std::set<std::uint64_t> answered;
    rfid::llrp::ClientConfig config;
    config.endpoint = {"127.0.0.1", shop.reader.port()};
    auto client = std::make_unique<rfid::llrp::Client>(config, shop.clock);
    devices::TrayDevice device(std::move(client), {}, shop.clock,
                               [&](const visit::EventData &data, std::uint64_t answers) {
                                   ready = ready || std::holds_alternative<visit::DeviceChanged>(data);
                                   if (std::holds_alternative<visit::DeepScanDone>(data))
                                       answered.insert(answers);
                               });
    device.start();
    REQUIRE(waitFor([&] { return ready; }));
    device.deepScan(1);
    device.deepScan(2);
    CHECK(waitFor([&] { return answered == std::set<std::uint64_t>{1, 2}; }));
}

TEST_CASE("While the till can't write, no article on the tray and no answer is lost") {
    const Shop shop;
    QObject context;
    const auto poster = [&context](std::function<void()> function) {
        QMetaObject::invokeMethod(&context, std::move(function), Qt::QueuedConnection);
    };
    const auto store =
        storage::TillStore::open(shop.files(), config::tillRegister(shop.config()), poster, shop.clock.nowMs());
    REQUIRE(store);
    devices::VisitLoop loop(visit::Settings{}, {}, **store, shop.clock);
    SQLite::Database other(shop.files().till.string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    loop.start({});
    const auto place = [&](std::size_t tag, visit::TagClass tagClass) {
        return loop.post(visit::TrayChanged{{{shop.tags()[tag], {}, tagClass, visit::UnsureReason::None}}, true});
    };
    for (std::size_t i = 0; i < devices::VisitLoop::maxWaiting; ++i) // one tag flickers
        REQUIRE(place(0, i % 2 == 0 ? visit::TagClass::On : visit::TagClass::Off));
    REQUIRE(place(1, visit::TagClass::On));
    for (std::size_t i = 0; i < devices::VisitLoop::maxWaiting; ++i)
        (void)loop.post(visit::HelpPressed{});
    CHECK_FALSE(loop.post(visit::HelpPressed{}));
    CHECK(loop.post(visit::DeepScanDone{}, 1));
    other.exec("ROLLBACK");
    REQUIRE(waitFor([&] { return !loop.state().tags.empty(); }, 15'000));
    CHECK(loop.state().tags.contains(shop.tags()[1]));
    CHECK_FALSE(loop.state().tags.contains(shop.tags()[0]));
}

#include "peripherals/link/tcp_link.h"
#include "tests/support/wait_for.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <catch2/catch_test_macros.hpp>

using panier::base::Bytes;
using panier::peripherals::link::TcpLimits;
using panier::peripherals::link::TcpLink;
using panier::tests::waitFor;

namespace {

// A device that counts who calls, and does what a test tells it.
struct Device {
    Device() {
        REQUIRE(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, [this] {
            socket = server.nextPendingConnection();
            calls.push_back(clock.elapsed());
            if (onCall)
                onCall(*socket);
        });
        clock.start();
    }
    QTcpServer server;
    QTcpSocket *socket = nullptr;
    QElapsedTimer clock;
    std::vector<qint64> calls; // when, ms
    std::function<void(QTcpSocket &)> onCall;
};

TcpLimits quick() {
    TcpLimits limits;
    limits.backOffMinMs = 20;
    limits.backOffMaxMs = 80;
    return limits;
}

struct Seen {
    explicit Seen(TcpLink &link) {
        QObject::connect(&link, &TcpLink::opened, [this] { log += 'o'; });
        QObject::connect(&link, &TcpLink::lost, [this](const QString &) { log += 'l'; });
        QObject::connect(&link, &TcpLink::received, [this](const QByteArray &bytes) {
            if (log.empty() || log.back() != 'r')
                log += 'r';
            received += bytes;
        });
    }
    std::string log;
    QByteArray received;
};

} // namespace

TEST_CASE("A link that is kept open comes back after each loss, later and later") {
    Device device;
    device.onCall = [](QTcpSocket &socket) { socket.abort(); };
    TcpLink link({"127.0.0.1", device.server.serverPort()}, quick());
    const Seen seen(link);
    link.keepOpen();
    REQUIRE(waitFor([&] { return seen.log == "olololololol"; })); // each loss is told once
    REQUIRE(device.calls.size() == 6);
    CHECK(device.calls[1] - device.calls[0] >= 15);
    CHECK(device.calls[5] - device.calls[4] >= 75); // the longest pause, 80 ms
}

TEST_CASE("Bytes from the device make the next pause short again") {
    Device device;
    device.onCall = [](QTcpSocket &socket) {
        socket.write("x");
        socket.disconnectFromHost();
    };
    TcpLimits limits;
    limits.backOffMinMs = 10;
    limits.backOffMaxMs = 100'000;
    TcpLink link({"127.0.0.1", device.server.serverPort()}, limits);
    link.keepOpen();
    // Pauses that doubled each time would make it 40 s.
    REQUIRE(waitFor([&] { return device.calls.size() >= 13; }));
}

TEST_CASE("A link that is opened once reports its loss and stays closed") {
    Device device;
    TcpLink link({"127.0.0.1", device.server.serverPort()}, quick());
    const Seen seen(link);
    link.openOnce();
    REQUIRE(waitFor([&] { return seen.log == "o" && device.socket; }));
    device.socket->abort();
    REQUIRE(waitFor([&] { return seen.log == "ol"; }));
    CHECK_FALSE(waitFor([&] { return device.calls.size() > 1; }, 150));
    link.openOnce();
    REQUIRE(waitFor([&] { return seen.log == "olo"; }));
}

TEST_CASE("What was sent just before closing still arrives, before the loss") {
    Device device;
    device.onCall = [](QTcpSocket &socket) {
        socket.write(QByteArray(200'000, 'x'));
        socket.disconnectFromHost();
    };
    TcpLink link({"127.0.0.1", device.server.serverPort()}, quick());
    const Seen seen(link);
    link.openOnce();
    REQUIRE(waitFor([&] { return !seen.log.empty() && seen.log.back() == 'l'; }));
    CHECK(seen.received.size() == 200'000);
    CHECK(seen.log == "orl");
}

TEST_CASE("close() is silent, and drop() is told") {
    Device device;
    TcpLink link({"127.0.0.1", device.server.serverPort()}, quick());
    const Seen seen(link);
    link.keepOpen();
    REQUIRE(waitFor([&] { return seen.log == "o"; }));
    link.drop("test");
    CHECK(seen.log == "ol");
    REQUIRE(waitFor([&] { return seen.log == "olo"; }));
    link.close();
    CHECK_FALSE(link.isOpen());
    CHECK_FALSE(waitFor([&] { return seen.log != "olo"; }, 100));
}

TEST_CASE("A device that doesn't read can't make us hold more than the limit") {
    Device device;
    device.onCall = [](QTcpSocket &socket) { socket.setReadBufferSize(1); };
    auto limits = quick();
    limits.maxPendingBytes = 10'000;
    TcpLink link({"127.0.0.1", device.server.serverPort()}, limits);
    CHECK_FALSE(link.send(Bytes{1}));
    link.openOnce();
    REQUIRE(waitFor([&] { return link.isOpen(); }));
    CHECK(link.send(Bytes(9'000)));
    CHECK_FALSE(link.send(Bytes(9'000)));
    CHECK_FALSE(link.send(Bytes(10'001)));
}

TEST_CASE("Nobody there: lost once, and openOnce() works in a keepOpen() pause") {
    std::uint16_t port = 0;
    {
        QTcpServer server;
        REQUIRE(server.listen(QHostAddress::LocalHost));
        port = server.serverPort();
    }
    auto limits = quick();
    limits.backOffMinMs = limits.backOffMaxMs = 60'000;
    TcpLink link({"127.0.0.1", port}, limits);
    const Seen seen(link);
    link.keepOpen();
    REQUIRE(waitFor([&] { return seen.log == "l"; }));
    link.openOnce();
    REQUIRE(waitFor([&] { return seen.log == "ll"; }));
}

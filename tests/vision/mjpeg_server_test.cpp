#include "vision/emulator/mjpeg_server.h"

#include "tests/support/wait_for.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <set>

namespace {
using namespace panier::vision::emulator;
using panier::vision::decode::Symbology;

// Patient, because a busy machine starts processes and opens streams slowly; a test that passes doesn't wait for it.
bool waitFor(const std::function<bool()> &holds) {
    return panier::tests::waitFor(holds, 20'000);
}

const PackCode milk{Symbology::Ean13, "3017620422003"};

MjpegLimits smallLimits() {
    MjpegLimits limits;
    limits.width = 320;
    limits.height = 240;
    return limits;
}

// One client with what it received so far.
struct Client {
    QTcpSocket socket;
    QByteArray received;

    explicit Client(const MjpegServer &server, const QByteArray &request = "GET /video.mjpg HTTP/1.1\r\n\r\n") {
        QObject::connect(&socket, &QTcpSocket::readyRead, [this] { received += socket.readAll(); });
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        socket.write(request);
    }
    [[nodiscard]] qsizetype frames() const { return received.count("--frame\r\n"); }
    [[nodiscard]] bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
};

TEST_CASE("Several clients watch at once, and not more than allowed") {
    auto limits = smallLimits();
    limits.maxClients = 2;
    MjpegServer server(limits);
    REQUIRE(server.listen());
    Client first(server);
    Client second(server);
    REQUIRE(waitFor([&] { return first.frames() >= 2 && second.frames() >= 2; }));
    CHECK(first.received.startsWith("HTTP/1.0 200 OK\r\n"));
    CHECK(first.received.contains("multipart/x-mixed-replace; boundary=frame"));
    Client third(server);
    CHECK(waitFor([&] { return third.isClosed(); }));
    CHECK(third.received.isEmpty());
    first.socket.disconnectFromHost();
    CHECK(waitFor([&] { return server.clients() == 1; }));
}

TEST_CASE("Another page isn't there, and an endless request is cut off") {
    MjpegServer server(smallLimits());
    REQUIRE(server.listen());
    Client other(server, "GET /secret HTTP/1.1\r\n\r\n");
    CHECK(waitFor([&] { return other.isClosed(); }));
    CHECK(other.received.startsWith("HTTP/1.0 404"));
    Client endless(server, "GET /" + QByteArray(100'000, 'a'));
    CHECK(waitFor([&] { return endless.isClosed(); }));
}

TEST_CASE("A scene at rest is encoded twice, a swaying one anew") {
    MjpegServer server(smallLimits());
    REQUIRE(server.listen());
    REQUIRE(server.hold(milk, {.pixelsPerModule = 1.5}));
    Client client(server);
    REQUIRE(waitFor([&] { return client.frames() >= 1; }));
    std::set<QByteArray> still;
    const auto shows = [&](qsizetype frames) {
        return waitFor([&] {
            still.insert(server.currentJpeg());
            return client.frames() >= frames;
        });
    };
    REQUIRE(shows(6));
    CHECK(still.size() == 2);
    REQUIRE(server.hold(milk, {.pixelsPerModule = 1.5, .motionPixels = 3}));
    const auto moving = server.currentJpeg();
    const auto before = client.frames();
    REQUIRE(waitFor([&] { return client.frames() >= before + 2; }));
    CHECK(server.currentJpeg() != moving);
}

TEST_CASE("Faults: nothing comes, all is cut, and the same address works again") {
    MjpegServer server(smallLimits());
    REQUIRE(server.listen());
    const auto url = server.url();
    Client client(server);
    REQUIRE(waitFor([&] { return client.frames() >= 1; }));
    server.setFault(CameraFault::Unplugged);
    CHECK(waitFor([&] { return client.isClosed(); }));
    CHECK(server.clients() == 0);
    server.setFault(CameraFault::None);
    CHECK(server.url() == url);
    Client again(server);
    CHECK(waitFor([&] { return again.frames() >= 1; }));
    const auto good = server.currentJpeg();
    server.setFault(CameraFault::HalfFrames);
    CHECK(server.currentJpeg().size() == good.size() / 2);
    server.setFault(CameraFault::CorruptJpeg);
    CHECK(server.currentJpeg().size() == good.size());
    CHECK(server.currentJpeg() != good);
    server.setFault(CameraFault::Black);
    CHECK(server.currentJpeg() != good);
}

TEST_CASE("What can't be printed isn't held") {
    MjpegServer server(smallLimits());
    CHECK_FALSE(server.hold({Symbology::Ean13, "12"}));
    CHECK_FALSE(server.hold({Symbology::Ean13, "3017620422004"})); // check digit
    CHECK_FALSE(server.hold({Symbology::DataBar, "09501101530003"}));
    CHECK(server.hold({Symbology::QrCode, "https://example.com/01/09501101530003"}));
}
} // namespace

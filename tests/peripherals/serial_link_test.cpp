// A serial line over a pseudo-terminal: opened, lost, opened again, its speed, and its limits.
#include "peripherals/link/pty.h"
#include "peripherals/link/serial_link.h"
#include "tests/support/wait_for.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <numeric>

using panier::base::Bytes;
using panier::peripherals::link::Pty;
using panier::peripherals::link::SerialLimits;
using panier::peripherals::link::SerialLink;
using panier::tests::waitFor;

namespace {

struct Line {
    explicit Line(int baud = 115200)
        : far(folder.filePath("port").toStdString()), near({far.path().string(), baud}, quick()) {
        QObject::connect(&far, &Pty::received, &far, [this](const QByteArray &bytes) { arrived += bytes; });
        QObject::connect(&near, &SerialLink::opened, &far, [this] { log += 'o'; });
        QObject::connect(&near, &SerialLink::lost, &far, [this](const QString &reason) {
            CHECK_FALSE(reason.isEmpty());
            log += 'l';
            losses.push_back(clock.elapsed());
        });
        QObject::connect(&near, &SerialLink::received, &far, [this](const QByteArray &bytes) { received += bytes; });
        clock.start();
    }
    static SerialLimits quick() {
        SerialLimits limits;
        limits.backOffMinMs = 20;
        limits.backOffMaxMs = 80;
        return limits;
    }
    void open() {
        REQUIRE(far.plug());
        near.keepOpen();
        REQUIRE(waitFor([&] { return near.isOpen(); }));
    }

    QTemporaryDir folder;
    Pty far;
    SerialLink near;
    QByteArray arrived;
    QByteArray received;
    std::string log;
    QElapsedTimer clock;
    std::vector<qint64> losses; // when, ms
};

// Every byte there is: none of them is a command to the terminal.
Bytes everyByte() {
    Bytes bytes(256);
    std::iota(bytes.begin(), bytes.end(), std::uint8_t{0});
    return bytes;
}
QByteArray arrayOf(const Bytes &bytes) {
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace

TEST_CASE("bytes go both ways as they are, at the speed that was asked for") {
    const int baud = GENERATE(9600, 115200, 921600);
    Line line(baud);
    line.open();
    CHECK(line.far.baud() == baud);
    CHECK(line.near.send(everyByte()));
    CHECK(waitFor([&] { return line.arrived == arrayOf(everyByte()); }));
    line.far.send(everyByte());
    CHECK(waitFor([&] { return line.received == arrayOf(everyByte()); }));
    CHECK(line.near.setBaud(38400));
    CHECK(line.far.baud() == 38400);
    CHECK(line.log == "o");
}

TEST_CASE("opened() never comes inside of the call; what the line held before is thrown away") {
    Line line;
    REQUIRE(line.far.plug());
    line.far.send(everyByte());
    line.near.openOnce();
    CHECK(line.log.empty());
    REQUIRE(waitFor([&] { return line.log == "o"; }));
    line.far.send(Bytes{'x'});
    REQUIRE(waitFor([&] { return !line.received.isEmpty(); }));
    CHECK(line.received == "x");
}

TEST_CASE("pulled out and put back: lost once, and opened again by itself") {
    Line line;
    line.open();
    line.far.unplug();
    REQUIRE(waitFor([&] { return line.log.size() > 1; }));
    CHECK(line.log.substr(0, 2) == "ol");
    CHECK_FALSE(line.near.isOpen());
    CHECK_FALSE(line.near.send(everyByte()));
    REQUIRE(line.far.plug());
    REQUIRE(waitFor([&] { return line.near.isOpen(); }));
    CHECK(line.near.send(everyByte()));
    CHECK(waitFor([&] { return line.arrived == arrayOf(everyByte()); }));
    line.near.drop("because");
    CHECK(line.log.back() == 'l');
    CHECK(waitFor([&] { return line.near.isOpen(); }));
    line.near.close();
    const auto told = line.log;
    line.far.unplug();
    CHECK_FALSE(waitFor([&] { return line.log != told; }, 150));
}

TEST_CASE("a port that isn't there: attempts with growing pauses; once only, when once was asked for") {
    Line line;
    line.near.keepOpen();
    REQUIRE(waitFor([&] { return line.losses.size() == 5; }));
    CHECK(line.losses[1] - line.losses[0] >= 18);
    CHECK(line.losses[2] - line.losses[1] >= 37);
    CHECK(line.losses[3] - line.losses[2] >= 75);
    CHECK(line.losses[4] - line.losses[3] >= 75);
    CHECK(line.losses[4] - line.losses[3] < 400); // grows no further

    Line once;
    once.near.openOnce();
    REQUIRE(waitFor([&] { return once.log == "l"; }));
    CHECK_FALSE(waitFor([&] { return once.log != "l"; }, 150));
}

TEST_CASE("a device that doesn't read: send() refuses beyond its limit") {
    Line line;
    line.open();
    const Bytes block(4096, 'x');
    int taken = 0;
    while (taken < 1000 && line.near.send(block)) // no turn of the event loop: nothing is written meanwhile
        ++taken;
    CHECK(taken == 16); // 64 KiB
}

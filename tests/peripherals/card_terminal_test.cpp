#include "peripherals/payment/card_terminal.h"
#include "peripherals/payment/emulator.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QTemporaryDir>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <memory>
#include <utility>

using namespace panier::peripherals::payment;
using panier::base::SystemClock;
using panier::tests::waitFor;
using Behaviour = CaisseApTerminal::Behaviour;
using Delivery = CaisseApTerminal::Delivery;
using Kind = TerminalOutcome::Kind;
using Reason = TerminalOutcome::Reason;

namespace {

const std::string reference = "260001000042";
constexpr int patientSettleMs = 500; // where bytes come one at a time, on a machine that is busy with other tests

CardTerminalOptions optionsFor(std::uint16_t port) {
    CardTerminalOptions options;
    options.endpoint = {"127.0.0.1", port};
    options.settleMs = 60;
    options.tcp.connectTimeoutMs = 1000;
    return options;
}

// What a till sees of a terminal.
struct Till {
    explicit Till(CardTerminalOptions options) : terminal(std::move(options)) {
        QObject::connect(&terminal, &CardTerminal::connected, [this](const std::string &) { ++connections; });
        QObject::connect(&terminal, &CardTerminal::unreachable,
                         [this](const std::string &, const QString &reason) { refusals.push_back(reason); });
        QObject::connect(&terminal, &CardTerminal::accepted, [this](const std::string &) { ++accepted; });
        QObject::connect(&terminal, &CardTerminal::answered,
                         [this](const std::string &, const TerminalOutcome &outcome) { outcomes.push_back(outcome); });
        QObject::connect(&terminal, &CardTerminal::lateAnswer,
                         [this](const std::string &, const TerminalOutcome &outcome) { late.push_back(outcome); });
    }

    void open(const std::string &ref = reference) {
        const int before = connections;
        terminal.connectFor(ref);
        REQUIRE(waitFor([&] { return connections > before; }));
    }
    TerminalOutcome answer() {
        REQUIRE(waitFor([this] { return !outcomes.empty(); }));
        REQUIRE(outcomes.size() == 1);
        return std::exchange(outcomes, {}).front();
    }
    TerminalOutcome pay(std::int64_t amountMinor, const std::string &ref = reference) {
        open(ref);
        terminal.charge(ref, amountMinor);
        return answer();
    }

    CardTerminal terminal;
    int connections = 0;
    int accepted = 0;
    std::vector<QString> refusals;
    std::vector<TerminalOutcome> outcomes;
    std::vector<TerminalOutcome> late;
};

// A terminal on the loopback interface and a till beside it.
struct Counter {
    explicit Counter(Behaviour behaviour, const std::function<void(CardTerminalOptions &)> &adjust = {}) {
        REQUIRE(emulator.listen());
        emulator.setBehaviour(behaviour);
        auto options = optionsFor(emulator.port());
        if (adjust)
            adjust(options);
        till = std::make_unique<Till>(std::move(options));
    }
    SystemClock clock;
    CaisseApTerminal emulator{clock};
    std::unique_ptr<Till> till;
};

void check(const TerminalOutcome &outcome, Kind kind, Reason reason) {
    CHECK(name(outcome.kind) == name(kind));
    CHECK(name(outcome.reason) == name(reason));
}

} // namespace

TEST_CASE("An approved payment stands in the terminal's own book") {
    Counter counter(Behaviour::Approve);
    const auto outcome = counter.till->pay(1250);
    check(outcome, Kind::Approved, Reason::None);
    CHECK(outcome.amountMinor == 1250);
    CHECK(outcome.authorisation == "100000");
    CHECK(outcome.contactless);
    REQUIRE(counter.emulator.book().size() == 1);
    CHECK(counter.emulator.book()[0].reference == reference);
    CHECK(counter.emulator.book()[0].amountMinor == 1250);
    CHECK(counter.emulator.book()[0].approved);
    CHECK(counter.till->terminal.idle());
    check(counter.till->pay(5, "260001000043"), Kind::Approved, Reason::None);
    CHECK(counter.emulator.book().size() == 2);
}

TEST_CASE("Nothing is sent before charge(), and release() gives the line back") {
    Counter counter(Behaviour::Approve);
    counter.till->open();
    counter.till->terminal.release();
    CHECK(counter.till->terminal.idle());
    counter.till->terminal.charge(reference, 1250);
    check(counter.till->answer(), Kind::NotCharged, Reason::NotSent);
    CHECK(counter.emulator.book().empty());
    check(counter.till->pay(1250), Kind::Approved, Reason::None);
}

TEST_CASE("Each behaviour of the terminal has its outcome and leaves its trace in the book") {
    struct Row {
        Behaviour behaviour;
        Kind kind;
        Reason reason;
        std::size_t booked;
    };
    const Row rows[] = {
        {Behaviour::Refuse, Kind::Declined, Reason::Refused, 0},
        {Behaviour::Abandon, Kind::NotCharged, Reason::Abandoned, 0},
        {Behaviour::Cut, Kind::Unknown, Reason::ConnectionLost, 0},
        {Behaviour::LostAnswer, Kind::Unknown, Reason::ConnectionLost, 1},
        {Behaviour::WrongAmount, Kind::Unknown, Reason::AmountDiffers, 1},
        {Behaviour::Contradictory, Kind::Unknown, Reason::Contradictory, 1},
        {Behaviour::Garbage, Kind::Unknown, Reason::Unreadable, 1},
    };
    for (const Row &row : rows)
        for (const Delivery delivery : {Delivery::Whole, Delivery::Split, Delivery::Merged}) {
            CAPTURE(static_cast<int>(row.behaviour), static_cast<int>(delivery));
            Counter counter(row.behaviour, [delivery](auto &options) {
                if (delivery == Delivery::Split)
                    options.settleMs = patientSettleMs;
            });
            counter.emulator.setDelivery(delivery);
            check(counter.till->pay(1250), row.kind, row.reason);
            const auto &book = counter.emulator.book();
            CHECK(std::size_t(std::count_if(book.begin(), book.end(), [](auto &e) { return e.approved; })) ==
                  row.booked);
        }
}

TEST_CASE("Split and merged bytes give the same approval") {
    for (const Delivery delivery : {Delivery::Whole, Delivery::Split, Delivery::Merged}) {
        Counter counter(Behaviour::Approve, [](auto &options) { options.settleMs = patientSettleMs; });
        counter.emulator.setDelivery(delivery);
        const auto outcome = counter.till->pay(1250);
        check(outcome, Kind::Approved, Reason::None);
        CHECK(outcome.contract == "4242424"); // the last field
        CHECK(counter.till->accepted == (delivery == Delivery::Merged ? 1 : 0));
    }
}

TEST_CASE("A terminal that was asked to says that it took the request, before the card") {
    Counter counter(Behaviour::Interactive, [](auto &options) { options.immediateAnswer = true; });
    counter.till->open();
    counter.till->terminal.charge(reference, 1250);
    REQUIRE(waitFor([&] { return counter.till->accepted == 1; }));
    CHECK(counter.emulator.state() == CaisseApTerminal::State::CardAwaited);
    CHECK(counter.emulator.amountMinor() == 1250);
    CHECK(counter.till->outcomes.empty());
    counter.emulator.presentCard(false);
    const auto outcome = counter.till->answer();
    check(outcome, Kind::Approved, Reason::None);
    CHECK_FALSE(outcome.contactless);
    CHECK(counter.till->accepted == 1);
}

TEST_CASE("The shopper's hand on the terminal: refused card, red key") {
    for (const bool refused : {true, false}) {
        Counter counter(Behaviour::Interactive);
        counter.till->open();
        counter.till->terminal.charge(reference, 1250);
        REQUIRE(waitFor([&] { return counter.emulator.state() == CaisseApTerminal::State::CardAwaited; }));
        refused ? counter.emulator.refuse() : counter.emulator.abandon();
        check(counter.till->answer(), refused ? Kind::Declined : Kind::NotCharged,
              refused ? Reason::Refused : Reason::Abandoned);
    }
}

TEST_CASE("A silent terminal times out as unknown; its late approval is told apart") {
    Counter counter(Behaviour::Interactive, [](auto &options) { options.answerTimeoutMs = 80; });
    check(counter.till->pay(1250), Kind::Unknown, Reason::TimedOut);
    CHECK(counter.till->late.empty());
    counter.emulator.presentCard(true);
    REQUIRE(waitFor([&] { return !counter.till->late.empty(); }));
    check(counter.till->late[0], Kind::Approved, Reason::None);
    CHECK(counter.till->outcomes.empty()); // answered() came once
    CHECK(counter.till->terminal.idle());
}

TEST_CASE("A connection that is cut long after the time-out tells nothing new") {
    Counter counter(Behaviour::Silent, [](auto &options) { options.answerTimeoutMs = 80; });
    check(counter.till->pay(1250), Kind::Unknown, Reason::TimedOut);
    counter.emulator.unplug();
    REQUIRE(waitFor([&] { return counter.till->terminal.idle(); }));
    CHECK(counter.till->late.empty());
}

TEST_CASE("A reference is sent once, whatever the caller does") {
    Counter counter(Behaviour::LostAnswer);
    check(counter.till->pay(1250), Kind::Unknown, Reason::ConnectionLost);
    counter.till->terminal.connectFor(reference);
    REQUIRE(waitFor([&] { return !counter.till->refusals.empty(); }));
    counter.till->terminal.charge(reference, 1250);
    counter.emulator.setBehaviour(Behaviour::Approve);
    check(counter.till->pay(900, "260001000043"), Kind::Approved, Reason::None);
    CHECK(counter.till->outcomes.empty());
    REQUIRE(counter.emulator.book().size() == 2);
}

TEST_CASE("A second payment waits for the first") {
    Counter counter(Behaviour::Interactive);
    counter.till->open();
    counter.till->terminal.charge(reference, 1250);
    counter.till->terminal.connectFor("260001000043");
    REQUIRE(waitFor([&] { return !counter.till->refusals.empty(); }));
    CHECK(counter.till->refusals[0] == "busy");
    REQUIRE(waitFor([&] { return counter.emulator.state() == CaisseApTerminal::State::CardAwaited; }));
    counter.emulator.presentCard(true);
    check(counter.till->answer(), Kind::Approved, Reason::None);
}

TEST_CASE("A terminal that isn't there is unreachable, and nothing was charged") {
    std::uint16_t port = 0;
    {
        QTcpServer server;
        REQUIRE(server.listen(QHostAddress::LocalHost));
        port = server.serverPort();
    }
    Till till(optionsFor(port));
    till.terminal.connectFor(reference);
    REQUIRE(waitFor([&] { return !till.refusals.empty(); }));
    CHECK(till.terminal.reachability() == CardTerminal::Reachability::Unreached);
    till.terminal.charge(reference, 1250);
    check(till.answer(), Kind::NotCharged, Reason::NotSent);
}

TEST_CASE("A busy terminal closes the line: never an approval") {
    Counter counter(Behaviour::Busy);
    counter.till->terminal.connectFor(reference);
    REQUIRE(waitFor([&] { return counter.till->connections == 1; }));
    counter.till->terminal.charge(reference, 1250);
    const auto outcome = counter.till->answer();
    CHECK(outcome.kind != Kind::Approved);
    CHECK(outcome.kind != Kind::Declined);
}

TEST_CASE("An answer that comes before the question is not believed") {
    QTcpServer server;
    REQUIRE(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QTcpServer::newConnection,
                     [&server] { server.nextPendingConnection()->write("CZ0040300CB0041250AE00210"); });
    Till till(optionsFor(server.serverPort()));
    till.open();
    REQUIRE(waitFor([&] { return till.terminal.idle(); }));
    till.terminal.charge(reference, 1250);
    check(till.answer(), Kind::NotCharged, Reason::NotSent);
}

TEST_CASE("The emulated terminal says what is wrong with a request, and survives nonsense") {
    const SystemClock clock;
    CaisseApTerminal terminal(clock);
    terminal.setBehaviour(Behaviour::Approve);
    REQUIRE(terminal.listen());
    const auto ask = [&terminal](const QByteArray &request) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, terminal.port());
        socket.write(request);
        REQUIRE(waitFor(
            [&] { return socket.bytesAvailable() > 0 || (socket.state() == QAbstractSocket::UnconnectedState); }));
        return socket.readAll();
    };
    CHECK(ask("CZ0040300CJ012260001000042CB0041250").endsWith("AE00201AF00209"));
    CHECK(ask("CZ0040300CJ012260001000042CA00201CE003978CD0010CB00412x0").endsWith("AE00201AF00209"));
    CHECK(ask("GET / HTTP/1.1\r\n\r\n").isEmpty());
    CHECK(ask("CZ0040300CJ012260001000042CA00201CE003978CD0010CB0041250").contains("AE00210"));
    CHECK(terminal.book().size() == 1);
}

TEST_CASE("What the terminal said before it closed still counts; what it began to say doesn't") {
    const std::string done = "CZ0040300CB0041250AE00210";
    struct Row {
        std::string bytes;
        Kind kind;
        Reason reason;
    };
    const Row rows[] = {
        {done, Kind::Approved, Reason::None},
        {done + "AC00612", Kind::Unknown, Reason::ConnectionLost},
        {"CZ0040300AE00210", Kind::Unknown, Reason::ConnectionLost},
        {"CZ0040300AE00211", Kind::Unknown, Reason::ConnectionLost},
        {"CZ0040300AE00211" + done, Kind::Approved, Reason::None},
        {done + "CZ0040300AE00201AF00204", Kind::Unknown, Reason::Contradictory},
        {"CZ0040300AE00201AF00204" + done, Kind::Unknown, Reason::Contradictory},
        {done + done, Kind::Approved, Reason::None},
        {done + "CZ00", Kind::Unknown, Reason::ConnectionLost},
        {done + "\r\n", Kind::Unknown, Reason::Unreadable},
        {"", Kind::Unknown, Reason::ConnectionLost},
    };
    for (const Row &row : rows) {
        CAPTURE(row.bytes);
        QTcpServer server;
        REQUIRE(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &row] {
                socket->write(QByteArray::fromStdString(row.bytes));
                socket->disconnectFromHost();
            });
        });
        Till till(optionsFor(server.serverPort()));
        check(till.pay(1250), row.kind, row.reason);
    }
}

TEST_CASE("What can't be encoded is not sent") {
    Counter counter(Behaviour::Approve);
    check(counter.till->pay(0), Kind::NotCharged, Reason::FormatError);
    check(counter.till->pay(100, "short"), Kind::NotCharged, Reason::FormatError);
    CHECK(counter.emulator.book().empty());
}

TEST_CASE("A line that is held too long is given back") {
    Counter counter(Behaviour::Approve, [](auto &options) { options.holdMs = 40; });
    counter.till->open();
    REQUIRE(waitFor([&] { return counter.till->terminal.idle(); }));
    counter.till->terminal.charge(reference, 1250);
    check(counter.till->answer(), Kind::NotCharged, Reason::NotSent);
}

TEST_CASE("A probe connects and closes, and rests") {
    Counter counter(Behaviour::Approve);
    CHECK(counter.till->terminal.reachability() == CardTerminal::Reachability::Untried);
    counter.till->terminal.probe();
    REQUIRE(waitFor([&] { return counter.till->terminal.reachability() == CardTerminal::Reachability::Reached; }));
    CHECK(counter.till->connections == 0);
    counter.emulator.unplug();
    counter.till->terminal.probe(); // within the rest: nothing
    CHECK(counter.till->terminal.idle());
    CHECK(counter.till->terminal.reachability() == CardTerminal::Reachability::Reached);
}

TEST_CASE("A payment may begin while a probe is under way") {
    Counter counter(Behaviour::Approve);
    counter.till->terminal.probe();
    check(counter.till->pay(1250), Kind::Approved, Reason::None);
}

TEST_CASE("The book survives the terminal, and a line that was cut in two") {
    const QTemporaryDir directory;
    const QString path = directory.filePath("book.jsonl");
    {
        Counter counter(Behaviour::LostAnswer);
        REQUIRE(counter.emulator.keepBookIn(path));
        check(counter.till->pay(1250), Kind::Unknown, Reason::ConnectionLost);
    }
    QFile file(path);
    REQUIRE(file.open(QIODevice::Append));
    file.write("{\"reference\":\"2600");
    file.close();
    {
        Counter counter(Behaviour::Approve);
        REQUIRE(counter.emulator.keepBookIn(path));
        REQUIRE(counter.emulator.book().size() == 1);
        CHECK(counter.emulator.book()[0].reference == reference);
        CHECK(counter.emulator.book()[0].amountMinor == 1250);
        CHECK(counter.emulator.book()[0].approved);
        check(counter.till->pay(900, "260001000043"), Kind::Approved, Reason::None);
    }
    const SystemClock clock;
    CaisseApTerminal again(clock);
    REQUIRE(again.keepBookIn(path));
    REQUIRE(again.book().size() == 2);
    CHECK(again.book()[1].amountMinor == 900);
}

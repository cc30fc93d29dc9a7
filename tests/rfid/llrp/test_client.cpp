// The client against the emulated reader over loopback: the whole life cycle, and everything that goes wrong.
#include "tests/rfid/llrp/llrp_pair.h"

#include <QHostAddress>
#include <QTcpServer>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using namespace panier::tests;
using rfid::llrp::MessageType;
using rfid::llrp::Version;

TEST_CASE("a whole session: greeting, inventory, tags that come and go, farewell") {
    Pair pair;
    CHECK(pair.reader.isReading());
    CHECK(pair.watched->client.capabilities().antennas == 4);
    CHECK(pair.watched->client.capabilities().firmware == "panier-bench");
    CHECK(pair.watched->client.capabilities().powerLevels.size() == 5);

    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(pair.reader.putTag(longEpc, TagPlace::OnTray));
    auto &seen = pair.watched->seen;
    REQUIRE(waitFor([&] { return seen[shirt].size() > 5 && seen[longEpc].size() > 5; }));
    const auto &first = seen[shirt].front();
    CHECK(first.antenna >= 1);
    CHECK(first.antenna <= 4);
    REQUIRE(first.rssiDbm);
    CHECK(*first.rssiDbm > -60);
    CHECK(*first.rssiDbm < -30);
    CHECK(first.seenCount == 1);
    CHECK(first.timeUs > 0);

    pair.reader.removeTag(shirt);
    seen.clear();
    REQUIRE(waitFor([&] { return seen[longEpc].size() > 20; }));
    CHECK(seen[shirt].size() < 5); // at most what was on its way

    pair.watched->client.stop();
    REQUIRE(waitFor([&] { return pair.watched->stops == 1 && !pair.reader.hasClient(); }));
    CHECK_FALSE(pair.reader.isReading());
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
}

TEST_CASE("power and hop table come from the capabilities; the reader refuses what isn't in them") {
    EmulatorConfig config;
    config.hops = GENERATE(false, true);
    LlrpReaderEmulator reader(Pair::quick(config));
    REQUIRE(reader.listen());
    auto clientConfig = hastyConfig(reader.port());
    clientConfig.inventory.powerDbm = GENERATE(-5, 22, 99);
    clientConfig.inventory.antennas = {2};
    Watched watched(clientConfig);
    watched.client.start();
    REQUIRE(waitFor([&] { return watched.isReady(); }));
    REQUIRE(reader.putTag(shirt, TagPlace::OnTray));
    REQUIRE(waitFor([&] { return watched.seen[shirt].size() > 3; }));
    for (const auto &observation : watched.seen[shirt])
        CHECK(observation.antenna == 2);
}

TEST_CASE("a reader that refuses the ROSpec is lost, with its reason") {
    LlrpReaderEmulator reader;
    REQUIRE(reader.listen());
    auto config = hastyConfig(reader.port());
    config.inventory.antennas = {9};
    Watched watched(config);
    watched.client.start();
    REQUIRE(waitFor([&] { return watched.isLost(); }));
    CHECK(watched.reasons.front().contains("no such antenna"));
}

TEST_CASE("keepalives keep a quiet tray alive") {
    Pair pair;
    int acknowledged = 0;
    QObject::connect(&pair.reader, &LlrpReaderEmulator::crossed, &pair.reader,
                     [&](bool fromReader, const QByteArray &bytes) {
                         acknowledged += !fromReader && bytes.startsWith("\x08\x48") ? 1 : 0;
                     });
    // Eight of them span twice the silence that the client bears.
    REQUIRE(waitFor([&] { return acknowledged >= 8; }));
    CHECK(pair.watched->states == std::vector{ReaderState::Ready});
}

TEST_CASE("bytes that come in pieces, or several messages at once") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    pair.reader.setFault(GENERATE(Fault::SplitBytes, Fault::MergeMessages, Fault::LateResponses));
    CHECK(pair.readsAnew());
    pair.reader.reboot(); // the whole conversation over again, in this manner
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(pair.readsAnew());
    pair.watched->client.stop();
    CHECK(waitFor([&] { return pair.watched->stops == 1 && !pair.reader.hasClient(); }));
}

TEST_CASE("a reader that stalls is given up, and found again") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    pair.reader.setFault(Fault::Stall);
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(pair.watched->reasons.back().contains("silent"));
    // It accepts connections again and again, and never greets.
    pair.reader.setFault(Fault::None);
    CHECK(pair.readsAnew());
}

TEST_CASE("a malformed length costs the connection and nothing else") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    pair.reader.setFault(Fault::MalformedLength);
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(pair.watched->reasons.back().contains("nonsense"));
    CHECK(pair.readsAnew());
}

TEST_CASE("a plug pulled and put back; a reader that reboots and has forgotten everything") {
    Pair pair;
    REQUIRE(pair.reader.putTag(shirt, TagPlace::OnTray));
    pair.reader.unplug();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    pair.reader.plug();
    CHECK(pair.readsAnew());
    pair.reader.reboot();
    REQUIRE(waitFor([&] { return pair.watched->isLost(); }));
    CHECK(pair.readsAnew());
    CHECK(pair.watched->states == std::vector{ReaderState::Ready, ReaderState::Lost, ReaderState::Ready,
                                              ReaderState::Lost, ReaderState::Ready});
}

TEST_CASE("unreachable from the start: lost, told once, and ready when the reader comes") {
    LlrpReaderEmulator reader;
    REQUIRE(reader.listen());
    const auto port = reader.port();
    reader.unplug();
    Watched watched(hastyConfig(port));
    watched.client.start();
    REQUIRE(waitFor([&] { return watched.isLost(); }));
    CHECK_FALSE(watched.reasons.front().isEmpty());
    reader.plug();
    REQUIRE(waitFor([&] { return watched.isReady(); }));
    CHECK(watched.states == std::vector{ReaderState::Lost, ReaderState::Ready});
}

TEST_CASE("a second client is turned away, and let in once the first has left") {
    Pair pair;
    Watched second(hastyConfig(pair.reader.port()));
    second.client.start();
    REQUIRE(waitFor([&] { return second.isLost(); }));
    CHECK(second.reasons.front().contains("another client"));
    CHECK(pair.watched->isReady());
    pair.watched->client.stop();
    CHECK(waitFor([&] { return second.isReady(); }));
}

TEST_CASE("stopping while the reader is away, and starting again") {
    LlrpReaderEmulator reader;
    REQUIRE(reader.listen());
    const auto port = reader.port();
    reader.unplug();
    Watched watched(hastyConfig(port));
    watched.client.start();
    REQUIRE(waitFor([&] { return watched.isLost(); }));
    watched.client.stop();
    CHECK(watched.stops == 1);
    reader.plug();
    watched.client.start();
    CHECK(waitFor([&] { return watched.isReady(); }));
    reader.setFault(Fault::Stall); // a farewell that nobody answers
    watched.client.stop();
    CHECK(waitFor([&] { return watched.stops == 2; }));
}

namespace {

// A peer that says what the test tells it to.
class Peer {
public:
    Peer() {
        REQUIRE(m_server.listen(QHostAddress::LocalHost, 0));
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            m_socket = m_server.nextPendingConnection();
            ++connections;
            QObject::connect(m_socket, &QTcpSocket::readyRead, m_socket, [this, socket = m_socket] {
                const auto bytes = socket->readAll();
                m_framer.append(
                    {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
                while (true) {
                    const auto frame = m_framer.next();
                    if (!frame || !*frame)
                        return;
                    requests.push_back({(*frame)->type, (*frame)->version, (*frame)->id, {}});
                }
            });
        });
    }
    void say(const std::string &hex) {
        const auto bytes = base::fromHex(hex).value();
        m_socket->write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()));
    }
    [[nodiscard]] std::uint16_t port() const { return m_server.serverPort(); }

    int connections = 0;
    std::vector<rfid::llrp::Frame> requests; // without their bodies

private:
    QTcpServer m_server;
    QTcpSocket *m_socket = nullptr;
    rfid::llrp::Framer m_framer;
};

const std::string greeting = "043F000000200000000000F600160080000C0005E8C4D2A1B3C0010000060000";
// A response of `type` (with its version) and a status of `code`.
std::string response(const std::string &type, std::uint32_t id, const std::string &code = "0000") {
    base::ByteWriter writer;
    writer.u32(id);
    return type + "00000012" + base::toHex(writer.bytes()) + "011F0008" + code + "0000";
}
const std::string keepalive7 = "043E0000000A00000007";

} // namespace

TEST_CASE("responses are matched by id; keepalives between request and response are answered") {
    Peer peer;
    auto config = hastyConfig(peer.port());
    config.responseMs = 5000;
    config.silenceMs = 10'000;
    Watched watched(config);
    watched.client.start();
    REQUIRE(waitFor([&] { return peer.connections == 1; }));
    peer.say(greeting);
    REQUIRE(waitFor([&] { return peer.requests.size() == 1; }));
    CHECK(peer.requests[0].type == MessageType::GetSupportedVersion);
    CHECK(peer.requests[0].version == Version::V1_1);        // always, clause 9.1.1
    peer.say(response("0464", peer.requests[0].id, "006E")); // a reader that speaks 1.0.1 alone
    REQUIRE(waitFor([&] { return peer.requests.size() == 2; }));
    CHECK(peer.requests[1].type == MessageType::GetReaderCapabilities);
    CHECK(peer.requests[1].version == Version::V1_0_1);
    peer.requests.erase(peer.requests.begin());
    // A keepalive, an empty report, a vendor's own message: none of them is the response.
    peer.say(keepalive7 + "043D0000000A00000008" + "07FF0000000A00000009");
    REQUIRE(waitFor([&] { return peer.requests.size() == 2; }));
    CHECK(peer.requests[1].type == MessageType::KeepaliveAck);
    CHECK(peer.requests[1].id == 7);
    peer.say(response("040B", peer.requests[0].id));
    REQUIRE(waitFor([&] { return peer.requests.size() == 3; }));
    CHECK(peer.requests[2].type == MessageType::SetReaderConfig);
    CHECK(peer.requests[2].id != peer.requests[0].id);
    // Neither the right type for an earlier request nor the wrong type answers this one.
    peer.say(response("040D", peer.requests[0].id) + response("0423", peer.requests[2].id) + keepalive7);
    REQUIRE(waitFor([&] { return peer.requests.size() == 4; }));
    CHECK(peer.requests[3].type == MessageType::KeepaliveAck);
    // It is refused by an ERROR_MESSAGE.
    peer.say(response("0464", peer.requests[2].id, "006D"));
    REQUIRE(waitFor([&] { return watched.isLost(); }));
    CHECK(watched.reasons.front().contains("109"));
}

TEST_CASE("a reader that numbers its responses itself and knows no capabilities is good enough") {
    Peer peer;
    auto config = hastyConfig(peer.port());
    config.inventory.powerDbm = 20;
    config.responseMs = 100;
    Watched watched(config);
    watched.client.start();
    REQUIRE(waitFor([&] { return peer.connections == 1; }));
    peer.say(greeting);
    REQUIRE(waitFor([&] { return !peer.requests.empty(); }));
    CHECK(peer.requests.back().type == MessageType::GetSupportedVersion);
    REQUIRE(waitFor([&] { return peer.requests.size() == 2; })); // it went on without an answer
    CHECK(peer.requests.back().type == MessageType::GetReaderCapabilities);
    REQUIRE(waitFor([&] { return peer.requests.size() == 3; })); // and again
    std::uint32_t ownId = 1;
    for (const auto *const type : {"040D", "040D", "041F", "041E", "0422", "0420"}) {
        const auto asked = peer.requests.size();
        peer.say(response(type, ownId++));
        REQUIRE(waitFor([&] { return watched.isReady() || peer.requests.size() > asked; }));
    }
    CHECK(watched.isReady());
    CHECK(watched.client.capabilities().antennas == 0);
}

TEST_CASE("a peer that never greets, sends nonsense or lacks a status is given up with back-off, never flooded") {
    Peer peer;
    auto config = hastyConfig(peer.port());
    config.responseMs = 50;
    Watched watched(config);
    watched.client.start();
    REQUIRE(waitFor([&] { return watched.isLost(); }));
    CHECK(watched.reasons.front().contains("answer"));
    REQUIRE(waitFor([&] { return peer.connections >= 2; }));
    const auto nonsense = GENERATE(as<std::string>(), "485454502F312E31203430302042616420", "043EFFFFFFFF00000007",
                                   "043F0000000A00000000", "043D0000000F0000000000F0000500");
    peer.say(nonsense);
    const auto before = peer.connections;
    CHECK(waitFor([&] { return peer.connections > before; }));
    CHECK(watched.states == std::vector{ReaderState::Lost});
}

// Our client works with a reader made of npm llrpjs's codec, which decodes all that we send and encodes all that we
// read.
#include "tests/rfid/llrp/llrp_pair.h"

#include <QProcess>

using namespace panier;
using namespace panier::tests;
using rfid::llrp::Version;
using rfid::reader::SoldMark;

namespace {

// The peer, and the requests that it decoded, a line of JSON each.
class Peer {
public:
    Peer() {
        m_node.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_node.start(QStringLiteral("node"), {QStringLiteral(PEER_SCRIPT)});
        QObject::connect(&m_node, &QProcess::readyReadStandardOutput, &m_node, [this] {
            while (m_node.canReadLine())
                lines.push_back(QString::fromUtf8(m_node.readLine()).trimmed());
        });
        INFO("llrpjs is missing? ./dev test installs it");
        REQUIRE(m_node.waitForStarted(10'000));
        REQUIRE(waitFor([this] { return !lines.empty(); }, 20'000));
        REQUIRE(lines.front().startsWith("port "));
    }
    ~Peer() {
        m_node.closeWriteChannel(); // it ends with its input
        m_node.waitForFinished(5000);
    }
    Peer(const Peer &) = delete;
    Peer &operator=(const Peer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return lines.front().mid(5).toUShort(); }
    // The last request of that name, as the peer understood it.
    [[nodiscard]] std::string request(const QString &name) const {
        QString found;
        for (const auto &line : lines)
            if (line.startsWith(QStringLiteral("{\"name\":\"%1\"").arg(name)))
                found = line;
        return found.toStdString();
    }

    std::vector<QString> lines;

private:
    QProcess m_node;
};

bool contains(const std::string &text, const std::string &part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("llrpjs understands what we send, and we understand what it sends") {
    Peer peer;
    auto config = hastyConfig(peer.port());
    config.responseMs = 5000;
    config.silenceMs = 10'000;
    config.markMs = 5000;
    config.inventory.powerDbm = 20;
    Watched watched(config);
    watched.client.start();
    REQUIRE(waitFor([&] { return watched.isReady(); }, 20'000));
    CHECK(watched.client.version() == Version::V1_0_1);
    CHECK(watched.client.capabilities().firmware == "llrpjs");
    CHECK(watched.client.capabilities().stateAware);
    CHECK(watched.client.capabilities().maxAccessSpecs == 1);
    REQUIRE(watched.client.capabilities().modes.size() == 1);
    CHECK(watched.client.capabilities().modes[0].spectralMask == 3);
    CHECK(watched.inputs == std::vector<std::pair<int, bool>>{{1, true}});

    REQUIRE(waitFor([&] { return watched.seen.size() == 2 && watched.seen[shirt].size() > 3; }));
    const auto &seen = watched.seen[shirt].front();
    CHECK(seen.antenna == 2);
    CHECK(seen.rssiDbm == -57);
    CHECK(seen.seenCount == 3);
    CHECK(seen.frequencyKhz == 866'300);
    CHECK(watched.seen.contains(*codes::Epc::fromHex("3634257BF7194E5B0A1C2D3E4F506172")));

    auto added = peer.request("ADD_ROSPEC");
    CAPTURE(added);
    CHECK(contains(added, R"("Session":1)"));
    CHECK(contains(added, R"("ModeIndex":5)"));
    CHECK(contains(added, R"("TransmitPower":9)"));
    CHECK(contains(added, R"("ChannelIndex":1)"));
    CHECK(contains(added, R"("EnableAccessSpecID":1)"));
    CHECK_FALSE(contains(added, "Custom"));

    watched.client.setInventory(rfid::reader::InventoryMode::DeepScan);
    REQUIRE(waitFor([&] { return contains(peer.request("ADD_ROSPEC"), R"("Session":2)"); }));
    CHECK(contains(peer.request("ADD_ROSPEC"), R"("TagInventoryStateAware":1)"));
    CHECK(contains(peer.request("ADD_ROSPEC"), R"("Target":"Inventoried_State_For_Session_S2")"));

    watched.client.mark(shirt, SoldMark{});
    REQUIRE(waitFor([&] { return !watched.marks.empty(); }));
    CHECK(watched.marks.front().second == MarkOutcome::Written);
    const auto access = peer.request("ADD_ACCESSSPEC");
    CAPTURE(access);
    CHECK(contains(access, R"("OperationCountValue":1)"));
    CHECK(contains(access, R"("Pointer":32)"));
    CHECK(contains(access, "C1G2Write"));
    CHECK_FALSE(contains(access, "Kill"));

    CHECK(watched.states == std::vector{ReaderState::Ready});
    watched.client.stop();
    CHECK(waitFor([&] { return watched.stops == 1 && !peer.request("CLOSE_CONNECTION").empty(); }));
}

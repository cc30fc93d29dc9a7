// A whole session as Wireshark's dissector sees it: an implementation of LLRP that shares nothing with ours.
#include "rfid/emulator/reader_emulator.h"
#include "rfid/llrp/client.h"
#include "tests/rfid/capture.h"
#include "tests/support/wait_for.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

using namespace panier;
using rfid::emulator::EmulatorConfig;
using rfid::emulator::LlrpReaderEmulator;
using rfid::emulator::TagPlace;
using rfid::llrp::Client;
using rfid::reader::ReaderState;
using tests::waitFor;

namespace {

struct Dissection {
    std::vector<int> messageTypes;
    QStringList complaints; // malformed packets and expert errors or warnings
};

Dissection dissect(const tests::Capture &capture, std::uint16_t port) {
    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("session.pcap"));
    REQUIRE(capture.write(path.toStdString()));
    QProcess tshark;
    tshark.start(QStringLiteral("tshark"),
                 {"-n", "-r", path, "-d", QStringLiteral("tcp.port==%1,llrp").arg(port), "-o",
                  "tcp.check_checksum:TRUE", "-T", "fields", "-E", "separator=|", "-e", "llrp.type", "-e",
                  "_ws.malformed", "-e", "_ws.expert.severity", "-e", "_ws.expert.message"});
    REQUIRE(tshark.waitForFinished(30'000));
    REQUIRE(tshark.exitStatus() == QProcess::NormalExit);
    REQUIRE(tshark.exitCode() == 0);
    Dissection dissection;
    for (const auto &line : QString::fromUtf8(tshark.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts)) {
        const auto fields = line.split('|');
        REQUIRE(fields.size() == 4);
        for (const auto &type : fields[0].split(',', Qt::SkipEmptyParts))
            dissection.messageTypes.push_back(type.toInt());
        constexpr int warning = 0x600000; // PI_WARN; PI_ERROR is above, the handshake's chats are below
        bool severe = !fields[1].isEmpty();
        for (const auto &severity : fields[2].split(',', Qt::SkipEmptyParts))
            severe = severe || severity.toInt(nullptr, 0) >= warning;
        if (severe)
            dissection.complaints << fields[1] + fields[3];
    }
    return dissection;
}

// Everything a client and a reader say: set-up, tags of every length, keepalives, farewell.
tests::Capture recordSession(std::uint16_t &port, bool hops) {
    EmulatorConfig readerConfig;
    readerConfig.inventoryMs = 10;
    readerConfig.hops = hops;
    LlrpReaderEmulator reader(readerConfig);
    REQUIRE(reader.listen());
    port = reader.port();
    tests::Capture capture(port);
    int keepalives = 0;
    QObject::connect(&reader, &LlrpReaderEmulator::crossed, &reader, [&](bool fromReader, const QByteArray &bytes) {
        capture.add(fromReader, base::viewOf(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size()))));
        keepalives += fromReader && bytes.startsWith("\x08\x3E") ? 1 : 0;
    });
    REQUIRE(reader.putTag(*codes::Epc::fromHex("3034257BF7194E4000001A85"), TagPlace::OnTray));
    REQUIRE(
        reader.putTag(*codes::Epc::fromHex("3674257BF6B7A659B2C2BF100000000000000000000000000000"), TagPlace::OnTray));

    const base::SystemClock clock;
    rfid::llrp::ClientConfig config;
    config.endpoint = {"127.0.0.1", port};
    config.keepaliveMs = 100;
    config.inventory.powerDbm = 20;
    config.inventory.antennas = {1, 2};
    Client client(config, clock);
    std::set<codes::Epc> seen;
    bool stopped = false;
    QObject::connect(&client, &Client::observations, &client, [&](const auto &batch) {
        for (const auto &observation : batch)
            seen.insert(observation.epc);
    });
    QObject::connect(&client, &Client::stopped, &client, [&] { stopped = true; });
    client.start();
    REQUIRE(waitFor([&] { return seen.size() == 2 && keepalives >= 3; }));
    client.stop();
    REQUIRE(waitFor([&] { return stopped; }));
    return capture;
}

} // namespace

TEST_CASE("an independent dissector finds nothing wrong in a whole session, and does find a corrupted byte") {
    if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
        SKIP("tshark isn't installed");
    std::uint16_t port = 0;
    const bool hops = GENERATE(false, true);
    const auto capture = recordSession(port, hops);
    const auto whole = dissect(capture, port);
    CAPTURE(whole.complaints.join("; ").toStdString());
    CHECK(whole.complaints.isEmpty());
    const std::set<int> types(whole.messageTypes.begin(), whole.messageTypes.end());
    // Both sides of the life cycle, reports, keepalives and the farewell: that nothing is missing from the judgement.
    CHECK(types == std::set<int>{1, 3, 4, 11, 13, 14, 20, 21, 22, 24, 30, 31, 32, 34, 61, 62, 63, 72});

    if (hops)
        return; // what follows doesn't depend on it

    // The kiosk's ADD_ROSPEC comes after 11 + 25 + 14 bytes; its ROSpec's length is at 12.
    auto longRoSpec = capture;
    REQUIRE(longRoSpec.corrupt(false, 11 + 25 + 14 + 13, 0xFF));
    CHECK_FALSE(dissect(longRoSpec, port).complaints.isEmpty());
    // The reader's greeting: the length of its ReaderEventNotificationData.
    auto longEvent = capture;
    REQUIRE(longEvent.corrupt(true, 13, 0xF0));
    CHECK_FALSE(dissect(longEvent, port).complaints.isEmpty());
}

// A whole session as Wireshark's dissector sees it: an implementation of LLRP that shares nothing with ours.
#include "rfid/emulator/reader_emulator.h"
#include "rfid/llrp/client.h"
#include "tests/rfid/llrp/capture.h"
#include "tests/support/wait_for.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <optional>
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
        // Wireshark (up to 4.4 at least) shows SET_PROTOCOL_VERSION's one byte and forgets to count it.
        const bool itsOwnMistake = fields[0] == QLatin1String("47") &&
                                   fields[3].contains(QLatin1String("10 bytes decoded, but 11 bytes available"));
        if (severe && !itsOwnMistake)
            dissection.complaints << fields[1] + fields[3];
    }
    return dissection;
}

const auto shirt = *codes::Epc::fromHex("3034257BF7194E4000001A85");
const auto longEpc = *codes::Epc::fromHex("3674257BF6B7A659B2C2BF100000000000000000000000000000");

// What crosses between an emulated reader and a client of it.
struct Session {
    explicit Session(EmulatorConfig readerConfig) : reader(quick(readerConfig)) {
        REQUIRE(reader.listen());
        capture.emplace(reader.port());
        QObject::connect(
            &reader, &LlrpReaderEmulator::crossed, &reader, [this](bool fromReader, const QByteArray &bytes) {
                capture->add(fromReader,
                             base::viewOf(std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size()))));
                keepalives += fromReader && bytes.mid(1).startsWith('\x3E') ? 1 : 0;
            });
        REQUIRE(reader.putTag(shirt, TagPlace::OnTray));
        REQUIRE(reader.putTag(longEpc, TagPlace::OnTray));
    }
    static EmulatorConfig quick(EmulatorConfig config) {
        config.inventoryMs = 10;
        return config;
    }

    // Set-up, tags of every length, another mode, marks that are taken and refused, events, keepalives, farewell.
    void run() {
        const base::SystemClock clock;
        rfid::llrp::ClientConfig config;
        config.endpoint = {"127.0.0.1", reader.port()};
        config.keepaliveMs = 100;
        config.inventory.powerDbm = 20;
        config.inventory.antennas = {1, 2};
        config.inventory.perAntenna = {{2, 15, 866'300, 10}};
        Client client(config, clock);
        std::set<codes::Epc> seen;
        bool stopped = false;
        int marked = 0;
        int inputs = 0;
        QObject::connect(&client, &Client::observations, &client, [&](const auto &batch) {
            for (const auto &observation : batch)
                seen.insert(observation.epc);
        });
        QObject::connect(&client, &Client::marked, &client, [&] { ++marked; });
        QObject::connect(&client, &Client::inputChanged, &client, [&] { ++inputs; });
        QObject::connect(&client, &Client::stopped, &client, [&] { stopped = true; });
        client.start();
        REQUIRE(waitFor([&] { return seen.size() == 2 && keepalives >= 3; }));
        rfid::reader::SoldMark eas;
        eas.kind = rfid::reader::SoldMark::Kind::Eas;
        eas.easOn = true;
        rfid::reader::SoldMark wrongPassword;
        wrongPassword.accessPassword = 7;
        client.mark(shirt, {});
        client.mark(longEpc, eas);
        client.mark(shirt, wrongPassword);
        REQUIRE(waitFor([&] { return marked == 3; }));
        client.setInventory(rfid::reader::InventoryMode::DeepScan);
        REQUIRE(waitFor([&] { return reader.session().inventorySession() == 2; }));
        reader.setInput(1, true);
        reader.setAntennaConnected(2, false);
        reader.tellException("too hot");
        REQUIRE(waitFor([&] { return inputs == 3; }));
        client.stop();
        REQUIRE(waitFor([&] { return stopped; }));
    }

    LlrpReaderEmulator reader;
    std::optional<tests::Capture> capture;
    int keepalives = 0;
};

// Overwrites a byte of the first request of that type.
bool corruptRequest(tests::Capture &capture, rfid::llrp::MessageType type, std::size_t offset, std::uint8_t value) {
    const auto sent = capture.payload(false);
    rfid::llrp::Framer framer;
    framer.append(sent);
    for (std::size_t at = 0;;) {
        const auto frame = framer.next();
        if (!frame || !*frame)
            return false;
        if ((*frame)->type == type)
            return capture.corrupt(false, at + offset, value);
        at += rfid::llrp::headerBytes + (*frame)->body.size();
    }
}

} // namespace

TEST_CASE("an independent dissector finds nothing wrong in a whole session, and does find a corrupted byte") {
    if (QStandardPaths::findExecutable(QStringLiteral("tshark")).isEmpty())
        SKIP("tshark isn't installed");
    EmulatorConfig config;
    config.hops = GENERATE(false, true);
    config.impinj = GENERATE(false, true);
    config.speaks11 = GENERATE(false, true);
    config.clock = config.hops ? rfid::emulator::ReaderTraits::Clock::Uptime : rfid::emulator::ReaderTraits::Clock::Utc;
    CAPTURE(config.hops, config.impinj, config.speaks11);
    Session session(config);
    session.run();
    const auto &capture = *session.capture;
    const auto port = session.reader.port();
    const auto whole = dissect(capture, port);
    CAPTURE(whole.complaints.join("; ").toStdString());
    CHECK(whole.complaints.isEmpty());
    const std::set<int> types(whole.messageTypes.begin(), whole.messageTypes.end());
    // Both sides of the life cycle, reports, keepalives and the farewell: that nothing is missing from the judgement.
    std::set<int> expected{1,  2,  3,  4,  11, 12, 13, 14, 20, 21, 22, 24, 30, 31,
                           32, 34, 40, 41, 42, 46, 50, 51, 52, 61, 62, 63, 72};
    if (config.impinj)
        expected.insert(1023);
    if (config.speaks11)
        expected.insert({47, 56, 57});
    else
        expected.insert(100);
    CHECK(types == expected);

    if (config.hops || config.impinj || !config.speaks11)
        return; // what follows doesn't depend on it

    auto longRoSpec = capture;
    REQUIRE(corruptRequest(longRoSpec, rfid::llrp::MessageType::AddRoSpec, 13, 0xFF)); // its ROSpec's length
    CHECK_FALSE(dissect(longRoSpec, port).complaints.isEmpty());
    auto longAccessSpec = capture;
    REQUIRE(corruptRequest(longAccessSpec, rfid::llrp::MessageType::AddAccessSpec, 13, 0xFF));
    CHECK_FALSE(dissect(longAccessSpec, port).complaints.isEmpty());
    // The reader's greeting: the length of its ReaderEventNotificationData.
    auto longEvent = capture;
    REQUIRE(longEvent.corrupt(true, 13, 0xF0));
    CHECK_FALSE(dissect(longEvent, port).complaints.isEmpty());
}

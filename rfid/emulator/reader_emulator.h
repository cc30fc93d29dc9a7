// A UHF reader on a loopback port: antennas, tags that come and go, and everything that goes wrong with readers.
#pragma once

#include "base/bytes.h"
#include "codes/epc.h"
#include "rfid/emulator/llrp/reader_session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <memory>
#include <optional>

namespace panier::rfid::emulator {

// Who the reader is, for a port with TLS. PEM files.
struct TlsIdentity {
    std::string certificateFile;
    std::string keyFile;
    std::string clientCaFile; // clients must prove themselves by one of its certificates; empty: anybody may come
};

struct EmulatorConfig : ReaderTraits {
    std::uint32_t seed = 1;
    ReadRates rates;
    std::size_t maxTags = 1000;
    int inventoryMs = 40;           // tags are reported this often
    int lateMs = 500;               // for Fault::LateResponses
    int rebootMs = 500;             // how long a reboot takes
    std::optional<TlsIdentity> tls; // empty: in the clear
};

// What the reader does wrong, until told otherwise.
enum class Fault {
    None,
    SplitBytes,      // every message in pieces, one a turn of the event loop
    MergeMessages,   // messages are held back and sent several at once
    Stall,           // the connection stays, nothing is sent any more
    MalformedLength, // the next message says a length shorter than its own header; once
    LateResponses,   // responses come after EmulatorConfig::lateMs
    LyingReport,     // in the next report a parameter runs past the end of its tag; once
    OldReport,       // the next report is dated a year ago; once
    Flood,           // every report a hundred times
};

// One reader; listens on 127.0.0.1 only. Thread: Qt's event loop of the thread that made it.
class LlrpReaderEmulator : public QObject {
    Q_OBJECT

public:
    explicit LlrpReaderEmulator(EmulatorConfig config = {}, QObject *parent = nullptr);
    ~LlrpReaderEmulator() override;

    // Begins to listen; 0 chooses a free port. False when the port is taken.
    [[nodiscard]] bool listen(std::uint16_t port = 0);
    [[nodiscard]] std::uint16_t port() const { return m_port; }

    // Puts a tag there, or moves it. False beyond EmulatorConfig::maxTags.
    bool putTag(const codes::Epc &epc, TagPlace place) { return m_world.put(epc, place); }
    void removeTag(const codes::Epc &epc) { m_world.remove(epc); }
    void clearTags() { m_world.clear(); }
    // What a tag keeps; nullptr for one that isn't there.
    [[nodiscard]] TagMemory *memory(const codes::Epc &epc) { return m_world.memory(epc); }

    void setFault(Fault fault);
    // Pulls the network plug, or puts it back: the port refuses, connections are gone, the ROSpecs stay.
    void unplug();
    void plug();
    // As unplug() and plug() after EmulatorConfig::rebootMs, with all ROSpecs and settings forgotten.
    void reboot();
    // The same after the first half of a report.
    void rebootInMidReport();

    // A lid, a presence sensor: an input takes a state.
    void setInput(std::uint16_t port, bool high);
    void setAntennaConnected(std::uint16_t antenna, bool connected);
    // Something happened inside the reader.
    void tellException(std::string_view text);
    // The ROSpec that runs ends by itself.
    void endRoSpec();
    // Somebody sets the reader's clock: it is so much ahead of this machine's.
    void setClockOffsetUs(std::int64_t us) { m_clockOffsetUs = us; }

    [[nodiscard]] bool hasClient() const { return m_client != nullptr; }
    // A ROSpec is running.
    [[nodiscard]] bool isReading() const { return m_session.isReading(); }
    // What was agreed with the client, and what clients have left here.
    [[nodiscard]] ReaderSession &session() { return m_session; }

signals:
    // Bytes that crossed the wire, as they crossed it.
    void crossed(bool fromReader, const QByteArray &bytes);
    void clientChanged(bool connected);

private:
    void onConnection();
    void onReadyRead();
    void afterAnswer(const base::Bytes &response);
    void inventory();
    [[nodiscard]] ReaderTime now() const;
    void spoil(base::Bytes &report);
    void notify(const base::Bytes &eventBody);
    void send(const base::Bytes &message);
    void write(const QByteArray &bytes);
    void writeNextPiece();
    void dropClient();
    void forgetClient();

    EmulatorConfig m_config;
    TagWorld m_world;
    ReaderSession m_session;
    llrp::Framer m_framer;
    std::unique_ptr<QTcpServer> m_server;
    QTcpSocket *m_client = nullptr;
    QTimer m_inventoryTimer;
    QTimer m_keepaliveTimer;
    QTimer m_rebootTimer;
    QTimer m_pieceTimer;
    QTimer m_mergeTimer;
    QByteArray m_pieces; // waiting to be sent in pieces
    QByteArray m_held;   // waiting to be merged
    Fault m_fault = Fault::None;
    QElapsedTimer m_uptime;
    std::int64_t m_clockOffsetUs = 0;
    bool m_rebootsInMidReport = false;
    std::uint16_t m_port = 0;
};

} // namespace panier::rfid::emulator

// A UHF reader on a loopback port: antennas, tags that come and go, and everything that goes wrong with readers.
#pragma once

#include "base/bytes.h"
#include "codes/epc.h"
#include "rfid/emulator/reader_session.h"

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace panier::rfid::emulator {

// What the reader does wrong, until told otherwise.
enum class Fault {
    None,
    SplitBytes,      // every message in pieces, one a turn of the event loop
    MergeMessages,   // messages are held back and sent several at once
    Stall,           // the connection stays, nothing is sent any more
    MalformedLength, // the next message says a length shorter than its own header; once
    LateResponses,   // responses come after EmulatorConfig::lateMs
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

    void setFault(Fault fault);
    // Pulls the network plug, or puts it back: the port refuses, connections are gone, the ROSpecs stay.
    void unplug();
    void plug();
    // As unplug() and plug() after EmulatorConfig::rebootMs, with all ROSpecs and settings forgotten.
    void reboot();

    [[nodiscard]] bool hasClient() const { return m_client != nullptr; }
    // A ROSpec is running.
    [[nodiscard]] bool isReading() const { return m_session.isReading(); }

signals:
    // Bytes that crossed the wire, as they crossed it.
    void crossed(bool fromReader, const QByteArray &bytes);
    void clientChanged(bool connected);

private:
    void onConnection();
    void onReadyRead();
    void afterAnswer(const base::Bytes &response);
    void inventory();
    void send(const base::Bytes &message);
    void write(const QByteArray &bytes);
    void writeNextPiece();
    void dropClient();
    void forgetClient();

    EmulatorConfig m_config;
    TagWorld m_world;
    ReaderSession m_session;
    llrp::Framer m_framer;
    QTcpServer m_server;
    QTcpSocket *m_client = nullptr;
    QTimer m_inventoryTimer;
    QTimer m_keepaliveTimer;
    QTimer m_rebootTimer;
    QTimer m_pieceTimer;
    QTimer m_mergeTimer;
    QByteArray m_pieces; // waiting to be sent in pieces
    QByteArray m_held;   // waiting to be merged
    Fault m_fault = Fault::None;
    std::uint16_t m_port = 0;
};

} // namespace panier::rfid::emulator

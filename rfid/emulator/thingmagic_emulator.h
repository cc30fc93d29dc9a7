// A ThingMagic module on a serial line: a pseudo-terminal, and everything that goes wrong with modules and lines.
#pragma once

#include "peripherals/link/pty.h"
#include "rfid/emulator/thingmagic_module.h"

#include <QObject>
#include <QTimer>

namespace panier::rfid::emulator {

// What the line does wrong, until told otherwise.
enum class ThingMagicFault {
    None,
    SplitBytes,   // a byte a turn of the event loop
    MergeFrames,  // frames are held back and sent several at once
    LateAnswers,  // answers come after lateMs
    CorruptCrc,   // every third frame has a wrong CRC
    LoseFrames,   // every third frame never comes
    LyingLengths, // every third frame comes behind a header that announces 240 bytes
    Stall,        // nothing is sent any more
};

// Thread: Qt's event loop of the thread that made it.
class ThingMagicEmulator : public QObject {
    Q_OBJECT

public:
    static constexpr int tickMs = 10; // the stream is told this often
    static constexpr int lateMs = 100;

    // `path`: the port that a host opens. `baud`: the speed that the module starts at; at any other it understands
    // nothing and is not understood.
    ThingMagicEmulator(std::filesystem::path path, ThingMagicConfig config = {}, int baud = 115200,
                       QObject *parent = nullptr);

    // Puts the cable in; false when there is no pseudo-terminal to have. The module keeps its power when it is pulled.
    [[nodiscard]] bool plug() { return m_pty.plug(); }
    void unplug() { m_pty.unplug(); }
    [[nodiscard]] std::string path() const { return m_pty.path().string(); }
    // The module's power goes and comes: it has forgotten everything, its speed too, and says so.
    void restart();

    void setFault(ThingMagicFault fault);
    [[nodiscard]] ThingMagicModule &module() { return m_module; }
    [[nodiscard]] int baud() const { return m_baud; }
    // At once, as many as fit the line: frames that say nothing.
    void flood(int frames);

signals:
    // A whole frame, as the host sent it.
    void heard(const panier::rfid::thingmagic::Frame &command);

private:
    void onReceived(const QByteArray &bytes);
    void onCommand(const thingmagic::Frame &command);
    void answer(const thingmagic::Frame &response, std::optional<std::uint32_t> newBaud);
    void send(const thingmagic::Frame &frame);
    void write(base::Bytes bytes);
    void sendNextByte();

    peripherals::link::Pty m_pty;
    ThingMagicModule m_module;
    thingmagic::Framer m_framer{thingmagic::Framer::Side::Host};
    QTimer m_tick;
    QTimer m_pieceTimer;
    QTimer m_mergeTimer;
    base::Bytes m_pieces; // waiting to be sent byte by byte
    base::Bytes m_held;   // waiting to be merged
    ThingMagicFault m_fault = ThingMagicFault::None;
    int m_startBaud;
    int m_baud;
    int m_frames = 0; // sent, for the faults that come every so often
};

} // namespace panier::rfid::emulator

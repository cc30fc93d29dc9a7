#include "rfid/emulator/thingmagic_emulator.h"

#include <utility>

namespace panier::rfid::emulator {

namespace {

constexpr std::size_t maxWaitingBytes = 1 << 16; // to a host that is slower than the fault: what follows is lost
constexpr std::size_t mergeAtBytes = 600;
constexpr int mergeMs = 60;   // held back no longer than this
constexpr int faultEvery = 3; // for the faults that come now and then
constexpr std::uint8_t garble = 0x5A;

} // namespace

ThingMagicEmulator::ThingMagicEmulator(std::filesystem::path path, ThingMagicConfig config, int baud, QObject *parent)
    : QObject(parent), m_pty(std::move(path)), m_module(std::move(config)), m_startBaud(baud), m_baud(baud) {
    m_mergeTimer.setSingleShot(true);
    connect(&m_pty, &peripherals::link::Pty::received, this, &ThingMagicEmulator::onReceived);
    connect(&m_pieceTimer, &QTimer::timeout, this, &ThingMagicEmulator::sendNextByte);
    connect(&m_mergeTimer, &QTimer::timeout, this, [this] { write(std::exchange(m_held, {})); });
    connect(&m_tick, &QTimer::timeout, this, [this] {
        for (const auto &frame : m_module.stream(tickMs))
            send(frame);
    });
    m_tick.start(tickMs);
}

void ThingMagicEmulator::restart() {
    const auto greeting = m_module.restart();
    m_baud = m_startBaud;
    send(greeting);
}

void ThingMagicEmulator::setFault(ThingMagicFault fault) {
    m_fault = fault;
    write(std::exchange(m_held, {}));
}

void ThingMagicEmulator::flood(int frames) {
    const auto one = thingmagic::toBytes(
        thingmagic::Frame{thingmagic::Opcode::ReadTagMultiple, thingmagic::Status::NoTagsFound, {}});
    base::Bytes all;
    for (int i = 0; i < frames; ++i)
        all.insert(all.end(), one.begin(), one.end());
    write(std::move(all));
}

void ThingMagicEmulator::onReceived(const QByteArray &bytes) {
    if (m_pty.baud() != m_baud)
        return;
    m_framer.append({reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    while (const auto command = m_framer.next())
        onCommand(*command);
}

void ThingMagicEmulator::onCommand(const thingmagic::Frame &command) {
    emit heard(command);
    const auto response = m_module.answer(command);
    const auto newBaud = m_module.newBaud();
    if (!response)
        return;
    if (m_fault == ThingMagicFault::LateAnswers)
        QTimer::singleShot(lateMs, this, [this, response, newBaud] { answer(*response, newBaud); });
    else
        answer(*response, newBaud);
}

// The answer still goes at the old speed.
void ThingMagicEmulator::answer(const thingmagic::Frame &response, std::optional<std::uint32_t> newBaud) {
    send(response);
    if (newBaud)
        m_baud = static_cast<int>(*newBaud);
}

void ThingMagicEmulator::send(const thingmagic::Frame &frame) {
    auto bytes = thingmagic::toBytes(frame);
    const bool isTurn = ++m_frames % faultEvery == 0;
    switch (m_fault) {
    case ThingMagicFault::Stall:
        return;
    case ThingMagicFault::LoseFrames:
        if (!isTurn)
            write(std::move(bytes));
        return;
    case ThingMagicFault::CorruptCrc:
        bytes.back() ^= isTurn ? 1 : 0;
        return write(std::move(bytes));
    case ThingMagicFault::LyingLengths:
        if (isTurn)
            bytes.insert(bytes.begin(), {0xFF, 240, 0x22});
        return write(std::move(bytes));
    case ThingMagicFault::SplitBytes:
        if (m_pieces.size() + bytes.size() <= maxWaitingBytes)
            m_pieces.insert(m_pieces.end(), bytes.begin(), bytes.end());
        return m_pieceTimer.start(0);
    case ThingMagicFault::MergeFrames:
        m_held.insert(m_held.end(), bytes.begin(), bytes.end());
        if (m_held.size() >= mergeAtBytes)
            return write(std::exchange(m_held, {}));
        if (!m_mergeTimer.isActive())
            m_mergeTimer.start(mergeMs);
        return;
    default:
        return write(std::move(bytes));
    }
}

void ThingMagicEmulator::sendNextByte() {
    if (m_pieces.empty())
        return m_pieceTimer.stop();
    write({m_pieces.front()});
    m_pieces.erase(m_pieces.begin());
}

void ThingMagicEmulator::write(base::Bytes bytes) {
    if (m_pty.baud() != m_baud)
        for (auto &byte : bytes)
            byte ^= garble;
    m_pty.send(bytes);
}

} // namespace panier::rfid::emulator

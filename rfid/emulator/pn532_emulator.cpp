#include "rfid/emulator/pn532_emulator.h"

#include <QSocketNotifier>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace panier::rfid::emulator {

namespace {
constexpr int againMs = 20; // how often it looks whether somebody opened the terminal
constexpr std::size_t maxPieces = 4096;
} // namespace

Pn532Emulator::Pn532Emulator(std::filesystem::path link, QObject *parent) : QObject(parent), m_link(std::move(link)) {
    m_late.setSingleShot(true);
    m_again.setInterval(againMs);
    connect(&m_again, &QTimer::timeout, this, &Pn532Emulator::listenAgain);
    connect(&m_split, &QTimer::timeout, this, &Pn532Emulator::sendNextByte);
    connect(&m_late, &QTimer::timeout, this, [this] { write(std::exchange(m_lateAnswer, {})); });
}

Pn532Emulator::~Pn532Emulator() {
    unplug();
}

bool Pn532Emulator::plug() {
    if (m_terminal >= 0)
        return true;
    m_terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    std::array<char, 128> name{};
    std::error_code error;
    if (m_terminal < 0 || ::grantpt(m_terminal) != 0 || ::unlockpt(m_terminal) != 0 ||
        ::ptsname_r(m_terminal, name.data(), name.size()) != 0) {
        unplug();
        return false;
    }
    std::filesystem::remove(m_link, error);
    std::filesystem::create_symlink(name.data(), m_link, error);
    if (error) {
        unplug();
        return false;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_terminal, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Pn532Emulator::onReadable);
    return true;
}

void Pn532Emulator::unplug() {
    m_again.stop();
    m_late.stop();
    m_split.stop();
    m_pieces.clear();
    m_framer = {};
    m_notifier.reset();
    std::error_code ignored;
    if (m_terminal >= 0) {
        std::filesystem::remove(m_link, ignored);
        ::close(std::exchange(m_terminal, -1));
    }
}

void Pn532Emulator::onReadable() {
    std::array<std::uint8_t, 512> bytes{};
    const auto count = ::read(m_terminal, bytes.data(), bytes.size());
    if (count <= 0) { // nobody has it open: the notifier would fire for ever
        m_notifier->setEnabled(false);
        m_again.start();
        return;
    }
    m_framer.feed({bytes.data(), static_cast<std::size_t>(count)});
    while (const auto frame = m_framer.next())
        onFrame(*frame);
}

void Pn532Emulator::listenAgain() {
    pollfd terminal{m_terminal, POLLIN, 0};
    if (::poll(&terminal, 1, 0) < 0 || (terminal.revents & POLLHUP) != 0)
        return;
    m_again.stop();
    m_framer = {};
    m_notifier->setEnabled(true);
}

void Pn532Emulator::onFrame(const Pn532Frame &frame) {
    m_late.stop(); // whatever comes now aborts what runs
    if (frame.kind == Pn532Frame::Kind::Nack)
        send(m_lastAnswer);
    if (frame.kind != Pn532Frame::Kind::Command)
        return;
    ++m_commands;
    if (m_fault == Pn532Fault::Missing)
        return;
    const auto data = m_chip.answer(frame.data);
    auto answer = data && data->size() <= Pn532Framer::maxData ? pn532Answer(*data) : pn532Error();
    m_lastAnswer = answer;
    auto ack = pn532Ack();
    switch (m_fault) {
    case Pn532Fault::Busy:
        return send(std::move(ack));
    case Pn532Fault::Late:
        send(std::move(ack));
        m_lateAnswer = std::move(answer);
        return m_late.start(m_lateMs);
    case Pn532Fault::Merged:
        ack.insert(ack.end(), answer.begin(), answer.end());
        return send(std::move(ack));
    case Pn532Fault::Corrupt:
        answer[answer.size() - 2] ^= 0x55; // its data checksum
        [[fallthrough]];
    default:
        send(std::move(ack));
        send(std::move(answer));
    }
}

void Pn532Emulator::send(base::Bytes bytes) {
    if (m_fault != Pn532Fault::Split)
        return write(bytes);
    if (m_pieces.size() + bytes.size() <= maxPieces)
        m_pieces.insert(m_pieces.end(), bytes.begin(), bytes.end());
    m_split.start(0);
}

void Pn532Emulator::sendNextByte() {
    if (m_pieces.empty())
        return m_split.stop();
    write(base::ByteView(m_pieces).first(1));
    m_pieces.erase(m_pieces.begin());
}

// A full terminal loses bytes, as a serial line does.
void Pn532Emulator::write(base::ByteView bytes) {
    if (m_terminal >= 0) [[maybe_unused]]
        const auto written = ::write(m_terminal, bytes.data(), bytes.size());
}

} // namespace panier::rfid::emulator

#include "peripherals/link/pty.h"

#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

namespace panier::peripherals::link {

namespace {

constexpr int againMs = 20; // how often it looks whether somebody opened the near end

constexpr auto speeds = std::to_array<std::pair<speed_t, int>>({{B9600, 9600},
                                                                {B19200, 19200},
                                                                {B38400, 38400},
                                                                {B57600, 57600},
                                                                {B115200, 115200},
                                                                {B230400, 230400},
                                                                {B460800, 460800},
                                                                {B921600, 921600}});

} // namespace

Pty::Pty(std::filesystem::path path, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_again(std::make_unique<QTimer>()) {
    m_again->setInterval(againMs);
    connect(m_again.get(), &QTimer::timeout, this, &Pty::listenAgain);
}

Pty::~Pty() {
    unplug();
}

bool Pty::plug() {
    if (isPlugged())
        return true;
    m_terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    std::array<char, 128> name{};
    if (!isPlugged() || ::grantpt(m_terminal) != 0 || ::unlockpt(m_terminal) != 0 ||
        ::ptsname_r(m_terminal, name.data(), name.size()) != 0) {
        unplug();
        return false;
    }
    std::error_code error;
    std::filesystem::remove(m_path, error);
    std::filesystem::create_symlink(name.data(), m_path, error);
    if (error) {
        unplug();
        return false;
    }
    m_readable = std::make_unique<QSocketNotifier>(m_terminal, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_terminal, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Pty::onReadable);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &Pty::onWritable);
    return true;
}

void Pty::unplug() {
    m_again->stop();
    m_pending.clear();
    m_readable.reset();
    m_writable.reset();
    if (!isPlugged())
        return;
    std::error_code ignored;
    std::filesystem::remove(m_path, ignored);
    ::close(std::exchange(m_terminal, -1));
}

void Pty::send(base::ByteView bytes) {
    if (!isPlugged())
        return;
    const auto room = maxPendingBytes - m_pending.size();
    const auto kept = bytes.first(std::min(room, bytes.size()));
    m_pending.insert(m_pending.end(), kept.begin(), kept.end());
    onWritable();
}

int Pty::baud() const {
    termios settings{};
    if (!isPlugged() || ::tcgetattr(m_terminal, &settings) != 0)
        return 0;
    const auto speed = ::cfgetospeed(&settings);
    const auto *const found =
        std::find_if(speeds.begin(), speeds.end(), [&](const auto &entry) { return entry.first == speed; });
    return found == speeds.end() ? 0 : found->second;
}

void Pty::onReadable() {
    std::array<char, 4096> bytes{};
    const auto count = ::read(m_terminal, bytes.data(), bytes.size());
    if (count > 0) {
        emit received(QByteArray(bytes.data(), static_cast<qsizetype>(count)));
        return;
    }
    m_readable->setEnabled(false); // nobody has it open: the notifier would fire for ever
    m_again->start();
}

void Pty::onWritable() {
    const auto written = ::write(m_terminal, m_pending.data(), m_pending.size());
    if (written < 0 && errno != EAGAIN)
        m_pending.clear(); // nobody has it open
    else if (written > 0)
        m_pending.erase(m_pending.begin(), m_pending.begin() + written);
    m_writable->setEnabled(!m_pending.empty());
}

void Pty::listenAgain() {
    pollfd terminal{m_terminal, POLLIN, 0};
    if (::poll(&terminal, 1, 0) < 0 || (terminal.revents & POLLHUP) != 0)
        return;
    m_again->stop();
    m_readable->setEnabled(true);
}

} // namespace panier::peripherals::link

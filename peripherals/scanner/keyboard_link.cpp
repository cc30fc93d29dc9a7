#include "peripherals/scanner/keyboard_link.h"

#include <QSocketNotifier>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace panier::peripherals::scanner {

KeyboardLink::KeyboardLink(KeyboardDevice device, link::SerialLimits limits, QObject *parent)
    : QObject(parent), m_device(std::move(device)), m_limits(limits), m_stream(m_device.layout),
      m_backOffMs(limits.backOffMinMs) {
    m_openTimer.setSingleShot(true);
    connect(&m_openTimer, &QTimer::timeout, this, &KeyboardLink::openNow);
}

KeyboardLink::~KeyboardLink() {
    close();
}

void KeyboardLink::keepOpen() {
    m_wanted = true;
    if (!isOpen() && !m_openTimer.isActive())
        m_openTimer.start(0);
}

void KeyboardLink::close() {
    m_wanted = false;
    m_openTimer.stop();
    closeFile();
}

void KeyboardLink::closeFile() {
    m_readable.reset();
    if (isOpen())
        ::close(std::exchange(m_file, -1)); // which lets go of the grab
}

void KeyboardLink::openNow() {
    m_file = ::open(m_device.path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (!isOpen()) {
        onLost(QString::fromLocal8Bit(std::strerror(errno)));
        return;
    }
    if (::ioctl(m_file, EVIOCGRAB, 1) != 0) {
        onLost(errno == EBUSY ? QStringLiteral("another program has taken it")
                              : QStringLiteral("it is no input device"));
        return;
    }
    m_stream = KeyboardStream(m_device.layout);
    m_readable = std::make_unique<QSocketNotifier>(m_file, QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &KeyboardLink::onReadable);
    emit opened();
}

void KeyboardLink::onReadable() {
    constexpr std::size_t eventsAtOnce = 64; // then others have their turn
    std::array<std::uint8_t, eventsAtOnce * sizeof(input_event)> bytes{};
    const auto count = ::read(m_file, bytes.data(), bytes.size());
    if (count <= 0) {
        if (count == 0 || (errno != EAGAIN && errno != EINTR))
            onLost(count == 0 ? QStringLiteral("it ended") : QString::fromLocal8Bit(std::strerror(errno)));
        return;
    }
    m_backOffMs = m_limits.backOffMinMs;
    const auto text = m_stream.feed(base::ByteView(bytes).first(static_cast<std::size_t>(count)));
    if (m_stream.takeDropped())
        emit dropped();
    if (!text.empty())
        emit received(QByteArray::fromStdString(text));
}

void KeyboardLink::onLost(const QString &reason) {
    closeFile();
    if (!m_wanted)
        return;
    m_openTimer.start(m_backOffMs);
    m_backOffMs = std::min(m_backOffMs * 2, m_limits.backOffMaxMs);
    emit lost(reason);
}

} // namespace panier::peripherals::scanner

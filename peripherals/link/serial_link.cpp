#include "peripherals/link/serial_link.h"

#include <algorithm>
#include <poll.h>

namespace panier::peripherals::link {

SerialLink::SerialLink(SerialLine line, SerialLimits limits, QObject *parent)
    : QObject(parent), m_line(std::move(line)), m_limits(limits), m_backOffMs(limits.backOffMinMs) {
    m_port.setReadBufferSize(m_limits.maxReadBytes);
    m_openTimer.setSingleShot(true);
    connect(&m_openTimer, &QTimer::timeout, this, &SerialLink::openNow);
    connect(&m_port, &QSerialPort::readyRead, this, [this] {
        m_backOffMs = m_limits.backOffMinMs;
        emit received(m_port.readAll());
    });
    connect(&m_port, &QSerialPort::errorOccurred, this, &SerialLink::onError);
}

SerialLink::~SerialLink() {
    close();
}

void SerialLink::keepOpen() {
    m_keep = true;
    openSoon();
}

void SerialLink::openOnce() {
    m_keep = false;
    openSoon();
}

// Through the event loop, as a socket does it: nobody hears opened() inside of his own call.
void SerialLink::openSoon() {
    m_wanted = true;
    if (!m_port.isOpen() && !m_openTimer.isActive())
        m_openTimer.start(0);
}

void SerialLink::close() {
    m_wanted = false;
    m_keep = false;
    m_openTimer.stop();
    closePort();
}

void SerialLink::closePort() {
    m_hangUp.reset();
    if (m_port.isOpen())
        m_port.close();
}

void SerialLink::drop(const QString &reason) {
    onLost(reason);
}

bool SerialLink::send(base::ByteView bytes) {
    if (!isOpen() || m_port.bytesToWrite() + static_cast<qint64>(bytes.size()) > m_limits.maxPendingBytes)
        return false;
    return m_port.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())) >= 0;
}

bool SerialLink::setBaud(int baud) {
    if (m_port.isOpen() && !m_port.setBaudRate(baud))
        return false;
    m_line.baud = baud;
    return true;
}

void SerialLink::openNow() {
    if (!m_wanted || m_port.isOpen())
        return;
    m_port.setPortName(QString::fromStdString(m_line.path));
    m_port.setBaudRate(m_line.baud);
    m_port.setDataBits(QSerialPort::Data8);
    m_port.setParity(QSerialPort::NoParity);
    m_port.setStopBits(QSerialPort::OneStop);
    m_port.setFlowControl(QSerialPort::NoFlowControl);
    if (!m_port.open(QIODevice::ReadWrite))
        return; // errorOccurred() has said so
    m_port.clear();
    m_hangUp = std::make_unique<QSocketNotifier>(m_port.handle(), QSocketNotifier::Exception);
    connect(m_hangUp.get(), &QSocketNotifier::activated, this, &SerialLink::onHungUp, Qt::QueuedConnection);
    emit opened();
}

// A device that was pulled out reads as empty for ever. Qt 6.4 takes that for an error; Qt 6.8 does not, and reads on.
void SerialLink::onHungUp() {
    pollfd line{static_cast<int>(m_port.handle()), 0, 0};
    if (m_port.isOpen() && ::poll(&line, 1, 0) > 0 && (line.revents & POLLHUP) != 0)
        onLost(QStringLiteral("the device is gone"));
}

// What concerns one byte or one call leaves the line as it is; the rest means that the device is gone.
void SerialLink::onError(QSerialPort::SerialPortError error) {
    switch (error) {
    case QSerialPort::NoError:
    case QSerialPort::UnsupportedOperationError:
    case QSerialPort::TimeoutError:
    case QSerialPort::NotOpenError:
        return;
    default:
        onLost(m_port.errorString());
    }
}

void SerialLink::onLost(const QString &reason) {
    if (!m_wanted || m_openTimer.isActive())
        return; // one loss is told once, though the port says it several times
    m_wanted = m_keep;
    if (m_keep) {
        m_openTimer.start(m_backOffMs);
        m_backOffMs = std::min(m_backOffMs * 2, m_limits.backOffMaxMs);
    }
    closePort();
    emit lost(reason);
}

} // namespace panier::peripherals::link

// A serial line to a device: opened, watched, opened again with back-off, never an unbounded buffer.
#pragma once

#include "base/bytes.h"

#include <QObject>
#include <QSerialPort>
#include <QSocketNotifier>
#include <QTimer>
#include <memory>
#include <string>

namespace panier::peripherals::link {

// Where a device hangs, and how fast it talks: 8 data bits, no parity, 1 stop bit, no flow control.
struct SerialLine {
    std::string path; // "/dev/panier-reader", or a pty
    int baud = 115200;
};

// The written limits of a line.
struct SerialLimits {
    int backOffMinMs = 250;                 // before the first new attempt; doubled after each, until bytes come in
    int backOffMaxMs = 8000;                // never longer between attempts
    std::int64_t maxPendingBytes = 1 << 16; // to send: beyond that send() refuses
    std::int64_t maxReadBytes = 1 << 16;    // received and not yet handed on
};

// One serial line, held for this process alone (TIOCEXCL). What the line held before it was opened is thrown away.
// Thread: Qt's event loop of the thread that made it.
class SerialLink : public QObject {
    Q_OBJECT

public:
    explicit SerialLink(SerialLine line, SerialLimits limits = {}, QObject *parent = nullptr);
    ~SerialLink() override;

    // Opens, and after a loss opens again by itself, until close(). opened() or lost() follow through the event loop.
    void keepOpen();
    // Opens once; a failure or a loss is reported by lost() and nothing more is tried.
    void openOnce();
    // Closes and tries nothing more; no lost() follows.
    void close();
    // Drops the line as if it had been pulled out; with keepOpen() it is opened again.
    void drop(const QString &reason);

    [[nodiscard]] bool isOpen() const { return m_port.isOpen(); }
    // False, and nothing is sent, if the line isn't open or too much waits already.
    [[nodiscard]] bool send(base::ByteView bytes);
    // Changes the speed of an open line, and of every one opened from now on. False when the line refuses it.
    [[nodiscard]] bool setBaud(int baud);
    [[nodiscard]] const SerialLine &line() const { return m_line; }

signals:
    void opened();
    // The line was lost or could not be opened; `reason` is for a log.
    void lost(const QString &reason);
    void received(const QByteArray &bytes);

private:
    void openSoon();
    void openNow();
    void closePort();
    void onHungUp();
    void onError(QSerialPort::SerialPortError error);
    void onLost(const QString &reason);

    SerialLine m_line;
    SerialLimits m_limits;
    QSerialPort m_port;
    std::unique_ptr<QSocketNotifier> m_hangUp;
    QTimer m_openTimer;
    int m_backOffMs;
    bool m_keep = false;
    bool m_wanted = false;
};

} // namespace panier::peripherals::link

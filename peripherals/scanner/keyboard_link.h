// A keyboard of the kernel's, taken for this process alone: what its scanner types reaches no window.
#pragma once

#include "peripherals/link/serial_link.h"
#include "peripherals/scanner/keyboard.h"

#include <QObject>
#include <QTimer>
#include <memory>

class QSocketNotifier;

namespace panier::peripherals::scanner {

// Where the keyboard is, and what it types for.
struct KeyboardDevice {
    std::string path; // "/dev/input/by-id/usb-...-event-kbd"
    Layout layout = Layout::Us;
};

// One input device, grabbed (EVIOCGRAB) so that a scan can't press buttons or type into a form. A device that can't be
// grabbed is not used. Opened again with back-off. Thread: Qt's event loop of the thread that made it.
class KeyboardLink : public QObject {
    Q_OBJECT

public:
    // Of `limits` the back-off counts.
    explicit KeyboardLink(KeyboardDevice device, link::SerialLimits limits = {}, QObject *parent = nullptr);
    ~KeyboardLink() override;

    // Opens, and after a loss opens again by itself, until close(). opened() or lost() follow through the event loop.
    void keepOpen();
    // Lets go and tries nothing more; no lost() follows.
    void close();
    [[nodiscard]] bool isOpen() const { return m_file >= 0; }

signals:
    void opened();
    // The device was lost, or can't be opened or grabbed; `reason` is for a log.
    void lost(const QString &reason);
    // What was typed.
    void received(const QByteArray &text);
    // The kernel dropped keys: what was typed just now has holes.
    void dropped();

private:
    void openNow();
    void onReadable();
    void onLost(const QString &reason);
    void closeFile();

    KeyboardDevice m_device;
    link::SerialLimits m_limits;
    KeyboardStream m_stream;
    std::unique_ptr<QSocketNotifier> m_readable;
    QTimer m_openTimer;
    int m_file = -1;
    int m_backOffMs;
    bool m_wanted = false;
};

} // namespace panier::peripherals::scanner

// A barcode scanner, on a serial line (USB-CDC or RS-232) or as a keyboard.
#pragma once

#include "peripherals/link/serial_link.h"
#include "peripherals/scanner/keyboard_link.h"
#include "peripherals/scanner/scan_framer.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <variant>

namespace panier::peripherals::scanner {

// Which scanner, and the written limits.
struct ScannerOptions {
    std::variant<link::SerialLine, KeyboardDevice> device;
    FrameFormat format;
    int silenceMs = 200;        // between two characters of one code at most; a longer silence ends it
    link::SerialLimits limits;  // a keyboard has the back-off of them
    int maxScansPerSecond = 20; // more are dropped: no hand scans so fast, a broken device does
};

// Thread: Qt's event loop of the thread that made it.
class Scanner : public QObject {
    Q_OBJECT

public:
    explicit Scanner(ScannerOptions options, QObject *parent = nullptr);

    // Opens, and after a loss opens again by itself, until stop().
    void start();
    void stop();

signals:
    void scanned(const panier::peripherals::scanner::Scan &scan);
    // Something came that is no whole code.
    void failed(panier::peripherals::scanner::ScanError error);
    void opened();
    // `reason` is for a log.
    void lost(const QString &reason);

private:
    template <typename Link>
    void join(Link &link);
    void onBytes(const QByteArray &bytes);
    void tell(const std::vector<ScanResult> &results);
    void forget();

    ScannerOptions m_options;
    ScanFramer m_framer;
    std::unique_ptr<link::SerialLink> m_serial; // one of the two
    std::unique_ptr<KeyboardLink> m_keyboard;
    QTimer m_silence;
    QTimer m_second;
    int m_scans = 0; // in this second
};

} // namespace panier::peripherals::scanner

// The barcode scanner: what it reads, and whether it is there.
#pragma once

#include "devices/codes/code_intake.h"
#include "peripherals/scanner/scanner.h"

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it. `intake` outlives it.
class ScannerDevice : public QObject {
    Q_OBJECT

public:
    ScannerDevice(peripherals::scanner::ScannerOptions options, CodeIntake &intake, EventSink sink,
                  QObject *parent = nullptr);

    void start() { m_scanner.start(); }
    void stop() { m_scanner.stop(); }

private:
    EventSink m_sink;
    peripherals::scanner::Scanner m_scanner;
};

} // namespace panier::devices

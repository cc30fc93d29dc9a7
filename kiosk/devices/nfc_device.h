// The NFC reader: whether it is there; a genuine badge signs its user in; what any other card has written on it is a
// code like those that a camera reads.
#pragma once

#include "devices/codes/code_intake.h"
#include "rfid/nfc/nfc_reader.h"
#include "storage/till_store.h"

#include <filesystem>

namespace panier::devices {

struct NfcOptions {
    std::string connection;             // as libnfc names it, "pn532_uart:/dev/ttyUSB0"
    std::filesystem::path badgeKeyFile; // the badges' master key; empty: no badge is taken
};

// Thread: Qt's event loop of the thread that made it; libnfc's is NfcReader's. `store` and `intake` outlive it.
class NfcDevice : public QObject {
    Q_OBJECT

public:
    // A key file that can't be read costs the badges, not the kiosk: the log says what to do.
    NfcDevice(const NfcOptions &options, storage::TillStore &store, CodeIntake &intake, EventSink sink,
              QObject *parent = nullptr);

    void start() { m_reader.start(); }
    void stop() { m_reader.stop(); }

private:
    void onBadge(const rfid::nfc::BadgeTapped &badge);

    storage::TillStore &m_store;
    EventSink m_sink;
    rfid::nfc::NfcReader m_reader;
};

} // namespace panier::devices

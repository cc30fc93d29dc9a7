// All of a kiosk's devices, and the commands that they run.
#pragma once

#include "devices/alert_recorder.h"
#include "devices/code_device.h"
#include "devices/eticket_device.h"
#include "devices/neighbours/claims.h"
#include "devices/nfc_device.h"
#include "devices/payment_device.h"
#include "devices/receipt_device.h"
#include "devices/scanner_device.h"
#include "devices/top_camera.h"
#include "devices/tray_device.h"
#include "devices/visit_loop.h"
#include "rfid/llrp/client.h"
#include "rfid/thingmagic/reader_config.h"

#include <QTimer>
#include <memory>
#include <optional>
#include <variant>

namespace panier::devices {

struct TrayOptions {
    std::variant<rfid::llrp::ClientConfig, rfid::thingmagic::ReaderConfig> reader; // one of each family
    TraySettings settings;
    std::filesystem::path recordings; // where alerts about the tray are recorded,
    int recordingsKept = 0;           // and how many of them; 0: none
};

// Which devices there are; an empty one is not part of this kiosk.
struct DeviceOptions {
    std::optional<TrayOptions> tray;
    std::optional<EyeConfig> eye;
    std::optional<EyeConfig> topEye; // looks down on the tray
    std::optional<peripherals::scanner::ScannerOptions> scanner;
    codes::CodeRules codes; // for whatever reads codes
    peripherals::payment::CardTerminalOptions terminal;
    std::optional<peripherals::printer::ReceiptPrinterOptions> printer;
    std::optional<std::string> eticketUrl; // as a phone reaches it
    std::optional<NfcOptions> nfc;
    std::optional<ClaimsConfig> neighbours;
};

// Joins devices and visit: events go to the loop, its commands to the devices and the store.
// Thread: Qt's event loop of the thread that made it. The arguments outlive it.
class KioskDevices : public QObject {
    Q_OBJECT

public:
    KioskDevices(const DeviceOptions &options, VisitLoop &loop, storage::TillStore &store, const base::Clock &clock,
                 QObject *parent = nullptr);

    void start();
    // Says goodbye where a device wants it; stopped() follows, within two seconds.
    void stop();

    // How a tag on the tray was heard lately; without a reader no series.
    [[nodiscard]] visit::TagSignal signalOf(const codes::Epc &epc) const;

signals:
    void stopped();

private:
    void run(const visit::Command &command);
    void learnTray(std::uint64_t id);
    void lookUp(const visit::LookUpArticle &command, std::uint64_t id);
    void lookUp(const visit::LookUpTag &command, std::uint64_t id);
    void tellStranger(const visit::LookUpTag &command, std::uint64_t id);
    void findTicket(const visit::FindTicket &command, std::uint64_t id);
    void follow();
    void followCatalogue();
    void askForCatalogue();
    void followNeighbours();
    void followAlerts();

    VisitLoop &m_loop;
    storage::TillStore &m_store;
    const base::Clock &m_clock;
    EventSink m_sink;
    std::unique_ptr<AlertRecorder> m_recorder; // none where nothing is recorded
    QTimer m_catalogueTimer;                   // runs while a stranger lies on the tray
    std::optional<std::int64_t> m_catalogue;   // the generation that the visit was told last
    std::unique_ptr<TrayDevice> m_tray;
    std::unique_ptr<Claims> m_claims;
    CodeIntake m_intake;
    std::unique_ptr<CodeDevice> m_codes;
    std::unique_ptr<TopCamera> m_top;
    std::unique_ptr<ScannerDevice> m_scanner;
    std::unique_ptr<PaymentDevice> m_payment;
    std::unique_ptr<ReceiptDevice> m_receipts;
    std::unique_ptr<EticketDevice> m_etickets;
    std::unique_ptr<NfcDevice> m_nfc;
    std::uint64_t m_lastAlert = 0; // the latest that was there already
};

} // namespace panier::devices

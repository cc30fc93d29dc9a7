// All of a kiosk's devices, and the commands that they run.
#pragma once

#include "devices/code_device.h"
#include "devices/eticket_device.h"
#include "devices/payment_device.h"
#include "devices/receipt_device.h"
#include "devices/tray_device.h"
#include "devices/visit_loop.h"
#include "rfid/llrp/client.h"

#include <memory>
#include <optional>

namespace panier::devices {

struct TrayOptions {
    rfid::llrp::ClientConfig reader;
    rfid::tray::TrayConfig tray;
};

// Which devices there are; an empty one is not part of this kiosk.
struct DeviceOptions {
    std::optional<TrayOptions> tray;
    std::optional<EyeConfig> eye;
    peripherals::payment::CardTerminalOptions terminal;
    std::optional<peripherals::printer::ReceiptPrinterOptions> printer;
    std::optional<std::string> eticketUrl; // as a phone reaches it
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

signals:
    void stopped();

private:
    void run(const visit::Command &command);
    void lookUp(const visit::LookUpArticle &command, std::uint64_t id);
    void lookUp(const visit::LookUpTag &command, std::uint64_t id);
    void findTicket(const visit::FindTicket &command, std::uint64_t id);
    void follow();

    VisitLoop &m_loop;
    storage::TillStore &m_store;
    const base::Clock &m_clock;
    EventSink m_sink;
    std::unique_ptr<TrayDevice> m_tray;
    std::unique_ptr<CodeDevice> m_codes;
    std::unique_ptr<PaymentDevice> m_payment;
    std::unique_ptr<ReceiptDevice> m_receipts;
    std::unique_ptr<EticketDevice> m_etickets;
};

} // namespace panier::devices

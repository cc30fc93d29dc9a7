#include "devices/kiosk_devices.h"

#include "base/log.h"

namespace panier::devices {

namespace {

constexpr int lookUpAgainMs = 2000;

template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

} // namespace

KioskDevices::KioskDevices(const DeviceOptions &options, VisitLoop &loop, storage::TillStore &store,
                           const base::Clock &clock, QObject *parent)
    : QObject(parent), m_loop(loop), m_store(store), m_clock(clock),
      m_sink([&loop](visit::EventData data, std::uint64_t answers) { loop.post(std::move(data), answers); }) {
    if (options.tray)
        m_tray = std::make_unique<TrayDevice>(std::make_unique<rfid::llrp::Client>(options.tray->reader, clock),
                                              options.tray->tray, clock, m_sink);
    if (options.eye)
        m_codes = std::make_unique<CodeDevice>(*options.eye, clock, m_sink);
    m_payment = std::make_unique<PaymentDevice>(options.terminal, m_sink);
    if (options.printer)
        m_receipts = std::make_unique<ReceiptDevice>(*options.printer, options.eticketUrl.value_or(""), store, m_sink);
    if (options.eticketUrl)
        m_etickets = std::make_unique<EticketDevice>(*options.eticketUrl, m_sink);
    connect(&loop, &VisitLoop::command, this, &KioskDevices::run);
    connect(&loop, &VisitLoop::changed, this, &KioskDevices::follow);
}

void KioskDevices::start() {
    const auto sayIf = [this](bool off, visit::Device device) {
        if (off)
            m_sink(visit::DeviceChanged{device, {visit::Health::Off, {}}}, 0);
    };
    sayIf(!m_tray, visit::Device::Reader);
    sayIf(!m_codes, visit::Device::Camera);
    sayIf(!m_receipts, visit::Device::Printer);
    sayIf(!m_etickets, visit::Device::Eticket);
    follow();
    if (m_tray)
        m_tray->start();
    if (m_codes)
        m_codes->start();
    if (m_receipts)
        m_receipts->start();
    if (m_etickets)
        m_etickets->start();
    m_payment->start();
}

void KioskDevices::stop() {
    if (m_codes)
        m_codes->stop();
    if (!m_tray) {
        QMetaObject::invokeMethod(this, &KioskDevices::stopped, Qt::QueuedConnection);
        return;
    }
    connect(m_tray.get(), &TrayDevice::stopped, this, &KioskDevices::stopped);
    m_tray->stop();
}

// What the devices want to know of the visit.
void KioskDevices::follow() {
    const auto &state = m_loop.state();
    const bool nobody = state.phase == visit::Phase::Attract;
    m_payment->setIdle(nobody);
    if (m_tray)
        m_tray->setLearning(nobody);
}

void KioskDevices::run(const visit::Command &command) {
    std::visit(Overloaded{
                   [&](const visit::LookUpArticle &data) { lookUp(data, command.id); },
                   [&](const visit::LookUpTag &data) { lookUp(data, command.id); },
                   [&](const visit::FindTicket &data) { findTicket(data, command.id); },
                   [&](const visit::DeepScan &) {
                       if (m_tray)
                           m_tray->deepScan(command.id);
                       else
                           m_sink(visit::DeepScanDone{}, command.id);
                   },
                   [&](const visit::ConnectTerminal &data) { m_payment->connectTerminal(data, command.id); },
                   [&](const visit::Charge &data) { m_payment->charge(data, command.id); },
                   [&](const visit::CheckEticket &data) {
                       if (m_etickets)
                           m_etickets->check(data, command.id);
                       else
                           m_sink(visit::EticketChecked{}, command.id);
                   },
                   [&](const visit::MarkTag &data) {
                       m_sink(visit::TagMarked{data.epc, data.ticketNumber, visit::MarkOutcome::NotSupported},
                              command.id);
                   },
                   [&](const visit::PrintTicket &data) {
                       if (m_receipts)
                           m_receipts->print(data, command.id);
                       else
                           m_sink(visit::PrintFailed{data.ticket.number, visit::DeviceReason::Unreachable}, command.id);
                   },
               },
               command.data);
}

void KioskDevices::lookUp(const visit::LookUpArticle &command, std::uint64_t id) {
    m_store.findArticle(command.gtin, [this, command, id](const auto &result) {
        if (!result) { // the catalogue can't be read now: asked again, the shopper sees that it is looked up
            base::logError("look-up of {}: {}", command.gtin.digits(), result.error().text);
            QTimer::singleShot(lookUpAgainMs, this, [this, command, id] { lookUp(command, id); });
            return;
        }
        if (const auto *found = std::get_if<storage::Found>(&*result))
            m_sink(visit::ArticleFound{found->article, found->generation}, id);
        else
            m_sink(visit::ArticleUnknown{command.gtin}, id);
    });
}

void KioskDevices::lookUp(const visit::LookUpTag &command, std::uint64_t id) {
    m_store.findTag(command.epc, command.gtin, m_clock.nowMs(), [this, command, id](const auto &result) {
        if (!result) {
            base::logError("look-up of tag {}: {}", command.epc.hex(), result.error().text);
            QTimer::singleShot(lookUpAgainMs, this, [this, command, id] { lookUp(command, id); });
            return;
        }
        if (const auto *found = std::get_if<storage::Found>(&*result))
            m_sink(visit::TagFound{command.epc, found->article, found->generation}, id);
        else if (const auto *sold = std::get_if<storage::Sold>(&*result))
            m_sink(visit::TagSold{command.epc, sold->ticketNumber}, id);
        else
            m_sink(visit::TagUnknown{command.epc}, id);
    });
}

void KioskDevices::findTicket(const visit::FindTicket &command, std::uint64_t id) {
    m_store.findTicket(command.visitId, [this, command, id](const auto &result) {
        if (!result || !*result) {
            base::logError("the ticket of visit {} is not there: {}", command.visitId,
                           result ? "no row" : result.error().text);
            QTimer::singleShot(lookUpAgainMs, this, [this, command, id] { findTicket(command, id); });
            return;
        }
        const auto &ticket = **result;
        m_sink(visit::TicketIssued{{ticket.number, ticket.eticketId, ticket.signatureExtract}}, id);
    });
}

} // namespace panier::devices

#include "devices/kiosk_devices.h"

#include "base/log.h"
#include "rfid/epc/identity.h"
#include "rfid/thingmagic/serial_reader.h"

#include <algorithm>

namespace panier::devices {

namespace {

constexpr int lookUpAgainMs = 2000;
constexpr int catalogueMs = 2000; // how soon a new mapping is seen by the strangers on the tray

template <typename... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};

std::unique_ptr<rfid::reader::Reader> readerOf(const TrayOptions &options, const base::Clock &clock) {
    if (const auto *serial = std::get_if<rfid::thingmagic::ReaderConfig>(&options.reader))
        return std::make_unique<rfid::thingmagic::SerialReader>(*serial, clock);
    return std::make_unique<rfid::llrp::Client>(std::get<rfid::llrp::ClientConfig>(options.reader), clock);
}

// The GS1 company prefix of an article's EPC; empty for any other. The schemes that don't set it apart ("+") stand with
// their first seven digits: no company's prefix that begins so sells two shops' worth of articles.
std::string companyOf(const codes::Epc &epc) {
    const auto identity = rfid::epc::decode(epc);
    const auto gtin = identity ? rfid::epc::gtinOf(*identity) : std::nullopt;
    if (!gtin)
        return {};
    constexpr int usual = 7;
    const auto digits = identity->companyPrefixDigits > 0 ? identity->companyPrefixDigits : usual;
    return gtin->digits().substr(1, static_cast<std::size_t>(digits));
}

// Alerts about the tray, whose cause is in what the reader saw.
bool isRecorded(visit::AlertKind kind) {
    return kind == visit::AlertKind::UnsureTag || kind == visit::AlertKind::UnknownTag ||
           kind == visit::AlertKind::CountDiffers;
}

} // namespace

KioskDevices::KioskDevices(const DeviceOptions &options, VisitLoop &loop, storage::TillStore &store,
                           const base::Clock &clock, QObject *parent)
    : QObject(parent), m_loop(loop), m_store(store), m_clock(clock),
      m_sink([&loop](visit::EventData data, std::uint64_t answers) { loop.post(std::move(data), answers); }),
      m_intake(options.codes, store, clock, m_sink) {
    if (options.tray)
        m_tray = std::make_unique<TrayDevice>(readerOf(*options.tray, clock), options.tray->settings, clock, m_sink);
    if (options.tray && options.tray->recordingsKept > 0)
        m_recorder = std::make_unique<AlertRecorder>(options.tray->recordings, options.tray->recordingsKept);
    if (options.neighbours)
        m_claims = std::make_unique<Claims>(*options.neighbours, clock);
    if (options.eye)
        m_codes = std::make_unique<CodeDevice>(*options.eye, clock, m_intake, m_sink);
    if (options.topEye)
        m_top = std::make_unique<TopCamera>(*options.topEye, clock, m_sink);
    if (options.scanner)
        m_scanner = std::make_unique<ScannerDevice>(*options.scanner, m_intake, m_sink);
    m_payment = std::make_unique<PaymentDevice>(options.terminal, m_sink);
    if (options.printer)
        m_receipts = std::make_unique<ReceiptDevice>(*options.printer, options.eticketUrl.value_or(""), store, m_sink);
    if (options.eticketUrl)
        m_etickets = std::make_unique<EticketDevice>(*options.eticketUrl, m_sink);
    if (options.nfc)
        m_nfc = std::make_unique<NfcDevice>(*options.nfc, store, m_intake, m_sink);
    connect(&loop, &VisitLoop::command, this, &KioskDevices::run);
    connect(&loop, &VisitLoop::changed, this, &KioskDevices::follow);
    connect(&m_catalogueTimer, &QTimer::timeout, this, &KioskDevices::askForCatalogue);
    if (m_claims)
        connect(m_claims.get(), &Claims::changed, this, &KioskDevices::followNeighbours);
    for (const auto &alert : loop.state().alerts) // of the last run: what the reader saw then is gone
        m_lastAlert = std::max(m_lastAlert, alert.id);
}

void KioskDevices::start() {
    const auto sayIf = [this](bool off, visit::Device device) {
        if (off)
            m_sink(visit::DeviceChanged{device, {visit::Health::Off, {}}}, 0);
    };
    sayIf(!m_tray, visit::Device::Reader);
    sayIf(!m_codes, visit::Device::Camera);
    sayIf(!m_scanner, visit::Device::Scanner);
    sayIf(!m_top, visit::Device::TopCamera);
    sayIf(!m_receipts, visit::Device::Printer);
    sayIf(!m_etickets, visit::Device::Eticket);
    sayIf(!m_nfc, visit::Device::Nfc);
    follow();
    if (m_tray)
        m_tray->start();
    if (m_claims)
        m_claims->start();
    if (m_codes)
        m_codes->start();
    if (m_top)
        m_top->start();
    if (m_scanner)
        m_scanner->start();
    if (m_receipts)
        m_receipts->start();
    if (m_etickets)
        m_etickets->start();
    if (m_nfc)
        m_nfc->start();
    m_payment->start();
}

void KioskDevices::stop() {
    if (m_codes)
        m_codes->stop();
    if (m_top)
        m_top->stop();
    if (m_scanner)
        m_scanner->stop();
    if (m_nfc)
        m_nfc->stop();
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
        m_tray->setLearning(state.visitId.empty());
    if (m_claims) {
        m_claims->hold(state.claims());
        followNeighbours();
    }
    if (m_tray)
        followAlerts();
    followCatalogue();
}

// Told again until the visit knows it: an event that changes nothing is none.
void KioskDevices::followNeighbours() {
    for (const auto &[epc, tag] : m_loop.state().tags)
        if (const auto holder = m_claims->holderOf(epc); holder != tag.claimedBy)
            m_sink(visit::TagClaimed{epc, holder}, 0);
}

void KioskDevices::followAlerts() {
    const auto &state = m_loop.state();
    auto last = m_lastAlert;
    for (const auto &alert : state.alerts) {
        if (m_recorder && alert.id > m_lastAlert && isRecorded(alert.kind))
            m_recorder->record(alert.id, m_tray->heard());
        last = std::max(last, alert.id);
    }
    m_lastAlert = last;
}

visit::TagSignal KioskDevices::signalOf(const codes::Epc &epc) const {
    return m_tray ? m_tray->signalOf(epc) : visit::TagSignal{epc, {}};
}

// Nobody asks while all that lies on the tray is known. What came unknown just before an import is told of it, as the
// generation was another when it was asked last.
void KioskDevices::followCatalogue() {
    const auto &tags = m_loop.state().tags;
    const bool strangers = std::any_of(tags.begin(), tags.end(), [](const auto &entry) {
        return entry.second.knowledge == visit::Knowledge::Unknown ||
               entry.second.knowledge == visit::Knowledge::Foreign;
    });
    if (!strangers)
        m_catalogueTimer.stop();
    else if (!m_catalogueTimer.isActive())
        m_catalogueTimer.start(catalogueMs);
}

void KioskDevices::askForCatalogue() {
    m_store.catalogueGeneration([this](const auto &generation) {
        if (!generation || m_catalogue == *generation)
            return; // a catalogue that can't be read is said by the look-ups
        m_catalogue = *generation;
        m_sink(visit::CatalogueChanged{*generation}, 0);
    });
}

void KioskDevices::run(const visit::Command &command) {
    std::visit(
        Overloaded{
            [&](const visit::LookUpArticle &data) { lookUp(data, command.id); },
            [&](const visit::LookUpTag &data) { lookUp(data, command.id); },
            [&](const visit::FindTicket &data) { findTicket(data, command.id); },
            [&](const visit::DeepScan &) {
                if (m_tray)
                    m_tray->deepScan(command.id);
                else
                    m_sink(visit::DeepScanDone{}, command.id);
            },
            [&](const visit::LearnTrayView &) { learnTray(command.id); },
            [&](const visit::LearnSurroundings &) {
                if (m_top)
                    m_top->learn(0);
                if (m_tray)
                    m_tray->learnSurroundings(command.id);
                else
                    m_sink(visit::SurroundingsLearnt{}, command.id);
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
                if (m_tray)
                    m_tray->mark(data, command.id);
                else
                    m_sink(visit::TagMarked{data.epc, data.ticketNumber, visit::MarkOutcome::NotSupported}, command.id);
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

void KioskDevices::learnTray(std::uint64_t id) {
    if (m_top)
        m_top->learn(id);
    else
        m_sink(visit::TraySeen{}, id);
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
            tellStranger(command, id);
    });
}

// A tag that is no article of ours: one that should be in the mapping, or nothing that this shop sells.
void KioskDevices::tellStranger(const visit::LookUpTag &command, std::uint64_t id) {
    const auto company = companyOf(command.epc);
    if (company.empty()) {
        m_sink(visit::TagForeign{command.epc}, id);
        return;
    }
    m_store.sellsOf(company, [this, command, id](const auto &sells) {
        if (!sells) {
            base::logError("look-up of tag {}: {}", command.epc.hex(), sells.error().text);
            QTimer::singleShot(lookUpAgainMs, this, [this, command, id] { lookUp(command, id); });
        } else if (*sells) {
            m_sink(visit::TagUnknown{command.epc}, id);
        } else {
            m_sink(visit::TagForeign{command.epc}, id);
        }
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

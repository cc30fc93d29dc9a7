// Devices that come and go, the clock, and a start after whatever happened before.
#include "visit/stepper.h"

namespace panier::visit {

namespace {
bool printing(const std::optional<ReceiptState> &receipt) {
    return receipt && receipt->print == PrintStep::Printing;
}

auto isLost(Device device) {
    return [device](const Alert &alert) { return alert.kind == AlertKind::DeviceLost && alert.device == device; };
}
} // namespace

void Stepper::operator()(const DeviceChanged &event) {
    s.devices[event.device] = event.state;
    if (event.state.health != Health::Lost && event.state.health != Health::Attention) {
        close(isLost(event.device));
        if (event.device == Device::Nfc)
            s.nfcAlertAt.reset();
    } else if (event.device != Device::Nfc || findAlert(isLost(event.device)) != nullptr) {
        callForDevice(event.device);
    } else if (!s.nfcAlertAt) {
        s.nfcAlertAt = m_at + m_settings.nfcLostMs;
    }
}

void Stepper::callForDevice(Device device) {
    auto &alert = raise(AlertKind::DeviceLost, isLost(device));
    alert.device = device;
    alert.reason = s.devices[device].reason;
}

void Stepper::followClock() {
    const auto back = s.lastActivity - m_at;
    if (back <= 0)
        return;
    s.lastActivity = m_at;
    for (auto *until :
         {&s.idleAt, &s.deadline, &s.staffUntil, &s.nfcAlertAt, &s.uncountedAt, &s.uncountedAlertAt, &s.leftAt})
        if (*until)
            **until -= back;
    if (s.undo)
        s.undo->until -= back;
}

void Stepper::operator()(const TimePassed &) {
    if (s.staffUntil && m_at >= *s.staffUntil)
        closePanel();
    if (s.undo && m_at >= s.undo->until)
        s.undo.reset();
    if (s.nfcAlertAt && m_at >= *s.nfcAlertAt) {
        s.nfcAlertAt.reset();
        callForDevice(Device::Nfc);
    }
    if (s.deadline && m_at >= *s.deadline) {
        s.deadline.reset();
        if (s.phase == Phase::Checking)
            proceedToPayment();
        else if (s.phase == Phase::Refused)
            backToBasket(Notice::None);
        else if (s.phase == Phase::Receipt)
            sayGoodbye();
        else if (s.phase == Phase::Goodbye && thingsLie() && !s.leftAt) // said now, and some more patience
            s.deadline = s.leftAt = m_at + m_settings.leftBehindMs;
        else if (s.phase == Phase::Goodbye)
            endVisit();
        else if (s.phase == Phase::Attract)
            s.language = m_settings.language;
    }
    watchThings();
    const auto idle = idleLimit(m_settings, s);
    if (!idle)
        return;
    if (s.idleAt && m_at >= *s.idleAt)
        endVisit();
    else if (!s.idleAt && m_at >= s.lastActivity + *idle)
        s.idleAt = m_at + m_settings.warningMs;
}

// Each command's policy at a restart, in one place (command.h says them one by one).
void Stepper::operator()(const Started &) {
    closePanel();
    s.lesson = {};
    s.idleAt.reset(); // the warning was shown to nobody
    s.settled = false;
    s.unread = 0; // the reader's engine starts afresh
    s.counted.reset();
    if (s.visitId.empty())
        s.language = m_settings.language; // the configuration may say another one than when the kiosk stopped
    for (auto &[epc, tag] : s.tags) {
        tag.stale = true;
        if (tag.knowledge == Knowledge::Asked)
            command(LookUpTag{epc, tag.encoded});
    }
    for (const auto &gtin : s.pendingCodes)
        command(LookUpArticle{gtin});
    for (auto *receipt : {&s.receipt, &s.lastReceipt})
        if (printing(*receipt))
            (*receipt)->print = PrintStep::MaybePrinted;
    if (s.phase == Phase::OutOfService)
        enter(s.visitId.empty() ? Phase::Attract : Phase::Scanning);
    if (s.phase == Phase::Checking || s.phase == Phase::Counting)
        backToBasket(Notice::None);
    if (!m_settings.markSold)
        s.marking.clear();
    if (!s.marking.empty())
        command(s.marking.front());
    if (s.phase == Phase::Issuing)
        command(FindTicket{s.visitId});
    if (s.phase == Phase::Receipt && s.receipt) {
        s.deadline = m_at + m_settings.receiptMs;
        command(CheckEticket{s.receipt->ticket.eticketId});
    }
    if (s.phase != Phase::Paying || !s.payment)
        return;
    if (s.payment->step == PaymentStep::Intent)
        backToBasket(Notice::PaymentNotStarted);
    else
        doubt();
}

} // namespace panier::visit

// From "pay" to the receipt. A durable state precedes each word to the terminal.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {

// Twelve digits, never the same twice on one kiosk: the time, or one more than the last.
std::string nextReference(base::TimeMs at, const std::string &last) {
    constexpr base::TimeMs modulus = 1'000'000'000'000;
    auto digits = std::to_string(at % modulus);
    digits.insert(0, 12 - digits.size(), '0');
    if (digits == last)
        return nextReference(at + 1, last);
    return digits;
}

constexpr std::size_t maxMarking = 2000; // beyond that tags go without a mark: it is best effort

auto isDoubt = [](const Alert &alert) { return alert.kind == AlertKind::PaymentInDoubt; };

} // namespace

void Stepper::backToBasket(Notice notice) {
    s.payment.reset();
    s.refusal = PaymentReason::None;
    s.asking.reset();
    enter(Phase::Scanning);
    s.notice = notice;
}

// All that must be answered before the terminal is troubled, in the order in which the shopper can help.
void Stepper::proceedToPayment() {
    syncBasket();
    checkAges();
    if (s.phase == Phase::Checking && s.deepScanning && s.deadline && m_at < *s.deadline)
        return;
    s.deepScanning = false;
    const bool lookingUp = !s.pendingCodes.empty() || std::any_of(s.tags.begin(), s.tags.end(), [](const auto &entry) {
        return entry.second.knowledge == Knowledge::Asked; // an unsure tag too: it may be an article to ask about
    });
    if (lookingUp && s.phase == Phase::Checking && s.deadline && m_at < *s.deadline)
        return;
    if (lookingUp) {
        if (s.phase != Phase::Checking)
            enter(Phase::Checking, m_settings.checkingMs);
        else
            backToBasket(Notice::None); // the store doesn't answer: the basket is kept, the button stays
        return;
    }
    if (const auto unsure = firstUnsure()) {
        s.asking = unsure;
        raise(AlertKind::UnsureTag, [&](const Alert &alert) {
            return alert.kind == AlertKind::UnsureTag && alert.epc == unsure;
        }).epc = unsure;
        if (s.phase != Phase::Asking)
            enter(Phase::Asking);
        return;
    }
    s.asking.reset();
    if (!s.blockers().empty() || s.undo) { // what is charged can't be taken back
        if (s.phase != Phase::Waiting)
            enter(Phase::Waiting);
        return;
    }
    if (s.basket.total().minor <= 0) { // a gift alone, or nothing: no terminal takes a payment of zero
        backToBasket(Notice::NothingToPay);
        return;
    }
    if (mustCount()) {
        if (s.phase != Phase::Counting)
            enter(Phase::Counting);
        return;
    }
    startCharging();
}

void Stepper::startCharging() {
    Payment payment;
    payment.reference = nextReference(m_at, s.lastReference);
    payment.amount = s.basket.total();
    payment.startedAt = m_at;
    s.lastReference = payment.reference;
    s.payment = payment;
    s.notice = Notice::None;
    enter(Phase::Paying);
    command(ConnectTerminal{payment.reference});
}

void Stepper::operator()(const TerminalConnected &event) {
    if (!s.payment || s.payment->reference != event.reference || s.payment->step != PaymentStep::Intent)
        return;
    s.payment->step = PaymentStep::Sending;
    command(Charge{s.payment->reference, s.payment->amount});
}

void Stepper::operator()(const TerminalUnreachable &event) {
    if (s.payment && s.payment->reference == event.reference && s.payment->step == PaymentStep::Intent)
        backToBasket(Notice::TerminalAway);
}

void Stepper::operator()(const TerminalAccepted &event) {
    if (s.payment && s.payment->reference == event.reference && s.payment->step == PaymentStep::Sending)
        s.payment->step = PaymentStep::InProgress;
}

void Stepper::operator()(const TerminalAnswered &event) {
    const bool awaited = s.payment && s.payment->reference == event.reference &&
                         (s.payment->step == PaymentStep::Sending || s.payment->step == PaymentStep::InProgress);
    if (!awaited && event.outcome == PaymentOutcome::Approved && event.reference != s.bookedReference)
        raise(AlertKind::LateApproval, [](const Alert &) { return false; }).amount = event.payment.amount;
    if (!awaited)
        return;
    switch (event.outcome) {
    case PaymentOutcome::Approved:
        if (event.payment.amount == s.payment->amount)
            approve(event.payment);
        else
            doubt();
        return;
    case PaymentOutcome::Declined:
        close(isDoubt);
        s.payment.reset();
        s.refusal = event.reason;
        enter(Phase::Refused, m_settings.refusedMs);
        return;
    case PaymentOutcome::NotCharged:
        close(isDoubt);
        backToBasket(event.reason == PaymentReason::Unreachable ? Notice::TerminalAway : Notice::PaymentAbandoned);
        return;
    case PaymentOutcome::Unknown:
        doubt();
    }
}

// Nobody pays again before an attendant has read the terminal's own journal.
void Stepper::doubt() {
    auto &alert = raise(AlertKind::PaymentInDoubt, isDoubt);
    alert.amount = s.payment->amount;
    if (s.phase != Phase::InDoubt)
        enter(Phase::InDoubt);
}

void Stepper::approve(const checkout::CardPayment &payment) {
    close(isDoubt);
    s.payment->step = PaymentStep::Approved;
    s.bookedReference = s.payment->reference;
    auto recorded = payment;
    recorded.reference = s.payment->reference;
    recorded.amount = s.payment->amount;
    m_result.ticket = checkout::makeTicket(s.basket, recorded, s.visitId, m_at, s.language);
    enter(Phase::Issuing);
    command(FindTicket{s.visitId});
}

void Stepper::operator()(const TicketIssued &event) {
    if (s.phase != Phase::Issuing)
        return;
    ReceiptState receipt;
    receipt.ticket = event.ticket;
    receipt.total = s.basket.total();
    receipt.count = goodsCount(m_settings, s.basket);
    for (const auto &line : s.basket.lines())
        for (const auto &epc : line.tags)
            if (const auto tag = s.tags.find(epc); tag != s.tags.end())
                tag->second.knowledge = Knowledge::Sold;
    for (auto &[epc, tag] : s.tags) // asked about, or absorbed by a unit that was shown: no next visit's
        if (tag.tagClass == TagClass::Unsure)
            tag.claim = Claim::SetAside;
    markSold(event.ticket.number);
    s.receipt = receipt;
    s.payment.reset();
    enter(Phase::Receipt, m_settings.receiptMs);
    command(CheckEticket{event.ticket.eticketId});
}

void Stepper::operator()(const EticketChecked &event) {
    if (!s.receipt)
        return;
    s.receipt->eticketChecked = true;
    s.receipt->eticketUrl = event.url;
}

void Stepper::operator()(const PrintPressed &) {
    if (s.phase != Phase::Receipt || !s.receipt || s.receipt->print == PrintStep::Printing)
        return;
    if (s.receipt->print == PrintStep::MaybePrinted) // never two originals
        s.receipt->issued = std::max(s.receipt->issued, 1);
    s.receipt->print = PrintStep::Printing;
    s.deadline = m_at + m_settings.receiptMs;
    command(PrintTicket{s.receipt->ticket, s.receipt->issued});
}

ReceiptState *Stepper::receiptOf(std::int64_t ticketNumber) {
    for (auto *receipt : {&s.receipt, &s.lastReceipt})
        if (*receipt && (*receipt)->ticket.number == ticketNumber)
            return &**receipt;
    return nullptr;
}

void Stepper::operator()(const Printed &event) {
    if (auto *receipt = receiptOf(event.number)) {
        receipt->print = PrintStep::Printed;
        ++receipt->issued;
    }
}

void Stepper::operator()(const PrintFailed &event) {
    if (auto *receipt = receiptOf(event.number)) {
        receipt->print = PrintStep::Failed;
        receipt->printReason = event.reason;
    }
}

// One at a time: the reader writes under the full EPC while the shopper's articles still lie there.
void Stepper::markSold(std::int64_t ticketNumber) {
    if (!m_settings.markSold)
        return;
    const bool idle = s.marking.empty();
    for (const auto &line : s.basket.lines())
        for (const auto &epc : line.tags)
            if (s.marking.size() < maxMarking)
                s.marking.push_back({epc, ticketNumber});
    if (idle && !s.marking.empty())
        command(s.marking.front());
}

void Stepper::operator()(const TagMarked &event) {
    if (s.marking.empty() || s.marking.front() != MarkTag{event.epc, event.ticketNumber})
        return;
    s.marking.erase(s.marking.begin());
    if (!s.marking.empty())
        command(s.marking.front());
}

} // namespace panier::visit

// What the shopper does on the screen, and the visit's beginning and end.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

void Stepper::beginVisit() {
    s.visitId = "V" + std::to_string(m_at) + "-" + std::to_string(s.nextId++);
    enter(Phase::Scanning);
    s.notice = Notice::None;
    s.leftAt.reset();
    // What the reader hasn't told since it started afresh was the last shopper's, and is gone perhaps.
    forgetTags([](const TagState &tag) { return tag.stale; });
    // What the last shopper left on the tray is on it in this visit too, but it is looked up anew: its price, or
    // whether anyone knows it, may be another by now.
    for (auto &[epc, tag] : s.tags) {
        if (tag.claim != Claim::SetAside)
            continue;
        tag.claim = Claim::None;
        tag.knowledge = Knowledge::Asked;
        tag.article.reset();
        command(LookUpTag{epc, tag.encoded});
    }
    std::erase_if(s.articles, [this](const auto &known) {
        return std::none_of(s.tags.begin(), s.tags.end(),
                            [&](const auto &entry) { return entry.second.article == known.first; });
    });
}

// What concerns the shop, not this shopper, stays until somebody has seen it.
bool outlivesVisit(const State &state, const Alert &alert) {
    const auto tag = alert.epc ? state.tags.find(*alert.epc) : state.tags.end();
    const bool soldTwice =
        alert.kind == AlertKind::ClaimedTag && (tag == state.tags.end() || tag->second.knowledge == Knowledge::Sold);
    return soldTwice || alert.kind == AlertKind::DeviceLost || alert.kind == AlertKind::PaymentInDoubt ||
           alert.kind == AlertKind::TrayChanged || alert.kind == AlertKind::LateApproval ||
           alert.kind == AlertKind::LeftBehind;
}

void Stepper::endVisit() {
    close([this](const Alert &alert) { return !outlivesVisit(s, alert); });
    if (s.undo && !outlivesVisit(s, s.undo->alert))
        s.undo.reset();
    const bool paid = s.receipt.has_value();
    if (paid)
        s.lastReceipt = s.receipt;
    s.receipt.reset();
    s.basket = {};
    s.pendingCodes.clear();
    s.another.clear();
    s.asking.reset();
    s.payment.reset();
    s.refusal = PaymentReason::None;
    s.ageConfirmed = 0;
    s.counted.reset();
    s.miscounts = 0;
    s.countWaived = false;
    s.visitId.clear();
    s.language = m_settings.language;
    s.notice = Notice::None;
    s.ownThings = s.things.value_or(0);
    if (thingsLie() && !s.leftAt)
        s.leftAt = m_at + m_settings.leftBehindMs;
    // What still lies on the tray belongs to nobody until something moves: it starts no visit by itself. What came
    // after the payment is the next shopper's, or was not paid for: it starts one.
    for (auto &[epc, tag] : s.tags)
        if (!paid || tag.claim != Claim::None)
            tag.claim = Claim::SetAside;
    enter(Phase::Attract);
}

void Stepper::sayGoodbye() {
    enter(Phase::Goodbye, m_settings.goodbyeMs);
}

void Stepper::operator()(const PayPressed &) {
    if (s.phase != Phase::Scanning && s.phase != Phase::Refused && s.phase != Phase::Asking)
        return;
    touch();
    s.another.clear(); // an open "another one?" that is passed over is a no
    if (s.phase == Phase::Scanning)
        lookAgain();
    else
        proceedToPayment();
}

// The deep scan, before anything is asked; without a reader nothing more would be learnt.
void Stepper::lookAgain() {
    const auto reader = s.devices.find(Device::Reader);
    const bool ready = reader != s.devices.end() && reader->second.health == Health::Ready;
    if (!ready || (s.tags.empty() && s.settled && s.unread == 0)) {
        proceedToPayment();
        return;
    }
    enter(Phase::Checking, m_settings.checkingMs);
    s.deepScanning = true;
    command(DeepScan{});
}

void Stepper::operator()(const Answered &event) {
    if (s.frozen() || !shopping())
        return;
    touch();
    if (event.epc && unsure(*event.epc))
        claim(*event.epc, event.yes ? Claim::Mine : Claim::NotMine);
    if (!event.gtin || std::erase(s.another, *event.gtin) == 0)
        return;
    if (event.yes && s.articles.contains(*event.gtin))
        (void)s.basket.another(s.articles.at(*event.gtin));
}

void Stepper::operator()(const UnitsSet &event) {
    if (s.frozen() || !shopping())
        return;
    touch();
    if (m_settings.bag && event.gtin == m_settings.bag->gtin)
        s.articles.try_emplace(event.gtin, *m_settings.bag);
    const auto article = s.articles.find(event.gtin);
    if (article == s.articles.end())
        return;
    const auto *line = s.basket.find(event.gtin);
    if (line != nullptr && event.units < static_cast<int>(line->tags.size()))
        s.notice = Notice::StillOnTray;
    (void)s.basket.declare(article->second, std::max(0, event.units));
}

void Stepper::operator()(const WithoutArticle &event) {
    if (s.frozen() || !shopping())
        return;
    touch();
    const auto *line = s.basket.find(event.gtin);
    if (line == nullptr)
        return;
    if (!line->tags.empty()) { // it must leave the tray: the tag says that it is still there
        s.notice = Notice::StillOnTray;
        return;
    }
    s.basket.remove(event.gtin);
}

void Stepper::operator()(const LeavePressed &) {
    if (shopping() && !s.frozen())
        endVisit();
}

void Stepper::operator()(const BackPressed &) {
    if (shopping() && s.phase != Phase::Scanning && !s.frozen())
        backToBasket(Notice::None);
}

void Stepper::operator()(const HelpPressed &) {
    touch();
    raise(AlertKind::Help, [](const Alert &alert) { return alert.kind == AlertKind::Help; });
    if (s.phase == Phase::Attract)
        beginVisit();
    if (s.phase != Phase::Scanning && s.phase != Phase::Refused)
        return; // the other screens wait for something: the call is sent, they stay
    s.resume = s.phase;
    enter(Phase::Helping);
}

void Stepper::endHelp() {
    enter(s.resume, s.resume == Phase::Refused ? m_settings.refusedMs : 0);
}

void Stepper::operator()(const HelpCancelled &) {
    close([](const Alert &alert) { return alert.kind == AlertKind::Help; });
    touch();
    if (s.phase == Phase::Helping)
        endHelp();
    else if (s.phase == Phase::Waiting)
        backToBasket(Notice::None);
}

void Stepper::operator()(const StayPressed &) {
    touch();
    if (s.phase == Phase::Receipt)
        s.deadline = m_at + m_settings.receiptMs;
}

void Stepper::operator()(const DonePressed &) {
    if (s.phase == Phase::Receipt)
        sayGoodbye();
    else if (s.phase == Phase::Goodbye)
        endVisit();
}

void Stepper::operator()(const LanguageChosen &event) {
    s.language = event.language;
    s.lastActivity = m_at;
    s.idleAt.reset();
    if (s.phase == Phase::Attract) // whoever chose it may walk away
        s.deadline = m_at + m_settings.idleMs;
}

} // namespace panier::visit

// Alerts, and the attendant who resolves them.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {
constexpr std::size_t maxAlerts = 200; // the oldest that blocks nothing makes room, then the oldest of a tag

// An alert about a charge is about money that no ticket holds: a flood of others doesn't push it out.
bool aboutMoney(AlertKind kind) {
    return kind == AlertKind::PaymentInDoubt || kind == AlertKind::LateApproval;
}
} // namespace

Alert *Stepper::findAlert(const std::function<bool(const Alert &)> &matches) {
    const auto found = std::find_if(s.alerts.begin(), s.alerts.end(), matches);
    return found == s.alerts.end() ? nullptr : &*found;
}

Alert &Stepper::raise(AlertKind kind, const std::function<bool(const Alert &)> &same) {
    if (auto *open = findAlert(same))
        return *open;
    makeRoom();
    Alert alert;
    alert.id = s.nextId++;
    alert.kind = kind;
    alert.at = m_at;
    return s.alerts.emplace_back(alert);
}

void Stepper::makeRoom() {
    if (s.alerts.size() < maxAlerts)
        return;
    auto victim = std::find_if(s.alerts.begin(), s.alerts.end(), [](const Alert &alert) {
        return !blocksPayment(alert.kind) && !aboutMoney(alert.kind);
    });
    if (victim == s.alerts.end())
        victim = std::find_if(s.alerts.begin(), s.alerts.end(),
                              [](const Alert &alert) { return alert.kind == AlertKind::UnknownTag; });
    s.alerts.erase(victim == s.alerts.end() ? s.alerts.begin() : victim);
}

void Stepper::close(const std::function<bool(const Alert &)> &matches) {
    std::erase_if(s.alerts, matches);
}

void Stepper::operator()(const StaffSignedIn &event) {
    s.undo.reset(); // whoever comes now said nothing yet
    s.staff = Staff{event.user, event.displayName};
    s.staffUntil = m_at + m_settings.staffMs;
}

void Stepper::operator()(const StaffSignedOut &) {
    closePanel();
}

void Stepper::closePanel() {
    s.staff.reset();
    s.staffUntil.reset();
    s.undo.reset();
    if (s.lesson.step != Lesson::Step::UnderWay)
        s.lesson = {};
    s.lastActivity = m_at;
}

void Stepper::operator()(const AlertResolved &event) {
    const auto *open = findAlert([&](const Alert &alert) { return alert.id == event.alertId; });
    if (open == nullptr || !s.staff)
        return;
    const auto allowed = resolutionsOf(open->kind);
    if (std::find(allowed.begin(), allowed.end(), event.resolution) == allowed.end())
        return;
    s.staffUntil = m_at + m_settings.staffMs;
    if (s.frozen() && movesBasket(event.resolution))
        return; // the amount has been sent: it waits until the terminal has answered
    const Alert alert = *open;
    remember(alert, event.resolution);
    resolve(alert, event.resolution);
}

void Stepper::resolve(const Alert &alert, Resolution resolution) {
    close([&](const Alert &open) { return open.id == alert.id; });
    switch (resolution) {
    case Resolution::Count:
        claim(*alert.epc, Claim::Mine);
        break;
    case Resolution::SetAside:
        claim(*alert.epc, Claim::SetAside);
        break;
    case Resolution::AgeConfirmed:
        if (const auto *line = s.basket.find(*alert.gtin))
            s.ageConfirmed = std::max(s.ageConfirmed, line->article.ageLimitYears);
        break;
    case Resolution::RemoveArticle:
        // Its tags stay on the tray until somebody lifts them: they are set aside, or they would come back.
        for (auto &[epc, tag] : s.tags)
            if (tag.article == alert.gtin)
                tag.claim = Claim::SetAside;
        s.basket.remove(*alert.gtin);
        break;
    case Resolution::Paid:
        if (s.payment) {
            checkout::CardPayment payment;
            payment.confirmedBy = s.staff->user;
            approve(payment);
        }
        break;
    case Resolution::NotPaid:
        if (s.payment)
            backToBasket(Notice::None);
        break;
    case Resolution::GoOn:
    case Resolution::CountRight:
    case Resolution::Rescan:
        resolveCount(alert, resolution);
        break;
    case Resolution::NothingThere:
        resolveThings(alert, resolution);
        break;
    case Resolution::Done:
        resolveThings(alert, resolution);
        if (alert.kind == AlertKind::Help && s.phase == Phase::Helping)
            endHelp();
        break;
    }
}

void Stepper::operator()(const TraySaidEmpty &) {
    if (!s.canLearn())
        return;
    s.staffUntil = m_at + m_settings.staffMs;
    s.lesson = {Lesson::Step::UnderWay, 0};
    command(LearnSurroundings{s.staff->user});
}

void Stepper::operator()(const SurroundingsLearnt &event) {
    if (s.lesson.step != Lesson::Step::UnderWay)
        return;
    s.lesson = {event.whole ? Lesson::Step::Learnt : Lesson::Step::Broken, event.whole ? event.tags : 0};
    if (!s.staff) // there is nobody to be told
        s.lesson = {};
}

void Stepper::operator()(const Suspended &) {
    if (!s.canSuspend())
        return;
    s.resume = s.visitId.empty() ? Phase::Attract : Phase::Scanning;
    enter(Phase::Suspended);
}

void Stepper::operator()(const Resumed &) {
    if (s.staff && s.phase == Phase::Suspended)
        enter(s.resume);
}

void Stepper::operator()(const DuplicatePressed &) {
    if (!s.canDuplicate())
        return;
    auto &receipt = s.receipt ? s.receipt : s.lastReceipt;
    receipt->print = PrintStep::Printing;
    receipt->issued = std::max(receipt->issued, 1); // the e-ticket was the original
    command(PrintTicket{receipt->ticket, receipt->issued});
}

} // namespace panier::visit

// What an attendant said by a slip of the finger, taken back. Never money: an approval stands, and so does its absence.
#include "visit/stepper.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace panier::visit {

namespace {

bool canBeTakenBack(Resolution resolution) {
    return resolution != Resolution::Paid && resolution != Resolution::NotPaid &&
           resolution != Resolution::NothingThere;
}

// What the resolution made of a tag.
Claim claimBy(Resolution resolution) {
    return resolution == Resolution::Count ? Claim::Mine : Claim::SetAside;
}

} // namespace

bool movesBasket(Resolution resolution) {
    return resolution != Resolution::Paid && resolution != Resolution::NotPaid && resolution != Resolution::Done &&
           resolution != Resolution::NothingThere;
}

// Before it is resolved.
void Stepper::remember(const Alert &alert, Resolution resolution) {
    s.undo.reset();
    if (!canBeTakenBack(resolution))
        return;
    Undo undo;
    undo.alert = alert;
    if (alert.epc && isAboutTag(alert.kind))
        std::copy_if(s.alerts.begin(), s.alerts.end(), std::back_inserter(undo.others), [&](const Alert &open) {
            return open.id != alert.id && open.epc == alert.epc && isAboutTag(open.kind);
        });
    undo.resolution = resolution;
    undo.until = m_at + m_settings.undoMs;
    undo.phase = s.phase;
    undo.ageConfirmed = s.ageConfirmed;
    undo.counted = s.counted;
    undo.miscounts = s.miscounts;
    undo.ownThings = s.ownThings;
    for (const auto &[epc, tag] : s.tags)
        if (alert.epc == epc || (alert.gtin && tag.article == alert.gtin))
            undo.claims.emplace(epc, tag.claim);
    const auto tag = alert.epc ? s.tags.find(*alert.epc) : s.tags.end();
    const auto gtin = tag != s.tags.end() ? tag->second.article : alert.gtin;
    if (const auto *line = gtin ? s.basket.find(*gtin) : nullptr)
        undo.line = *line;
    s.undo = std::move(undo);
}

void Stepper::operator()(const ResolutionTakenBack &event) {
    if (!s.staff || !s.undo || s.undo->alert.id != event.alertId || (s.frozen() && movesBasket(s.undo->resolution)))
        return;
    s.staffUntil = m_at + m_settings.staffMs;
    const auto undo = *std::exchange(s.undo, std::nullopt);
    reopen(undo.alert);
    for (const auto &other : undo.others)
        reopen(other);
    restore(undo);
}

// Under its old number, in its old place; not if it has come again by itself.
void Stepper::reopen(const Alert &alert) {
    const auto same = [&](const Alert &open) {
        return open.kind == alert.kind && open.epc == alert.epc && open.gtin == alert.gtin;
    };
    if (alert.kind != AlertKind::LateApproval && findAlert(same) != nullptr)
        return;
    makeRoom();
    const auto later =
        std::find_if(s.alerts.begin(), s.alerts.end(), [&](const Alert &open) { return open.id > alert.id; });
    s.alerts.insert(later, alert);
}

void Stepper::restore(const Undo &undo) {
    switch (undo.resolution) {
    case Resolution::Count:
    case Resolution::SetAside:
    case Resolution::RemoveArticle:
        putBack(undo);
        break;
    case Resolution::AgeConfirmed:
        s.ageConfirmed = undo.ageConfirmed;
        break;
    case Resolution::GoOn:
        s.countWaived = false;
        break;
    case Resolution::CountRight:
    case Resolution::Rescan:
        s.counted = undo.counted;
        s.miscounts = undo.miscounts;
        if (undo.phase == Phase::Waiting && s.phase == Phase::Scanning)
            enter(Phase::Waiting);
        break;
    case Resolution::Done:
        if (undo.alert.kind == AlertKind::UncountedThing)
            s.ownThings = undo.ownThings;
        if (undo.phase == Phase::Helping && s.phase == s.resume)
            enter(Phase::Helping);
        break;
    case Resolution::Paid:
    case Resolution::NotPaid:
    case Resolution::NothingThere:
        break;
    }
}

// What was said of tags, and the line of the basket that went with it; what left the tray meanwhile has left.
void Stepper::putBack(const Undo &undo) {
    for (const auto &[epc, claim] : undo.claims)
        if (const auto tag = s.tags.find(epc); tag != s.tags.end() && tag->second.claim == claimBy(undo.resolution))
            tag->second.claim = claim;
    if (s.phase == Phase::Asking && undo.alert.kind == AlertKind::UnsureTag)
        s.asking = undo.alert.epc;
    if (!undo.line || s.basket.find(undo.line->article.gtin) != nullptr)
        return;
    auto line = *undo.line;
    const auto gone = [this](const codes::Epc &epc) { return !s.tags.contains(epc); };
    std::erase_if(line.tags, gone);
    std::erase_if(line.unsure, gone);
    if (line.empty())
        return;
    auto lines = s.basket.lines();
    lines.insert(std::find_if(lines.begin(), lines.end(), [&](const auto &other) { return other.order > line.order; }),
                 line);
    s.basket = checkout::Basket::restore(std::move(lines), s.basket.nextOrder());
}

} // namespace panier::visit

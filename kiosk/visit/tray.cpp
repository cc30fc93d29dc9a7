// What lies on the tray: what lands, what leaves, and when that was during a payment.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {
constexpr std::size_t maxTags = 2000; // beyond that further tags are not taken up: no tray holds as many
} // namespace

void Stepper::operator()(const TrayChanged &event) {
    // A gesture is what lands or leaves for sure: a stray that flickers at the edge must not keep a visit open for
    // ever.
    const bool moved = std::any_of(event.changes.begin(), event.changes.end(), [this](const TagChange &change) {
        const auto known = s.tags.find(change.epc);
        const auto before = known == s.tags.end() ? TagClass::Off : known->second.tagClass;
        return before != change.tagClass && (before == TagClass::On || change.tagClass == TagClass::On);
    });
    if (moved && shopping())
        touch();
    for (const auto &change : event.changes)
        changeTag(change);
    s.settled = event.settled;
    noteUnread(event.unread, moved);
}

void Stepper::changeTag(const TagChange &change) {
    if (s.frozen())
        noticeFrozenChange(change);
    if (change.tagClass == TagClass::Off) {
        if (s.frozen() && s.tags.contains(change.epc))
            s.tags[change.epc].gone = true;
        else
            forgetTag(change.epc);
        return;
    }
    const auto known = s.tags.find(change.epc);
    if (known != s.tags.end()) {
        known->second.tagClass = change.tagClass;
        known->second.reason = change.reason;
        known->second.stale = false;
        known->second.gone = false;
        return;
    }
    if (s.tags.size() >= maxTags)
        return;
    TagState tag;
    tag.tagClass = change.tagClass;
    tag.reason = change.reason;
    tag.encoded = change.gtin;
    s.tags.emplace(change.epc, tag);
    command(LookUpTag{change.epc, change.gtin});
}

// Something that came or went while the card was charged: the sale stands as it was, an attendant looks.
void Stepper::noticeFrozenChange(const TagChange &change) {
    const auto known = s.tags.find(change.epc);
    if (known != s.tags.end() && (known->second.knowledge == Knowledge::Sold || known->second.stale))
        return;
    const bool was = known != s.tags.end() && known->second.tagClass == TagClass::On && !known->second.gone;
    const bool came = !was && change.tagClass == TagClass::On;
    const bool left = was && change.tagClass == TagClass::Off;
    if (came || left)
        raise(AlertKind::TrayChanged, about(AlertKind::TrayChanged, change.epc)).epc = change.epc;
}

void Stepper::forgetTags(const std::function<bool(const TagState &)> &matches) {
    std::vector<codes::Epc> gone;
    for (const auto &[epc, tag] : s.tags)
        if (matches(tag))
            gone.push_back(epc);
    for (const auto &epc : gone)
        forgetTag(epc);
}

void Stepper::forgetTag(const codes::Epc &epc) {
    const auto tag = s.tags.find(epc);
    const bool sold = tag != s.tags.end() && tag->second.knowledge == Knowledge::Sold;
    s.tags.erase(epc);
    s.basket.takeTag(epc);
    if (s.undo && s.undo->alert.epc == epc && isAboutTag(s.undo->alert.kind))
        s.undo.reset(); // there is nothing left to be said of it
    if (s.asking == epc)
        s.asking.reset();
    close([&](const Alert &alert) { // that it was perhaps sold twice stays until somebody has seen it
        return alert.epc == epc && isAboutTag(alert.kind) && !(sold && alert.kind == AlertKind::ClaimedTag);
    });
}

void Stepper::operator()(const TrayRestarted &) {
    for (auto &[epc, tag] : s.tags)
        tag.stale = true;
    s.settled = false;
    if (s.phase != Phase::Asking && s.phase != Phase::Waiting && s.phase != Phase::Counting)
        s.unread = 0; // what was doubted before the question stays doubted
}

void Stepper::operator()(const DeepScanDone &) {
    s.deepScanning = false;
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

} // namespace panier::visit

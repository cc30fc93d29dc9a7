// What lies on the tray, and what follows for the basket.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {
constexpr std::size_t maxTags = 2000; // beyond that further tags are not taken up: no tray holds as many

auto about(AlertKind kind, const codes::Epc &epc) {
    return [kind, epc](const Alert &alert) { return alert.kind == kind && alert.epc == epc; };
}
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
    s.unread = event.unread;
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
    s.tags.erase(epc);
    s.basket.takeTag(epc);
    if (s.asking == epc)
        s.asking.reset();
    for (const auto kind : {AlertKind::UnknownTag, AlertKind::SoldTag, AlertKind::UnsureTag})
        close(about(kind, epc));
}

void Stepper::operator()(const TrayRestarted &) {
    for (auto &[epc, tag] : s.tags)
        tag.stale = true;
    s.settled = false;
}

void Stepper::operator()(const DeepScanDone &) {
    s.deepScanning = false;
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

void Stepper::operator()(const TagFound &event) {
    const auto tag = s.tags.find(event.epc);
    if (tag == s.tags.end())
        return; // it left while it was looked up
    tag->second.knowledge = Knowledge::Known;
    tag->second.article = event.article.gtin;
    s.articles.try_emplace(event.article.gtin, event.article);
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

void Stepper::operator()(const TagUnknown &event) {
    const auto tag = s.tags.find(event.epc);
    if (tag == s.tags.end())
        return;
    tag->second.knowledge = Knowledge::Unknown;
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

void Stepper::operator()(const TagForeign &event) {
    const auto tag = s.tags.find(event.epc);
    if (tag == s.tags.end())
        return;
    tag->second.knowledge = Knowledge::Foreign;
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

void Stepper::operator()(const TagClaimed &event) {
    if (const auto tag = s.tags.find(event.epc); tag != s.tags.end())
        tag->second.claimedBy = event.kiosk;
}

void Stepper::operator()(const TagSold &event) {
    const auto tag = s.tags.find(event.epc);
    if (tag == s.tags.end())
        return;
    tag->second.knowledge = Knowledge::Sold;
    if (!s.visitId.empty() && shopping()) {
        raise(AlertKind::SoldTag, about(AlertKind::SoldTag, event.epc)).epc = event.epc;
        s.notice = Notice::AlreadyPaid;
    }
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

// The basket's tags follow from what is known of the tray; unknown tags on it are alerts.
void Stepper::syncBasket() {
    for (const auto &[epc, tag] : s.tags) {
        if (tag.claim == Claim::SetAside || tag.knowledge == Knowledge::Sold) {
            s.basket.takeTag(epc);
            continue;
        }
        if (tag.knowledge == Knowledge::Unknown && tag.tagClass == TagClass::On)
            raise(AlertKind::UnknownTag, about(AlertKind::UnknownTag, epc)).epc = epc;
        if (tag.knowledge != Knowledge::Known)
            continue;
        const auto &article = s.articles.at(*tag.article);
        if (tag.tagClass == TagClass::On || tag.claim == Claim::Mine)
            (void)s.basket.putTag(article, epc);
        else if (tag.claim == Claim::NotMine)
            s.basket.takeTag(epc);
        else
            (void)s.basket.putUnsureTag(article, epc);
        if (tag.tagClass == TagClass::On) {
            close(about(AlertKind::UnsureTag, epc));
            if (s.asking == epc)
                s.asking.reset();
        }
    }
}

std::optional<codes::Epc> Stepper::firstUnsure() const {
    for (const auto &line : s.basket.lines())
        if (line.openUnsure() > 0)
            return *line.unsure.begin();
    return std::nullopt;
}

void Stepper::claim(const codes::Epc &epc, Claim claim) {
    const auto tag = s.tags.find(epc);
    if (tag != s.tags.end())
        tag->second.claim = claim;
    if (s.asking == epc)
        s.asking.reset();
    for (const auto kind : {AlertKind::UnknownTag, AlertKind::SoldTag, AlertKind::UnsureTag})
        close(about(kind, epc));
    syncBasket();
}

} // namespace panier::visit

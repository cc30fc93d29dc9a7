// What is known of the tags on the tray, and what follows: the basket, or an alert with a way out. None is dropped
// silently.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {

bool isHere(const TagState &tag) {
    return tag.tagClass == TagClass::On || tag.claim == Claim::Mine;
}

// In a neighbour's visit, and no attendant counted it here.
bool isElsewhere(const TagState &tag) {
    return !tag.claimedBy.empty() && tag.claim != Claim::Mine;
}

bool isSellable(const TagState &tag) {
    return tag.knowledge == Knowledge::Known && tag.claim != Claim::SetAside && !isElsewhere(tag);
}

// The catalogue and its mapping didn't know it.
bool isStranger(const TagState &tag) {
    return tag.knowledge == Knowledge::Unknown || tag.knowledge == Knowledge::Foreign;
}

// Why a tag on the tray isn't in the basket. One that is only perhaps there is a neighbour's, a passer-by's or asked
// about before the payment.
std::optional<AlertKind> strangeness(const TagState &tag) {
    if (tag.claim == Claim::SetAside || !isHere(tag))
        return std::nullopt;
    if (tag.knowledge == Knowledge::Sold)
        return AlertKind::SoldTag;
    if (tag.knowledge == Knowledge::Foreign)
        return AlertKind::ForeignTag;
    if (isElsewhere(tag))
        return AlertKind::ClaimedTag;
    if (tag.knowledge == Knowledge::Unknown)
        return AlertKind::UnknownTag;
    return std::nullopt;
}

Notice noticeOf(AlertKind kind) {
    switch (kind) {
    case AlertKind::SoldTag:
        return Notice::AlreadyPaid;
    case AlertKind::ForeignTag:
        return Notice::NotFromHere;
    case AlertKind::ClaimedTag:
        return Notice::AtNeighbour;
    default:
        return Notice::None; // an unknown tag waits for an attendant, and the screen then says so
    }
}

} // namespace

void Stepper::know(const codes::Epc &epc, Knowledge knowledge) {
    const auto tag = s.tags.find(epc);
    if (tag == s.tags.end())
        return; // it left while it was looked up
    tag->second.knowledge = knowledge;
    if (s.phase == Phase::Checking)
        proceedToPayment();
}

void Stepper::operator()(const TagFound &event) {
    const auto tag = s.tags.find(event.epc);
    if (tag == s.tags.end())
        return;
    tag->second.article = event.article.gtin;
    const bool wasStranger = isStranger(tag->second);
    if (s.visitId.empty()) // whatever the price was in an earlier visit
        s.articles.insert_or_assign(event.article.gtin, event.article);
    else // in one visit an article has one price
        s.articles.try_emplace(event.article.gtin, event.article);
    // The basket grows by what stood outside it: nobody pays a total that they haven't seen.
    if (wasStranger && isHere(tag->second) &&
        (s.phase == Phase::Checking || s.phase == Phase::Asking || s.phase == Phase::Waiting))
        backToBasket(Notice::None);
    know(event.epc, Knowledge::Known);
}

// The strangers on the tray are asked for again. They stay strangers until there is an answer.
void Stepper::operator()(const CatalogueChanged &) {
    for (const auto &[epc, tag] : s.tags)
        if (isStranger(tag) && tag.claim != Claim::SetAside)
            command(LookUpTag{epc, tag.encoded});
}

void Stepper::operator()(const TagUnknown &event) {
    know(event.epc, Knowledge::Unknown);
}

void Stepper::operator()(const TagForeign &event) {
    know(event.epc, Knowledge::Foreign);
}

void Stepper::operator()(const TagSold &event) {
    know(event.epc, Knowledge::Sold);
}

void Stepper::operator()(const TagClaimed &event) {
    const auto found = s.tags.find(event.epc);
    if (found == s.tags.end() || found->second.claimedBy == event.kiosk)
        return;
    auto &tag = found->second;
    tag.claimedBy = event.kiosk;
    if (event.kiosk.empty())
        return;
    if (!s.frozen()) {
        if (tag.claim == Claim::Mine) // said before anyone knew that it is the neighbour's
            tag.claim = Claim::None;
        return;
    }
    // Both are paying: the sale stands as it was, an attendant looks at both trays.
    if (tag.knowledge == Knowledge::Known && isHere(tag) && tag.claim != Claim::SetAside) {
        auto &alert = raise(AlertKind::ClaimedTag, about(AlertKind::ClaimedTag, event.epc));
        alert.epc = event.epc;
        alert.kiosk = event.kiosk;
    }
}

// The basket's tags follow from what is known of the tray; what is on it and not in the basket is an alert.
void Stepper::syncBasket() {
    for (const auto &[epc, tag] : s.tags) {
        if (!isSellable(tag) || (tag.claim == Claim::NotMine && !isHere(tag)))
            s.basket.takeTag(epc);
        else if (isHere(tag))
            (void)s.basket.putTag(s.articles.at(*tag.article), epc);
        else
            (void)s.basket.putUnsureTag(s.articles.at(*tag.article), epc);
        if (s.asking == epc && (isHere(tag) || isElsewhere(tag)))
            s.asking.reset();
    }
    syncTagAlerts();
}

void Stepper::syncTagAlerts() {
    close([this](const Alert &alert) {
        const auto found = alert.epc ? s.tags.find(*alert.epc) : s.tags.end();
        if (!isAboutTag(alert.kind) || found == s.tags.end())
            return false;
        if (alert.kind == AlertKind::UnsureTag)
            return isHere(found->second) || isElsewhere(found->second);
        const bool soldTwice = alert.kind == AlertKind::ClaimedTag && found->second.knowledge == Knowledge::Sold;
        return strangeness(found->second) != alert.kind && !soldTwice;
    });
    for (const auto &[epc, tag] : s.tags) {
        const auto kind = strangeness(tag);
        if (!kind || findAlert(about(*kind, epc)) != nullptr)
            continue;
        auto &alert = raise(*kind, about(*kind, epc));
        alert.epc = epc;
        alert.kiosk = *kind == AlertKind::ClaimedTag ? tag.claimedBy : std::string();
        if (noticeOf(*kind) != Notice::None)
            s.notice = noticeOf(*kind);
    }
}

// An article of the basket first: it has a name. Then a tag that nobody knows and that is perhaps there.
std::optional<codes::Epc> Stepper::firstUnsure() const {
    for (const auto &line : s.basket.lines())
        if (line.openUnsure() > 0)
            return *line.unsure.begin();
    for (const auto &epc : s.unsureTags())
        if (s.tags.at(epc).knowledge == Knowledge::Unknown)
            return epc;
    return std::nullopt;
}

bool Stepper::unsure(const codes::Epc &epc) const {
    const auto tag = s.tags.find(epc);
    return tag != s.tags.end() && tag->second.tagClass == TagClass::Unsure && tag->second.claim == Claim::None &&
           !isElsewhere(tag->second);
}

void Stepper::claim(const codes::Epc &epc, Claim claim) {
    const auto tag = s.tags.find(epc);
    if (tag != s.tags.end())
        tag->second.claim = claim;
    if (s.asking == epc)
        s.asking.reset();
    close([&](const Alert &alert) { return alert.epc == epc && isAboutTag(alert.kind); });
    if (shopping())
        syncBasket();
}

} // namespace panier::visit

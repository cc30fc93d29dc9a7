// What the camera above the tray sees, against what is known of: a word to the shopper first, an attendant after.
//
// It can't count articles: those that touch are one thing, a pair of shoes is two. What it can say is that more things
// lie there than tags were read and codes were shown. That may be a handbag: so the shopper is asked, may say "mine"
// with one tap, and nothing is ever blocked. An attendant is called only when nobody answers.
#include "visit/stepper.h"

#include <algorithm>
#include <set>

namespace panier::visit {

namespace {
auto isUncounted = [](const Alert &alert) { return alert.kind == AlertKind::UncountedThing; };
auto isLeft = [](const Alert &alert) { return alert.kind == AlertKind::LeftBehind; };
} // namespace

void Stepper::operator()(const TraySeen &event) {
    const auto before = s.things;
    s.things = event.things;
    if (!s.things)
        return;
    s.ownThings = std::min(s.ownThings, *s.things);
    if (*s.things == 0) {
        close(isLeft);
        if (s.leftAt && s.phase == Phase::Goodbye)
            s.deadline = m_at + m_settings.goodbyeMs;
        s.leftAt.reset();
    }
    // Something was laid down. What lay there when the camera first saw the tray is no newcomer.
    const bool arrived = before && *s.things > *before && *s.things > s.ownThings;
    if (arrived && s.phase == Phase::Attract && s.visitId.empty() && !s.staff)
        beginVisit();
}

void Stepper::operator()(const ThingsClaimed &) {
    if (s.uncounted == 0)
        return;
    touch();
    claimThings();
}

void Stepper::claimThings() {
    s.ownThings += s.things ? uncounted() : s.uncounted;
    s.uncounted = 0;
    s.uncountedAlertAt.reset();
}

// What is known to lie there, or to have been shown by its code: it may lie there too.
int Stepper::accountedFor() const {
    std::set<codes::Epc> inBasket;
    int units = s.basket.count() + static_cast<int>(s.pendingCodes.size() + s.another.size());
    for (const auto &line : s.basket.lines()) {
        units += line.openUnsure();
        inBasket.insert(line.tags.begin(), line.tags.end());
        inBasket.insert(line.unsure.begin(), line.unsure.end());
    }
    for (const auto &[epc, tag] : s.tags)
        units += !tag.gone && !inBasket.contains(epc) ? 1 : 0;
    return units;
}

int Stepper::uncounted() const {
    const auto reader = s.devices.find(Device::Reader);
    const bool blind = reader != s.devices.end() && reader->second.health == Health::Lost; // the screen says so already
    return s.things && !blind ? std::max(0, *s.things - s.ownThings - accountedFor()) : 0;
}

// After each event. During a payment all stays as it is.
void Stepper::followThings() {
    if (s.frozen())
        return;
    auto *alert = findAlert(isUncounted);
    if (shopping() && !s.things && (s.uncounted > 0 || alert != nullptr))
        return; // a hand before the camera doesn't take away what lies there
    const int more = shopping() ? uncounted() : 0;
    if (more == 0) {
        s.uncounted = 0;
        s.uncountedAt.reset();
        s.uncountedAlertAt.reset();
        if (shopping())
            close(isUncounted);
        return;
    }
    if (alert != nullptr) {
        alert->counted = *s.things;
        alert->expected = *s.things - more;
    }
    if (s.uncounted > 0 || alert != nullptr)
        s.uncounted = more;
    else if (!s.uncountedAt)
        s.uncountedAt = m_at + m_settings.uncountedMs;
}

// Time passes.
void Stepper::watchThings() {
    if (s.uncountedAt && m_at >= *s.uncountedAt) {
        s.uncountedAt.reset();
        s.uncounted = uncounted();
        s.uncountedAlertAt = m_at + m_settings.uncountedAlertMs;
    }
    if (s.uncountedAlertAt && m_at >= *s.uncountedAlertAt) {
        s.uncountedAlertAt.reset();
        auto &alert = raise(AlertKind::UncountedThing, isUncounted);
        alert.expected = s.ownThings + accountedFor();
        alert.counted = alert.expected + s.uncounted;
    }
    if (s.leftAt && m_at >= *s.leftAt) {
        s.leftAt.reset();
        if (thingsLie() && s.visitId.empty())
            raise(AlertKind::LeftBehind, isLeft);
    }
}

// An attendant has looked.
void Stepper::resolveThings(const Alert &alert, Resolution resolution) {
    if (alert.kind == AlertKind::UncountedThing)
        claimThings();
    if (resolution == Resolution::NothingThere)
        command(LearnTrayView{});
}

} // namespace panier::visit

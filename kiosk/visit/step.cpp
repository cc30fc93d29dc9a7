#include "visit/step.h"

#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

Step step(const Settings &settings, State state, const Event &event) {
    Step result;
    result.state = std::move(state);
    Stepper stepper(settings, result, event.at);
    stepper.followClock();
    std::visit(stepper, event.data);
    stepper.settle();
    return result;
}

int goodsCount(const Settings &settings, const checkout::Basket &basket) {
    const auto *bags = settings.bag ? basket.find(settings.bag->gtin) : nullptr;
    return basket.count() - (bags != nullptr ? bags->quantity() : 0);
}

std::optional<base::TimeMs> nextWake(const Settings &settings, const State &state) {
    std::optional<base::TimeMs> wake;
    const auto consider = [&wake](std::optional<base::TimeMs> at) {
        if (at && (!wake || *at < *wake))
            wake = at;
    };
    consider(state.deadline);
    consider(state.staffUntil);
    consider(state.nfcAlertAt);
    consider(state.uncountedAt);
    consider(state.uncountedAlertAt);
    consider(state.leftAt);
    if (state.undo)
        consider(state.undo->until);
    if (const auto idle = idleLimit(settings, state))
        consider(state.idleAt ? *state.idleAt : state.lastActivity + *idle);
    return wake;
}

std::optional<base::TimeMs> idleLimit(const Settings &settings, const State &state) {
    constexpr int patience = 4; // an attendant is on the way: the shopper may have gone to meet them
    if (state.staff)
        return std::nullopt;
    if (state.phase == Phase::Scanning || state.phase == Phase::Asking || state.phase == Phase::Counting)
        return settings.idleMs;
    if (state.phase == Phase::Waiting || state.phase == Phase::Helping)
        return settings.idleMs * patience;
    return std::nullopt;
}

void Stepper::touch() {
    s.lastActivity = m_at;
    s.idleAt.reset();
    s.notice = Notice::None;
}

void Stepper::enter(Phase phase, base::TimeMs lastsMs) {
    s.phase = phase;
    s.deadline = lastsMs > 0 ? std::optional(m_at + lastsMs) : std::nullopt;
    s.idleAt.reset();
    s.lastActivity = m_at;
}

bool Stepper::shopping() const {
    return s.phase == Phase::Scanning || s.phase == Phase::Checking || s.phase == Phase::Asking ||
           s.phase == Phase::Counting || s.phase == Phase::Waiting || s.phase == Phase::Helping ||
           s.phase == Phase::Refused;
}

void Stepper::settle() {
    if (!s.frozen())
        forgetTags([this](const TagState &tag) { return tag.gone || (tag.stale && s.settled); });
    if (!s.frozen() && shopping()) {
        syncBasket();
        checkAges();
        checkCount();
    }
    // An attendant or the tray may have removed what stood between "pay" and the terminal.
    if ((s.phase == Phase::Waiting && s.blockers().empty() && !s.undo) ||
        (s.phase == Phase::Asking && (!s.asking || !firstUnsure())))
        proceedToPayment();
    // The next shopper's article may lie there already when the last one's receipt goes.
    if (s.phase == Phase::Attract && s.visitId.empty() && !s.staff) {
        const bool newcomer = std::any_of(s.tags.begin(), s.tags.end(), [](const auto &entry) {
            const TagState &tag = entry.second;
            return tag.tagClass == TagClass::On && !tag.stale && tag.claim == Claim::None && tag.claimedBy.empty() &&
                   (tag.knowledge == Knowledge::Known || tag.knowledge == Knowledge::Unknown);
        });
        if (newcomer) {
            beginVisit();
            syncBasket();
            checkAges();
        }
    }
    followThings();
}

} // namespace panier::visit

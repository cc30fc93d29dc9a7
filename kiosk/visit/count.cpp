// "How many articles?": asked before the payment when some on the tray may not have been read, and only then.
#include "visit/stepper.h"

#include <algorithm>

namespace panier::visit {

namespace {
constexpr int patience = 2; // counts that differ before an attendant is called

auto isCountDiffers = [](const Alert &alert) { return alert.kind == AlertKind::CountDiffers; };
} // namespace

// What the deep scan doubted stays doubted until something moves: a question that comes and goes with the reader's
// estimate would be none.
void Stepper::noteUnread(int unread, bool moved) {
    const bool asked = s.phase == Phase::Asking || s.phase == Phase::Waiting || s.phase == Phase::Counting;
    s.unread = std::max({0, unread, asked && !moved ? s.unread : 0});
    if (!moved)
        return;
    s.counted.reset();
    s.countWaived = false;
    if (s.undo && s.undo->alert.kind == AlertKind::CountDiffers)
        s.undo.reset();
    if (s.phase == Phase::Counting)
        lookAgain();
}

bool Stepper::mustCount() const {
    return s.unread > 0 && !s.countWaived && s.counted != goodsCount(m_settings, s.basket);
}

void Stepper::operator()(const CountGiven &event) {
    if (s.phase != Phase::Counting || event.units < 0)
        return;
    touch();
    s.counted = event.units;
    const int read = goodsCount(m_settings, s.basket);
    if (event.units != read && ++s.miscounts < patience) {
        backToBasket(Notice::CountDiffers);
        return;
    }
    if (event.units != read) {
        auto &alert = raise(AlertKind::CountDiffers, isCountDiffers);
        alert.counted = event.units;
        alert.expected = read;
    }
    proceedToPayment();
}

// What was missing may have been read or shown meanwhile.
void Stepper::checkCount() {
    const auto *alert = findAlert(isCountDiffers);
    if (alert == nullptr || alert->counted != goodsCount(m_settings, s.basket))
        return;
    s.counted = alert->counted;
    close(isCountDiffers);
}

void Stepper::resolveCount(const Alert &alert, Resolution resolution) {
    const bool waiting = s.phase == Phase::Waiting;
    if (resolution == Resolution::GoOn) {
        s.countWaived = true;
    } else if (resolution == Resolution::CountRight) {
        s.counted = alert.counted;
        if (waiting)
            backToBasket(Notice::CountDiffers);
    } else {
        s.counted.reset();
        s.miscounts = 0;
        if (waiting)
            lookAgain();
    }
}

} // namespace panier::visit

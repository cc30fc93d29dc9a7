// One shopper's visit, pure: no clock, no file, no thread. What it wants done it says in commands.
#pragma once

#include "visit/command.h"
#include "visit/event.h"
#include "visit/state.h"

namespace panier::visit {

// What the shop decided; constant while the kiosk runs.
struct Settings {
    checkout::Language language = checkout::Language::French;
    int registerNumber = 1;
    std::optional<checkout::Article> bag; // asked for on the basket screen
    base::TimeMs idleMs = 90'000;         // without a gesture: the warning
    base::TimeMs warningMs = 30'000;      // the warning's length
    base::TimeMs receiptMs = 45'000;
    base::TimeMs goodbyeMs = 4'000;
    base::TimeMs refusedMs = 60'000;
    base::TimeMs checkingMs = 5'000; // at most, for the deep scan and look-ups
    base::TimeMs staffMs = 120'000;  // the panel closes by itself
    base::TimeMs undoMs = 8'000;     // an attendant may take back what was tapped
    base::TimeMs nfcLostMs = 60'000; // the NFC reader is away before somebody is told: a PIN opens the panel, too
    bool markSold = false;           // sold tags get a mark
    // The camera above the tray: what nothing accounts for is told to the shopper once it has lain there for so long
    // (its tag must be read, its code shown), and to an attendant if the shopper does nothing about it for so long.
    base::TimeMs uncountedMs = 3'500;
    base::TimeMs uncountedAlertMs = 25'000;
    base::TimeMs leftBehindMs = 20'000; // to take everything along, before an attendant is told
};

struct Step {
    State state;
    std::vector<Command> commands;
    std::optional<checkout::TicketDraft> ticket; // to be numbered and signed in the same transaction
    std::optional<codes::HouseCodeId> usedCode;  // from now on it is used; void, as all of the step, if it was already
};

// The next state and what to do. Total: every event is legal in every state; what makes no sense there changes nothing.
[[nodiscard]] Step step(const Settings &settings, State state, const Event &event);

// The units that the shopper brought, as the screen counts them: all but the bags.
[[nodiscard]] int goodsCount(const Settings &settings, const checkout::Basket &basket);

// When TimePassed is worth sending; nullopt while nothing waits for the clock.
[[nodiscard]] std::optional<base::TimeMs> nextWake(const Settings &settings, const State &state);

} // namespace panier::visit

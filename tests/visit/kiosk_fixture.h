// A kiosk without devices: events in, states and commands out, and the small gestures of a shop in one line each.
#pragma once

#include "tests/support/articles.h"
#include "visit/step.h"

#include <variant>
#include <vector>

namespace panier::tests {

struct KioskFixture {
    visit::Settings settings;
    visit::State state;
    std::vector<visit::Command> commands; // of the last event
    std::optional<checkout::TicketDraft> ticket;
    base::TimeMs now = 1'700'000'000'000;

    KioskFixture();

    void send(visit::EventData data);
    void wait(base::TimeMs ms); // time passes, and the kiosk is woken when it asked to be
    // Kill and start: what was open is put right.
    void restart() { send(visit::Started{}); }

    // The last command of this kind in the last event's; nullptr if there was none.
    template <typename T>
    [[nodiscard]] const T *commanded() const {
        const T *found = nullptr;
        for (const auto &command : commands)
            if (const auto *data = std::get_if<T>(&command.data))
                found = data;
        return found;
    }

    void tray(const codes::Epc &epc, visit::TagClass tagClass, bool settled = true);
    void lands(const codes::Epc &epc, const checkout::Article &article); // on the tray, and looked up
    void landsUnsure(const codes::Epc &epc, const checkout::Article &article);
    void leaves(const codes::Epc &epc) { tray(epc, visit::TagClass::Off); }
    void shows(const checkout::Article &article); // to the camera, and looked up
    void pays();                                  // "pay", with the deep scan done
    // Through the terminal's steps to its answer.
    void terminal(visit::PaymentOutcome outcome, visit::PaymentReason reason = visit::PaymentReason::None);
    void issue(std::int64_t number = 1); // the journal numbered the ticket
    void signIn() { send(visit::StaffSignedIn{"karim", "Karim"}); }
    void signOut() { send(visit::StaffSignedOut{}); } // and what was said can't be taken back any more
    void resolve(visit::AlertKind kind, visit::Resolution resolution);

    [[nodiscard]] const visit::Alert *alert(visit::AlertKind kind) const;
};

} // namespace panier::tests

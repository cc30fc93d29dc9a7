// The inside of step(): one event's work on one state. Not for others.
#pragma once

#include "visit/step.h"

#include <functional>

namespace panier::visit {

// How long the shopper may do nothing in this phase before the warning; nullopt where that has no limit.
[[nodiscard]] std::optional<base::TimeMs> idleLimit(const Settings &settings, const State &state);

// Alerts about one tag: they go when it leaves, or when somebody said whose it is.
[[nodiscard]] bool isAboutTag(AlertKind kind);
[[nodiscard]] std::function<bool(const Alert &)> about(AlertKind kind, const codes::Epc &epc);

// False for what concerns the shopper alone: it goes with the visit.
[[nodiscard]] bool outlivesVisit(const State &state, const Alert &alert);
// What it does to the basket, or to what stands before the payment: nothing once the amount has been sent.
[[nodiscard]] bool movesBasket(Resolution resolution);

class Stepper {
public:
    Stepper(const Settings &settings, Step &result, base::TimeMs at)
        : m_settings(settings), m_result(result), s(result.state), m_at(at) {}

    // the tray
    void operator()(const TrayChanged &event);
    void operator()(const TrayRestarted &event);
    void operator()(const DeepScanDone &event);
    void operator()(const SurroundingsLearnt &event);
    void operator()(const TraySeen &event);
    void operator()(const TagFound &event);
    void operator()(const TagUnknown &event);
    void operator()(const TagForeign &event);
    void operator()(const TagSold &event);
    void operator()(const TagClaimed &event);
    void operator()(const CatalogueChanged &event);
    // codes
    void operator()(const CodeShown &event);
    void operator()(const BasketShown &event);
    void operator()(const CodeRefused &event);
    void operator()(const ArticleFound &event);
    void operator()(const ArticleUnknown &event);
    // the shopper's hand
    void operator()(const PayPressed &event);
    void operator()(const Answered &event);
    void operator()(const ThingsClaimed &event);
    void operator()(const UnitsSet &event);
    void operator()(const WithoutArticle &event);
    void operator()(const CountGiven &event);
    void operator()(const LeavePressed &event);
    void operator()(const BackPressed &event);
    void operator()(const HelpPressed &event);
    void operator()(const HelpCancelled &event);
    void operator()(const StayPressed &event);
    void operator()(const PrintPressed &event);
    void operator()(const DonePressed &event);
    void operator()(const LanguageChosen &event);
    // payment and ticket
    void operator()(const TerminalConnected &event);
    void operator()(const TerminalUnreachable &event);
    void operator()(const TerminalAccepted &event);
    void operator()(const TerminalAnswered &event);
    void operator()(const TicketIssued &event);
    void operator()(const EticketChecked &event);
    void operator()(const Printed &event);
    void operator()(const PrintFailed &event);
    void operator()(const TagMarked &event);
    // devices, staff, time
    void operator()(const DeviceChanged &event);
    void operator()(const StaffSignedIn &event);
    void operator()(const StaffSignedOut &event);
    void operator()(const AlertResolved &event);
    void operator()(const ResolutionTakenBack &event);
    void operator()(const TraySaidEmpty &event);
    void operator()(const Suspended &event);
    void operator()(const Resumed &event);
    void operator()(const DuplicatePressed &event);
    void operator()(const TimePassed &event);
    void operator()(const Started &event);

    // Before each event: a clock that was set back takes the time-outs with it, or they would wait for the old time.
    void followClock();
    // After each event: what follows from the state whatever happened.
    void settle();

private:
    void command(CommandData data) { m_result.commands.push_back({s.nextId++, std::move(data)}); }
    void touch(); // a gesture of the shopper's
    void enter(Phase phase, base::TimeMs lastsMs = 0);

    // visit.cpp
    void beginVisit();
    void endVisit(); // back to attract, whatever was in the basket
    void sayGoodbye();
    void endHelp();
    [[nodiscard]] bool shopping() const; // articles may come and go

    // tray.cpp
    void changeTag(const TagChange &change);
    void noticeFrozenChange(const TagChange &change);
    void forgetTag(const codes::Epc &epc);
    void forgetTags(const std::function<bool(const TagState &)> &matches);

    // tags.cpp
    void know(const codes::Epc &epc, Knowledge knowledge);
    void syncBasket();
    void syncTagAlerts();
    [[nodiscard]] std::optional<codes::Epc> firstUnsure() const;
    [[nodiscard]] bool unsure(const codes::Epc &epc) const;
    void claim(const codes::Epc &epc, Claim claim);

    // count.cpp
    void noteUnread(int unread, bool moved);
    [[nodiscard]] bool mustCount() const;
    void checkCount();
    void resolveCount(const Alert &alert, Resolution resolution);

    // things.cpp
    [[nodiscard]] int accountedFor() const;
    [[nodiscard]] int uncounted() const;
    [[nodiscard]] bool thingsLie() const { return s.things.value_or(0) > 0; }
    void followThings();
    void claimThings();
    void watchThings();
    void resolveThings(const Alert &alert, Resolution resolution);

    // codes.cpp
    void showArticle(const checkout::Article &article);
    void takeBack(const codes::Gtin &gtin);
    void checkAges();

    // payment.cpp
    void lookAgain();
    void proceedToPayment();
    void startCharging();
    void approve(const checkout::CardPayment &payment);
    void doubt();
    void markSold(std::int64_t ticketNumber);
    void backToBasket(Notice notice);
    ReceiptState *receiptOf(std::int64_t ticketNumber);

    // alerts, staff.cpp
    Alert *findAlert(const std::function<bool(const Alert &)> &matches);
    Alert &raise(AlertKind kind, const std::function<bool(const Alert &)> &same);
    void close(const std::function<bool(const Alert &)> &matches);
    void makeRoom();
    void resolve(const Alert &alert, Resolution resolution);
    void closePanel();
    void callForDevice(Device device);

    // undo.cpp
    void remember(const Alert &alert, Resolution resolution);
    void reopen(const Alert &alert);
    void restore(const Undo &undo);
    void putBack(const Undo &undo);

    const Settings &m_settings;
    Step &m_result;
    State &s;
    base::TimeMs m_at;
};

} // namespace panier::visit

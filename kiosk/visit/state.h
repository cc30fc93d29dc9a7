// All that one kiosk remembers of its shopper: stored after each event, restored after a power cut.
#pragma once

#include "checkout/basket.h"
#include "visit/command.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace panier::visit {

// What the screen is about; each name says what is waited for.
enum class Phase {
    Attract,      // an article, a code
    Scanning,     // more articles, or "pay"
    Checking,     // the deep scan and the last look-ups, after "pay"
    Asking,       // mine or not mine, one unsure article at a time
    Counting,     // how many the shopper buys: some on the tray may not have been read
    Waiting,      // an attendant, before payment can start: State::blockers says why, or State::undo is open
    Helping,      // an attendant, because the shopper asked
    Paying,       // the terminal
    Refused,      // another card, or another idea
    InDoubt,      // an attendant who reads the terminal's journal
    Issuing,      // the journal's number for the ticket
    Receipt,      // the phone, the paper, or nothing
    Goodbye,      // a moment
    Suspended,    // an attendant closed the kiosk for a while
    OutOfService, // a technician
};

// What is known of a tag on the tray.
enum class Knowledge { Asked, Known, Unknown, Sold, Foreign };
// What a person said of it.
enum class Claim { None, Mine, NotMine, SetAside };

struct TagState {
    TagClass tagClass = TagClass::On; // never Off: such a tag is forgotten
    UnsureReason reason = UnsureReason::None;
    Knowledge knowledge = Knowledge::Asked;
    Claim claim = Claim::None;
    std::optional<codes::Gtin> encoded; // what the EPC itself says
    std::optional<codes::Gtin> article; // what the mapping says, once known
    std::string claimedBy;              // the neighbour whose visit has it; empty: none
    bool stale = false;                 // not told again since the reader started afresh
    bool gone = false;                  // left while a payment was under way: forgotten once that is over
    bool operator==(const TagState &) const = default;
};

// One line that the screen says until the next thing happens.
enum class Notice {
    None,
    NotAnArticle,   // this code is not an article's
    UnknownArticle, // not in our list, someone is on the way
    StillOnTray,    // take it off the tray, the basket follows
    NothingToPay,
    TerminalAway,      // nothing was charged; someone is on the way
    PaymentAbandoned,  // on the terminal, by the shopper
    PaymentNotStarted, // the kiosk stopped before anything was charged
    AlreadyPaid,       // an article on the tray is already paid
    NotFromHere,       // something with a tag on the tray is nothing that this shop sells: it isn't counted
    AtNeighbour,       // an article on the tray is in a neighbour's visit: take it off, or ask
    CountDiffers,      // State::counted articles were counted, goodsCount() are read: spread them, or show the missing
    // A code, and why it sells nothing:
    CodeMisread,      // show it again
    CodeLink,         // a web address
    CodeCoupon,       // a manufacturer's
    ArticlePastUseBy, // its use-by date has passed
    ArticleByMeasure, // sold by weight, which this till doesn't
    CodeOfOtherShop,
    CodeForged,
    CodeOutOfDate,
    CodeUsed,
    CodeTicket,  // the shopper's own: there is nothing to do with it
    CodeLoyalty, // these are genuine, and nothing that this till takes
    CodeVoucher,
    CodeBasket,
    CodeRecall,    // an attendant's; it confers nothing
    CodeUnsteady,  // seen, and never well enough to count: hold it still
    CodeSeveral,   // more than one code, of which none can be told: show one
    BasketResumed, // one that was set aside
};

// A tag that this kiosk's visit has. A firm claim is older than any other: a person said so, or it is being paid.
struct TagClaim {
    codes::Epc epc;
    bool firm = false;
    bool operator==(const TagClaim &) const = default;
};

enum class PaymentStep { Intent, Sending, InProgress, Approved };

struct Payment {
    std::string reference;
    checkout::Money amount;
    PaymentStep step = PaymentStep::Intent;
    base::TimeMs startedAt = 0;
    bool operator==(const Payment &) const = default;
};

enum class PrintStep { NotAsked, Printing, Printed, Failed, MaybePrinted };

struct ReceiptState {
    TicketRef ticket;
    checkout::Money total;
    int count = 0; // units, without the bags
    bool eticketChecked = false;
    std::string eticketUrl; // empty: not reachable, paper is offered
    PrintStep print = PrintStep::NotAsked;
    DeviceReason printReason = DeviceReason::None;
    int issued = 0; // on paper, completed
    bool operator==(const ReceiptState &) const = default;
};

struct Staff {
    std::string user;
    std::string displayName;
    bool operator==(const Staff &) const = default;
};

// What an attendant said of an alert last, while it can be taken back, and what was before. No payment starts
// meanwhile.
struct Undo {
    Alert alert;
    std::vector<Alert> others; // about the same tag: they went with it
    Resolution resolution = Resolution::Done;
    base::TimeMs until = 0;
    Phase phase = Phase::Attract;
    std::map<codes::Epc, Claim> claims; // of the tags that it was about
    std::optional<checkout::Line> line; // the basket's line of its article
    int ageConfirmed = 0;
    std::optional<int> counted;
    int miscounts = 0;
    int ownThings = 0;
    bool operator==(const Undo &) const = default;
};

// "The tray is empty": what became of learning what lies around it.
struct Lesson {
    enum class Step { None, UnderWay, Learnt, Broken };
    Step step = Step::None;
    int tags = 0; // Learnt: heard around the tray
    bool operator==(const Lesson &) const = default;
};

struct State {
    Phase phase = Phase::Attract;
    Phase resume = Phase::Scanning; // where Helping and Suspended go back to
    std::string visitId;            // empty between visits
    checkout::Language language = checkout::Language::French;
    Notice notice = Notice::None;

    checkout::Basket basket;
    std::map<codes::Epc, TagState> tags;
    std::map<codes::Gtin, checkout::Article> articles; // looked up in this visit
    std::vector<codes::Gtin> pendingCodes;             // shown, look-up under way
    std::vector<codes::Gtin> another;                  // "another one?", the first is on the screen
    std::optional<codes::Epc> asking;                  // "mine, not mine?"
    bool settled = true;
    bool deepScanning = false; // Phase::Checking waits for it
    int ageConfirmed = 0;      // years, by an attendant, for this visit

    int unread = 0;               // articles on the tray that may not have been read
    std::optional<int> counted;   // what the shopper last counted, until something on the tray moves
    int miscounts = 0;            // counts that weren't what was read, in this visit
    bool countWaived = false;     // an attendant vouches for the basket, until something on the tray moves
    std::vector<MarkTag> marking; // sold tags to be marked; the first one is under way

    std::optional<int> things; // that the camera above the tray sees lie there; empty: it can't tell
    int ownThings = 0;         // of these, said to be the shopper's own, or left by the last one
    int uncounted = 0;         // of these, that nothing accounts for: told on the screen; 0: nothing is told
    std::optional<base::TimeMs> uncountedAt;      // something isn't accounted for: told then
    std::optional<base::TimeMs> uncountedAlertAt; // it has been told: an alert then
    std::optional<base::TimeMs> leftAt;           // something lies there after a visit: an alert then

    std::vector<Alert> alerts; // open ones, oldest first
    std::optional<Payment> payment;
    PaymentReason refusal = PaymentReason::None; // Phase::Refused
    std::optional<ReceiptState> receipt;
    std::optional<ReceiptState> lastReceipt; // for a duplicata
    std::optional<Staff> staff;              // signed in: the panel is open
    std::optional<Undo> undo;
    Lesson lesson;

    std::map<Device, DeviceState> devices;
    base::TimeMs lastActivity = 0;          // of the shopper
    std::optional<base::TimeMs> idleAt;     // the warning's end: then the visit is over
    std::optional<base::TimeMs> deadline;   // of the phase, if it has one
    std::optional<base::TimeMs> staffUntil; // the panel closes by itself
    std::optional<base::TimeMs> nfcAlertAt; // the NFC reader is away: an alert then
    std::uint64_t nextId = 1;               // alerts and commands
    std::string lastReference;              // of the last payment attempt
    std::string bookedReference;            // of the last sale: a late answer about it says nothing new

    // Open alerts that stand between "pay" and the terminal, oldest first.
    [[nodiscard]] std::vector<Alert> blockers() const;
    // A payment is under way or in doubt: the basket doesn't move.
    [[nodiscard]] bool frozen() const;
    // Whether an attendant's "suspend", "duplicata" and "the tray is empty" would do something now; otherwise the
    // controls are disabled.
    [[nodiscard]] bool canSuspend() const;
    [[nodiscard]] bool canDuplicate() const;
    [[nodiscard]] bool canLearn() const;
    // Tags that are perhaps on the tray and that nobody spoke of yet, in ascending order: "move this one a little".
    // Their article, where it is known, is in `articles`.
    [[nodiscard]] std::vector<codes::Epc> unsureTags() const;
    // What this kiosk tells its neighbours that it has, in ascending order: its visit's articles, and what it sold for
    // as long as that lies there.
    [[nodiscard]] std::vector<TagClaim> claims() const;
    bool operator==(const State &) const = default;
};

} // namespace panier::visit

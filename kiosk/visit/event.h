// What happens to a visit. Values only: raw reads and frames are never events, changes of class are.
#pragma once

#include "checkout/article.h"
#include "checkout/ticket.h"
#include "codes/house/suspended_basket.h"
#include "codes/refusal.h"
#include "visit/alert.h"

#include <string>
#include <variant>
#include <vector>

namespace panier::visit {

// --- the tray
enum class TagClass { Off, Unsure, On };
enum class UnsureReason { None, WeakSignal, Intermittent, OneAntenna };

struct TagChange {
    codes::Epc epc;
    std::optional<codes::Gtin> gtin; // what the EPC itself says, if it is an SGTIN
    TagClass tagClass = TagClass::Off;
    UnsureReason reason = UnsureReason::None;
};
struct TrayChanged {
    std::vector<TagChange> changes;
    bool settled = false;
    int unread = 0; // articles on the tray that may not have been read, as far as the reader can tell; 0: none
};
// The reader starts afresh: what lies on the tray will be told again; what is not told by the next settled is gone.
struct TrayRestarted {};
struct DeepScanDone {};
// The answer to LearnSurroundings.
struct SurroundingsLearnt {
    bool whole = false; // to the end; otherwise the reader was lost meanwhile, or a visit began
    int tags = 0;       // that were heard around the tray
};

// --- the camera above the tray
// Told at each change, once it has lasted. How many things lie there apart from each other: articles that touch are one
// thing, a pair of shoes may be two. Empty: it can't tell.
struct TraySeen {
    std::optional<int> things;
};

// --- the camera and the scanner
struct CodeShown {
    codes::Gtin gtin;
};
// A basket that was set aside: a code of this shop's own, genuine and in date. Once only: the till's store says whether
// it was used already, in the transaction that this event is written in; then it is CodeRefused instead.
struct BasketShown {
    codes::HouseCodeId code{};
    codes::SuspendedBasket basket;
};
// It sells nothing, whatever else it may be.
struct CodeRefused {
    codes::Refusal reason = codes::Refusal::NotAnArticle;
    std::optional<codes::Gtin> counted; // another code of the same pack was shown as this article: it is taken back
};

// --- answers to look-ups
struct ArticleFound {
    checkout::Article article;
    std::int64_t generation = 0; // of the catalogue
};
struct ArticleUnknown {
    codes::Gtin gtin;
};
struct TagFound {
    codes::Epc epc;
    checkout::Article article;
    std::int64_t generation = 0;
};
// Of a company whose articles this shop sells, but neither the mapping nor the catalogue knows it.
struct TagUnknown {
    codes::Epc epc;
};
// Nothing that this shop could sell: not the EPC of an article (GS1 SGTIN), or of a company that the catalogue has
// nothing of. A library's book, another retailer's coat.
struct TagForeign {
    codes::Epc epc;
};
struct TagSold {
    codes::Epc epc;
    std::int64_t ticketNumber = 0;
};
// Which neighbour's visit has this tag, whatever it is; told again when that changes.
struct TagClaimed {
    codes::Epc epc;
    std::string kiosk; // empty: none any more
};

// The catalogue and its mapping are others than before: what was unknown may be known now.
struct CatalogueChanged {
    std::int64_t generation = 0;
};

// --- the shopper's hand
struct PayPressed {};
// An answer names its question, so that a tap that comes late answers no other: the unsure tag ("mine?") or the article
// shown again ("another one?").
struct Answered {
    std::optional<codes::Epc> epc;
    std::optional<codes::Gtin> gtin;
    bool yes = false;
};
struct ThingsClaimed {}; // what is seen on the tray, and nothing accounts for, is the shopper's own
struct UnitsSet {        // of an article shown by code, or of bags
    codes::Gtin gtin;
    int units = 0;
};
struct WithoutArticle { // "continue without the knife"
    codes::Gtin gtin;
};
struct CountGiven { // Phase::Counting: what the shopper buys, without the bags
    int units = 0;
};
struct LeavePressed {};
struct BackPressed {};
struct HelpPressed {};
struct HelpCancelled {};
struct StayPressed {};
struct PrintPressed {};
struct DonePressed {};
struct LanguageChosen {
    checkout::Language language = checkout::Language::French;
};

// --- the terminal
enum class PaymentOutcome { Approved, Declined, NotCharged, Unknown };
// Why, as far as the shopper or the attendant is told.
enum class PaymentReason {
    None,
    Refused,
    Abandoned,
    TimeOut,
    Unreachable,
    ConnectionLost,
    Contradictory,
    AmountDiffers,
    TerminalError
};
struct TerminalConnected {
    std::string reference;
};
struct TerminalUnreachable {
    std::string reference;
};
struct TerminalAccepted {
    std::string reference;
};
struct TerminalAnswered {
    std::string reference;
    PaymentOutcome outcome = PaymentOutcome::Unknown;
    PaymentReason reason = PaymentReason::None;
    checkout::CardPayment payment; // as the terminal reported it
};

// --- the ticket
struct TicketRef {
    std::int64_t number = 0;
    std::string eticketId;        // unguessable
    std::string signatureExtract; // four characters, printed
    bool operator==(const TicketRef &) const = default;
};
struct TicketIssued {
    TicketRef ticket;
};
struct EticketChecked {
    std::string url; // empty: the page can't be reached now
};
struct Printed {
    std::int64_t number = 0; // of the ticket
};
struct PrintFailed {
    std::int64_t number = 0;
    DeviceReason reason = DeviceReason::None;
};

// What became of the mark on one sold tag. The list of sold tags is the authority, the mark is best effort.
enum class MarkOutcome { Written, NotFound, Refused, NotEnoughPower, NotSupported, Failed, Lost };
struct TagMarked {
    codes::Epc epc;
    std::int64_t ticketNumber = 0;
    MarkOutcome outcome = MarkOutcome::Failed;
};

// --- devices, staff, time
struct DeviceChanged {
    Device device = Device::Reader;
    DeviceState state;
};
struct StaffSignedIn {
    std::string user;
    std::string displayName;
};
struct StaffSignedOut {};
struct AlertResolved {
    std::uint64_t alertId = 0;
    Resolution resolution = Resolution::Done;
};
// What was said of this alert last was a slip (State::undo).
struct ResolutionTakenBack {
    std::uint64_t alertId = 0;
};
// Nothing lies on the tray: whatever is heard now lies around it.
struct TraySaidEmpty {};
struct Suspended {};
struct Resumed {};
struct DuplicatePressed {};
struct TimePassed {};
// The process starts; whatever was under way when it stopped is put right.
struct Started {};

using EventData =
    std::variant<TrayChanged, TrayRestarted, DeepScanDone, SurroundingsLearnt, TraySeen, CodeShown, BasketShown,
                 CodeRefused, ArticleFound, ArticleUnknown, TagFound, TagUnknown, TagForeign, TagSold, TagClaimed,
                 CatalogueChanged, PayPressed, Answered, ThingsClaimed, UnitsSet, WithoutArticle, CountGiven,
                 LeavePressed, BackPressed, HelpPressed, HelpCancelled, StayPressed, PrintPressed, DonePressed,
                 LanguageChosen, TerminalConnected, TerminalUnreachable, TerminalAccepted, TerminalAnswered,
                 TicketIssued, EticketChecked, Printed, PrintFailed, TagMarked, DeviceChanged, StaffSignedIn,
                 StaffSignedOut, AlertResolved, ResolutionTakenBack, TraySaidEmpty, Suspended, Resumed,
                 DuplicatePressed, TimePassed, Started>;

struct Event {
    base::TimeMs at = 0;
    EventData data;
};

// The outcome as it stands in the record: "not found".
[[nodiscard]] std::string_view name(MarkOutcome outcome);

// The event's name as it stands in the record: "PayPressed".
[[nodiscard]] std::string_view eventName(const EventData &data);

} // namespace panier::visit

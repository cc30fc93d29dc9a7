// What happens to a visit. Values only: raw reads and frames are never events, changes of class are.
#pragma once

#include "checkout/article.h"
#include "checkout/ticket.h"
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
};
// The reader starts afresh: what lies on the tray will be told again; what is not told by the next settled is gone.
struct TrayRestarted {};
struct DeepScanDone {};

// --- the camera and the scanner
enum class CodeProblem { NotAnArticle, Unreadable };
struct CodeShown {
    codes::Gtin gtin;
};
struct CodeRefused {
    CodeProblem problem = CodeProblem::NotAnArticle;
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
struct TagUnknown {
    codes::Epc epc;
};
struct TagSold {
    codes::Epc epc;
    std::int64_t ticketNumber = 0;
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
struct UnitsSet { // of an article shown by code, or of bags
    codes::Gtin gtin;
    int units = 0;
};
struct WithoutArticle { // "continue without the knife"
    codes::Gtin gtin;
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
struct Suspended {};
struct Resumed {};
struct DuplicatePressed {};
struct TimePassed {};
// The process starts; whatever was under way when it stopped is put right.
struct Started {};
// The journal doesn't verify, or can't be written: nothing may be sold.
struct JournalFailed {};

using EventData =
    std::variant<TrayChanged, TrayRestarted, DeepScanDone, CodeShown, CodeRefused, ArticleFound, ArticleUnknown,
                 TagFound, TagUnknown, TagSold, PayPressed, Answered, UnitsSet, WithoutArticle, LeavePressed,
                 BackPressed, HelpPressed, HelpCancelled, StayPressed, PrintPressed, DonePressed, LanguageChosen,
                 TerminalConnected, TerminalUnreachable, TerminalAccepted, TerminalAnswered, TicketIssued,
                 EticketChecked, Printed, PrintFailed, DeviceChanged, StaffSignedIn, StaffSignedOut, AlertResolved,
                 Suspended, Resumed, DuplicatePressed, TimePassed, Started, JournalFailed>;

struct Event {
    base::TimeMs at = 0;
    EventData data;
};

// The event's name as it stands in the record: "PayPressed".
[[nodiscard]] std::string_view eventName(const EventData &data);

} // namespace panier::visit

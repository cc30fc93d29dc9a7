// How a card payment ended, as far as the terminal told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace panier::peripherals::payment {

struct TerminalOutcome {
    enum class Kind {
        Approved,   // paid; the terminal has it in its book
        Declined,   // the bank or the card said no; nothing was charged
        NotCharged, // it didn't come to a decision; nothing was charged
        Unknown,    // only the terminal's own journal can tell; never charge this sale again by itself
    };
    enum class Reason {
        None,           // approved
        Refused,        // AF=04
        Forbidden,      // AF=05
        Abandoned,      // AF=06
        NotCompleted,   // AF=07
        InputTimeout,   // AF=08
        FormatError,    // AF=09, or a request that can't be encoded
        OperatorAbort,  // AF=11
        Currency,       // AF=13
        Unspecified,    // not done, without a reason or with one that the facts don't list
        NotSent,        // the connection was gone before the first byte
        ConnectionLost, // after sending
        TimedOut,       // no answer in time, after sending
        Contradictory,  // the answer contradicts itself, or what was asked
        AmountDiffers,  // done, for another amount
        Unreadable,     // not Caisse-AP
    };

    Kind kind = Kind::Unknown;
    Reason reason = Reason::None;
    std::int64_t amountMinor = 0; // as the terminal said it (CB); 0 if it said none
    std::string authorisation;    // AC
    std::string maskedPan;        // AA
    std::string contract;         // CG
    std::string applicationId;    // AI
    bool contactless = false;     // CC=00B or CI=2
    std::string raw;              // the answer, printable ASCII; other bytes as '?'; at most Message::maxBytes

    bool operator==(const TerminalOutcome &) const = default;
};

// Names for a log and for the journal: "approved", "refused"...
[[nodiscard]] std::string_view name(TerminalOutcome::Kind kind);
[[nodiscard]] std::string_view name(TerminalOutcome::Reason reason);

} // namespace panier::peripherals::payment

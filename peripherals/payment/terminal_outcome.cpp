#include "peripherals/payment/terminal_outcome.h"

namespace panier::peripherals::payment {

std::string_view name(TerminalOutcome::Kind kind) {
    switch (kind) {
    case TerminalOutcome::Kind::Approved:
        return "approved";
    case TerminalOutcome::Kind::Declined:
        return "declined";
    case TerminalOutcome::Kind::NotCharged:
        return "not charged";
    case TerminalOutcome::Kind::Unknown:
        return "unknown";
    }
    return "unknown";
}

std::string_view name(TerminalOutcome::Reason reason) {
    using Reason = TerminalOutcome::Reason;
    switch (reason) {
    case Reason::None:
        return "none";
    case Reason::Refused:
        return "refused";
    case Reason::Forbidden:
        return "forbidden";
    case Reason::Abandoned:
        return "abandoned";
    case Reason::NotCompleted:
        return "not completed";
    case Reason::InputTimeout:
        return "input timeout";
    case Reason::FormatError:
        return "format error";
    case Reason::OperatorAbort:
        return "operator abort";
    case Reason::Currency:
        return "currency";
    case Reason::Unspecified:
        return "unspecified";
    case Reason::NotSent:
        return "not sent";
    case Reason::ConnectionLost:
        return "connection lost";
    case Reason::TimedOut:
        return "timed out";
    case Reason::Contradictory:
        return "contradictory";
    case Reason::AmountDiffers:
        return "amount differs";
    case Reason::Unreadable:
        return "unreadable";
    }
    return "unspecified";
}

} // namespace panier::peripherals::payment

// Names as they stand in the record. The order is the variants'.
#include "visit/command.h"
#include "visit/event.h"

#include <array>

namespace panier::visit {

std::string_view eventName(const EventData &data) {
    static constexpr std::array names{
        "TrayChanged",      "TrayRestarted",    "DeepScanDone",      "SurroundingsLearnt",
        "TraySeen",         "CodeShown",        "BasketShown",       "CodeRefused",
        "ArticleFound",     "ArticleUnknown",   "TagFound",          "TagUnknown",
        "TagForeign",       "TagSold",          "TagClaimed",        "CatalogueChanged",
        "PayPressed",       "Answered",         "ThingsClaimed",     "UnitsSet",
        "WithoutArticle",   "CountGiven",       "LeavePressed",      "BackPressed",
        "HelpPressed",      "HelpCancelled",    "StayPressed",       "PrintPressed",
        "DonePressed",      "LanguageChosen",   "TerminalConnected", "TerminalUnreachable",
        "TerminalAccepted", "TerminalAnswered", "TicketIssued",      "EticketChecked",
        "Printed",          "PrintFailed",      "TagMarked",         "DeviceChanged",
        "StaffSignedIn",    "StaffSignedOut",   "AlertResolved",     "ResolutionTakenBack",
        "TraySaidEmpty",    "Suspended",        "Resumed",           "DuplicatePressed",
        "TimePassed",       "Started"};
    static_assert(names.size() == std::variant_size_v<EventData>);
    return names.at(data.index());
}

std::string_view name(MarkOutcome outcome) {
    switch (outcome) {
    case MarkOutcome::Written:
        return "written";
    case MarkOutcome::NotFound:
        return "not found";
    case MarkOutcome::Refused:
        return "refused";
    case MarkOutcome::NotEnoughPower:
        return "not enough power";
    case MarkOutcome::NotSupported:
        return "not supported";
    case MarkOutcome::Failed:
        return "failed";
    case MarkOutcome::Lost:
        return "lost";
    }
    return "failed";
}

std::string_view commandName(const CommandData &data) {
    static constexpr std::array names{"LookUpArticle", "LookUpTag",       "DeepScan", "LearnSurroundings",
                                      "LearnTrayView", "ConnectTerminal", "Charge",   "FindTicket",
                                      "CheckEticket",  "PrintTicket",     "MarkTag"};
    static_assert(names.size() == std::variant_size_v<CommandData>);
    return names.at(data.index());
}

} // namespace panier::visit

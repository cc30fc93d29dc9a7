// What a visit asks of the world. A command runs only after the transaction that holds it is on disk. Each says what
// becomes of it when the process dies before its answer came.
#pragma once

#include "checkout/money.h"
#include "codes/epc.h"
#include "codes/gtin.h"
#include "visit/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace panier::visit {

struct LookUpArticle { // at restart: asked again
    codes::Gtin gtin;
};
struct LookUpTag { // at restart: asked again
    codes::Epc epc;
    std::optional<codes::Gtin> gtin;
};
struct DeepScan {}; // at restart: forgotten, the shopper presses again
// The reader takes all that it hears for what lies around the tray. At restart: forgotten, an attendant says it again.
struct LearnSurroundings {
    std::string user; // who said that the tray is empty
};
// The camera above the tray takes what it sees for the empty tray. At restart: forgotten.
struct LearnTrayView {};
// Opens the way to the terminal; nothing is charged yet. At restart: not charged.
struct ConnectTerminal {
    std::string reference;
};
// Sends the amount. At restart: never sent again; the payment is in doubt.
struct Charge {
    std::string reference;
    checkout::Money amount;
};
struct FindTicket { // the ticket that was issued in this visit; at restart: asked again
    std::string visitId;
};
struct CheckEticket { // at restart: asked again
    std::string eticketId;
};
struct PrintTicket { // at restart: never by itself, the screen offers it
    TicketRef ticket;
    int copy = 0; // 0: the original; otherwise the number of the duplicata
};

// Marks one sold tag, one at a time. At restart: asked again, the same mark twice is the same mark.
struct MarkTag {
    codes::Epc epc;
    std::int64_t ticketNumber = 0;
    bool operator==(const MarkTag &) const = default;
};

using CommandData = std::variant<LookUpArticle, LookUpTag, DeepScan, LearnSurroundings, LearnTrayView, ConnectTerminal,
                                 Charge, FindTicket, CheckEticket, PrintTicket, MarkTag>;

struct Command {
    std::uint64_t id = 0;
    CommandData data;
};

// The command's name as it stands in the record: "Charge".
[[nodiscard]] std::string_view commandName(const CommandData &data);

} // namespace panier::visit

// Is a ticket what the register signed? Computed from the stored bytes each time it is asked, never stored.
#pragma once

#include "journal/chain.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace panier::eticket {

// What was checked, each by itself, so that the page can say what is wrong.
struct Verification {
    bool content = false;     // it is readable, it is this ticket, and its SHA-256 stands in the signed string
    bool fingerprint = false; // SHA-256 over every stored field
    bool signature = false;   // ECDSA P-256 by the register's certificate
    bool chain = false;       // it follows the ticket before it, or is the register's first
    [[nodiscard]] bool authentic() const { return content && fingerprint && signature && chain; }
    bool operator==(const Verification &) const = default;
};

// What is known of a stored ticket. `content` is there whenever it can be read, altered or not.
struct Examined {
    Verification verification;
    std::optional<journal::TicketContent> content;
};

// `eticketId` is the one it was asked for by; `previous` is the stored ticket before it, nothing if there is none.
[[nodiscard]] Examined examine(const journal::StoredTicket &ticket,
                               const std::optional<journal::StoredTicket> &previous, std::string_view eticketId,
                               const journal::Verifier &verifier);

} // namespace panier::eticket

// What a ticket says, and the one sequence of bytes that says it: the signature covers these bytes and nothing else.
// BOFiP BOI-TVA-DECLA-30-10-30: inalterability; what a till must record.
#pragma once

#include "base/expected.h"
#include "checkout/ticket.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace panier::journal {

enum class JournalError {
    Unreadable, // a file is missing, can't be read or can't be written: the text names it
    Key,        // the key or the certificate is damaged, or they don't belong together
    Altered,    // a record isn't what was signed
    Missing,    // a record that was signed is gone
};
using Failure = base::Failure<JournalError>;
template <typename T>
using Result = base::Expected<T, Failure>;

// The format of contents and signed strings. A change of either gets a new number, and old numbers stay readable.
inline constexpr int formatVersion = 1;

// The trader, as the receipt names it.
struct StoreIdentity {
    std::string name;
    std::vector<std::string> address; // one line each, without the country
    std::string country;
    std::string siret;
    std::string naf;
    std::string vatNumber;
    std::string currency; // ISO 4217
    bool operator==(const StoreIdentity &) const = default;
};

// Who writes tickets: the store, the register's number in it, and the software.
struct Register {
    StoreIdentity store;
    int number = 1;
    std::string softwareVersion;
    bool operator==(const Register &) const = default;
};

// The operator that a self-service register names on its tickets: "KIOSK-n".
[[nodiscard]] std::string operatorName(int registerNumber);

// A numbered ticket.
struct TicketContent {
    std::int64_t number = 0; // 1 for the register's first; no gaps
    Register issuer;
    std::string eticketId; // 128 random bits in base64url (22 characters): the e-ticket's address
    checkout::TicketDraft ticket;
    bool operator==(const TicketContent &) const = default;
};

// Deterministic JSON: keys sorted, no white space, integers only, amounts in minor units, UTF-8 (a byte that isn't is
// replaced by U+FFFD).
[[nodiscard]] std::string canonicalJson(const TicketContent &content);

// The inverse. Fails (Altered) on anything that canonicalJson() wouldn't have written, byte for byte.
[[nodiscard]] Result<TicketContent> parseContent(std::string_view json);

} // namespace panier::journal

// The chain of tickets: each names the one before it by hash and signature, so none can be changed, inserted, moved or
// taken away unseen. What a chain alone would miss, a cut tail, its signed head shows (head.h).
#pragma once

#include "journal/keys.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace panier::journal {

// A ticket as it is kept: all that a verifier needs beside the certificate.
struct StoredTicket {
    std::int64_t number = 0;
    std::string content;      // canonicalJson()
    std::string signedString; // see stringToSign()
    int formatVersion = 0;
    std::string algorithm;
    std::string thumbprint;   // of the certificate
    std::string previousHash; // of the ticket before, 64 hexadecimal digits; all zero for the first
    std::string signature;    // over signedString
    std::string hash;         // over all of the above: ticketHash()
    bool operator==(const StoredTicket &) const = default;
};

// What the next ticket must name: the last one. Default: none yet.
struct ChainEnd {
    std::int64_t number = 0;
    std::string hash = std::string(64, '0');
    std::string signature;
    bool operator==(const ChainEnd &) const = default;
};
[[nodiscard]] ChainEnd endAfter(const StoredTicket &ticket);

// What is signed: format version, gross per rate, gross total, UTC time as YYYYMMDDHHMMSS, register, sequence, type,
// first (Y/N), the previous ticket's signature and hash, and the content's SHA-256, separated by ";".
[[nodiscard]] std::string stringToSign(const TicketContent &content, std::string_view contentJson,
                                       std::string_view previousSignature, std::string_view previousHash);

// SHA-256 over every other field of the ticket.
[[nodiscard]] std::string ticketHash(const StoredTicket &ticket);

// Numbers are the caller's: `content.number` must follow `previous`.
[[nodiscard]] Result<StoredTicket> signTicket(const TicketContent &content, const ChainEnd &previous,
                                              const Signer &signer);

// One ticket by itself: every stored byte is what the register signed. Returns what it says.
[[nodiscard]] Result<TicketContent> verifyTicket(const StoredTicket &ticket, const Verifier &verifier);

// A whole journal, ticket by ticket in order of number; stops at the first failure, whose text says where.
class ChainCheck {
public:
    explicit ChainCheck(Verifier verifier) : m_verifier(std::move(verifier)) {}

    // Returns what the ticket says.
    [[nodiscard]] Result<TicketContent> add(const StoredTicket &ticket);
    [[nodiscard]] const ChainEnd &end() const { return m_end; }
    // The end before the last ticket came.
    [[nodiscard]] const ChainEnd &beforeEnd() const { return m_beforeEnd; }

private:
    Verifier m_verifier;
    ChainEnd m_end;
    ChainEnd m_beforeEnd;
};

// The characters 3, 7, 13 and 19 of a signature, as the receipt prints them.
[[nodiscard]] std::string signatureExtract(std::string_view signature);

} // namespace panier::journal

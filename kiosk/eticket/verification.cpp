#include "eticket/verification.h"

namespace panier::eticket {

namespace {

// The ticket names the one before it by hash and, within what is signed, by signature and hash; and that one still has
// this hash.
bool follows(const journal::StoredTicket &ticket, const std::optional<journal::StoredTicket> &previous) {
    const auto end = previous ? journal::endAfter(*previous) : journal::ChainEnd{};
    return ticket.number > 0 && ticket.number - 1 == end.number && ticket.previousHash == end.hash &&
           ticket.signedString.find(";" + end.signature + ";" + end.hash + ";") != std::string::npos &&
           (!previous || journal::ticketHash(*previous) == previous->hash);
}

} // namespace

Examined examine(const journal::StoredTicket &ticket, const std::optional<journal::StoredTicket> &previous,
                 std::string_view eticketId, const journal::Verifier &verifier) {
    Examined examined;
    auto &checks = examined.verification;
    if (auto content = journal::parseContent(ticket.content))
        examined.content = std::move(*content);
    const bool intact = journal::verifyTicket(ticket, verifier).has_value();

    checks.fingerprint = journal::ticketHash(ticket) == ticket.hash;
    checks.signature = ticket.algorithm == journal::signatureAlgorithm && ticket.thumbprint == verifier.thumbprint() &&
                       verifier.verify(ticket.signedString, ticket.signature);
    checks.chain = follows(ticket, previous);
    // The content's SHA-256 is the signed string's last field.
    checks.content = examined.content && examined.content->number == ticket.number &&
                     examined.content->eticketId == eticketId &&
                     ticket.signedString.ends_with(";" + journal::sha256Hex(ticket.content));
    // Whatever the journal finds that these checks don't name is still an alteration.
    if (!intact && checks.authentic())
        checks.content = false;
    return examined;
}

} // namespace panier::eticket

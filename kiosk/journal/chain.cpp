#include "journal/chain.h"

#include <ctime>
#include <fmt/format.h>

namespace panier::journal {

namespace {

std::string utcStamp(base::TimeMs at) {
    const auto seconds = static_cast<std::time_t>(at / 1000);
    std::tm utc{};
    if (gmtime_r(&seconds, &utc) == nullptr)
        return "00000000000000";
    return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour,
                       utc.tm_min, utc.tm_sec);
}

// The field of a signed string that holds the signature of the ticket before.
std::string_view previousSignatureIn(std::string_view text) {
    for (int field = 0; field < 8; ++field) {
        const std::size_t end = text.find(';');
        if (end == std::string_view::npos)
            return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find(';'));
}

auto altered(const StoredTicket &ticket, std::string_view what) {
    return base::fail(JournalError::Altered, fmt::format("ticket {}: {}", ticket.number, what));
}

} // namespace

ChainEnd endAfter(const StoredTicket &ticket) {
    return {ticket.number, ticket.hash, ticket.signature};
}

std::string stringToSign(const TicketContent &content, std::string_view contentJson, std::string_view previousSignature,
                         std::string_view previousHash) {
    std::string rates;
    for (const auto &[rate, split] : content.ticket.rates)
        rates += fmt::format("{}{}:{}", rates.empty() ? "" : ",", rate, split.gross.minor);
    return fmt::format("{};{};{};{};{};{};SALE;{};{};{};{}", formatVersion, rates, content.ticket.total.gross.minor,
                       utcStamp(content.ticket.at), content.issuer.number, content.number,
                       content.number == 1 ? 'Y' : 'N', previousSignature, previousHash, sha256Hex(contentJson));
}

std::string ticketHash(const StoredTicket &ticket) {
    // Each field with its length before it: no two different tickets give the same text.
    std::string text;
    const auto field = [&text](std::string_view value) { text += fmt::format("{}:{};", value.size(), value); };
    field(std::to_string(ticket.number));
    field(ticket.content);
    field(ticket.signedString);
    field(std::to_string(ticket.formatVersion));
    field(ticket.algorithm);
    field(ticket.thumbprint);
    field(ticket.previousHash);
    field(ticket.signature);
    return sha256Hex(text);
}

Result<StoredTicket> signTicket(const TicketContent &content, const ChainEnd &previous, const Signer &signer) {
    StoredTicket ticket;
    ticket.number = content.number;
    ticket.content = canonicalJson(content);
    ticket.signedString = stringToSign(content, ticket.content, previous.signature, previous.hash);
    ticket.formatVersion = formatVersion;
    ticket.algorithm = signatureAlgorithm;
    ticket.thumbprint = signer.verifier().thumbprint();
    ticket.previousHash = previous.hash;
    auto signature = signer.sign(ticket.signedString);
    if (!signature)
        return tl::make_unexpected(signature.error());
    ticket.signature = std::move(*signature);
    ticket.hash = ticketHash(ticket);
    return ticket;
}

Result<TicketContent> verifyTicket(const StoredTicket &ticket, const Verifier &verifier) {
    if (ticket.formatVersion != formatVersion)
        return altered(ticket, "unknown format version");
    if (ticket.algorithm != signatureAlgorithm)
        return altered(ticket, "unknown signature algorithm");
    if (ticket.thumbprint != verifier.thumbprint())
        return altered(ticket, "it names another certificate");
    auto content = parseContent(ticket.content);
    if (!content)
        return altered(ticket, content.error().text);
    if (content->number != ticket.number)
        return altered(ticket, fmt::format("its content has the number {}", content->number));
    if (stringToSign(*content, ticket.content, previousSignatureIn(ticket.signedString), ticket.previousHash) !=
        ticket.signedString)
        return altered(ticket, "its content isn't what was signed");
    if (!verifier.verify(ticket.signedString, ticket.signature))
        return altered(ticket, "its signature is wrong");
    if (ticketHash(ticket) != ticket.hash)
        return altered(ticket, "its hash is wrong");
    return content;
}

Result<TicketContent> ChainCheck::add(const StoredTicket &ticket) {
    if (ticket.number != m_end.number + 1)
        return base::fail(JournalError::Missing, fmt::format("ticket {} is missing: after {} comes {}",
                                                             m_end.number + 1, m_end.number, ticket.number));
    auto content = verifyTicket(ticket, m_verifier);
    if (!content)
        return content;
    if (ticket.previousHash != m_end.hash || previousSignatureIn(ticket.signedString) != m_end.signature)
        return altered(ticket, fmt::format("it doesn't follow ticket {}", m_end.number));
    m_beforeEnd = std::exchange(m_end, endAfter(ticket));
    return content;
}

std::string signatureExtract(std::string_view signature) {
    std::string extract;
    for (const std::size_t position : {3U, 7U, 13U, 19U}) {
        if (position <= signature.size())
            extract += signature[position - 1];
    }
    return extract;
}

} // namespace panier::journal

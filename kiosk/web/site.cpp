#include "web/site.h"

#include "base/log.h"
#include "eticket/page.h"
#include "storage/till_reader.h"

namespace panier::web {

namespace {

using checkout::Language;
using eticket::Notice;

Response page(int status, std::string html, Language language) {
    Response response;
    response.status = status;
    response.body = std::move(html);
    response.language = language == Language::English ? "en" : "fr";
    return response;
}

Response notice(int status, Notice what, const Request &request) {
    const auto language = languageOf(request.lang, request.acceptLanguage, Language::French);
    return page(status, eticket::toHtml(what, language), language);
}

struct Stored {
    journal::StoredTicket ticket;
    std::optional<journal::StoredTicket> previous;
};

// nullopt: no such ticket.
storage::Result<std::optional<Stored>> read(const std::filesystem::path &till, std::string_view id) {
    const auto reader = storage::TillReader::open(till);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto ticket = reader->ticketByEticketId(id);
    if (!ticket)
        return tl::make_unexpected(ticket.error());
    if (!*ticket)
        return std::nullopt;
    Stored stored{std::move(**ticket), std::nullopt};
    if (stored.ticket.number > 1) {
        auto previous = reader->ticketByNumber(stored.ticket.number - 1);
        if (!previous)
            return tl::make_unexpected(previous.error());
        stored.previous = std::move(*previous);
    }
    return stored;
}

} // namespace

Response Site::answer(const Request &request) {
    if (request.method != "GET" && request.method != "HEAD")
        return notice(405, Notice::NotAllowed, request);
    const auto target = targetOf(request.path);
    switch (target.route) {
    case Route::Ticket:
        return ticket(target.id, request);
    case Route::Health:
        return health();
    case Route::Nothing:
        break;
    }
    return notFound(request);
}

Response Site::notFound(const Request &request) {
    // Only failures count, and only failures are refused: one who guesses doesn't lock out the shoppers beside him.
    if (!m_failures.allow(request.client, m_clock.monotonicUs()))
        return notice(429, Notice::TooMany, request);
    return notice(404, Notice::NotFound, request);
}

Response Site::ticket(std::string_view id, const Request &request) {
    const auto stored = read(m_till, id);
    if (!stored) {
        base::logWarning("till.db: {}", stored.error().text);
        return notice(503, Notice::Unavailable, request);
    }
    if (!*stored)
        return notFound(request);
    const auto verifier = journal::Verifier::load(m_certificate);
    if (!verifier) {
        base::logWarning("certificate: {}", verifier.error().text);
        return notice(503, Notice::NoCertificate, request);
    }
    const auto &[ticket, previous] = **stored;
    const auto examined = eticket::examine(ticket, previous, id, *verifier);
    const auto own = examined.content ? examined.content->ticket.language : Language::French;
    const auto language = languageOf(request.lang, request.acceptLanguage, own);
    if (!examined.content)
        return page(200, eticket::toHtml(ticket.content, examined.verification, language), language);
    const auto receipt = eticket::makeReceipt(*examined.content, journal::signatureExtract(ticket.signature), language);
    return page(200, eticket::toHtml(receipt, examined.verification), language);
}

Response Site::health() const {
    Response response;
    response.contentType = "application/json";
    const auto reader = storage::TillReader::open(m_till);
    const bool till = reader && reader->lastTicket();
    const bool certificate = journal::Verifier::load(m_certificate).has_value();
    response.status = till && certificate ? 200 : 503;
    response.body = till && certificate ? R"({"status":"ok"})"
                    : till              ? R"({"status":"unavailable","reason":"certificate"})"
                                        : R"({"status":"unavailable","reason":"till"})";
    return response;
}

} // namespace panier::web

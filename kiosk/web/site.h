// What the remote side answers: the e-ticket's page, its health, and nothing else.
#pragma once

#include "base/clock.h"
#include "web/failure_limit.h"
#include "web/request.h"

#include <filesystem>
#include <string>

namespace panier::web {

struct Response {
    int status = 404;
    std::string contentType = "text/html; charset=utf-8";
    std::string body;
    std::string_view language; // of the body, "fr" or "en"; empty for none
};

// Answers requests from till.db and the certificate, both opened anew and read-only each time: they may appear, be
// replaced or go away while this runs. Nothing that comes with a request is repeated in an answer. Thread: any.
class Site {
public:
    // `clock` must outlive the site.
    Site(std::filesystem::path till, std::filesystem::path certificate, const base::Clock &clock)
        : m_till(std::move(till)), m_certificate(std::move(certificate)), m_clock(clock) {}

    [[nodiscard]] Response answer(const Request &request);

private:
    [[nodiscard]] Response ticket(std::string_view id, const Request &request);
    [[nodiscard]] Response health() const;
    // The same for an unknown id and for anything that isn't one.
    [[nodiscard]] Response notFound(const Request &request);

    const std::filesystem::path m_till;
    const std::filesystem::path m_certificate;
    const base::Clock &m_clock;
    FailureLimit m_failures;
};

} // namespace panier::web

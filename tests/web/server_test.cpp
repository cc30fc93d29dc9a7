#include "web/server.h"

#include "tests/web/raw_client.h"
#include "tests/web/till_fixture.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>
#include <memory>
#include <unistd.h>
#include <vector>

using namespace panier;
using namespace panier::web;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using tests::ask;
using tests::RawClient;

namespace {

class JumpingClock final : public base::Clock {
public:
    [[nodiscard]] base::TimeMs nowMs() const override { return m_us / 1000; }
    [[nodiscard]] std::int64_t monotonicUs() const override { return m_us; }
    void jump(std::int64_t us) { m_us += us; }

private:
    std::atomic<std::int64_t> m_us = 0;
};

struct Running {
    Running() {
        auto started = Server::start(site, clock, "127.0.0.1", 0);
        REQUIRE(started);
        server = std::move(*started);
        port = server->port();
        REQUIRE(port != 0);
    }
    [[nodiscard]] std::string page(std::string_view method = "GET") const {
        return ask(port, std::string(method) + " /t/" + till.first().eticketId + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    tests::TillFixture till;
    JumpingClock clock;
    Site site{till.files().till, till.files().certificate, clock};
    std::unique_ptr<Server> server;
    std::uint16_t port = 0;
};

std::size_t residentBytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

TEST_CASE("a page comes with the headers that keep it to itself") {
    const Running web;
    const auto answer = web.page();
    CHECK_THAT(answer, StartsWith("HTTP/1.1 200 "));
    for (const auto *header : {"Content-Security-Policy: default-src 'none'; style-src 'sha256-",
                               "frame-ancestors 'none'", "X-Content-Type-Options: nosniff",
                               "Referrer-Policy: no-referrer", "Cache-Control: no-store", "X-Robots-Tag: noindex",
                               "Content-Type: text/html; charset=utf-8", "Content-Language: fr", "Connection: close"})
        CHECK_THAT(answer, ContainsSubstring(header));
    CHECK_THAT(answer, ContainsSubstring("Authentique</h1>"));
    CHECK_THAT(answer, !ContainsSubstring("unsafe-inline"));
    const auto english = ask(web.port, "GET /t/" + web.till.first().eticketId + "?lang=en HTTP/1.0\r\n\r\n");
    CHECK_THAT(english, ContainsSubstring("Authentic</h1>"));
}

TEST_CASE("HEAD has the headers and no body; other methods are refused") {
    const Running web;
    const auto head = web.page("HEAD");
    CHECK_THAT(head, StartsWith("HTTP/1.1 200 ") && EndsWith("\r\n\r\n"));
    for (const auto *method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "GETT"})
        CHECK_THAT(web.page(method), StartsWith("HTTP/1.1 405 ") && ContainsSubstring("Allow: GET, HEAD"));
    CHECK_THAT(ask(web.port, "POST /t/x HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\nbody"),
               StartsWith("HTTP/1.1 405 "));
}

TEST_CASE("no path leads anywhere else, and none comes back in the page") {
    const Running web;
    for (const std::string path :
         {"/", "/t/../../../../etc/passwd", "/t/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/t/..%2f..%2fetc%2fpasswd",
          "/<script>alert(1)</script>", "/?lang=<script>", "/t/?x", "/health?x=<script>/../.."}) {
        const auto answer = ask(web.port, "GET " + path + " HTTP/1.1\r\nHost: <script>\r\n\r\n");
        CHECK_THAT(answer, StartsWith(path.starts_with("/health") ? "HTTP/1.1 200 " : "HTTP/1.1 404 "));
        CHECK_THAT(answer, !ContainsSubstring("<script>") && !ContainsSubstring("root:"));
    }
    const auto id = web.till.first().eticketId;
    CHECK_THAT(ask(web.port, "GET /t/" + id + "%00 HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 404 "));
}

TEST_CASE("an endless header, a huge address and noise cost us nothing") {
    const Running web;
    const auto before = residentBytes();
    const std::string chunk(4096, 'a');

    RawClient header(web.port);
    REQUIRE(header.send("GET / HTTP/1.1\r\nHost: x\r\nX-Endless: "));
    std::size_t sent = 0;
    while (sent < 64'000'000 && header.send(chunk))
        sent += chunk.size();
    CHECK(sent < 16'000'000); // no more than fits in the socket's buffers

    RawClient many(web.port);
    REQUIRE(many.send("GET / HTTP/1.1\r\nHost: x\r\n"));
    for (sent = 0; sent < 64'000'000 && many.send("A: b\r\nC: d\r\nE: f\r\n"); sent += 18)
        ;
    CHECK(sent < 16'000'000);

    CHECK_THAT(ask(web.port, "GET /" + std::string(200'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n"),
               !StartsWith("HTTP/1.1 200 "));
    for (const auto *noise : {"\r\n\r\n\r\n", "\x16\x03\x01\x02", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                              "GET  /  HTTP/1.1\r\n :\r\n\r\n", "\xff\xfe\xfd\r\n\r\n"}) {
        RawClient client(web.port);
        (void)client.send(noise);
        CHECK_THAT(client.readAll(50), !StartsWith("HTTP/1.1 200 "));
    }
    CHECK(residentBytes() < before + 8'000'000);
    CHECK_THAT(web.page(), StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("a client that trickles is cut off, however busy it looks") {
    Running web;
    RawClient slow(web.port);
    REQUIRE(slow.send("GET /t/"));
    CHECK_THAT(web.page(), StartsWith("HTTP/1.1 200 ")); // by now the server has accepted the slow one too
    web.clock.jump(Server::maxConnectionUs + 1);
    CHECK(slow.readAll().empty());
    CHECK(slow.closed());
    CHECK_THAT(web.page(), StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("one address may hold so many connections, and the server is there again after them") {
    const Running web;
    {
        std::vector<std::unique_ptr<RawClient>> crowd;
        for (unsigned i = 0; i < Server::maxConnectionsPerAddress; ++i) {
            crowd.push_back(std::make_unique<RawClient>(web.port));
            REQUIRE(crowd.back()->ok());
            REQUIRE(crowd.back()->send("GET /"));
        }
        CHECK(web.page().empty()); // closed without a word
    }
    std::string answer;
    for (int i = 0; i < 100 && answer.empty(); ++i)
        answer = web.page();
    CHECK_THAT(answer, StartsWith("HTTP/1.1 200 "));
}

TEST_CASE("an address that is taken or isn't one is a failure") {
    Running web;
    CHECK(Server::start(web.site, web.clock, "127.0.0.1", web.port).error().code == ServerError::Listen);
    CHECK(Server::start(web.site, web.clock, "no such host.invalid", 0).error().code == ServerError::Address);
    CHECK(Server::start(web.site, web.clock, "192.0.2.1", 0).error().code == ServerError::Listen);
    if (const auto v6 = Server::start(web.site, web.clock, "::1", 0))
        CHECK((*v6)->port() != 0);
}

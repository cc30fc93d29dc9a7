#include "tests/web/till_fixture.h"
#include "web/site.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>

using namespace panier;
using namespace panier::web;
using Catch::Matchers::ContainsSubstring;
using tests::TillFixture;

namespace {

struct Asked {
    explicit Asked(const TillFixture &fixture) : site(fixture.files().till, fixture.files().certificate, clock) {}

    Response get(const std::string &path, std::string_view lang = {}, std::string_view accept = {}) {
        return site.answer({"GET", path, lang, accept, "192.0.2.1"});
    }
    Response ticket(const storage::TicketRef &ref, std::string_view lang = {}) {
        return get("/t/" + ref.eticketId, lang);
    }

    base::SystemClock clock;
    Site site;
};

void remove(const std::filesystem::path &till, const char *companion) {
    auto file = till;
    std::filesystem::remove(file += companion);
}

} // namespace

TEST_CASE("each ticket has its page, in both languages") {
    const TillFixture fixture;
    Asked asked(fixture);
    for (const auto &ref : {fixture.first(), fixture.second()}) {
        const auto french = asked.ticket(ref);
        CHECK(french.status == 200);
        CHECK_THAT(french.body, ContainsSubstring("Authentique</h1>") && ContainsSubstring("Pull jacquard"));
        CHECK(french.language == "fr");
        const auto english = asked.ticket(ref, "en");
        CHECK_THAT(english.body, ContainsSubstring("Authentic</h1>") && ContainsSubstring("Jacquard jumper"));
        CHECK_THAT(english.body, ContainsSubstring(ref.signatureExtract));
    }
    CHECK(asked.get("/t/" + fixture.first().eticketId, "", "en-GB").language == "en");
    CHECK(asked.get("/health").status == 200);
    CHECK(asked.get("/health").body == R"({"status":"ok"})");
}

TEST_CASE("an unknown id and a wrong one answer alike") {
    const TillFixture fixture;
    Asked asked(fixture);
    const auto unknown = asked.get("/t/AAECAwQFBgcICQoLDA0ODw");
    const auto wrong = asked.get("/t/'; DROP TABLE ticket; --");
    const auto elsewhere = asked.get("/admin<script>");
    CHECK(unknown.status == 404);
    CHECK(wrong.status == 404);
    CHECK(wrong.body == unknown.body);
    CHECK(elsewhere.body == unknown.body);
}

TEST_CASE("who guesses is slowed down, and the shopper beside him isn't") {
    const TillFixture fixture;
    Asked asked(fixture);
    for (int i = 0; i < FailureLimit::maxFailures; ++i)
        REQUIRE(asked.get("/t/AAECAwQFBgcICQoLDA0ODw").status == 404);
    CHECK(asked.get("/t/AAECAwQFBgcICQoLDA0ODw").status == 429);
    CHECK(asked.get("/x").status == 429);
    CHECK(asked.ticket(fixture.first()).status == 200);
    CHECK(asked.get("/health").status == 200);
    CHECK(asked.site.answer({"GET", "/x", "", "", "192.0.2.2"}).status == 404);
}

TEST_CASE("only reading is allowed") {
    const TillFixture fixture;
    Asked asked(fixture);
    const auto path = "/t/" + fixture.first().eticketId;
    CHECK(asked.site.answer({"HEAD", path, "", "", ""}).status == 200);
    for (const auto *method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", ""})
        CHECK(asked.site.answer({method, path, "", "", ""}).status == 405);
}

TEST_CASE("without the till or the certificate it says so, and recovers by itself") {
    TillFixture fixture;
    Asked asked(fixture);
    const auto &[till, catalogue, staff, head, key, certificate] = fixture.files();
    fixture.settle();
    const auto aside = fixture.folder() / "aside";

    std::filesystem::rename(certificate, aside);
    CHECK(asked.ticket(fixture.first(), "en").status == 503);
    CHECK_THAT(asked.ticket(fixture.first(), "en").body, ContainsSubstring("certificate"));
    CHECK_THAT(asked.get("/health").body, ContainsSubstring("certificate"));
    std::ofstream(certificate) << "not a certificate";
    CHECK(asked.ticket(fixture.first()).status == 503);
    std::filesystem::rename(aside, certificate);
    CHECK(asked.ticket(fixture.first()).status == 200);

    std::filesystem::rename(till, aside);
    remove(till, "-wal");
    remove(till, "-shm");
    CHECK(asked.ticket(fixture.first()).status == 503);
    CHECK(asked.get("/health").status == 503);
    CHECK_FALSE(std::filesystem::exists(till)); // it creates nothing
    std::ofstream(till) << "not a database, and quite some bytes of it, so that SQLite reads a whole header from them";
    CHECK(asked.ticket(fixture.first()).status == 503);
    std::filesystem::rename(aside, till);
    CHECK(asked.ticket(fixture.first()).status == 200);
    const auto third = fixture.sell();
    CHECK(asked.ticket(third).status == 200);
}

TEST_CASE("a till that was copied with its log but without the log's index is read") {
    TillFixture fixture;
    Asked asked(fixture);
    SQLite::Database kiosk(fixture.files().till.string(), SQLite::OPEN_READWRITE); // keeps the log from being settled
    (void)kiosk.execAndGet("SELECT count(*) FROM ticket");
    const auto third = fixture.sell();
    const auto copy = fixture.folder() / "copy.db";
    std::filesystem::copy_file(fixture.files().till, copy);
    std::filesystem::copy_file(fixture.files().till.string() + "-wal", copy.string() + "-wal");
    Site site(copy, fixture.files().certificate, asked.clock);
    CHECK_THAT(site.answer({"GET", "/t/" + third.eticketId, "en", "", ""}).body, ContainsSubstring("Authentic</h1>"));
}

TEST_CASE("a till that somebody holds locked is unavailable, not altered") {
    const TillFixture fixture;
    Asked asked(fixture);
    fixture.settle();
    {
        SQLite::Database holder(fixture.files().till.string(), SQLite::OPEN_READWRITE);
        holder.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
        CHECK(asked.ticket(fixture.first()).status == 503);
        holder.exec("ROLLBACK");
    }
    CHECK(asked.ticket(fixture.first()).status == 200);
}

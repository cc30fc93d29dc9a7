// The promise of the e-ticket: alter one stored byte, and the page says so.
#include "storage/till_reader.h"
#include "tests/web/till_fixture.h"
#include "web/site.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>

using namespace panier;
using tests::TillFixture;

namespace {

enum class Verdict { Authentic, Altered, Absent, Other };

Verdict verdictOn(const TillFixture &fixture, const std::string &eticketId) {
    const base::SystemClock clock;
    web::Site site(fixture.files().till, fixture.files().certificate, clock);
    const auto page = site.answer({"GET", "/t/" + eticketId, "en", "", "192.0.2.1"});
    if (page.status == 404)
        return Verdict::Absent;
    if (page.status != 200)
        return Verdict::Other;
    const bool authentic = page.body.find("Authentic</h1>") != std::string::npos;
    const bool altered = page.body.find("Altered</h1>") != std::string::npos;
    return authentic == altered ? Verdict::Other : authentic ? Verdict::Authentic : Verdict::Altered;
}

std::string readFile(const std::filesystem::path &file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void writeByte(const std::filesystem::path &file, std::size_t offset, char byte) {
    std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(static_cast<std::streamoff>(offset));
    out.put(byte);
}

} // namespace

TEST_CASE("one byte altered through SQL, in each column in turn") {
    const TillFixture fixture;
    const auto id = fixture.second().eticketId;
    REQUIRE(verdictOn(fixture, id) == Verdict::Authentic);
    SQLite::Database database(fixture.files().till.string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA synchronous=OFF");
    std::vector<std::string> columns;
    SQLite::Statement info(database, "SELECT name FROM pragma_table_info('ticket')");
    while (info.executeStep())
        columns.push_back(info.getColumn(0).getString());
    REQUIRE(columns.size() >= 9);

    for (const auto &column : columns) {
        CAPTURE(column);
        SQLite::Statement read(database, "SELECT " + column + ", typeof(" + column + ") FROM ticket WHERE number = 2");
        REQUIRE(read.executeStep());
        const bool isInteger = read.getColumn(1).getString() == "integer";
        const auto text = read.getColumn(0).getString();
        read.reset();
        for (std::size_t at = 0; at < text.size(); at += 1 + text.size() / 40) {
            auto altered = text;
            altered[at] = isInteger ? '7' : altered[at] == 'x' ? 'y' : 'x';
            try {
                SQLite::Statement write(database, "UPDATE ticket SET " + column + " = ? WHERE number = 2");
                write.bind(1, altered);
                write.exec();
            } catch (const SQLite::Exception &) {
                continue; // no longer JSON, and the index on it refuses: see the raw bytes below
            }
            const auto verdict = verdictOn(fixture, id);
            CHECK((verdict == Verdict::Altered || verdict == Verdict::Absent));
            SQLite::Statement restore(database, "UPDATE ticket SET " + column + " = ? WHERE " +
                                                    (column == "number" ? "number = 7" : "number = 2"));
            restore.bind(1, text);
            restore.exec();
        }
    }
    CHECK(verdictOn(fixture, id) == Verdict::Authentic);
}

TEST_CASE("one byte altered in the file itself") {
    const TillFixture fixture;
    fixture.settle();
    const auto id = fixture.second().eticketId;
    const auto &file = fixture.files().till;
    const auto reader = storage::TillReader::open(file);
    REQUIRE(reader);
    const auto ticket = reader->ticketByEticketId(id);
    REQUIRE((ticket && *ticket));
    const auto bytes = readFile(file);
    int alterations = 0;
    for (const auto &field : {(*ticket)->content, (*ticket)->signedString, (*ticket)->algorithm, (*ticket)->thumbprint,
                              (*ticket)->previousHash, (*ticket)->signature, (*ticket)->hash}) {
        // The last place: what both tickets hold stands in the newer one's row first, towards the page's start.
        const auto row = bytes.find((*ticket)->content);
        REQUIRE(row != std::string::npos);
        const auto start = bytes.find(field, row);
        REQUIRE(start != std::string::npos);
        for (std::size_t at = start; at < start + field.size(); at += 1 + field.size() / 60) {
            CAPTURE(field.substr(0, 40), at - start);
            writeByte(file, at, static_cast<char>(bytes[at] ^ 1));
            CHECK(verdictOn(fixture, id) == Verdict::Altered);
            writeByte(file, at, bytes[at]);
            ++alterations;
        }
    }
    CHECK(alterations > 200);
    CHECK(verdictOn(fixture, id) == Verdict::Authentic);
}

TEST_CASE("the ticket before it altered or gone breaks its chain") {
    const TillFixture fixture;
    SQLite::Database database(fixture.files().till.string(), SQLite::OPEN_READWRITE);
    database.exec("UPDATE ticket SET content = replace(content, 'Pull', 'Bull') WHERE number = 1");
    CHECK(verdictOn(fixture, fixture.first().eticketId) == Verdict::Altered);
    CHECK(verdictOn(fixture, fixture.second().eticketId) == Verdict::Altered);
    database.exec("DELETE FROM sold_epc; DELETE FROM ticket WHERE number = 1");
    CHECK(verdictOn(fixture, fixture.first().eticketId) == Verdict::Absent);
    CHECK(verdictOn(fixture, fixture.second().eticketId) == Verdict::Altered);
}

// A till of every version that was ever released opens, keeps what it has, and goes on selling.
#include "storage/till_reader.h"
#include "tests/storage/owner.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::storage;

namespace {

// The data folder has, for each version, a till as SQL text and its key, certificate and head.
Files tillOfVersion(int version, const samples::TempFolder &folder) {
    const std::filesystem::path data = fmt::format("{}/version-{}", PANIER_TEST_DATA, version);
    const Files files = samples::filesIn(folder);
    SQLite::Database(files.till.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec(samples::contentOf(data / "till.sql"));
    for (const auto &file : {files.head, files.key, files.certificate})
        std::filesystem::copy_file(data / file.filename(), file);
    return files;
}

} // namespace

TEST_CASE("a till of version 1 migrates") {
    const samples::TempFolder folder;
    const Files files = tillOfVersion(1, folder);
    samples::Owner owner;
    const auto store = TillStore::open(files, samples::shop(), owner.poster(), samples::start);
    INFO((store ? std::string() : store.error().text));
    REQUIRE(store);
    CHECK((*store)->restored() == RestoredState{"visit-4", R"({"state":4})", {{7, "Charge", "{}"}}});
    CHECK(auditJournal(files)->tickets == 3);
    const auto content = owner.answerTo<journal::TicketContent>([&](auto done) { (*store)->readTicket(2, done); });
    REQUIRE(content);
    CHECK(content->ticket == samples::draft(2));
    CHECK(owner.tag(**store, content->ticket.lines[0].epcs[0].hex()).value() == Lookup(Sold{2}));
    CHECK(owner.commit(**store, samples::sale(5)).value().ticket->number == 4);
    CHECK(auditJournal(files)->tickets == 4);
}

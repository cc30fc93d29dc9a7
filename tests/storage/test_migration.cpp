// A till of every version that was ever released opens, keeps what it has, and goes on selling.
#include "storage/catalogue.h"
#include "storage/schema.h"
#include "storage/till_reader.h"
#include "tests/storage/owner.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

using namespace panier;
using namespace panier::storage;

namespace {

// The data folder has, for each version, the same till as SQL text; its key, certificate and head stand with the first.
Files tillOfVersion(int version, const samples::TempFolder &folder) {
    const std::filesystem::path data = PANIER_TEST_DATA;
    const Files files = samples::filesIn(folder);
    SQLite::Database(files.till.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec(samples::contentOf(data / fmt::format("version-{}", version) / "till.sql"));
    for (const auto &file : {files.head, files.key, files.certificate})
        std::filesystem::copy_file(data / "version-1" / file.filename(), file);
    return files;
}

} // namespace

TEST_CASE("a till of every older version migrates") {
    const int version = GENERATE(range(1, tillVersion)); // a new version needs the data of the one before
    CAPTURE(version);
    const samples::TempFolder folder;
    const Files files = tillOfVersion(version, folder);
    CHECK(SQLite::Database(files.till.string()).execAndGet("PRAGMA user_version").getInt() == version);
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

    auto resumed = samples::event(6); // what is new in version 3
    resumed.usedCode = codes::HouseCodeId{6};
    CHECK(owner.commit(**store, resumed));
    CHECK(owner.commit(**store, resumed).error().code == StorageError::AlreadyUsed);
    SQLite::Database till(files.till.string());
    CHECK(till.execAndGet("SELECT count(*) FROM tag_mark").getInt() == (version >= 2 ? 1 : 0));
    CHECK(till.execAndGet("PRAGMA user_version").getInt() == tillVersion);
}

TEST_CASE("a catalogue of version 1 keeps its articles and tags") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    {
        SQLite::Database database(files.catalogue.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database.exec(samples::contentOf(fmt::format("{}/version-1/catalogue.sql", PANIER_TEST_DATA)));
    }
    Catalogue unready(files.catalogue); // who only reads says what to do
    const auto refused = unready.generation();
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == StorageError::Version);
    CHECK(refused.error().text.find("run panier-admin init") != std::string::npos);

    samples::Owner owner;
    const auto store = TillStore::open(files, samples::shop(), owner.poster(), samples::start);
    REQUIRE(store);
    const auto gtinOf = [&](std::string_view epc) {
        const auto answer = owner.tag(**store, epc).value();
        const auto *found = std::get_if<Found>(&answer);
        return found == nullptr ? std::string() : found->article.gtin.digits();
    };
    CHECK(gtinOf("E28011700000020F1A2B3C4D") == "09521234001409");
    CHECK(gtinOf("E2C06F9200000001") == "09521234001515");
    CHECK(gtinOf("E2C06F9300000001") == "09521234001409"); // E2C06F9 alone: half a byte is a prefix too
    CHECK(gtinOf("E2C06F").empty());
    const auto history = readHistory(files.catalogue, 10).value();
    REQUIRE(history.size() == 1);
    CHECK(history[0].action == ChangeAction::Earlier);
    CHECK(history[0].counts.added == 3);
    samples::importTags(files.catalogue, "kind,value,gtin\nepc,30AA,9521234001409\n");
    CHECK(gtinOf("30AA") == "09521234001409");
    CHECK(gtinOf("E2C06F9200000001") == "09521234001515");
}

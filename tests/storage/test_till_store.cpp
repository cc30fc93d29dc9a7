#include "storage/till_reader.h"
#include "tests/storage/owner.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace panier;
using namespace panier::storage;
using Catch::Matchers::ContainsSubstring;

namespace {

Result<std::unique_ptr<TillStore>> tryOpen(const Files &files, samples::Owner &owner) {
    return TillStore::open(files, samples::shop(), owner.poster(), samples::start);
}

std::unique_ptr<TillStore> opened(const Files &files, samples::Owner &owner) {
    auto store = tryOpen(files, owner);
    INFO((store ? std::string() : store.error().text));
    REQUIRE(store);
    return std::move(*store);
}

std::int64_t count(const Files &files, const std::string &table) {
    SQLite::Database database(files.till.string());
    return database.execAndGet("SELECT count(*) FROM " + table).getInt64();
}

} // namespace

TEST_CASE("a first start creates what it needs, and has nothing to restore") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    const auto store = opened(files, owner);
    CHECK(store->restored() == RestoredState());
    for (const auto &file : {files.till, files.head, files.key, files.certificate})
        CHECK(std::filesystem::exists(file));
    const auto audit = auditJournal(files);
    REQUIRE(audit);
    CHECK(audit->tickets == 0);
}

TEST_CASE("the last state and the open commands are there after a restart") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    {
        const auto store = opened(files, owner);
        Commit first = samples::event(1);
        first.commands = {{1, "LookUpTag", "{\"epc\":\"30\"}"}, {2, "Charge", "{}"}, {3, "PrintTicket", "{}"}};
        REQUIRE(owner.commit(*store, first));
        Commit second = samples::event(2);
        second.finishedCommands = {1, 3, 99};
        second.commands = {{4, "CheckEticket", "{\"é\":1}"}};
        REQUIRE(owner.commit(*store, second));
    }
    const auto store = opened(files, owner);
    CHECK(store->restored() ==
          RestoredState{"visit-2", R"({"state":2})", {{2, "Charge", "{}"}, {4, "CheckEticket", "{\"é\":1}"}}});
    CHECK(count(files, "event") == 2);
}

TEST_CASE("a commit is whole or not at all") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    const auto store = opened(files, owner);
    Commit first = samples::event(1);
    first.commands = {{1, "Charge", "{}"}};
    REQUIRE(owner.commit(*store, first));
    Commit second = samples::sale(2);
    second.commands = {{7, "PrintTicket", "{}"}, {1, "Charge", "{}"}}; // an id used twice
    const auto refused = owner.commit(*store, second);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == StorageError::Unavailable);
    CHECK(count(files, "event") == 1);
    CHECK(count(files, "command") == 1);
    CHECK(count(files, "ticket") == 0);
    const auto sold = owner.commit(*store, samples::sale(2)); // and its number wasn't lost
    REQUIRE(sold);
    CHECK(sold->ticket->number == 1);
}

TEST_CASE("a code that carries value is used once, with its event or not at all, restarts or not") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    Commit first = samples::event(1);
    first.usedCode = codes::HouseCodeId{0xA0, 1};
    Commit again = samples::sale(2);
    again.usedCode = first.usedCode;
    Commit broken = samples::event(3);
    broken.usedCode = codes::HouseCodeId{0xA0, 2};
    broken.commands = {{1, "Charge", "{}"}, {1, "Charge", "{}"}}; // an id used twice
    {
        const auto store = opened(files, owner);
        REQUIRE(owner.commit(*store, first));
        const auto refused = owner.commit(*store, again);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == StorageError::AlreadyUsed);
        REQUIRE_FALSE(owner.commit(*store, broken));
        CHECK(count(files, "used_code") == 1); // the one whose event is there
        CHECK(count(files, "event") == 1);
        CHECK(count(files, "ticket") == 0);
    }
    const auto store = opened(files, owner);
    CHECK(owner.commit(*store, again).error().code == StorageError::AlreadyUsed);
    CHECK(store->restored().stateJson == R"({"state":1})");
    broken.commands.clear();
    CHECK(owner.commit(*store, broken)); // never used, for all that failed before
    CHECK(count(files, "used_code") == 2);
}

TEST_CASE("tickets are numbered without gaps over restarts, chained and audited while the kiosk sells") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    for (int n = 1; n <= 6; ++n) {
        const auto store = opened(files, owner);
        const auto result = owner.commit(*store, samples::sale(n));
        REQUIRE(result);
        REQUIRE(result->ticket);
        CHECK(result->headWritten);
        CHECK(result->ticket->number == n);
        CHECK(result->ticket->eticketId.size() == 22);
        CHECK(result->ticket->signatureExtract.size() == 4);
        const auto audit = auditJournal(files);
        REQUIRE(audit);
        CHECK(audit->tickets == n);
        CHECK(audit->headState == journal::HeadState::Current);
    }
}

TEST_CASE("one payment of one visit has one ticket, however often it is asked for") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    const auto store = opened(files, owner);
    const auto first = owner.commit(*store, samples::sale(1));
    REQUIRE(owner.commit(*store, samples::sale(2)));
    const auto again = owner.commit(*store, samples::sale(1));
    REQUIRE(again);
    CHECK(again->ticket == first->ticket);
    CHECK(count(files, "ticket") == 2);
    CHECK(count(files, "event") == 3); // what happened is on record all the same

    const auto find = [&](const std::string &visit) {
        return owner.answerTo<std::optional<TicketRef>>([&](auto done) { store->findTicket(visit, done); }).value();
    };
    CHECK(find("visit-1") == first->ticket);
    CHECK(find("visit-9") == std::nullopt);
    const auto content = owner.answerTo<journal::TicketContent>([&](auto done) { store->readTicket(2, done); });
    REQUIRE(content);
    CHECK(content->ticket == samples::draft(2));
    CHECK_FALSE(owner.answerTo<journal::TicketContent>([&](auto done) { store->readTicket(3, done); }));
}

TEST_CASE("the e-ticket page finds a ticket by its address alone, and sees it altered") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    const auto store = opened(files, owner);
    const auto sold = owner.commit(*store, samples::sale(1)).value().ticket.value();
    const auto reader = TillReader::open(files.till);
    REQUIRE(reader);
    const auto verifier = journal::Verifier::load(files.certificate).value();
    const auto found = reader->ticketByEticketId(sold.eticketId).value();
    REQUIRE(found);
    CHECK(journal::verifyTicket(*found, verifier)->ticket == samples::draft(1));
    CHECK(reader->lastTicket().value() == found);
    CHECK(reader->ticketByEticketId("AAAAAAAAAAAAAAAAAAAAAA").value() == std::nullopt);
    CHECK(reader->ticketByEticketId("' OR 1=1 --").value() == std::nullopt);

    REQUIRE(owner.commit(*store, samples::sale(2))); // seen at once
    CHECK(reader->lastTicket().value()->number == 2);
    SQLite::Database(files.till.string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE ticket SET content = replace(content, '4995', '4994') WHERE number = 1");
    CHECK_FALSE(journal::verifyTicket(*reader->ticketByEticketId(sold.eticketId).value(), verifier));
}

TEST_CASE("a journal that lost its end puts the kiosk out of service; a head that lost a write is mended") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    std::string before;
    {
        const auto store = opened(files, owner);
        REQUIRE(owner.commit(*store, samples::sale(1)));
        before = samples::contentOf(files.head);
        REQUIRE(owner.commit(*store, samples::sale(2)));
    }
    SECTION("the last ticket is gone") {
        SQLite::Database(files.till.string(), SQLite::OPEN_READWRITE)
            .exec("DELETE FROM sold_epc WHERE ticket_number = 2; DELETE FROM ticket WHERE number = 2");
        const auto store = tryOpen(files, owner);
        REQUIRE_FALSE(store);
        CHECK(store.error().code == StorageError::Integrity);
        CHECK_THAT(store.error().text, ContainsSubstring("the last 1 tickets are missing"));
    }
    SECTION("all of the database is gone") {
        for (const char *suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(files.till.string() + suffix);
        const auto store = tryOpen(files, owner);
        REQUIRE_FALSE(store);
        CHECK(store.error().code == StorageError::Integrity);
    }
    SECTION("the head is gone") {
        std::filesystem::remove(files.head);
        const auto store = tryOpen(files, owner);
        REQUIRE_FALSE(store);
        CHECK(store.error().code == StorageError::Integrity);
    }
    SECTION("the key is gone, and no new one is made") {
        std::filesystem::remove(files.key);
        CHECK_FALSE(tryOpen(files, owner));
        CHECK_FALSE(std::filesystem::exists(files.key));
    }
    SECTION("the power went between the ticket and its head") {
        samples::overwrite(files.head, before);
        CHECK(auditJournal(files)->headState == journal::HeadState::Behind);
        (void)opened(files, owner);
        CHECK(auditJournal(files)->headState == journal::HeadState::Current);
    }
    SECTION("another register's number") {
        journal::Register other = samples::shop();
        other.number = 4;
        const auto store = TillStore::open(files, other, owner.poster(), samples::start);
        REQUIRE_FALSE(store);
        CHECK(store.error().code == StorageError::Invalid);
    }
}

TEST_CASE("without its head a ticket is safe, but no second one is issued") {
    const samples::TempFolder folder;
    const samples::TempFolder elsewhere;
    Files files = samples::filesIn(folder);
    files.head = elsewhere / "disk/till.head";
    std::filesystem::create_directory(elsewhere / "disk");
    samples::Owner owner;
    const auto store = opened(files, owner);
    std::filesystem::rename(elsewhere / "disk", elsewhere / "unplugged");
    const auto first = owner.commit(*store, samples::sale(1));
    REQUIRE(first);
    CHECK(first->ticket->number == 1);
    CHECK_FALSE(first->headWritten);
    const auto second = owner.commit(*store, samples::sale(2));
    REQUIRE_FALSE(second);
    CHECK(owner.commit(*store, samples::event(2))); // the rest goes on
    std::filesystem::rename(elsewhere / "unplugged", elsewhere / "disk");
    const auto mended = owner.commit(*store, samples::sale(2));
    REQUIRE(mended);
    CHECK(mended->ticket->number == 2);
    CHECK(mended->headWritten);
    CHECK(auditJournal(files)->tickets == 2);
}

TEST_CASE("a journal that changes under a running kiosk takes no further ticket") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    const auto store = opened(files, owner);
    REQUIRE(owner.commit(*store, samples::sale(1)));
    REQUIRE(owner.commit(*store, samples::sale(2)));
    SQLite::Database(files.till.string(), SQLite::OPEN_READWRITE)
        .exec("DELETE FROM sold_epc WHERE ticket_number = 2; DELETE FROM ticket WHERE number = 2");
    const auto refused = owner.commit(*store, samples::sale(3));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == StorageError::Integrity);
    CHECK_FALSE(auditJournal(files)); // and the head still tells
}

TEST_CASE("a till has one kiosk, and a newer file isn't touched") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    {
        const auto store = opened(files, owner);
        const auto second = tryOpen(files, owner);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == StorageError::Busy);
    }
    SQLite::Database(files.till.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=99");
    const auto newer = tryOpen(files, owner);
    REQUIRE_FALSE(newer);
    CHECK(newer.error().code == StorageError::Version);
    CHECK(TillReader::open(files.till).error().code == StorageError::Version);
}

TEST_CASE("too many questions are refused, all are answered once and in order, and none after the store is gone") {
    const samples::TempFolder folder;
    const Files files = samples::filesIn(folder);
    samples::Owner owner;
    auto store = opened(files, owner);
    int refused = 0;
    std::vector<int> done;
    const auto epc = *codes::Epc::fromHex("3000");
    for (int n = 0; n < 5 * static_cast<int>(TillStore::maxWaiting); ++n)
        store->findTag(epc, std::nullopt, samples::start, [&, n](const Result<Lookup> &result) {
            if (!result && result.error().code == StorageError::Busy)
                ++refused;
            else
                done.push_back(n);
        });
    (void)owner.tag(*store, "3000"); // answered after some of them
    const auto before = std::pair(done, refused);
    store.reset();
    owner.drain();
    CHECK(std::pair(done, refused) == before);
    CHECK(std::is_sorted(done.begin(), done.end()));
    CHECK(done.size() + static_cast<std::size_t>(refused) > 0);
}

// Whatever is done to a journal's rows without the key, an audit says so.
#include "storage/till_reader.h"
#include "tests/storage/owner.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <random>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::storage;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr int tickets = 50;
const std::vector<std::string> columns = {"number",         "content",   "signed_string",
                                          "format_version", "algorithm", "thumbprint",
                                          "previous_hash",  "signature", "hash"};

// A journal on disk, and a hand that writes into it as someone with the disk but not the key could.
class Journal {
public:
    Journal() {
        samples::Owner owner;
        const auto store = TillStore::open(files, samples::shop(), owner.poster(), samples::start);
        for (int n = 1; n <= tickets; ++n)
            REQUIRE(owner.commit(**store, samples::sale(n)));
        m_database = std::make_unique<SQLite::Database>(files.till.string(), SQLite::OPEN_READWRITE);
        m_database->exec("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; CREATE TEMP TABLE ticket_copy AS SELECT * "
                         "FROM main.ticket;"
                         "CREATE TEMP TABLE sold_copy AS SELECT * FROM main.sold_epc");
    }
    void tamper(const std::string &sql) { m_database->exec(sql); }
    [[nodiscard]] std::string value(const std::string &sql) { return m_database->execAndGet(sql).getString(); }
    void restore() {
        m_database->exec("BEGIN; DELETE FROM main.sold_epc; DELETE FROM main.ticket;"
                         "INSERT INTO main.ticket SELECT * FROM ticket_copy;"
                         "INSERT INTO main.sold_epc SELECT * FROM sold_copy; COMMIT");
    }
    void restoreTicket(int number) {
        m_database->exec(fmt::format("BEGIN; DELETE FROM main.ticket WHERE number IN ({0}, {1});"
                                     "INSERT INTO main.ticket SELECT * FROM ticket_copy WHERE number = {0}; COMMIT",
                                     number, number + tickets));
    }
    // What the audit says; empty when it finds nothing.
    [[nodiscard]] std::string audit() const {
        const auto result = auditJournal(files);
        if (!result)
            CHECK(result.error().code == StorageError::Integrity);
        return result ? std::string() : result.error().text;
    }

    samples::TempFolder folder;
    const Files files = samples::filesIn(folder);

private:
    std::unique_ptr<SQLite::Database> m_database;
};

// Another value of the same length: one letter or digit is the next one.
std::string changed(std::string value, std::mt19937 &random) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (std::isalnum(static_cast<unsigned char>(value[i])) != 0)
            places.push_back(i);
    }
    char &c = value[places[random() % places.size()]];
    c = c == '9' || c == 'z' || c == 'Z' ? static_cast<char>(c - 1) : static_cast<char>(c + 1);
    return value;
}

std::string quoted(const std::string &value) {
    std::string text = "'";
    for (const char c : value)
        text += c == '\'' ? std::string("''") : std::string(1, c);
    return text + "'";
}

} // namespace

TEST_CASE("an audit finds every change of a journal of 50 tickets") {
    static Journal journal; // written once; each section puts it back
    REQUIRE(journal.audit().empty());

    SECTION("every column of every row") {
        std::mt19937 random(20261121); // which byte of the value
        for (const std::string &column : columns) {
            for (int number = 1; number <= tickets; ++number) {
                const std::string where = fmt::format(" WHERE number = {}", number);
                const std::string before = journal.value("SELECT " + column + " FROM ticket" + where);
                const std::string after =
                    column == "number" ? std::to_string(number + tickets) : changed(before, random);
                try {
                    journal.tamper(fmt::format("UPDATE ticket SET {} = {}{}", column, quoted(after), where));
                } catch (const SQLite::Exception &) {
                    CHECK(column == "content"); // its index refuses what isn't JSON
                    continue;
                }
                INFO(column << " of " << number << ": " << after);
                CHECK_THAT(journal.audit(), ContainsSubstring(fmt::format("ticket {}", number)));
                journal.restoreTicket(number);
            }
        }
    }
    SECTION("any row deleted") {
        for (int number = 1; number <= tickets; ++number) {
            journal.tamper(fmt::format("DELETE FROM sold_epc WHERE ticket_number = {0};"
                                       "DELETE FROM ticket WHERE number = {0}",
                                       number));
            INFO(number);
            CHECK_FALSE(journal.audit().empty());
            journal.restore();
        }
    }
    SECTION("any tail cut") {
        for (int last = 0; last < tickets; ++last) {
            journal.tamper(fmt::format("DELETE FROM sold_epc WHERE ticket_number > {0};"
                                       "DELETE FROM ticket WHERE number > {0}",
                                       last));
            CHECK_THAT(journal.audit(),
                       ContainsSubstring(fmt::format("the last {} tickets are missing", tickets - last)));
            journal.restore();
        }
    }
    SECTION("any row deleted and the rest renumbered") {
        for (int number = 1; number < tickets; number += 5) {
            journal.tamper(fmt::format("DELETE FROM sold_epc; DELETE FROM ticket WHERE number = {0};"
                                       "UPDATE ticket SET number = -number WHERE number > {0};"
                                       "UPDATE ticket SET number = -number - 1 WHERE number < 0",
                                       number));
            CHECK_FALSE(journal.audit().empty());
            journal.restore();
        }
    }
    SECTION("any two rows swapped") {
        CHECK(rc::check([&] {
            const int one = *rc::gen::inRange(1, tickets + 1);
            const int other = *rc::gen::distinctFrom(rc::gen::inRange(1, tickets + 1), one);
            journal.tamper(fmt::format("DELETE FROM sold_epc; UPDATE ticket SET number = 0 WHERE number = {0};"
                                       "UPDATE ticket SET number = {0} WHERE number = {1};"
                                       "UPDATE ticket SET number = {1} WHERE number = 0",
                                       one, other));
            const std::string said = journal.audit();
            journal.restore();
            RC_ASSERT_FALSE(said.empty());
        }));
    }
    SECTION("any row inserted") {
        for (const int at : {0, 7, tickets + 1, tickets + 2}) {
            journal.tamper(fmt::format(
                "INSERT INTO ticket SELECT {}, json_set(content, '$.eticket', 'x', '$.visit', 'x'), signed_string, "
                "format_version, algorithm, thumbprint, previous_hash, signature, hash FROM ticket WHERE number = 50 "
                "ON CONFLICT (number) DO UPDATE SET content = excluded.content",
                at));
            CHECK_FALSE(journal.audit().empty());
            journal.restore();
        }
    }
    SECTION("the marks of sold tags") {
        for (const char *sql : {"DELETE FROM sold_epc WHERE ticket_number = 20",
                                "UPDATE sold_epc SET epc = '3F' || substr(epc, 3) WHERE ticket_number = 20",
                                "INSERT INTO sold_epc VALUES ('3F00', 20)"}) {
            journal.tamper(sql);
            CHECK_THAT(journal.audit(), ContainsSubstring("ticket 20: the tags"));
            journal.restore();
        }
    }
    SECTION("the head") {
        const std::string head = samples::contentOf(journal.files.head);
        std::filesystem::remove(journal.files.head);
        CHECK_THAT(journal.audit(), ContainsSubstring("signed head is missing"));
        std::mt19937 random(7);
        samples::overwrite(journal.files.head, changed(head, random));
        CHECK_FALSE(journal.audit().empty());
        samples::overwrite(journal.files.head, head);
    }
    CHECK(journal.audit().empty()); // restore() restores: what was found was the change
}

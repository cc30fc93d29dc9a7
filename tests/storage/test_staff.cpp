#include "storage/staff_book.h"
#include "tests/journal/samples.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::storage;
using samples::start;

namespace {

SignIn tried(const StaffBook &book, std::string_view name, std::string_view pin, base::TimeMs now) {
    const auto result = book.signIn(name, pin, now);
    INFO((result ? std::string() : result.error().text));
    REQUIRE(result);
    return *result;
}

} // namespace

TEST_CASE("a user signs in with the PIN, and with nothing else") {
    const samples::TempFolder folder;
    const StaffBook book(folder / "staff.db");
    REQUIRE(book.add("sarah", "Sarah", "4711"));
    CHECK(tried(book, "sarah", "4711", start) == SignIn(SignedIn{"sarah", "Sarah"}));
    base::TimeMs now = start;
    for (const char *pin : {"4712", "", "47110", "471", "4711\n", "0000000000000000000000000000000000000000"}) {
        now += 10 * StaffBook::longestWaitMs;
        CHECK(std::holds_alternative<SignInRefused>(tried(book, "sarah", pin, now)));
    }
    CHECK(tried(book, "bob", "4711", start) == SignIn(SignInRefused{start + StaffBook::firstWaitMs}));
    CHECK(tried(book, "' OR 1=1 --", "4711", start) == SignIn(SignInRefused{start + StaffBook::firstWaitMs}));
    CHECK(samples::contentOf(folder / "staff.db").find("$argon2id$") != std::string::npos);
}

TEST_CASE("each failure doubles the wait to five minutes, over restarts, and a success forgets them") {
    const samples::TempFolder folder;
    const auto book = [&folder] { return StaffBook(folder / "staff.db"); }; // a new one each time
    REQUIRE(book().add("sarah", "Sarah", "4711"));
    base::TimeMs now = start;
    for (const base::TimeMs wait : {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
        CHECK(tried(book(), "sarah", "0000", now) == SignIn(SignInRefused{now + wait * 1000}));
        // Meanwhile not even the right PIN is looked at, and asking doesn't lengthen the wait.
        CHECK(tried(book(), "sarah", "4711", now + wait * 1000 - 1) == SignIn(SignInRefused{now + wait * 1000}));
        now += wait * 1000;
    }
    CHECK(std::holds_alternative<SignedIn>(tried(book(), "sarah", "4711", now)));
    CHECK(tried(book(), "sarah", "0000", now) == SignIn(SignInRefused{now + 1000}));
}

TEST_CASE("a clock that is set back locks nobody out") {
    const samples::TempFolder folder;
    const StaffBook book(folder / "staff.db");
    REQUIRE(book.add("sarah", "Sarah", "4711"));
    CHECK(std::holds_alternative<SignInRefused>(tried(book, "sarah", "0000", start)));
    const base::TimeMs yearBefore = start - base::TimeMs{365} * 24 * 3'600'000;
    CHECK(tried(book, "sarah", "4711", yearBefore) == SignIn(SignInRefused{yearBefore + StaffBook::longestWaitMs}));
    CHECK(std::holds_alternative<SignedIn>(tried(book, "sarah", "4711", yearBefore + StaffBook::longestWaitMs)));
}

TEST_CASE("users are listed and removed, and what has the wrong form is refused") {
    const samples::TempFolder folder;
    const StaffBook book(folder / "staff.db");
    REQUIRE(book.create());
    CHECK(book.list()->empty());
    REQUIRE(book.add("sarah", "Sarah", "4711"));
    REQUIRE(book.add("ben.2", "Ben", "123456789012"));
    const auto members = book.list().value();
    REQUIRE(members.size() == 2);
    CHECK(members[0].name == "ben.2");
    CHECK(members[1].displayName == "Sarah");
    const auto refused = [](const Result<void> &result) {
        return !result && result.error().code == StorageError::Invalid;
    };
    CHECK(refused(book.add("sarah", "Sarah", "4711")));
    CHECK(refused(book.add("", "x", "4711")));
    CHECK(refused(book.add("Sarah", "x", "4711")));
    CHECK(refused(book.add(std::string(33, 'a'), "x", "4711")));
    CHECK(refused(book.add("bob", "", "4711")));
    CHECK(refused(book.add("bob", "Bob", "471")));
    CHECK(refused(book.add("bob", "Bob", "1234567890123")));
    CHECK(refused(book.add("bob", "Bob", "47a1")));
    REQUIRE(book.remove("sarah"));
    CHECK(refused(book.remove("sarah")));
    CHECK(book.list()->size() == 1);
}

TEST_CASE("a badge is its user's until it is revoked or the user goes") {
    const samples::TempFolder folder;
    const StaffBook book(folder / "staff.db");
    const std::string first = "0123456789ABCDEF0123456789ABCDEF";
    const std::string second = "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";
    REQUIRE(book.add("sarah", "Sarah", "4711"));
    REQUIRE(book.addBadge(first, "sarah", start));
    REQUIRE(book.addBadge(second, "sarah", start + 1));
    CHECK(book.badges().value() == std::vector<StaffBadge>{{first, "sarah", start}, {second, "sarah", start + 1}});
    CHECK(book.badgeOwner(first).value() == SignedIn{"sarah", "Sarah"});
    CHECK_FALSE(book.badgeOwner("' OR 1=1 --").value());
    const auto refused = [](const Result<void> &result) {
        return !result && result.error().code == StorageError::Invalid;
    };
    CHECK(refused(book.addBadge(first, "sarah", start)));
    CHECK(refused(book.addBadge(std::string(32, '0'), "bob", start)));
    CHECK(refused(book.addBadge(std::string(32, 'g'), "sarah", start)));
    CHECK(refused(book.addBadge(first.substr(1), "sarah", start)));
    REQUIRE(book.revokeBadge(first));
    CHECK(refused(book.revokeBadge(first)));
    CHECK_FALSE(book.badgeOwner(first).value());
    // Another user of the same name doesn't inherit it.
    REQUIRE(book.remove("sarah"));
    REQUIRE(book.add("sarah", "Another Sarah", "4711"));
    CHECK_FALSE(book.badgeOwner(second).value());
    CHECK(book.badges()->empty());
}

TEST_CASE("a staff.db of version 1 keeps its users and takes badges") {
    const samples::TempFolder folder;
    const StaffBook book(folder / "staff.db");
    REQUIRE(book.add("sarah", "Sarah", "4711"));
    SQLite::Database((folder / "staff.db").string(), SQLite::OPEN_READWRITE)
        .exec("DROP TABLE badge; PRAGMA user_version=1");
    CHECK(tried(book, "sarah", "4711", start) == SignIn(SignedIn{"sarah", "Sarah"}));
    REQUIRE(book.addBadge(std::string(32, 'A'), "sarah", start));
    CHECK(book.badgeOwner(std::string(32, 'A')).value() == SignedIn{"sarah", "Sarah"});
}

#include "tests/journal/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <functional>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::journal;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Journal {
    samples::TempFolder folder;
    Signer signer = *Signer::loadOrCreate(folder / "key", folder / "crt", samples::shop(), samples::start);
    std::vector<StoredTicket> tickets;

    explicit Journal(int count) {
        ChainEnd end;
        for (int n = 1; n <= count; ++n) {
            tickets.push_back(signTicket(samples::content(n), end, signer).value());
            end = endAfter(tickets.back());
        }
    }
    // The first failure, or nothing.
    [[nodiscard]] std::optional<Failure> check() const {
        ChainCheck chain(signer.verifier());
        for (const StoredTicket &ticket : tickets) {
            if (const auto sound = chain.add(ticket); !sound)
                return sound.error();
        }
        return std::nullopt;
    }
};

// Each field of a ticket, as text that a test can change.
const std::vector<std::function<void(StoredTicket &, const std::function<void(std::string &)> &)>> fields = {
    [](StoredTicket &t, const auto &change) { change(t.content); },
    [](StoredTicket &t, const auto &change) { change(t.signedString); },
    [](StoredTicket &t, const auto &change) { change(t.algorithm); },
    [](StoredTicket &t, const auto &change) { change(t.thumbprint); },
    [](StoredTicket &t, const auto &change) { change(t.previousHash); },
    [](StoredTicket &t, const auto &change) { change(t.signature); },
    [](StoredTicket &t, const auto &change) { change(t.hash); },
    [](StoredTicket &t, const auto &) { ++t.number; },
    [](StoredTicket &t, const auto &) { ++t.formatVersion; }};

} // namespace

TEST_CASE("the signed string has what the law names") {
    const Journal journal(2);
    const StoredTicket &first = journal.tickets[0];
    const std::string content = sha256Hex(first.content);
    CHECK(first.signedString ==
          "1;550:1290,2000:9990;11280;20261121222740;3;1;SALE;Y;;" + std::string(64, '0') + ";" + content);
    const StoredTicket &second = journal.tickets[1];
    CHECK_THAT(second.signedString, ContainsSubstring(";3;2;SALE;N;" + first.signature + ";" + first.hash + ";"));
    CHECK(second.algorithm == "ECDSA-P256-SHA256");
    CHECK(second.formatVersion == 1);
    CHECK(second.thumbprint == journal.signer.verifier().thumbprint());
}

TEST_CASE("a journal as it was written is sound, whole and ticket by ticket") {
    const Journal journal(5);
    CHECK_FALSE(journal.check());
    for (const StoredTicket &ticket : journal.tickets) {
        const auto content = verifyTicket(ticket, journal.signer.verifier());
        REQUIRE(content);
        CHECK(*content == samples::content(static_cast<int>(ticket.number)));
    }
}

TEST_CASE("one changed byte anywhere in a ticket shows, without its neighbours") {
    const Journal journal(2);
    CHECK(rc::check([&] {
        StoredTicket ticket = journal.tickets[1];
        const auto &field = *rc::gen::elementOf(fields);
        field(ticket, [](std::string &text) {
            text[*rc::gen::inRange<std::size_t>(0, text.size())] ^= static_cast<char>(*rc::gen::inRange(1, 128));
        });
        const auto sound = verifyTicket(ticket, journal.signer.verifier());
        RC_ASSERT_FALSE(sound.has_value());
        RC_ASSERT(sound.error().code == JournalError::Altered);
    }));
}

TEST_CASE("a ticket that is gone, doubled, moved or from elsewhere breaks the chain, and the failure says where") {
    Journal journal(5);
    SECTION("gone") {
        journal.tickets.erase(journal.tickets.begin() + 2);
        REQUIRE(journal.check());
        CHECK(journal.check()->code == JournalError::Missing);
        CHECK_THAT(journal.check()->text, ContainsSubstring("ticket 3 is missing"));
    }
    SECTION("the first gone") {
        journal.tickets.erase(journal.tickets.begin());
        REQUIRE(journal.check());
        CHECK_THAT(journal.check()->text, ContainsSubstring("ticket 1 is missing"));
    }
    SECTION("doubled") {
        journal.tickets.insert(journal.tickets.begin() + 2, journal.tickets[1]);
        CHECK(journal.check());
    }
    SECTION("moved") {
        std::swap(journal.tickets[1], journal.tickets[3]);
        CHECK(journal.check());
    }
    SECTION("signed by the same key, but in another chain") {
        ChainEnd end{2, std::string(64, 'A'), journal.tickets[1].signature};
        journal.tickets[2] = signTicket(samples::content(3), end, journal.signer).value();
        REQUIRE(journal.check());
        CHECK_THAT(journal.check()->text, ContainsSubstring("ticket 3: it doesn't follow ticket 2"));
    }
    SECTION("signed by another key") {
        const Journal other(5);
        journal.tickets[4] = other.tickets[4];
        REQUIRE(journal.check());
        CHECK_THAT(journal.check()->text, ContainsSubstring("ticket 5: it names another certificate"));
    }
}

TEST_CASE("the receipt's extract is characters 3, 7, 13 and 19") {
    CHECK(signatureExtract("abCdefGhijklMnopqrStuvwx") == "CGMS");
    CHECK(signatureExtract("") == "");
}

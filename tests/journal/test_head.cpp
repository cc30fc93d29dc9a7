#include "journal/head.h"
#include "tests/journal/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace panier;
using namespace panier::journal;
using Catch::Matchers::ContainsSubstring;

namespace {

ChainEnd end(std::int64_t number) {
    return {number, sha256Hex(std::to_string(number)), "s" + std::to_string(number)};
}

} // namespace

TEST_CASE("the head on disk is whole, signed, and no byte of it can be changed") {
    const samples::TempFolder folder;
    const auto signer = Signer::loadOrCreate(folder / "key", folder / "crt", samples::shop(), samples::start);
    REQUIRE(signer);
    const auto file = folder / "till.head";
    CHECK(readHead(file, signer->verifier()).value() == std::nullopt);

    for (const int number : {7, 8}) { // the second replaces the first
        const auto head = signHead(end(number), 3, *signer);
        REQUIRE(head);
        REQUIRE(writeHead(file, *head));
        CHECK(readHead(file, signer->verifier()).value() == head.value());
    }
    CHECK_FALSE(std::filesystem::exists(folder / "till.head.new"));

    const std::string good = samples::contentOf(file);
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string changed = good;
        changed[i] ^= 1;
        samples::overwrite(file, changed);
        INFO(changed);
        const auto read = readHead(file, signer->verifier());
        REQUIRE_FALSE(read);
        CHECK(read.error().code == JournalError::Altered);
    }
    for (const std::string &other : {std::string(), good + "\n", good.substr(0, 50), std::string(100'000, 'x')}) {
        samples::overwrite(file, other);
        CHECK_FALSE(readHead(file, signer->verifier()));
    }
}

TEST_CASE("a crash in the middle of writing leaves the old head, and the next write isn't disturbed") {
    const samples::TempFolder folder;
    const auto signer = Signer::loadOrCreate(folder / "key", folder / "crt", samples::shop(), samples::start);
    REQUIRE(signer);
    const auto file = folder / "till.head";
    const Head seven = signHead(end(7), 3, *signer).value();
    REQUIRE(writeHead(file, seven));
    samples::overwrite(folder / "till.head.new", "{\"format\":1,\"ha"); // as the power left it
    CHECK(readHead(file, signer->verifier()).value() == seven);
    const Head eight = signHead(end(8), 3, *signer).value();
    REQUIRE(writeHead(file, eight));
    CHECK(readHead(file, signer->verifier()).value() == eight);

    const auto nowhere = writeHead(folder / "missing/till.head", eight);
    REQUIRE_FALSE(nowhere);
    CHECK_THAT(nowhere.error().text, ContainsSubstring("till.head"));
}

TEST_CASE("a head against its journal") {
    const auto head = [](std::int64_t number) { return Head{3, number, end(number).hash, ""}; };
    CHECK(compareHead(head(5), end(5), end(4)).value() == HeadState::Current);
    CHECK(compareHead(head(4), end(5), end(4)).value() == HeadState::Behind);
    CHECK(compareHead(Head{3, 0, ChainEnd().hash, ""}, ChainEnd(), ChainEnd()).value() == HeadState::Current);
    CHECK(compareHead(std::nullopt, ChainEnd(), ChainEnd()).value() == HeadState::Behind);

    const auto cut = compareHead(head(5), end(3), end(2));
    REQUIRE_FALSE(cut);
    CHECK(cut.error().code == JournalError::Missing);
    CHECK_THAT(cut.error().text, ContainsSubstring("the last 2 tickets are missing"));
    const auto gone = compareHead(std::nullopt, end(1), ChainEnd());
    REQUIRE_FALSE(gone);
    CHECK(gone.error().code == JournalError::Missing);
    const auto other = compareHead(Head{3, 5, end(6).hash, ""}, end(5), end(4));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == JournalError::Altered);
    CHECK_FALSE(compareHead(Head{3, 4, end(3).hash, ""}, end(5), end(4)));
    CHECK_FALSE(compareHead(head(3), end(5), end(4)));
}

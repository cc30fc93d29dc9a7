// The bench's own parts that need no window: the shelf and its tags.
#include "app/bench/shelf.h"

#include "rfid/epc/identity.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace panier;
using namespace panier::bench;

namespace {

std::vector<Stack> demoShelf() {
    auto shelf = loadShelf(std::filesystem::path(PANIER_ASSETS) / "demo");
    REQUIRE(shelf);
    return *shelf;
}

const Stack &stackCalled(const std::vector<Stack> &shelf, std::string_view key) {
    const auto found = std::ranges::find(shelf, key, &Stack::key);
    REQUIRE(found != shelf.end());
    return *found;
}

} // namespace

TEST_CASE("every stack of the demo shop has a name of its own, a price or no GTIN, and a drawing") {
    std::set<std::string> keys;
    for (const Stack &stack : demoShelf()) {
        INFO(stack.key);
        CHECK(keys.insert(stack.key).second);
        CHECK(stack.gtin.has_value() == (stack.priceMinor > 0));
        CHECK(std::filesystem::exists(std::filesystem::path(PANIER_ASSETS) / "articles" / (stack.picture + ".svg")));
    }
}

TEST_CASE("a tagged unit says its GTIN, and two units are never the same") {
    const auto shelf = demoShelf();
    const Stack &pull = stackCalled(shelf, "pull");
    const auto first = tagOf(pull, 17);
    const auto second = tagOf(pull, 18);
    REQUIRE((first && second));
    CHECK(*first != *second);
    CHECK(*first == *tagOf(pull, 17));
    const auto read = rfid::epc::decode(*first);
    REQUIRE(read);
    CHECK(rfid::epc::gtinOf(*read) == pull.gtin);
    CHECK(read->serial == "17");
}

TEST_CASE("what is special about single units is theirs alone") {
    const auto shelf = demoShelf();
    CHECK_FALSE(tagOf(stackCalled(shelf, "tee-dead"), 1));
    CHECK(tagOf(stackCalled(shelf, "tee"), 1));
    CHECK_FALSE(tagOf(stackCalled(shelf, "book"), 1)); // never tagged
    CHECK(*tagOf(stackCalled(shelf, "mug-exact"), 1) == *tagOf(stackCalled(shelf, "mug-exact"), 2));
    const auto prefixed = tagOf(stackCalled(shelf, "notebook-prefix"), 0xABC);
    REQUIRE(prefixed);
    CHECK(prefixed->hex() == "E2C06F920000000000000ABC");
}

TEST_CASE("a shelf that isn't there is a failure") {
    CHECK_FALSE(loadShelf(std::filesystem::path(PANIER_ASSETS) / "nowhere"));
}

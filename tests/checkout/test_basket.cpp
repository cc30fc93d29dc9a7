#include "checkout/basket.h"
#include "tests/support/articles.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier::checkout;
using namespace panier::tests;

TEST_CASE("quantity is the larger of tags and declared units") {
    Basket basket;
    CHECK(basket.putTag(pull(), epc(1)));
    CHECK(basket.putTag(pull(), epc(1)));
    CHECK(basket.count() == 1);
    CHECK(basket.putTag(pull(), epc(2)));
    CHECK(basket.count() == 2);
    CHECK(basket.declare(pull(), 3));
    CHECK(basket.count() == 3);
    CHECK(basket.total() == Money{3 * 4995});
}

TEST_CASE("a tag that is read late is absorbed by the unit already shown") {
    Basket basket;
    CHECK(basket.show(pull()));
    CHECK(basket.putTag(pull(), epc(1)));
    CHECK(basket.count() == 1);
    CHECK(basket.another(pull()));
    CHECK(basket.count() == 2);
    CHECK(basket.putTag(pull(), epc(2)));
    CHECK(basket.count() == 2);
    CHECK(basket.putTag(pull(), epc(3)));
    CHECK(basket.count() == 3);
}

TEST_CASE("an unsure tag is not counted, and not open where a declared unit accounts for it") {
    Basket basket;
    CHECK(basket.putUnsureTag(pull(), epc(1)));
    CHECK(basket.count() == 0);
    CHECK(basket.unsureCount() == 1);
    CHECK(basket.show(pull()));
    CHECK(basket.count() == 1);
    CHECK(basket.unsureCount() == 0);
    CHECK(basket.putTag(pull(), epc(1)));
    CHECK(basket.count() == 1);
    CHECK(basket.find(pull().gtin)->unsure.empty());
}

TEST_CASE("what leaves the tray leaves the basket, and an empty line goes") {
    Basket basket;
    CHECK(basket.putTag(pull(), epc(1)));
    CHECK(basket.putTag(jean(), epc(2)));
    basket.takeTag(epc(1));
    CHECK(basket.find(pull().gtin) == nullptr);
    CHECK(basket.count() == 1);
    CHECK(basket.declare(jean(), 0));
    CHECK(basket.count() == 1);
    basket.remove(jean().gtin);
    CHECK(basket.empty());
}

TEST_CASE("a basket has written limits") {
    Basket basket;
    CHECK_FALSE(basket.declare(pull(), Basket::maxUnitsPerLine + 1));
    CHECK_FALSE(basket.declare(pull(), -1));
    CHECK(basket.declare(pull(), Basket::maxUnitsPerLine));
    CHECK_FALSE(basket.show(pull()));
    CHECK_FALSE(basket.another(pull()));
}

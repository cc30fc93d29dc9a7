// The body of a code that brings back a basket: written one way only, and bounded.
#include "codes/house/suspended_basket.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::codes;

namespace {

Gtin gtin(int n) {
    return Gtin::fromBody("95212340" + std::to_string(10000 + n)).value();
}

std::optional<SuspendedBasket> read(std::string body, HouseCodeKind kind = HouseCodeKind::SuspendedBasket) {
    HouseCode code;
    code.kind = kind;
    code.body = std::move(body);
    return basketOf(code);
}

} // namespace

TEST_CASE("a basket has this body") {
    const SuspendedBasket basket{{{*Gtin::parse("9521234000112"), 2}, {*Gtin::parse("96385074"), 1}}};
    CHECK(bodyOf(basket) == "09521234000112*2,00000096385074");
    CHECK(read("09521234000112*2,00000096385074") == basket);
    CHECK_FALSE(read("09521234000112*2,00000096385074", HouseCodeKind::Voucher));
}

TEST_CASE("what isn't written so is no basket") {
    for (const auto *body :
         {"", ",", "09521234000112,", ",09521234000112", "09521234000112*", "09521234000112*0", "09521234000112*1",
          "09521234000112*02", "09521234000112*41", "09521234000112*-1", "09521234000112x2", "09521234000113",
          "9521234000112", "09521234000112,09521234000112", "09521234000112*40,00000096385074", "00000000000000",
          "09521234000112*2 ", "09521234000112*999"}) {
        CAPTURE(body);
        CHECK_FALSE(read(body));
    }
    CHECK(bodyOf({}).empty());
    CHECK(bodyOf({{{Gtin(), 1}}}).empty());
    CHECK(bodyOf({{{gtin(1), 0}}}).empty());
    CHECK(bodyOf({{{gtin(1), 41}}}).empty());
    CHECK(bodyOf({{{gtin(1), 1}, {gtin(1), 1}}}).empty());
    SuspendedBasket wide; // 35 articles are more than the body holds
    for (int n = 0; n < 35; ++n)
        wide.lines.push_back({gtin(n), 1});
    CHECK(bodyOf(wide).empty());
}

TEST_CASE("a basket that is written is read again, whatever it holds") {
    CHECK(rc::check([] {
        SuspendedBasket basket;
        const auto lines = *rc::gen::inRange(1, 20);
        for (int n = 0; n < lines; ++n)
            basket.lines.push_back({gtin(*rc::gen::inRange(0, 9) * 20 + n), *rc::gen::inRange(1, 3)});
        RC_ASSERT(read(bodyOf(basket)) == basket);
    }));
    CHECK(rc::check([](const std::string &body) {
        const auto basket = read(body);
        RC_ASSERT((basket ? bodyOf(*basket) : body) == body);
    }));
}

#include "codes/gs1/variable_measure.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::codes;

namespace {

std::string whole(std::string_view body) {
    return std::string(body) + static_cast<char>('0' + gtinCheckDigit(body));
}

} // namespace

// The examples of GS1 General Specifications 7.9.3 and 7.9.4.
TEST_CASE("the verifier of a price") {
    CHECK(measureVerifier("2875") == 9);
    CHECK(measureVerifier("14685") == 6);
    CHECK_FALSE(measureVerifier("123"));
    CHECK_FALSE(measureVerifier("12a4"));
}

TEST_CASE("one wrong digit changes the verifier") {
    CHECK(rc::check([] {
        const auto length = *rc::gen::element<std::size_t>(4, 5);
        auto price = *rc::gen::container<std::string>(length, rc::gen::inRange('0', ':'));
        const auto right = measureVerifier(price);
        const auto at = *rc::gen::inRange<std::size_t>(0, length);
        const char other = *rc::gen::inRange('0', ':');
        RC_PRE(price[at] != other);
        price[at] = other;
        RC_ASSERT(measureVerifier(price) != right);
    }));
}

TEST_CASE("a template says which digits are reference, price and weight") {
    const auto priced = MeasureTemplate::parse("21IIIIIPPPPPC");
    REQUIRE(priced);
    const auto ham = priced->read(whole("211234500789"));
    REQUIRE(ham);
    CHECK(ham->priceMinor == 789);
    CHECK_FALSE(ham->weightGrams);
    CHECK(ham->article == Gtin::parse(whole("211234500000")));

    const auto weighed = MeasureTemplate::parse("28WWWWWIIIIIC");
    REQUIRE(weighed);
    const auto apples = weighed->read(whole("280125098765"));
    REQUIRE(apples);
    CHECK(apples->weightGrams == 1250);
    CHECK(apples->article == Gtin::parse(whole("280000098765")));

    const auto verified = MeasureTemplate::parse("02IIIIIVPPPPC");
    REQUIRE(verified);
    CHECK(verified->read(whole("021234592875"))->priceMinor == 2875);
    CHECK(verified->read(whole("021234592875"))->article == Gtin::parse(whole("021234500000")));
    CHECK_FALSE(verified->read(whole("021234582875")));
}

TEST_CASE("a template fits its own numbers only") {
    const auto own = MeasureTemplate::parse("20AAAAAAAAAAC");
    REQUIRE(own);
    CHECK(own->isOrdinary());
    CHECK(own->fits("2000000000015"));
    CHECK_FALSE(own->fits("2100000000012"));
    CHECK_FALSE(own->fits("20000000"));
}

TEST_CASE("layouts that make no sense are refused") {
    for (const auto *layout : {"", "21IIIIIPPPPP", "21IIIIIPPPPPCC", "21IIIIIPPPPPP", "31IIIIIPPPPPC", "IIIIIIIPPPPPC",
                               "21IIPPIIIPPPC", "21IIIIIIIIIIC", "21PPPPPPPPPPC", "21IIIIPPPWWWC", "21IIIIIVPPPVC",
                               "21IIIIIIVPPPC", "21AAAAAAAAIIC", "210000000000C", "21iiiiippppPC", "2xIIIIIPPPPPC"})
        CHECK_FALSE(MeasureTemplate::parse(layout));
}

TEST_CASE("numbers that only a template explains") {
    CHECK(isRestricted(*Gtin::parse(whole("020000000000"))));
    CHECK(isRestricted(*Gtin::parse(whole("291234567890"))));
    CHECK_FALSE(isRestricted(*Gtin::parse(whole("952123400011"))));
    CHECK_FALSE(isRestricted(*Gtin::parse(whole("2952123400011")))); // a case of 14 digits
    CHECK_FALSE(isRestricted(*Gtin::parse("96385074")));
    CHECK_FALSE(isRestricted(Gtin()));
}

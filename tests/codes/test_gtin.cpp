#include "codes/gtin.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier::codes;

TEST_CASE("every length becomes 14 digits") {
    CHECK(Gtin::parse("96385074")->digits() == "00000096385074");
    CHECK(Gtin::parse("036000291452")->digits() == "00036000291452");
    CHECK(Gtin::parse("4006381333931")->digits() == "04006381333931");
    CHECK(Gtin::parse("10012345678902")->digits() == "10012345678902");
    CHECK(Gtin::parse("4006381333931")->display() == "4006381333931");
    CHECK(Gtin::parse("10012345678902")->display() == "10012345678902");
}

TEST_CASE("what is not a GTIN is refused") {
    for (const auto *bad : {"", "1", "4006381333932", "400638133393", "40063813339311", "4006381333a31",
                            "0000000000000", "00000000000000", " 4006381333931"})
        CHECK_FALSE(Gtin::parse(bad));
}

TEST_CASE("a body gets its check digit") {
    CHECK(Gtin::fromBody("0400638133393")->digits() == "04006381333931");
    CHECK_FALSE(Gtin::fromBody("400638133393"));
}

// GS1 General Specifications, figure 5.2.2.4.2: one row per last digit of the symbol.
TEST_CASE("UPC-E expands to the UPC-A that it stands for") {
    CHECK(expandUpcE("04252614") == "042100005264");
    CHECK(expandUpcE("01234133") == "012300000413"); // last of six is 3: two digits after five zeros
    CHECK(expandUpcE("01234147") == "012340000017");
    CHECK(expandUpcE("01234505") == "012000003455");
    CHECK_FALSE(expandUpcE("21234505"));
    CHECK_FALSE(expandUpcE("0123450"));
}

#include "codes/retail_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier::codes;

TEST_CASE("codes that name an article") {
    const auto gtin = *Gtin::parse("4006381333931");
    CHECK(gtinOf("]E0", "4006381333931") == gtin);
    CHECK(gtinOf("]E0", "04006381333931") == gtin);
    CHECK(gtinOf("]I1", "04006381333931") == gtin);
    CHECK(gtinOf("]C1", "010400638133393110ABC") == gtin);
    CHECK(gtinOf("]e0", "0104006381333931") == gtin);
    CHECK(gtinOf("]d2", "\x1D"
                        "01040063813339311726123110LOT") == gtin);
    CHECK(gtinOf("]Q3", "0104006381333931") == gtin);
    CHECK(gtinOf("]Q1", "https://id.example.com/01/04006381333931/10/LOT?17=261231") == gtin);
    CHECK(gtinOf("]d1", "https://example.com/some/path/01/4006381333931") == gtin);
    CHECK(gtinOf("]E4", "96385074") == Gtin::parse("96385074"));
}

TEST_CASE("codes that name none") {
    CHECK_FALSE(gtinOf("]E0", "4006381333932"));
    CHECK_FALSE(gtinOf("]E0", ""));
    CHECK_FALSE(gtinOf("]C0", "010400638133393110ABC"));
    CHECK_FALSE(gtinOf("]Q1", "4006381333931"));
    CHECK_FALSE(gtinOf("]Q1", "https://example.com/?x=/01/04006381333931"));
    CHECK_FALSE(gtinOf("]Q1", "https://example.com/01/04006381333932"));
    CHECK_FALSE(gtinOf("]Q1", "javascript:/01/04006381333931"));
    CHECK_FALSE(gtinOf("]Q3", "00123456789012345675"));
    CHECK_FALSE(gtinOf("", "4006381333931"));
    CHECK_FALSE(gtinOf("]", "4006381333931"));
    CHECK_FALSE(gtinOf("]Z9", "4006381333931"));
}

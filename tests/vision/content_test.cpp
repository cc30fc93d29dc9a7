#include "vision/decode/content.h"

#include <catch2/catch_test_macros.hpp>

namespace {
using namespace panier::vision::decode;

TEST_CASE("Texts of all library versions come out in one form") {
    struct Row {
        Symbology symbology;
        std::string in, out;
    };
    const Row rows[] = {
        {Symbology::Ean13, "3017620422003", "3017620422003"},
        {Symbology::Ean8, "96385074", "96385074"},
        {Symbology::UpcA, "036000291452", "036000291452"},
        {Symbology::UpcA, "0036000291452", "036000291452"}, // later versions
        {Symbology::UpcE, "01234565", "012345000065"},
        {Symbology::UpcE, "0012345000065", "012345000065"}, // later versions
        {Symbology::Itf14, "00012345678905", "00012345678905"},
        {Symbology::DataBar, "09501101530003", "0109501101530003"},
        {Symbology::DataBar, "0109501101530003", "0109501101530003"},
        {Symbology::DataBar, "(01)09501101530003", "0109501101530003"},
        {Symbology::DataBarExpanded, "(01)09501101530003(3103)001750", "01095011015300033103001750"},
        {Symbology::DataBarExpanded, "01095011015300033103001750", "01095011015300033103001750"},
        {Symbology::DataBarLimited, "09501101530003", "0109501101530003"},
        {Symbology::Ean13, "9771234567003 12", "9771234567003 12"}, // a magazine's number
        {Symbology::Ean13, "9780441014989 51799", "9780441014989 51799"},
        {Symbology::UpcE, "01234565 12", "012345000065 12"},
        {Symbology::Itf, "0053611912", "0053611912"},
        {Symbology::QrCode, "https://example.com/01/09501101530003", "https://example.com/01/09501101530003"},
    };
    for (const auto &row : rows) {
        INFO(nameOf(row.symbology) << ' ' << row.in);
        CHECK(normalised(row.symbology, row.in) == row.out);
    }
}

TEST_CASE("What can't be of its symbology is dropped") {
    CHECK_FALSE(normalised(Symbology::Pdf417, "AAAA")); // all zeros, which noise looks like
    CHECK(normalised(Symbology::Pdf417, "AAAB"));
    CHECK_FALSE(normalised(Symbology::Ean13, "3017620422004")); // check digit
    CHECK_FALSE(normalised(Symbology::Ean13, "301762042200"));
    CHECK_FALSE(normalised(Symbology::Itf14, "0053611912")); // a short ITF, the usual phantom
    CHECK_FALSE(normalised(Symbology::Itf14, "00012345678904"));
    CHECK_FALSE(normalised(Symbology::Ean13, "9771234567003 123")); // an add-on has 2 or 5 digits
    CHECK_FALSE(normalised(Symbology::Ean13, "9771234567003 1x"));
    CHECK_FALSE(normalised(Symbology::Ean8, "96385074 12")); // and none stands beside an EAN-8
    CHECK_FALSE(normalised(Symbology::UpcE, "11234562"));    // number system 1: the left half of some EAN-13
    CHECK_FALSE(normalised(Symbology::UpcE, "112345000062"));
    CHECK_FALSE(normalised(Symbology::Itf, "0053"));
    CHECK_FALSE(normalised(Symbology::Itf, "00536119123"));
    CHECK_FALSE(normalised(Symbology::Itf, std::string(42, '1')));
    CHECK_FALSE(normalised(Symbology::DataBar, "(10)09501101530003"));
    CHECK_FALSE(normalised(Symbology::DataBar, "09501101530004"));
    CHECK_FALSE(normalised(Symbology::DataBarExpanded, "(01"));
    CHECK_FALSE(normalised(Symbology::QrCode, ""));
    CHECK_FALSE(normalised(Symbology::QrCode, std::string(maxTextBytes + 1, 'x')));
    CHECK(normalised(Symbology::QrCode, std::string(maxTextBytes, 'x')));
}

TEST_CASE("Brackets become an element string with separators where the length isn't predefined") {
    CHECK(elementStringOf("(01)09501101530003(10)ABC(17)271231") == "010950110153000310ABC\x1D"
                                                                    "17271231");
    CHECK(elementStringOf("(10)A(B)C") == "10A(B)C"); // brackets are characters of a batch number, too
    CHECK(elementStringOf("(3922)0795(3103)001750") == "39220795\x1D"
                                                       "3103001750");
    CHECK_FALSE(elementStringOf(""));
    CHECK_FALSE(elementStringOf("(01)"));
    CHECK_FALSE(elementStringOf("(1)5"));
    CHECK_FALSE(elementStringOf("(12345)5"));
    CHECK_FALSE(elementStringOf("x(01)5"));
}
} // namespace

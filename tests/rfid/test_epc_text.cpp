// The texts of EPCs: what each form demands.
#include "rfid/epc/text.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using rfid::epc::EpcError;
using rfid::epc::Key;
using rfid::epc::parse;
using rfid::epc::Scheme;

namespace {
rfid::epc::Identity read(std::string_view text) {
    CAPTURE(text);
    const auto result = parse(text);
    INFO((result ? std::string() : result.error().text));
    REQUIRE(result);
    return *result;
}
EpcError errorOf(std::string_view text) {
    CAPTURE(text);
    const auto result = parse(text);
    REQUIRE_FALSE(result);
    CHECK_FALSE(result.error().text.empty());
    return result.error().code;
}
} // namespace

TEST_CASE("a pure identity takes the shortest scheme that holds its serial") {
    CHECK(read("urn:epc:id:sgtin:9521141.012345.4711").scheme == Scheme::Sgtin96); // TDS 6.3.1
    CHECK(read("urn:epc:id:sgtin:9521141.012345.4711").key == "09521141123454");
    CHECK(read("urn:epc:id:sgtin:9521141.012345.04711").scheme == Scheme::Sgtin198); // a leading zero
    CHECK(read("urn:epc:id:sgtin:9521141.012345.274877906943").scheme == Scheme::Sgtin96);
    CHECK(read("urn:epc:id:sgtin:9521141.012345.274877906944").scheme == Scheme::Sgtin198); // 2^38
    CHECK(read("urn:epc:id:sgtin:9521141.012345.32a%2fb").serial == "32a/b");
    CHECK(read("urn:epc:id:sgtin:9521141.012345.1.2").serial == "1.2");            // a dot is a character of a serial
    CHECK(read("urn:epc:id:sscc:9521141.1234567890").key == "195211412345678900"); // TDS 7.4
    CHECK(read("urn:epc:id:sgln:9521141.12345.0").serial == "0");
    CHECK(read("urn:epc:id:sgln:952656789012..4711").scheme == Scheme::Sgln96); // TDS 7.2.2
    CHECK(read("urn:epc:id:grai:9521141.12345.400").scheme == Scheme::Grai96);
    CHECK(read("urn:epc:id:giai:9521141.12345400").scheme == Scheme::Giai96);
    CHECK(read("urn:epc:id:giai:9521141.A").scheme == Scheme::Giai202);
}

TEST_CASE("GTIN-8, -12 and -13 have their place in an SGTIN") {
    CHECK(read("urn:epc:id:sgtin:00000950.01093.1").key == "00000095010939"); // TDS 7.3.2
    CHECK(read("urn:epc:id:sgtin:0614141.012345.1").key == "00614141123452"); // 7.3.1
    CHECK(read("urn:epc:id:sgtin:9521141.089012.1").key == "09521141890127");
    CHECK(read("urn:epc:id:sgtin:952656789012.0.4711").key == "09526567890126"); // 7.2.1
}

TEST_CASE("a location without extension has none in a link and an element string") {
    const auto location = read("urn:epc:id:sgln:9521141.12345.0"); // TDS 7.5
    CHECK(rfid::epc::elementString(location) == "(414)9521141123454");
    CHECK(rfid::epc::rawElementString(location) == "4149521141123454");
    CHECK(rfid::epc::digitalLink(location) == "https://id.gs1.org/414/9521141123454");
}

TEST_CASE("an EPC URI is refused with its reason") {
    CHECK(errorOf("urn:epc:id:gsrn:9521141.1234567890") == EpcError::UnknownScheme);
    CHECK(errorOf("urn:epc:tag:sgtin-97:3.9521141.012345.1") == EpcError::UnknownScheme);
    CHECK(errorOf("urn:epc:tag:sgtin+:3.9521141.012345.1") == EpcError::UnknownScheme);
    CHECK(errorOf("urn:epc:tag:sgtin-96:8.9521141.012345.1") == EpcError::BadFilter);
    CHECK(errorOf("urn:epc:tag:sgtin-96:33.9521141.012345.1") == EpcError::BadFilter);
    CHECK(errorOf("urn:epc:id:sgtin:95211.12345678.1") == EpcError::BadCompanyPrefix);
    CHECK(errorOf("urn:epc:id:sgtin:952114a.012345.1") == EpcError::BadCompanyPrefix);
    CHECK(errorOf("urn:epc:id:sgtin:9521141.12345.1") == EpcError::BadKey);
    CHECK(errorOf("urn:epc:id:sgtin:9521141.01234x.1") == EpcError::BadKey);
    CHECK(errorOf("urn:epc:id:sgtin:0000000.000000.1") == EpcError::BadKey);
    CHECK(errorOf("urn:epc:id:sgtin:9521141.012345.") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:id:sgtin:9521141.012345") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:id:sgtin:9521141.012345.a/b") == EpcError::BadSerial); // not escaped
    CHECK(errorOf("urn:epc:id:sgtin:9521141.012345.a%2") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:id:sgtin:9521141.012345.a%20b") == EpcError::BadSerial); // no blank in a serial
    CHECK(errorOf("urn:epc:id:sgtin:9521141.012345.123456789012345678901") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:tag:sgtin-96:3.9521141.012345.01") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:tag:sgtin-96:3.9521141.012345.274877906944") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:id:sscc:9521141.1234567890.1") == EpcError::BadSerial);
    CHECK(errorOf("urn:epc:id:giai:9521141.") == EpcError::BadKey);
    CHECK(errorOf("URN:EPC:ID:SGTIN:9521141.012345.1") == EpcError::UnknownForm); // TDS 6.3: %s, case-sensitive
}

TEST_CASE("an element string, bracketed or raw") {
    CHECK(read("(01)79521141123453(21)32a/b").scheme == Scheme::SgtinPlus);
    CHECK(read("(01)79521141123453(17)220630(21)32a/b").scheme == Scheme::DsgtinPlus);
    CHECK(read("(01)79521141123453(21)a\\(b)c").serial == "a(b)c");
    CHECK(read("017952114112345321"
               "32a/b")
              .serial == "32a/b");
    CHECK(read("\x1D"
               "017952114112345321"
               "32a/b")
              .serial == "32a/b"); // FNC1 in the first place
    CHECK(read("017952114112345321"
               "32a/b\x1D"
               "17220630")
              .date->yymmdd == "220630");
    CHECK(read("01795211411234531722063021"
               "32a/b")
              .serial == "32a/b"); // a date's length is known
    CHECK(read("0179521141123453"
               "7007220630\x1D"
               "2132a")
              .serial == "32a");
    CHECK(read("(414)9521141123454").serial == "0"); // TDS 7.5: without extension
    CHECK(read("(8003)0952114112345432a/b").serial == "32a/b");
    CHECK(read("(00)095201234567891235").scheme == Scheme::SsccPlus);
    CHECK(read("00095201234567891235").scheme == Scheme::SsccPlus);

    CHECK(errorOf("(01)79521141123454(21)32a/b") == EpcError::BadCheckDigit);
    CHECK(errorOf("(01)79521141123453") == EpcError::BadSerial); // a class of articles, not one
    CHECK(errorOf("(01)79521141123453(21)") == EpcError::BadSerial);
    CHECK(errorOf("(01)79521141123453(21)(21)1") == EpcError::BadSerial);
    CHECK(errorOf("(01)79521141123453(21)1(21)2") == EpcError::UnsupportedAi);
    CHECK(errorOf("(01)79521141123453(21)1(17)220630(15)220630") == EpcError::UnsupportedAi);
    CHECK(errorOf("(01)79521141123453(21)1(10)B") == EpcError::UnsupportedAi);
    CHECK(errorOf("(01)79521141123453(21)1(17)220631") == EpcError::BadDate);
    CHECK(errorOf("(01)79521141123453(21)1(7007)220630220701") == EpcError::BadDate); // a range
    CHECK(errorOf("(21)1(01)79521141123453") == EpcError::UnsupportedAi);             // the key first
    CHECK(errorOf("(00)095201234567891235(21)1") == EpcError::UnsupportedAi);
    CHECK(errorOf("(01)79521141123453(254)1") == EpcError::UnsupportedAi);
    CHECK(errorOf("(414)9521141123454(17)220630") == EpcError::UnsupportedAi);
    CHECK(errorOf("(8003)09521141123454") == EpcError::BadKey); // TDS 7.6: without serial
    CHECK(errorOf("(8003)1952114112345432a/b") == EpcError::BadKey);
    CHECK(errorOf("(8004)952") == EpcError::BadKey);
    CHECK(errorOf("(01") == EpcError::BadKey);
    CHECK(errorOf("01795211411234") == EpcError::BadKey);
}

TEST_CASE("a Digital Link") {
    CHECK(read("https://id.gs1.org/01/79521141123453/21/32a%2Fb").scheme == Scheme::SgtinPlus);
    CHECK(read("https://id.gs1.org/01/79521141123453/21/32a%2fb?17=220630").scheme == Scheme::DsgtinPlus);
    const auto own = read("https://shop.example.fr/01/79521141123453/21/1");
    CHECK(own.scheme == Scheme::SgtinPlusPlus);
    CHECK(own.hostname->text() == "shop.example.fr");
    CHECK(read("https://id.gs1.org/414/9521141123454").serial == "0");
    CHECK(read("https://id.gs1.org/8003/0952114112345432a%2Fb").serial == "32a/b");

    CHECK(errorOf("http://id.gs1.org/01/79521141123453/21/1") == EpcError::UnknownForm); // 14.5.16: https only
    CHECK(errorOf("https://") == EpcError::UnknownForm);
    CHECK(errorOf("https://id.gs1.org") == EpcError::UnsupportedAi);
    CHECK(errorOf("https://id.gs1.org/") == EpcError::UnknownForm);
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/1/") == EpcError::UnknownForm);
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/1?") == EpcError::UnknownForm);
    CHECK(errorOf("https://id.gs1.org/01/79521141123453") == EpcError::BadSerial);
    CHECK(errorOf("https://id.gs1.org/01/79521141123454/21/1") == EpcError::BadCheckDigit);
    CHECK(errorOf("https://id.gs1.org/01/9521141123454/21/1") == EpcError::BadKey); // 14 digits in a link
    CHECK(errorOf("https://id.gs1.org/gtin/79521141123453/21/1") == EpcError::UnsupportedAi);
    CHECK(errorOf("https://id.gs1.org/p/01/79521141123453/21/1") == EpcError::UnsupportedAi); // no EPC holds a path
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/1?linkType=all") == EpcError::UnsupportedAi);
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/a b") == EpcError::UnknownForm);
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/a#b") == EpcError::UnknownForm); // no EPC holds a fragment
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/1#") == EpcError::UnknownForm);
    CHECK(errorOf("https://id.gs1.org/01/79521141123453/21/a%00b") == EpcError::BadSerial);
    CHECK(errorOf("HTTPS://id.gs1.org/01/79521141123453/21/1") == EpcError::UnknownForm);
    CHECK(errorOf("https://user@example.com/01/79521141123453/21/1") == EpcError::BadHostname);
    CHECK(errorOf("https://example.com:8443/01/79521141123453/21/1") == EpcError::BadHostname);
    CHECK(errorOf("https:///01/79521141123453/21/1") == EpcError::BadHostname);
}

TEST_CASE("hexadecimal, and what is no form at all") {
    CHECK(read("f73795211411234538566cb0afc4").serial == "32a/b");
    CHECK(errorOf("E2801160600002054B2C1A3F") == EpcError::UnknownScheme);
    CHECK(errorOf("30") == EpcError::WrongLength);
    CHECK(errorOf(std::string("F7") + std::string(200, '0')) == EpcError::WrongLength);
    CHECK(errorOf("") == EpcError::UnknownForm);
    CHECK(errorOf("hello") == EpcError::UnknownForm);
    CHECK(errorOf("30 74") == EpcError::UnknownForm);
    CHECK(errorOf("(01)79521141123453(21)" + std::string(600, '1')) == EpcError::UnknownForm);
}

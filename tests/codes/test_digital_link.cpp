#include "codes/gs1/digital_link.h"

#include "codes/epc_uri.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

using namespace panier::codes;

namespace {

constexpr Date today{2026, 11, 22};

std::vector<Element> elementsOf(std::string_view uri) {
    const auto parsed = parseDigitalLink(uri, today);
    INFO(uri);
    REQUIRE(parsed);
    return parsed->elements();
}

LinkError errorOf(std::string_view uri) {
    const auto parsed = parseDigitalLink(uri, today);
    INFO(uri);
    REQUIRE_FALSE(parsed);
    return parsed.error().code;
}

const Element pull{"01", "09521234000112"};

// As RFC 3986 wants it in a path: all but the unreserved ones with %.
std::string encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
            result += c;
            continue;
        }
        result += '%';
        result += hex[byte / 16];
        result += hex[byte % 16];
    }
    return result;
}

} // namespace

TEST_CASE("an address in its parts") {
    const auto link = splitLink("HTTPS://x.org/01/09521234000112?17=270131;a&#b").value();
    CHECK(link.secure);
    CHECK(link.host == "x.org");
    CHECK(link.path == std::vector<std::string_view>{"01", "09521234000112"});
    REQUIRE(link.query.size() == 3);
    CHECK((link.query[0].key == "17" && link.query[0].value == "270131"));
    CHECK((link.query[1].key == "a" && !link.query[1].value));
    CHECK(link.query[2].key.empty());
    CHECK((link.fragment && link.whole));
    CHECK(splitLink("http://")->host.empty());
    CHECK(splitLink("http://x.org")->path.empty());
    CHECK(splitLink("http://x.org/")->path.size() == 1);
    CHECK(splitLink("http://x.org?")->query.size() == 1);
    CHECK_FALSE(splitLink("http://x.org/" + std::string(64, '/'))->whole);
    for (const auto *text :
         {"", "x.org/01", "ftp://x.org", "https:/x.org", "https://x.org/a b", "https://x.org/\xC3\xA9"})
        CHECK_FALSE(splitLink(text));
}

TEST_CASE("a Digital Link on any domain names its article") {
    CHECK(elementsOf("https://id.gs1.org/01/09521234000112") == std::vector{pull});
    CHECK(elementsOf("HTTP://EXAMPLE.COM:8080/01/09521234000112#part") == std::vector{pull});
    CHECK(elementsOf("https://example.com/some/where/01/9521234000112?lang=fr&x") == std::vector{pull});
    CHECK(elementsOf("https://example.com/01/01/09521234000112") == std::vector{pull});
    CHECK(elementsOf("https://example.com/01/12345/01/09521234000112/21/7") == std::vector{pull, {"21", "7"}});
    CHECK(elementsOf("https://example.com/01/09521234000112/22/2A/10/AB%2F1/21/7?17=270131&3103=001750;lang=fr") ==
          std::vector<Element>{pull, {"22", "2A"}, {"10", "AB/1"}, {"21", "7"}, {"17", "270131"}, {"3103", "001750"}});
    CHECK(elementsOf("https://example.com/01/09521234000112/235/5vBZIF%21") ==
          std::vector<Element>{pull, {"235", "5vBZIF!"}});
    CHECK(elementsOf("https://example.com/01/96385074") == std::vector<Element>{{"01", "00000096385074"}});
}

TEST_CASE("an address that names no article") {
    CHECK(errorOf("https://example.com/") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com") == LinkError::NoArticle);
    CHECK(errorOf("https:///01/09521234000112") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/?x=/01/09521234000112") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/#/01/09521234000112") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/2026/01/sales") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/01/12345") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/00/395212340000000018") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/01/09521234000112/reviews") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com/01/%3Cscript%3E") == LinkError::NoArticle);
    CHECK(errorOf("https://example.com" + std::string(500, '/')) == LinkError::NoArticle);
    std::string crowded = "https://example.com/01/09521234000112?a=1";
    for (int n = 0; n < 63; ++n)
        crowded += "&a=1";
    CHECK(elementsOf(crowded) == std::vector{pull});
    CHECK(errorOf(crowded + "&a=1") == LinkError::NoArticle); // more than any article's
}

TEST_CASE("what is no address at all") {
    for (const auto *text : {"", "09521234000112", "javascript:/01/09521234000112", "ftp://x/01/09521234000112",
                             "https://exa mple.com/01/09521234000112", "https://x/01/09521234000112\n",
                             "https://x\xE2\x80\xAE/01/09521234000112", "https://x/<b>/01/09521234000112"})
        CHECK(errorOf(text) == LinkError::NotALink);
}

TEST_CASE("a Digital Link with something wrong in it") {
    CHECK(errorOf("https://x.org/01/09521234000113") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/21/7/10/A") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/10/A/10/B") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/10/A/235/B") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/235/B/21/A") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/10/%zz") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/10/%00") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/10/a%20b") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112/10/") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112?17=271301") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112?05=1") == LinkError::Malformed);
    CHECK(errorOf("https://x.org/01/09521234000112?01=09521234000228") == LinkError::Malformed);
}

TEST_CASE("qualifiers come back whatever they hold") {
    CHECK(rc::check([] {
        const std::string set82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        const auto some = [&set82] {
            return *rc::gen::container<std::string>(*rc::gen::inRange<std::size_t>(1, 21), rc::gen::elementOf(set82));
        };
        const auto lot = some();
        const auto serial = some();
        const auto parsed = parseDigitalLink(
            "https://example.org/a/01/09521234000112/10/" + encoded(lot) + "/21/" + encoded(serial), today);
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(parsed->elements() == (std::vector<Element>{pull, {"10", lot}, {"21", serial}}));
    }));
}

// GS1 EPC Tag Data Standard 2.3, 7.3.1: indicator and item reference, the check digit is left out.
TEST_CASE("an EPC in words names its article") {
    const auto unit = parseEpcUri("urn:epc:id:sgtin:0614141.812345.6789");
    REQUIRE(unit);
    CHECK(unit->gtin.digits() == "80614141123458");
    CHECK(unit->serial == "6789");
    CHECK(parseEpcUri("urn:epc:tag:sgtin-96:3.0614141.812345.6789")->gtin == unit->gtin);
    CHECK(parseEpcUri("urn:epc:tag:sgtin-198:3.0614141.812345.a%2Fb")->serial == "a/b");
    const auto lot = parseEpcUri("urn:epc:class:lgtin:0614141.812345.998877");
    REQUIRE(lot);
    CHECK((lot->serial.empty() && lot->lot == "998877"));
}

TEST_CASE("other EPCs, and wrong ones, name none") {
    for (const auto *uri :
         {"", "urn:epc:id:sscc:0614141.1234567890", "urn:epc:id:sgtin:061414.812345.6789",
          "urn:epc:id:sgtin:0614141.81234.6789", "urn:epc:id:sgtin:0614141.8123456.6789",
          "urn:epc:id:sgtin:0614141.812345", "urn:epc:id:sgtin:0614141.812345.", "urn:epc:id:sgtin:06141x1.812345.1",
          "urn:epc:id:sgtin:0614141.812345.123456789012345678901", "urn:epc:id:sgtin:0614141.812345.a b",
          "urn:epc:tag:sgtin-96:8.0614141.812345.6789", "urn:epc:tag:sgtin-96:3.0614141.812345.274877906944",
          "urn:epc:tag:sgtin-96:3.0614141.812345.007", "urn:epc:tag:sgtin-96:3.0614141.812345.a"})
        CHECK_FALSE(parseEpcUri(uri));
}

#include "tests/journal/samples.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::journal;

TEST_CASE("a ticket has one sequence of bytes, and it is this one") {
    const std::string expected =
        R"({"at":1795300060000,"eticket":"AAAAAAAAAAAAAAAAAAAA11","format":1,"language":"fr","lineCount":2,"lines":[)"
        R"({"amount":{"gross":9990,"net":8325,"tax":1665},"discountReason":{"en":"Summer sale","fr":"Soldes d’été"},)"
        R"("epcs":["30000100","30000101"],"gtin":"04006381333931","label":{"en":"Jacquard jumper","fr":"Pull jacquard"},)"
        R"("quantity":2,"size":"M","unitDiscount":2000,"unitPrice":4995,"vatRateBp":2000},)"
        R"({"amount":{"gross":1290,"net":1223,"tax":67},"discountReason":{"en":"","fr":""},"epcs":[],)"
        R"("gtin":"09780201379624","label":{"en":"","fr":"Livre"},"quantity":1,"size":"","unitDiscount":0,)"
        R"("unitPrice":1290,"vatRateBp":550}],"number":1,"operator":"KIOSK-3","payment":{"amount":11280,)"
        R"("authorisation":"123456","confirmedBy":"","contactless":true,"contract":"","maskedPan":"############1234",)"
        R"("reference":"R1"},"rates":[{"gross":1290,"net":1223,"tax":67,"vatRateBp":550},)"
        R"({"gross":9990,"net":8325,"tax":1665,"vatRateBp":2000}],"register":3,"software":"Panier 0.1.0",)"
        R"("store":{"address":["1 rue X","75001 Paris"],"country":"FRANCE","currency":"EUR","naf":"4771Z",)"
        R"("name":"Maison Ada","siret":"12345678900012","vatNumber":"FR32123456789"},)"
        R"("total":{"gross":11280,"net":9548,"tax":1732},"type":"SALE","visit":"visit-1"})";
    CHECK(canonicalJson(samples::content(1)) == expected);
    const auto parsed = parseContent(expected);
    REQUIRE(parsed);
    CHECK(*parsed == samples::content(1));
}

TEST_CASE("any text in a ticket comes back as it went in") {
    CHECK(rc::check([](const std::vector<std::uint8_t> &bytes, bool english) {
        TicketContent content = samples::content(7);
        content.ticket.lines[0].label.fr.assign(bytes.begin(), bytes.end());
        content.ticket.language = english ? checkout::Language::English : checkout::Language::French;
        const std::string json = canonicalJson(content);
        const auto parsed = parseContent(json);
        RC_ASSERT(parsed.has_value());
        RC_ASSERT(canonicalJson(*parsed) == json);
        if (std::all_of(bytes.begin(), bytes.end(), [](auto b) { return b < 0x80; }))
            RC_ASSERT(*parsed == content);
    }));
}

TEST_CASE("what isn't canonical is not a ticket") {
    const std::string json = canonicalJson(samples::content(1));
    const auto with = [&json](std::string_view from, std::string_view to) {
        std::string changed = json;
        changed.replace(changed.find(from), from.size(), to);
        return changed;
    };
    REQUIRE(parseContent(json));
    for (const std::string &other :
         {std::string(), std::string("null"), std::string("[]"), json.substr(0, json.size() - 1), json + " ",
          json + json, with("\"at\":", "\"at\": "), with("\"number\":1", "\"number\":1.0"),
          with("\"number\":1", "\"number\":18446744073709551617"), with("\"type\":\"SALE\"", "\"type\":\"RETURN\""),
          with("\"KIOSK-3\"", "\"KIOSK-4\""), with("\"lineCount\":2", "\"lineCount\":3"),
          with("04006381333931", "04006381333930"), with("30000100", "3000010g"), with("\"format\":1", "\"format\":2"),
          with("{\"at\"", "{\"aa\":1,\"at\""), with("\"fr\",\"lineCount", "\"de\",\"lineCount")}) {
        INFO(other);
        const auto parsed = parseContent(other);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().code == JournalError::Altered);
    }
}

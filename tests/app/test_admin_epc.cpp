// panier-admin epc: the real program, without a shop.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/wait.h>

using Catch::Matchers::ContainsSubstring;

namespace {

struct Outcome {
    int status = -1;
    std::string said; // on either stream
};

// `text` holds no single quote.
Outcome epc(const std::string &text, const std::string &options = "") {
    const std::string command = std::string(PANIER_ADMIN) + " epc '" + text + "' " + options + " 2>&1";
    Outcome outcome;
    FILE *pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
        outcome.said += static_cast<char>(c);
    const int status = ::pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

} // namespace

TEST_CASE("panier-admin epc prints the same from every form of an EPC") {
    const auto wanted = epc("3066C4409047E140075BCD15"); // TDS 2.3, E.3
    REQUIRE(wanted.status == 0);
    CHECK(wanted.said == "scheme          sgtin-96\n"
                         "filter          3\n"
                         "GTIN            09506000134352\n"
                         "serial          123456789\n"
                         "prefix digits   11\n"
                         "hexadecimal     3066C4409047E140075BCD15\n"
                         "tag URI         urn:epc:tag:sgtin-96:3.95060001343.05.123456789\n"
                         "pure identity   urn:epc:id:sgtin:95060001343.05.123456789\n"
                         "Digital Link    https://id.gs1.org/01/09506000134352/21/123456789\n"
                         "element string  (01)09506000134352(21)123456789\n"
                         "in a bar code   010950600013435221123456789\n");
    CHECK(epc("urn:epc:tag:sgtin-96:3.95060001343.05.123456789").said == wanted.said);
    for (const auto *form :
         {"urn:epc:id:sgtin:95060001343.05.123456789", "https://id.gs1.org/01/09506000134352/21/123456789",
          "(01)09506000134352(21)123456789", "010950600013435221123456789"}) {
        const auto outcome = epc(form);
        CHECK(outcome.status == 0);
        CHECK_THAT(outcome.said, ContainsSubstring("\nGTIN            09506000134352\nserial          123456789\n"));
    }
}

TEST_CASE("panier-admin epc tells what only newer schemes hold") {
    const auto outcome = epc("FC342CDE795211411234538566CB0AFC525065F1876F0D996D80");
    CHECK(outcome.status == 0);
    for (const auto *line : {"scheme          dsgtin++\n", "date            (17)220630\n",
                             "domain          id.example.com\n", "<FNC1>17220630\n"})
        CHECK_THAT(outcome.said, ContainsSubstring(line));
    CHECK_THAT(outcome.said, !ContainsSubstring("URI"));
}

TEST_CASE("panier-admin epc speaks JSON") {
    const auto outcome = epc("F73795211411234538566CB0AFC4", "--json");
    REQUIRE(outcome.status == 0);
    const auto json = nlohmann::json::parse(outcome.said);
    CHECK(json == nlohmann::json{{"scheme", "sgtin+"},
                                 {"filter", 3},
                                 {"gtin", "79521141123453"},
                                 {"serial", "32a/b"},
                                 {"hex", "F73795211411234538566CB0AFC4"},
                                 {"digital_link", "https://id.gs1.org/01/79521141123453/21/32a%2Fb"},
                                 {"element_string", "(01)79521141123453(21)32a/b"},
                                 {"raw_element_string", "01795211411234532132a/b"}});
}

TEST_CASE("panier-admin epc says why a text is none") {
    const auto outcome = epc("(01)09506000134353(21)1");
    CHECK(outcome.status == 1);
    CHECK(outcome.said == "panier-admin: no EPC that is read here: the check digit is wrong\n");
    CHECK(epc("E28011700000020F1A2B3C4D").status == 1);
    CHECK(epc("").status != 0);
}

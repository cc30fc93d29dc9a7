// panier-admin as a shop uses it: the real program, its exit status and what it prints.
#include "app/config/till.h"
#include "tests/storage/owner.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdio>
#include <sys/wait.h>

using namespace panier;
using Catch::Matchers::ContainsSubstring;

namespace {

struct Outcome {
    int status = -1;
    std::string said; // on either stream
};

class Shop {
public:
    Shop() {
        samples::overwrite(folder / "panier.toml",
                           "[store]\nname = \"Maison Ada\"\naddress = [\"1 rue X\", \"75001 Paris\"]\n"
                           "siret = \"12345678900012\"\nnaf = \"4771Z\"\nvat_number = \"FR32123456789\"\n"
                           "[kiosk]\nnumber = 3\n");
        auto loaded = config::loadConfig(folder / "panier.toml");
        REQUIRE(loaded);
        m_config = *loaded;
    }
    // `arguments` and `input` are the test's own, without anything that a shell would read.
    [[nodiscard]] Outcome run(const std::string &arguments, const std::string &input = "") const {
        samples::overwrite(folder / "input", input);
        const std::string command =
            fmt::format("{} --config {} {} <{} 2>&1", PANIER_ADMIN, (folder / "panier.toml").string(), arguments,
                        (folder / "input").string());
        Outcome outcome;
        FILE *pipe = ::popen(command.c_str(), "r");
        REQUIRE(pipe != nullptr);
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
            outcome.said += static_cast<char>(c);
        const int status = ::pclose(pipe);
        outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        return outcome;
    }
    [[nodiscard]] std::unique_ptr<storage::TillStore> open() {
        auto store = storage::TillStore::open(config::tillFiles(m_config), config::tillRegister(m_config),
                                              owner.poster(), samples::start);
        REQUIRE(store);
        return std::move(*store);
    }

    samples::TempFolder folder;
    samples::Owner owner;

private:
    config::Config m_config;
};

} // namespace

TEST_CASE("a new kiosk is made ready, sells, and its journal is audited while it sells") {
    Shop shop;
    const auto early = shop.run("journal verify");
    CHECK(early.status == 1);
    CHECK_THAT(early.said, ContainsSubstring("till.crt"));
    REQUIRE(shop.run("init").status == 0);
    CHECK(shop.run("init").status == 0); // again is harmless
    {
        const auto store = shop.open();
        for (int n = 1; n <= 3; ++n)
            REQUIRE(shop.owner.commit(*store, samples::sale(n)));
        const auto verified = shop.run("journal verify");
        CHECK(verified.status == 0);
        CHECK_THAT(verified.said, ContainsSubstring("intact: 3 tickets, register 3"));
        const auto listed = shop.run("journal list");
        CHECK(listed.status == 0);
        CHECK_THAT(listed.said, ContainsSubstring("2\t2026-11-21T22:28:40Z\t162.75 EUR\t2 lines\tR2"));
        CHECK_THAT(shop.run("init").said, ContainsSubstring("another kiosk is at work"));
    }
    SQLite::Database((shop.folder / "till.db").string(), SQLite::OPEN_READWRITE)
        .exec("PRAGMA foreign_keys=OFF; DELETE FROM ticket WHERE number = 3");
    const auto cut = shop.run("journal verify");
    CHECK(cut.status == 1);
    CHECK_THAT(cut.said, ContainsSubstring("NOT INTACT") && ContainsSubstring("the last 1 tickets are missing"));
    std::filesystem::remove(shop.folder / "till.head");
    CHECK_THAT(shop.run("journal verify").said, ContainsSubstring("signed head is missing"));
}

TEST_CASE("imports say what they did, or each row that is wrong") {
    Shop shop;
    samples::overwrite(shop.folder / "articles.csv",
                       "gtin;label_fr;price;vat_percent\n4006381333931;Pull;49,95;20\n96385074;Sac;0,50;20\n");
    samples::overwrite(shop.folder / "tags.csv", "kind;value;gtin\nepc;30AA;4006381333931\nepc;30AA;96385074\nx;1;2\n");
    const auto articles = shop.run("import articles " + (shop.folder / "articles.csv").string());
    CHECK(articles.status == 0);
    CHECK_THAT(articles.said, ContainsSubstring("2 rows imported; the catalogue is now generation 1"));
    const auto tags = shop.run("tags import --user sarah " + (shop.folder / "tags.csv").string());
    CHECK(tags.status == 1);
    CHECK_THAT(tags.said, ContainsSubstring("tags.csv:3: value: epc 30AA stands in line 2 already") &&
                              ContainsSubstring("tags.csv:4: kind: ") &&
                              ContainsSubstring("nothing was imported: 2 of 3 rows are wrong"));
    CHECK(shop.run("tags import --user sarah /nonexistent.csv").status == 1);
}

TEST_CASE("users come and go, and a PIN is read from standard input") {
    const Shop shop;
    CHECK(shop.run("user add sarah --display Sarah", "4711\n").status == 0);
    CHECK(shop.run("user add ben", "471100\r\n").status == 0);
    const auto weak = shop.run("user add eve", "12\n");
    CHECK(weak.status == 1);
    CHECK_THAT(weak.said, ContainsSubstring("4 to 12 digits"));
    CHECK(shop.run("user add sarah", "4711\n").status == 1);
    CHECK(shop.run("user list").said == "ben\tben\t0 failures\nsarah\tSarah\t0 failures\n");
    CHECK(shop.run("user remove ben").status == 0);
    CHECK(shop.run("user remove ben").status == 1);
}

TEST_CASE("a wrong command line or configuration says so") {
    const Shop shop;
    CHECK(shop.run("").status == 2);
    CHECK(shop.run("journal").status == 2);
    CHECK(shop.run("sell").status == 2);
    CHECK(shop.run("--help").status == 0);
    samples::overwrite(shop.folder / "panier.toml", "[stroe]\n");
    const auto refused = shop.run("journal verify");
    CHECK(refused.status == 1);
    CHECK_THAT(refused.said, ContainsSubstring("panier.toml:1: there is no section [stroe]"));
}

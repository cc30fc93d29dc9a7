// panier-admin as a shop uses it: the real program, its exit status and what it prints.
#include "app/config/till.h"
#include "base/clock.h"
#include "codes/house/suspended_basket.h"
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

TEST_CASE("a basket is set aside with the shop's secret, and a kiosk of the shop reads it") {
    const Shop shop;
    CHECK_THAT(shop.run("code basket 9521234001140").said, ContainsSubstring("[codes] key_file"));
    CHECK_THAT(shop.run("code key").said, ContainsSubstring("[codes] key_file"));
    samples::overwrite(shop.folder / "panier.toml",
                       samples::contentOf(shop.folder / "panier.toml") + "[codes]\nkey_file = \"codes.key\"\n");
    CHECK(shop.run("code basket 9521234001140").status == 1); // no secret yet
    REQUIRE(shop.run("code key").status == 0);
    CHECK(std::filesystem::status(shop.folder / "codes.key").permissions() == std::filesystem::perms(0600));
    CHECK(shop.run("code key").status == 1); // never replaced

    auto printed = shop.run("code basket '9521234001140*2' 9521234000112 --hours 2");
    INFO(printed.said);
    REQUIRE(printed.status == 0);
    REQUIRE(printed.said.back() == '\n');
    printed.said.pop_back();
    const auto rules = config::codeRules(config::loadConfig(shop.folder / "panier.toml").value()).value();
    const auto now = base::SystemClock().nowMs();
    const auto read = codes::readHouseCode(printed.said, rules.shop, rules.sealer, now);
    REQUIRE(read);
    CHECK(codes::bodyOf(codes::basketOf(*read).value()) == "09521234001140*2,09521234000112");
    constexpr base::TimeMs twoHoursMs = 2 * 3'600'000;
    CHECK(codes::readHouseCode(printed.said, rules.shop, rules.sealer, now + twoHoursMs).error() ==
          codes::HouseCodeError::Expired);
    CHECK(shop.run("code basket 9521234001140").said != shop.run("code basket 9521234001140").said); // an id each
    for (const auto *wrong : {"code basket 9521234001141", "code basket '9521234001140*0'",
                              "code basket '9521234001140*x'", "code basket 9521234001140 9521234001140"})
        CHECK(shop.run(wrong).status == 1);
    CHECK(shop.run("code basket 9521234001140 --hours 0").status == 2);
}

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

TEST_CASE("a merchandiser maps tags, asks why, and takes it back") {
    Shop shop;
    const auto write = [&shop](const std::string &name, const std::string &rows) {
        samples::overwrite(shop.folder / name, "kind,value,gtin,priority\n" + rows);
        return (shop.folder / name).string();
    };
    samples::overwrite(shop.folder / "articles.csv",
                       "gtin,label_fr,price,vat_percent\n4006381333931,Pull,49.95,20\n96385074,Sac,0.50,20\n");
    REQUIRE(shop.run("import articles " + (shop.folder / "articles.csv").string()).status == 0);
    const auto tags = write("tags.csv", "epc,E28011,4006381333931,\nprefix,E280,96385074,3\n");

    const auto tried = shop.run("tags import --user sarah --dry-run " + tags);
    CHECK(tried.status == 0);
    CHECK_THAT(tried.said, ContainsSubstring("2 added, 0 replaced") && ContainsSubstring("this was a dry run"));
    CHECK(shop.run("tags history").said.empty());
    CHECK(shop.run("tags import " + tags).status == 2); // by whom?
    const auto imported = shop.run("tags import --user sarah " + tags);
    CHECK(imported.status == 0);
    CHECK_THAT(imported.said, ContainsSubstring("change set 1: import tags.csv by sarah") &&
                                  ContainsSubstring("the catalogue is now generation 2"));

    const auto why = shop.run("tags explain e28011");
    CHECK(why.status == 0);
    CHECK_THAT(why.said, ContainsSubstring("E28011 is 04006381333931 Pull") &&
                             ContainsSubstring("1. wins      epc E28011 -> 04006381333931") &&
                             ContainsSubstring("2. beaten    prefix E280 (16 bits), priority 3 -> 00000096385074") &&
                             ContainsSubstring("change set 1: import tags.csv by sarah"));
    CHECK_THAT(shop.run("tags explain E29000").said,
               ContainsSubstring("is unknown") && ContainsSubstring("no rule matches it"));
    // SGTIN-96 of the jumper: what the EPC says itself comes last.
    const auto encoded = shop.run("tags explain 3034F4E84A0A2F4000000001 --json");
    CHECK_THAT(encoded.said, ContainsSubstring("\"rules\": []"));
    CHECK(shop.run("tags explain E2801").status == 1);

    CHECK(shop.run("tags add --user ben --kind epc --value E28012 --gtin 96385074 --valid-to 2020-01-01").status == 0);
    CHECK_THAT(shop.run("tags explain E28012").said, ContainsSubstring("1. no longer epc E28012, until 2020-01-02") &&
                                                         ContainsSubstring("2. wins      prefix E280"));
    CHECK_THAT(shop.run("tags add --user ben --kind epc --value E28012 --gtin 4012345678901").said,
               ContainsSubstring("the catalogue has no article 4012345678901"));
    CHECK_THAT(shop.run("tags add --user ben --kind range --value E28012 --gtin 96385074").said,
               ContainsSubstring("to: \"\" is no EPC"));
    CHECK(shop.run("tags remove --user ben --kind epc --value E28011").status == 0);
    CHECK_THAT(shop.run("tags remove --user ben --kind epc --value E28011").said,
               ContainsSubstring("there is no rule"));
    CHECK_THAT(shop.run("tags explain E28011").said, ContainsSubstring("is 00000096385074 Sac"));
    CHECK(shop.run("tags undo 3 --user sarah").status == 0);
    CHECK_THAT(shop.run("tags explain E28011").said, ContainsSubstring("is 04006381333931 Pull"));
    const auto history = shop.run("tags history --json");
    CHECK_THAT(history.said, ContainsSubstring("\"undoes\": 3") && ContainsSubstring("\"sha256\": \""));
    CHECK(shop.run("tags undo 3 --user sarah").status == 1);
}

TEST_CASE("a file is tried on the tags that nobody knew") {
    Shop shop;
    samples::overwrite(shop.folder / "articles.csv", "gtin,label_fr,price,vat_percent\n96385074,Sac,0.50,20\n");
    REQUIRE(shop.run("import articles " + (shop.folder / "articles.csv").string()).status == 0);
    REQUIRE(shop.run("init").status == 0);
    {
        SQLite::Database till((shop.folder / "till.db").string(), SQLite::OPEN_READWRITE);
        SQLite::Statement row(till, "INSERT INTO event (at, visit_id, kind, json) VALUES (?, 'v', ?, ?)");
        const auto event = [&row](base::TimeMs at, const char *kind, const char *json) {
            row.reset();
            row.bind(1, at);
            row.bind(2, kind);
            row.bind(3, json);
            row.exec();
        };
        event(samples::start, "TagUnknown", R"({"epc":"E28011"})");
        event(samples::start + 1000, "TagUnknown", R"({"epc":"E28011"})");
        event(samples::start + 2000, "TagForeign", R"({"epc":"E28022"})");
        event(samples::start + 3000, "TagFound", R"({"epc":"E28033"})");
        event(samples::start + 4000, "TagUnknown", "no json");
        event(samples::start - 86'400'000, "TagUnknown", R"({"epc":"E28044"})");
    }
    samples::overwrite(shop.folder / "tags.csv", "kind,value,gtin\nepc,E28011,96385074\n");
    const auto trial =
        shop.run("tags dry-run --from 2026-11-21 --to 2026-11-21 " + (shop.folder / "tags.csv").string());
    CHECK(trial.status == 0);
    CHECK_THAT(
        trial.said,
        ContainsSubstring("E28011 (2 times, last 2026-11-21T22:26:41Z): now unknown; with the file "
                          "00000096385074 Sac by epc E28011") &&
            ContainsSubstring("E28022 (1 times, last 2026-11-21T22:26:42Z): now unknown; with the file unknown") &&
            ContainsSubstring("2 unknown tags from 2026-11-21T00:00:00Z to 2026-11-22T00:00:00Z: 1 would resolve "
                              "with tags.csv, 0 resolve already") &&
            !ContainsSubstring("E28033") && !ContainsSubstring("E28044"));
    CHECK(shop.run("tags history").said.empty()); // nothing was changed
    CHECK_THAT(shop.run("tags dry-run --json --from 2026-11-21 " + (shop.folder / "tags.csv").string()).said,
               ContainsSubstring("\"resolved_with_file\": 1"));
    CHECK_THAT(shop.run("tags dry-run --from yesterday " + (shop.folder / "tags.csv").string()).said,
               ContainsSubstring("isn't a day like"));
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

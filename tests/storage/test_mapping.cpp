// The mapping's rules: which one counts, what a file may say, and who said it.
#include "tests/storage/rule_samples.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace panier;
using namespace panier::storage;
using Catch::Matchers::ContainsSubstring;
using samples::livre;
using samples::MappedShop;
using samples::pull;
using samples::sac;

namespace {

codes::Epc epc(std::string_view hex) {
    return *codes::Epc::fromHex(hex);
}

MappingEdit edit(const MappedShop &shop, const std::string &user = "sarah", base::TimeMs at = samples::start) {
    auto begun = MappingEdit::begin(shop.file, user, at);
    REQUIRE(begun);
    return std::move(*begun);
}

// "line: column: reason" of the only bad row.
std::string problemOf(const std::string &row) {
    const MappedShop shop;
    const std::string before = samples::contentOf(shop.file);
    {
        auto change = edit(shop);
        const auto result = change.import(samples::ruleHeader + row + "\n", "tags.csv");
        if (result)
            return {};
        REQUIRE(result.error().badRows == 1);
        const auto &bad = result.error().rows[0];
        CHECK(samples::contentOf(shop.file) == before);
        return fmt::format("{}: {}: {}", bad.line, bad.column, bad.reason);
    }
}

void undo(const MappedShop &shop, std::int64_t id) {
    auto change = edit(shop, "ben");
    const auto undone = change.undo(id);
    INFO((undone ? "" : undone.error().text));
    REQUIRE(undone);
    REQUIRE(change.publish());
}

} // namespace

TEST_CASE("an exact EPC comes before a priority, a priority before a length, a prefix before a range") {
    const MappedShop shop;
    shop.import("range,30AA0000,,30AAFFFF,4006381333931,,,\n");
    CHECK(shop.gtinOf("30AA0123") == pull.digits());
    CHECK(shop.gtinOf("30AA0123", samples::start, sac) == pull.digits()); // before the GTIN in the EPC
    CHECK(shop.gtinOf("30AB0000", samples::start, sac) == sac.digits());
    CHECK(shop.gtinOf("30AB0000").empty());
    CHECK(shop.gtinOf("30AA0123FF").empty()); // another length

    shop.import("range,30AA0100,,30AA01FF,9780201379624,,,\n"); // narrower
    CHECK(shop.gtinOf("30AA0123") == livre.digits());
    CHECK(shop.gtinOf("30AA0200") == pull.digits());

    shop.import("prefix,30AA,,,96385074,,,\n"); // before any range
    CHECK(shop.gtinOf("30AA0123") == sac.digits());
    CHECK(shop.gtinOf("30AA0123FF") == sac.digits()); // whatever its length

    shop.import("prefix,30AA0100,24,,4006381333931,,,\n"); // longer, in bits
    CHECK(shop.gtinOf("30AA0123") == pull.digits());
    CHECK(shop.gtinOf("30AA0323") == sac.digits());

    shop.import("range,30AA0100,,30AA02FF,9780201379624,5,,\n"); // a priority
    CHECK(shop.gtinOf("30AA0123") == livre.digits());
    shop.import("prefix,30AA,,,96385074,6,,\n"); // a higher one, with the same key as before
    CHECK(shop.gtinOf("30AA0123") == sac.digits());

    shop.import("epc,30AA0123,,,9780201379624,,,\n");
    CHECK(shop.gtinOf("30AA0123") == livre.digits());
    CHECK(shop.gtinOf("30AA0124") == sac.digits());
}

TEST_CASE("a rule holds from a moment to a moment, and the later one replaces the earlier") {
    const MappedShop shop;
    const auto moment = [](std::string_view text) { return parseMoment(text).value(); };
    shop.import("epc,30AA01,,,4006381333931,,,\nepc,30AA01,,,9780201379624,,2026-12-01,2026-12-24\n"
                "prefix,30BB,,,96385074,,2026-12-01T08:00:00+01:00,\nrange,30CC00,,30CCFF,96385074,,,2026-12-01\n");
    CHECK(shop.gtinOf("30AA01", moment("2026-11-30T23:59:59Z")) == pull.digits());
    CHECK(shop.gtinOf("30AA01", moment("2026-12-01")) == livre.digits());
    CHECK(shop.gtinOf("30AA01", moment("2026-12-24T23:59:59Z")) == livre.digits()); // a last day is included
    CHECK(shop.gtinOf("30AA01", moment("2026-12-25")) == pull.digits());
    CHECK(shop.gtinOf("30BB01", moment("2026-12-01T06:59:59Z")).empty());
    CHECK(shop.gtinOf("30BB01", moment("2026-12-01T07:00:00Z")) == sac.digits());
    CHECK(shop.gtinOf("30CC01", moment("2026-12-01T12:00:00Z")) == sac.digits());
    CHECK(shop.gtinOf("30CC01", moment("2026-12-02")).empty());
}

TEST_CASE("moments are ISO 8601 days and moments, and nothing else") {
    CHECK(parseMoment("2026-12-01") == 1'796'083'200'000);
    CHECK(parseMoment("2026-12-01", true) == 1'796'083'200'000 + 86'400'000);
    CHECK(parseMoment("2026-12-01T01:00:00+01:00") == 1'796'083'200'000);
    CHECK(parseMoment("2024-02-29"));
    for (const auto *bad :
         {"", "2026", "2026-13-01", "2026-02-30", "2025-02-29", "01/12/2026", "2026-12-01T08:00",
          "2026-12-01 08:00:00Z", "2026-12-01T08:00:00", "2026-12-01T24:00:00Z", "2026-12-01T08:00:00+1",
          "2026-12-01T08:00:00+15:00", "1999-12-31", "2200-01-01", "-026-12-01", "2026-12-01T08:00:00Zx", "+026-12-01"})
        CHECK_FALSE(parseMoment(bad));
}

TEST_CASE("what is wrong with a row is named with its line, its column and what to do") {
    struct Bad {
        std::string row;
        std::string problem;
    };
    for (const auto &[row, problem] : std::initializer_list<Bad>{
             {"sgtin,30AA,,,4006381333931,,,", "2: kind: \"sgtin\" is not epc, prefix or range"},
             {"=cmd()|'x'!A1,30AA,,,4006381333931,,,", "2: kind: "},
             {"epc,=30AA,,,4006381333931,,,", "2: value: \"=30AA\" is no EPC"},
             {"epc,30A,,,4006381333931,,,", "no EPC in hexadecimal: 2 to 124 digits"},
             {"epc,,,,4006381333931,,,", "value"},
             {"epc," + std::string(126, 'A') + ",,,4006381333931,,,", "value"},
             {"epc,30\xC3\xA9,,,4006381333931,,,", "\"30??\""},
             {std::string("epc,30\0AA,,,4006381333931,,,", 28), "\"30?AA\""},
             {"epc,30AA,16,,4006381333931,,,", "mask: only a prefix has it"},
             {"epc,30AA,,30AB,4006381333931,,,", "to: only a range has it"},
             {"epc,30AA,,,4006381333931,1,,", "priority: an exact EPC comes before every other rule"},
             {"prefix,30A,,,4006381333931,,,", "value: \"30A\" is no prefix of 4 to 124"},
             {"prefix,30AG,,,4006381333931,,,", "no prefix"},
             {"prefix,30AA,17,,4006381333931,,,", "mask: \"17\" isn't a number of leading bits from 16 to the 16"},
             {"prefix,30AA,15,,4006381333931,,,", "mask"},
             {"prefix,30AA,FFFF,,4006381333931,,,", "mask"},
             {"prefix,30AAFF,20,,4006381333931,,,", "value: \"30AAFF\" has bits beyond the 20 of mask"},
             {"prefix,30AA08,20,,4006381333931,,,", "beyond"},
             {"prefix,30AA,,30AB,4006381333931,,,", "to: only a range has it"},
             {"prefix,30AA,,,4006381333931,1001,,", "priority: \"1001\" isn't a number from 0 to 1000"},
             {"prefix,30AA,,,4006381333931,-1,,", "priority"},
             {"prefix,30AA,,,4006381333931,99999999999,,", "priority"},
             {"range,30AA,,,4006381333931,,,", "to: \"\" is no EPC"},
             {"range,30AA,,30AA00,4006381333931,,,", "to: it has 6 digits, value has 4"},
             {"range,30AA,,30A9,4006381333931,,,", "to: it comes before value"},
             {"epc,30AA,,,4006381333930,,,", "gtin: \"4006381333930\" is no GTIN"},
             {"epc,30AA,,,,,,", "gtin"},
             {"epc,30AA,,,4012345678901,,,", "gtin: the catalogue has no article 4012345678901: import it first"},
             {"epc,30AA,,,4006381333931,,01/12/2026,", "valid_from: \"01/12/2026\" isn't a day like 2026-12-01"},
             {"epc,30AA,,,4006381333931,,,soon", "valid_to"},
             {"epc,30AA,,,4006381333931,,2026-12-02,2026-12-01", "valid_to: it isn't after valid_from"},
             {"epc,30AA,,,4006381333931,,", "there are 7 fields, the first line has 8"},
             {"epc,\"30AA,,,4006381333931,,,", "a quote is opened and never closed"},
             {"epc," + std::string(5000, '3') + ",,,4006381333931,,,", "more than 4096 bytes"}}) {
        INFO(row);
        CHECK_THAT(problemOf(row), ContainsSubstring(problem));
    }
    CHECK(problemOf("prefix,30AA00,17,,4006381333931,,,").empty());
    CHECK(problemOf("range,30AA,,30AA,4006381333931,1000,2026-12-01,2026-12-01").empty()); // one EPC, one day
}

TEST_CASE("a file that says one key twice is refused, whatever stands between") {
    const MappedShop shop;
    auto change = edit(shop);
    std::string rows = samples::ruleHeader + "epc,30AA01,,,4006381333931,,,\nprefix,30AA,,,4006381333931,1,,\n"
                                             "epc,30AA02,,,4006381333931,,,\nepc,30aa01,,,96385074,,,\n"
                                             "epc,30AA01,,,96385074,,2026-12-01,\nprefix,30AA00,16,,96385074,2,,\n"
                                             "range,30AA,,30AB,96385074,,,\nrange,30aa,,30ab,96385074,,,\nx\n";
    const auto refused = change.import(rows, "tags.csv");
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().rows.size() == 4);
    CHECK(refused.error().rows[0] == ImportFailure::Row{5, "epc 30AA01 stands in line 2 already", "value"});
    CHECK(refused.error().rows[1] ==
          ImportFailure::Row{7, "prefix 30AA (16 bits), priority 1 stands in line 3 already", "value"});
    CHECK(refused.error().rows[2] == ImportFailure::Row{9, "range 30AA to 30AB stands in line 8 already", "value"});
    CHECK(refused.error().rows[3].line == 10);
    CHECK_THAT(refused.error().text, ContainsSubstring("nothing was imported: 4 of 9 rows are wrong"));
}

TEST_CASE("every change is a change set with its author, its time and its file") {
    const MappedShop shop;
    const std::string csv = samples::ruleHeader + "epc,30AA01,,,4006381333931,,,\nprefix,30AA,,,96385074,,,\n";
    const std::string sha256 = "6103ac43f8c100e05d37a029cd976ac50d21057758122386144672bef36a7a4a"; // sha256sum's
    samples::importTags(shop.file, csv, samples::start);
    shop.import("epc,30AA01,,,9780201379624,,,\nprefix,30AA,,,96385074,,,\nepc,30AA02,,,9780201379624,,,\n",
                samples::start + 1);
    {
        auto change = edit(shop, "ben", samples::start + 2);
        RuleText key;
        key.kind = "prefix";
        key.value = "30AA";
        REQUIRE(change.remove(parseRule(key, true).value()));
        REQUIRE(change.publish().value() == 4); // after the articles and two imports
    }
    const auto history = readHistory(shop.file, 10).value();
    REQUIRE(history.size() == 3);
    CHECK(history[2] == ChangeSet{1, samples::start, "sarah", ChangeAction::Import, "tags.csv", sha256, std::nullopt,
                                  ChangeCounts{2, 0, 0, 0, 0}});
    CHECK(history[1].counts == ChangeCounts{1, 1, 0, 1, 0});
    CHECK(history[0].user == "ben");
    CHECK(history[0].action == ChangeAction::Remove);
    CHECK(history[0].counts == ChangeCounts{0, 0, 1, 0, 0});
    CHECK(readHistory(shop.file, 1).value().size() == 1);

    SQLite::Database database(shop.file.string(), SQLite::OPEN_READWRITE);
    CHECK_THROWS_AS(database.exec("UPDATE change_set SET user = 'nobody'"), SQLite::Exception);
    CHECK_THROWS_AS(database.exec("DELETE FROM past_rule"), SQLite::Exception);
}

TEST_CASE("an edit that isn't published never was, and two don't come between each other") {
    const MappedShop shop;
    const std::string before = samples::contentOf(shop.file);
    {
        auto change = edit(shop);
        REQUIRE(change.import(samples::ruleHeader + "epc,30AA01,,,4006381333931,,,\n", "tags.csv"));
        CHECK(change.explain(epc("30AA01"), std::nullopt, samples::start)->winner == pull);
        CHECK(shop.gtinOf("30AA01").empty());
        const auto second = MappingEdit::begin(shop.file, "ben", samples::start);
        REQUIRE_FALSE(second);
        CHECK(second.error().code == StorageError::Busy);
    }
    CHECK(samples::contentOf(shop.file) == before);
    CHECK_FALSE(std::filesystem::exists(shop.folder / "catalogue.db.new"));
    for (const std::string &user : {std::string(), std::string(65, 'x'), std::string("a\nb"), std::string("\xFF")})
        CHECK(MappingEdit::begin(shop.file, user, 0).error().code == StorageError::Invalid);
    CHECK_THAT(MappingEdit::begin(shop.folder / "none.db", "sarah", 0).error().text,
               ContainsSubstring("panier-admin import articles"));
}

TEST_CASE("an undo takes back what was added, replaced and removed, and can itself be undone") {
    const MappedShop shop;
    shop.import(
        "epc,30AA01,,,4006381333931,,,\nprefix,30BB,,,4006381333931,,,\nrange,30CC00,,30CCFF,4006381333931,,,\n");
    shop.import("epc,30AA01,,,96385074,,,\nprefix,30BB,,,96385074,,,\nrange,30CC00,,30CCFF,96385074,,,\n"
                "epc,30AA02,,,96385074,,,\n");
    const auto all = [&shop] {
        return shop.gtinOf("30AA01") + " " + shop.gtinOf("30BB01") + " " + shop.gtinOf("30CC01") + " " +
               shop.gtinOf("30AA02");
    };
    const std::string first = pull.digits() + " " + pull.digits() + " " + pull.digits() + " ";
    const std::string second = sac.digits() + " " + sac.digits() + " " + sac.digits() + " " + sac.digits();
    CHECK(all() == second);
    undo(shop, 2);
    CHECK(all() == first);
    CHECK(readHistory(shop.file, 1)->front().counts == ChangeCounts{3, 0, 4, 0, 0});
    CHECK(readHistory(shop.file, 1)->front().undoes == 2);
    CHECK_THAT(edit(shop).undo(2).error().text, ContainsSubstring("undone already, by 3: to have it again, undo 3"));
    CHECK_THAT(edit(shop).undo(9).error().text, ContainsSubstring("there is no change set 9"));
    undo(shop, 3);
    CHECK(all() == second);
    undo(shop, 1); // nothing of it stands any more but what was brought back and taken again
    CHECK(all() == second);
}

TEST_CASE("an undo leaves alone what was changed since, and says how much") {
    const MappedShop shop;
    shop.import("epc,30AA01,,,4006381333931,,,\nepc,30AA02,,,4006381333931,,,\nepc,30AA03,,,4006381333931,,,\n");
    shop.import(
        "epc,30AA01,,,96385074,,,\nepc,30AA02,,,96385074,,,\nepc,30AA03,,,96385074,,,\nepc,30AA04,,,96385074,,,\n");
    shop.import("epc,30AA01,,,9780201379624,,,\nepc,30AA04,,,9780201379624,,,\n");
    {
        auto change = edit(shop);
        RuleText key;
        key.kind = "epc";
        key.value = "30AA02";
        REQUIRE(change.remove(parseRule(key, true).value()));
        REQUIRE(change.publish());
    }
    undo(shop, 2);
    CHECK(shop.gtinOf("30AA01") == livre.digits()); // replaced since
    CHECK(shop.gtinOf("30AA02").empty());           // removed since
    CHECK(shop.gtinOf("30AA03") == pull.digits());
    CHECK(shop.gtinOf("30AA04") == livre.digits());
    CHECK(readHistory(shop.file, 1)->front().counts == ChangeCounts{1, 0, 1, 0, 3});
}

TEST_CASE("why a tag is an article: every rule that matches, in order, and who brought it") {
    const MappedShop shop;
    shop.import("epc,30AA01,,,96385074,,2027-01-01,\nprefix,30AA,,,4006381333931,,,\n"
                "range,30AA00,,30AAFF,9780201379624,,,2026-01-01\n");
    shop.import("range,30AA00,,30AA0F,9780201379624,3,,\n", samples::start + 5);
    const auto why = explainTag(shop.file, epc("30AA01"), sac, samples::start).value();
    REQUIRE(why.rules.size() == 4);
    CHECK(why.rules[0].standing == Standing::NotYet);
    CHECK(why.rules[0].rule.kind == RuleKind::Exact);
    CHECK(why.rules[1].standing == Standing::Wins);
    CHECK(describe(why.rules[1].rule) == "range 30AA00 to 30AA0F, priority 3");
    CHECK(why.rules[1].broughtBy.id == 2);
    CHECK(why.rules[1].broughtBy.at == samples::start + 5);
    CHECK(why.rules[2].standing == Standing::Beaten);
    CHECK(describe(why.rules[2].rule) == "prefix 30AA (16 bits)");
    CHECK(why.rules[3].standing == Standing::NoLonger);
    CHECK(why.rules[3].broughtBy.fileName == "tags.csv");
    CHECK(why.winner == livre);
    CHECK(why.article->label.fr == "Livre");
    CHECK(why.encoded == sac);

    const auto encoded = explainTag(shop.file, epc("30FF"), sac, samples::start).value();
    CHECK(encoded.rules.empty());
    CHECK(encoded.winner == sac);
    const auto unknown = explainTag(shop.file, epc("30FF"), std::nullopt, samples::start).value();
    CHECK_FALSE(unknown.winner);
    CHECK_FALSE(unknown.article);
}

TEST_CASE("the limits that keep look-ups short are said") {
    const MappedShop shop;
    const auto refusal = [&shop](const std::string &rows) {
        const std::string before = samples::contentOf(shop.file);
        auto change = edit(shop);
        const auto result = change.import(samples::ruleHeader + rows, "tags.csv");
        CHECK(samples::contentOf(shop.file) == before);
        return result ? std::string() : result.error().text;
    };
    std::string lengths;
    for (int bits = 16; bits < 16 + maxPrefixLengths; ++bits)
        lengths += fmt::format("prefix,{:030},{},,96385074,,,\n", 0, bits);
    CHECK(refusal(lengths).empty());
    CHECK_THAT(refusal(lengths + fmt::format("prefix,{:030},{},,96385074,,,\n", 0, 16 + maxPrefixLengths)),
               ContainsSubstring("prefixes of 65 different lengths; 64 is the limit"));

    std::string layers;
    for (int i = 0; i < maxRangeLayers; ++i)
        layers += fmt::format("range,30{:02X}00,,30F{:X}00,96385074,,,\n", i, i);
    CHECK(refusal(layers).empty());
    CHECK_THAT(refusal(layers + "range,302000,,302000,96385074,,,\n"),
               ContainsSubstring("more than 16 ranges hold 302000"));
    CHECK(refusal(layers + "range,31000000,,31FF0000,96385074,,,\nrange,30FF01,,30FF02,96385074,,,\n").empty());

    std::string versions;
    for (int i = 0; i <= maxVersions; ++i) {
        versions += fmt::format("epc,30AA,,,96385074,,{}-01-{:02}T{:02}:00:00Z,\n", 2030, 1 + i / 24, i % 24);
        if (i == maxVersions - 1)
            CHECK(refusal(versions).empty());
    }
    CHECK_THAT(refusal(versions), ContainsSubstring("more than 256 rules"));
    std::string prefixes = versions;
    for (std::size_t at = 0; (at = prefixes.find("epc", at)) != std::string::npos;)
        prefixes.replace(at, 3, "prefix");
    CHECK_THAT(refusal(prefixes), ContainsSubstring("the prefix 30AA has more than 256 rules"));
}

TEST_CASE("two EPCs with the same slot are told apart") {
    const MappedShop shop;
    const auto a = epc("30AA01");
    const auto b = epc("30BB02");
    SQLite::Database database(shop.file.string(), SQLite::OPEN_READWRITE);
    SQLite::Statement row(database,
                          "INSERT INTO exact_rule (id, epc, gtin, change_set, valid_from) VALUES (?, ?, ?, 1, 0)");
    row.bind(1, exactSlot(a)); // as if b had the hash that a has
    bindEpc(row, 2, b);
    row.bind(3, gtinNumber(sac));
    row.exec();
    CHECK(shop.gtinOf("30AA01").empty());
    {
        RuleWriter writer(database, 2);
        Rule rule;
        rule.value = a;
        rule.gtin = pull;
        REQUIRE(writer.put(rule));
        rule.validFrom = samples::start;
        rule.gtin = livre;
        REQUIRE(writer.put(rule));
        CHECK(writer.counts() == ChangeCounts{2, 0, 0, 0, 0});
    }
    CHECK(shop.gtinOf("30AA01", samples::start - 1) == pull.digits());
    CHECK(shop.gtinOf("30AA01") == livre.digits());
    {
        RuleWriter writer(database, 3);
        Rule key;
        key.value = a;
        REQUIRE(writer.remove(key)); // leaves a gap in the slot, and what is after it
    }
    CHECK(shop.gtinOf("30AA01", samples::start - 1).empty());
    CHECK(shop.gtinOf("30AA01") == livre.digits());
    CHECK(database.execAndGet("SELECT count(*) FROM exact_rule").getInt() == 2);
}

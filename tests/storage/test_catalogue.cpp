#include "tests/storage/owner.h"

#include "base/durable_file.h"

#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <thread>

using namespace panier;
using namespace panier::storage;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string articles = "gtin,label_fr,label_en,detail_fr,detail_en,size,price,regular_price,offer_fr,offer_en,"
                             "vat_percent,tagged,age_limit,"
                             "picture\n"
                             "4006381333931,Pull jacquard,Jacquard jumper,\"Vermillon, laine\",\"Vermilion, "
                             "wool\",M,49.95,69.95,Soldes,Sale,20,1,"
                             ",jumper-red\n"
                             "9780201379624,Livre,,,,,\"12,9\",,,,5.5,0,18,\n";
const auto jumper = *codes::Gtin::parse("4006381333931");
const auto book = *codes::Gtin::parse("9780201379624");

struct Shop {
    samples::TempFolder folder;
    Files files = samples::filesIn(folder);
    samples::Owner owner;
    std::unique_ptr<TillStore> store;

    Shop() {
        auto opened = TillStore::open(files, samples::shop(), owner.poster(), samples::start);
        REQUIRE(opened);
        store = std::move(*opened);
    }
    // The GTIN that a tag is found as; "" if it isn't.
    std::string foundAs(std::string_view epc, std::optional<codes::Gtin> gtin = std::nullopt) {
        const auto answer = owner.tag(*store, epc, gtin);
        REQUIRE(answer);
        const auto *found = std::get_if<Found>(&*answer);
        return found == nullptr ? std::string() : found->article.gtin.digits();
    }
};

// What an import of one row says of it.
std::string reasonFor(const std::string &header, const std::string &row) {
    const samples::TempFolder folder;
    REQUIRE(importArticles(folder / "catalogue.db", articles));
    const auto result = importArticles(folder / "catalogue.db", header + "\n" + row + "\n");
    if (result)
        return {};
    REQUIRE(result.error().badRows == 1);
    CHECK_THAT(result.error().text, ContainsSubstring("nothing was imported"));
    return std::to_string(result.error().rows[0].line) + ": " + result.error().rows[0].reason;
}

} // namespace

TEST_CASE("an imported article is found as it was written") {
    Shop shop;
    const auto none = shop.owner.article(*shop.store, jumper.digits());
    REQUIRE_FALSE(none);
    CHECK_THAT(none.error().text, ContainsSubstring("panier-admin import articles"));
    const auto report = importArticles(shop.files.catalogue, articles);
    REQUIRE(report);
    CHECK(report->rows == 2);
    CHECK(report->generation == 1);

    const auto answer = shop.owner.article(*shop.store, jumper.digits()); // without a restart
    REQUIRE(answer);
    checkout::Article expected;
    expected.gtin = jumper;
    expected.label = {"Pull jacquard", "Jacquard jumper"};
    expected.detail = {"Vermillon, laine", "Vermilion, wool"};
    expected.size = "M";
    expected.price = {4995};
    expected.offer = checkout::Offer{{6995}, {"Soldes", "Sale"}};
    expected.vatRateBp = 2000;
    expected.tagged = true;
    expected.picture = "jumper-red";
    CHECK(*answer == Lookup(Found{expected, 1}));
    const auto second = std::get<Found>(shop.owner.article(*shop.store, book.digits()).value());
    CHECK(second.article.price == checkout::Money{1290});
    CHECK(second.article.vatRateBp == 550);
    CHECK(second.article.ageLimitYears == 18);
    CHECK_FALSE(second.article.offer);
    CHECK(shop.owner.article(*shop.store, "96385074").value() == Lookup(NotFound()));
}

TEST_CASE("the most exact rule for a tag wins, and a sold tag is sold") {
    Shop shop;
    const std::string bag = "gtin,label_fr,price,vat_percent\n96385074,Sac,0.50,20\n";
    REQUIRE(importArticles(shop.files.catalogue, articles));
    REQUIRE(importArticles(shop.files.catalogue, bag));
    samples::importTags(shop.files.catalogue, "kind;value;gtin\nepc;30aa01;4006381333931\nprefix;30AA;9780201379624\n"
                                              "prefix;30AA0;96385074\n");
    const auto sac = codes::Gtin::parse("96385074")->digits();
    CHECK(shop.foundAs("30AA01") == jumper.digits());
    CHECK(shop.foundAs("30AA02") == sac);
    CHECK(shop.foundAs("30AAF2") == book.digits());
    CHECK(shop.foundAs("30AAF2", jumper) == book.digits());
    CHECK(shop.foundAs("30BB00", jumper) == jumper.digits());
    CHECK(shop.foundAs("30BB00") == "");
    CHECK(shop.foundAs("30BB00", codes::Gtin::parse("4012345678901")) == "");

    Commit sale = samples::sale(1);
    sale.ticket->lines[0].epcs = {*codes::Epc::fromHex("30AA01")};
    REQUIRE(shop.owner.commit(*shop.store, sale));
    CHECK(shop.owner.tag(*shop.store, "30AA01").value() == Lookup(Sold{1}));
    CHECK(shop.foundAs("30AA02") == sac);
}

TEST_CASE("an import changes the articles that it names, and leaves the others and all tags alone") {
    Shop shop;
    REQUIRE(importArticles(shop.files.catalogue, articles));
    samples::importTags(shop.files.catalogue, "kind,value,gtin\nepc,30AA01,4006381333931\n");
    CHECK(shop.foundAs("30AA01") == jumper.digits());
    const auto report =
        importArticles(shop.files.catalogue, "price,gtin,vat_percent,label_fr\n\"39,95\",4006381333931,20,Pull\n");
    REQUIRE(report);
    CHECK(report->generation == 3);
    const auto found = std::get<Found>(shop.owner.tag(*shop.store, "30AA01").value());
    CHECK(found.generation == 3);
    CHECK(found.article.price == checkout::Money{3995});
    CHECK(found.article.label == checkout::LocalText{"Pull", ""});
    CHECK_FALSE(found.article.offer);
    CHECK(std::holds_alternative<Found>(shop.owner.article(*shop.store, book.digits()).value()));
    samples::importTags(shop.files.catalogue, "kind,value,gtin\nepc,30AA01,9780201379624\n");
    CHECK(shop.foundAs("30AA01") == book.digits());
}

TEST_CASE("each bad row is named with its line and its reason, and nothing of the file is imported") {
    struct Bad {
        std::string row;
        std::string reason;
    };
    const std::string header = "gtin,label_fr,price,vat_percent,regular_price,offer_fr,tagged,age_limit,picture";
    for (const auto &[row, reason] :
         std::initializer_list<Bad>{{"4006381333930,A,1,20,,,,,", "no GTIN"},
                                    {",A,1,20,,,,,", "no GTIN"},
                                    {"4006381333931,,1,20,,,,,", "label_fr is empty"},
                                    {"4006381333931,A,1.005,20,,,,,", "price is \"1.005\""},
                                    {"4006381333931,A,-1,20,,,,,", "price"},
                                    {"4006381333931,A,1e3,20,,,,,", "price"},
                                    {"4006381333931,A,.5,20,,,,,", "price"},
                                    {"4006381333931,A,5.,20,,,,,", "price"},
                                    {"4006381333931,A,,20,,,,,", "price"},
                                    {"4006381333931,A,1000000.01,20,,,,,", "price"},
                                    {"4006381333931,A,99999999999999999999,20,,,,,", "price"},
                                    {"4006381333931,A,1,101,,,,,", "vat_percent"},
                                    {"4006381333931,A,1,,,,,,", "vat_percent"},
                                    {"4006381333931,A,1,20,1,,,,", "regular_price isn't above price"},
                                    {"4006381333931,A,1,20,,Soldes,,,", "there is an offer, but no regular_price"},
                                    {"4006381333931,A,1,20,,,maybe,,", "tagged is \"maybe\""},
                                    {"4006381333931,A,1,20,,,,old,", "age_limit is \"old\""},
                                    {"4006381333931,A,1,20,,,,,../x", "picture"},
                                    {"4006381333931,A,1,20,,,,", "there are 8 fields, the first line has 9"},
                                    {"4006381333931,\"A,1,20,,,,,", "a quote is opened and never closed"},
                                    {"4006381333931,\"A\x01\",1,20,,,,,", "control character"},
                                    {"4006381333931,\xE9t\xE9,1,20,,,,,", "save the file as UTF-8"},
                                    {"4006381333931," + std::string(201, 'x') + ",1,20,,,,,", "more than 200 bytes"}}) {
        INFO(row);
        CHECK_THAT(reasonFor(header, row), ContainsSubstring("2: ") && ContainsSubstring(reason));
    }
    CHECK_THAT(reasonFor("gtin,label_fr,price", ""), ContainsSubstring("1: the column vat_percent is missing"));
    CHECK_THAT(reasonFor("gtin,gtin", ""), ContainsSubstring("the column gtin is there twice"));
    CHECK_THAT(reasonFor("gtin,colour", ""), ContainsSubstring("there is no column \"colour\"; there are: gtin"));
    CHECK_THAT(reasonFor("gtin,\x1B[2J", ""), !ContainsSubstring("\x1B"));
    CHECK_THAT(reasonFor("gtin,\x9B"
                         "2J",
                         ""),
               !ContainsSubstring("\x9B"));
    CHECK_THAT(reasonFor("", ""), ContainsSubstring("1: the file is empty"));
}

TEST_CASE("bad rows are counted beyond those that are named, and the catalogue stays as it was") {
    const samples::TempFolder folder;
    const auto file = folder / "catalogue.db";
    REQUIRE(importArticles(file, articles));
    const std::string before = samples::contentOf(file);
    std::string csv = "gtin,label_fr,price,vat_percent\n96385074,Sac,1,20\n";
    for (int i = 0; i < 250; ++i)
        csv += "96385074,Sac,1,20\n";
    const auto result = importArticles(file, csv);
    REQUIRE_FALSE(result);
    CHECK(result.error().badRows == 250);
    REQUIRE(result.error().rows.size() == ImportFailure::maxRows);
    CHECK(result.error().rows[0] == ImportFailure::Row{3, "GTIN 00000096385074 stands in line 2 already", ""});
    CHECK(samples::contentOf(file) == before);
    CHECK_FALSE(std::filesystem::exists(folder / "catalogue.db.new"));

    samples::overwrite(folder / "catalogue.db.new", "left by a crash");
    CHECK(importArticles(file, "gtin,label_fr,price,vat_percent\n96385074,Sac,1,20\n")->generation == 2);
    samples::overwrite(file, "no catalogue");
    CHECK_FALSE(importArticles(file, articles));
    CHECK(samples::contentOf(file) == "no catalogue");
}

TEST_CASE("the kiosk looks up and sells while catalogues are imported, and sees whole ones only") {
    Shop shop;
    const auto csv = [](int price) { // both articles have the same price in each generation
        return fmt::format("gtin,label_fr,price,vat_percent\n4006381333931,A,{0},20\n9780201379624,B,{0},20\n", price);
    };
    REQUIRE(importArticles(shop.files.catalogue, csv(1)));
    constexpr int imports = 30;
    std::atomic<bool> finished = false;
    std::atomic<bool> allDone = true;
    std::thread merchandiser([&] {
        for (int n = 2; n <= imports; ++n)
            allDone = allDone && importArticles(shop.files.catalogue, csv(n)).has_value();
        finished = true;
    });
    std::int64_t last = 0;
    int sales = 0;
    bool consistent = true;
    const auto visit = [&] {
        const auto first = shop.owner.article(*shop.store, jumper.digits());
        const auto second = shop.owner.article(*shop.store, book.digits());
        const bool sold = shop.owner.commit(*shop.store, samples::sale(++sales)).has_value();
        const auto *a = first ? std::get_if<Found>(&*first) : nullptr;
        const auto *b = second ? std::get_if<Found>(&*second) : nullptr;
        consistent = consistent && sold && a != nullptr && b != nullptr && a->generation >= last &&
                     b->generation >= a->generation && a->article.price.minor == 100 * a->generation &&
                     b->article.price.minor == 100 * b->generation;
        last = b != nullptr ? b->generation : last;
    };
    while (!finished)
        visit();
    merchandiser.join();
    visit();
    CHECK(consistent);
    CHECK(allDone);
    CHECK(last == imports);
    CHECK(sales > 1);
}

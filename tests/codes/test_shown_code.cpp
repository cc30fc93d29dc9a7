#include "codes/shown_code.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::codes;

namespace {

constexpr CodeMoment moment{{2026, 11, 22}, 1'795'305'600'000}; // both the 22nd of November 2026
const auto pull = *Gtin::parse("9521234000112");

Sealer sealer() {
    return [](base::ByteView bytes) {
        Seal seal{};
        for (std::size_t i = 0; i < bytes.size(); ++i)
            seal[i % seal.size()] = static_cast<std::uint8_t>(seal[i % seal.size()] * 31 + bytes[i]);
        return seal;
    };
}

CodeRules rules() {
    return {{*MeasureTemplate::parse("21IIIIIPPPPPC"), *MeasureTemplate::parse("20AAAAAAAAAAC")},
            "12345678900012",
            sealer(),
            "https://ficelle.example/t/"};
}

std::string whole(std::string_view body) {
    return std::string(body) + static_cast<char>('0' + gtinCheckDigit(body));
}

// The GTIN's digits, or "" for a refusal.
std::string sold(std::string_view aim, std::string_view text) {
    const auto read = readCode(aim, text, rules(), moment);
    const auto gtin = read ? articleToSell(*read, moment) : tl::make_unexpected(read.error());
    return gtin ? gtin->digits() : "";
}

Refusal refusal(std::string_view aim, std::string_view text) {
    INFO(aim << " " << text.substr(0, 200));
    const auto read = readCode(aim, text, rules(), moment);
    const auto gtin = read ? articleToSell(*read, moment) : tl::make_unexpected(read.error());
    REQUIRE_FALSE(gtin);
    return gtin.error();
}

ArticleCode article(std::string_view aim, std::string_view text) {
    const auto read = readCode(aim, text, rules(), moment);
    REQUIRE(read);
    return std::get<ArticleCode>(*read);
}

std::string houseCode(HouseCodeKind kind, std::string shop = "12345678900012") {
    const auto minute = static_cast<std::uint32_t>(moment.now / 60'000);
    return writeHouseCode({kind, std::move(shop), minute - 5, minute + 60, {}, ""}, sealer());
}

} // namespace

TEST_CASE("codes that name an article") {
    const auto gtin = pull.digits();
    CHECK(sold("]E0", "9521234000112") == gtin);
    CHECK(sold("]E0", "09521234000112") == gtin);
    CHECK(sold("]I1", "09521234000112") == gtin);
    CHECK(sold("]C1", "010952123400011210ABC") == gtin);
    CHECK(sold("]e0", "0109521234000112") == gtin);
    CHECK(sold("]d2", "\x1D"
                      "01095212340001121727123110LOT") == gtin);
    CHECK(sold("]Q3", "0109521234000112") == gtin);
    CHECK(sold("]z1", "0109521234000112") == gtin);
    CHECK(sold("]J1", "0109521234000112") == gtin);
    CHECK(sold("]Q1", "https://id.example.com/01/09521234000112/10/LOT?17=271231") == gtin);
    CHECK(sold("]d1", "https://example.com/some/path/01/9521234000112") == gtin);
    CHECK(sold("]z0", "urn:epc:id:sgtin:9521234.000011.17") == gtin);
    CHECK(sold("]E4", "96385074") == "00000096385074");
    CHECK(sold("]E0", "04252614") == "00042100005264"); // UPC-E
    CHECK(sold("]E0", "01234565") == "00012345000065"); // it too, though a valid EAN-8
    CHECK(sold("]E4", "01234565") == "00000001234565");
    CHECK(sold("]E0", "96385074") == "00000096385074"); // no UPC-E begins with 9
    CHECK(sold("]E0", "042100005264") == "00042100005264");
    CHECK(sold("]E0", whole("200000000001")) == "0" + whole("200000000001")); // a template says so
}

TEST_CASE("a scanner that doesn't say what it read") {
    const auto gtin = pull.digits();
    CHECK(sold("", "9521234000112") == gtin);
    CHECK(sold("", "96385074") == "00000096385074");
    CHECK(sold("", "04252614") == "00042100005264");
    CHECK(sold("", "0109521234000112") == gtin);
    CHECK(sold("", "010952123400011210A\x1D"
                   "21B") == gtin);
    CHECK(sold("", "https://x.org/01/09521234000112") == gtin);
    CHECK(sold("", "977123456700312") == "09771234567003");
    CHECK(refusal("", "hello") == Refusal::NotAnArticle);
    CHECK(refusal("", "9521234000113") == Refusal::Misread);
    CHECK(refusal("", "12345") == Refusal::NotAnArticle);
    CHECK(refusal("", "0109521234000113") == Refusal::Misread);
}

TEST_CASE("books and periodicals keep their add-on") {
    CHECK(article("]E3", "977123456700312").addOn == "12");
    CHECK(article("]E3", "977123456700312").gtin.display() == "9771234567003");
    CHECK(article("]E0", "9780306406157 52495").addOn == "52495");
    CHECK(article("]E3", "978030640615752495").gtin.display() == "9780306406157");
    CHECK(article("]E0", "9780306406157").addOn.empty());
    CHECK(refusal("]E1", "12") == Refusal::NotAnArticle);
    CHECK(refusal("]E3", "9771234567003 1") == Refusal::NotAnArticle);
}

TEST_CASE("an article past its use-by date isn't sold, on its last day it is") {
    CHECK(sold("]C1", "010952123400011217261122") == pull.digits());
    CHECK(refusal("]C1", "010952123400011217261121") == Refusal::PastUseBy);
    CHECK(sold("]C1", "010952123400011217261100") == pull.digits()); // the whole month
    CHECK(refusal("]C1", "010952123400011217261000") == Refusal::PastUseBy);
    CHECK(refusal("]Q1", "https://x.org/01/09521234000112?17=261121") == Refusal::PastUseBy);
    CHECK(refusal("]C1", "010952123400011270032611211200") == Refusal::PastUseBy);
    CHECK(sold("]C1", "010952123400011215251231") == pull.digits()); // best before is advice
}

TEST_CASE("what is sold by weight or by price isn't sold here") {
    const auto ham = readCode("]E0", whole("211234500789"), rules(), moment);
    REQUIRE(ham);
    CHECK(std::get<VariableMeasure>(*ham).priceMinor == 789);
    CHECK(refusal("]E0", whole("211234500789")) == Refusal::SoldByMeasure);
    CHECK(refusal("]C1", "01" + whole("9952123400011") + "3103001750") == Refusal::SoldByMeasure);
    CHECK(refusal("]C1", "010952123400011230"
                         "5\x1D"
                         "3922"
                         "789") == Refusal::SoldByMeasure);
    CHECK(refusal("]E0", whole("251234500789")) == Refusal::UnknownTemplate);
    CHECK(refusal("]E0", whole("021234500789")) == Refusal::UnknownTemplate);
    CHECK(refusal("]C1", "01" + whole("0251234500789")) == Refusal::UnknownTemplate);
}

TEST_CASE("codes that name no article") {
    CHECK(refusal("]E0", "9521234000113") == Refusal::Misread);
    CHECK(refusal("]E0", "") == Refusal::NotAnArticle);
    CHECK(refusal("]E0", "12345") == Refusal::NotAnArticle);
    CHECK(refusal("]C0", "010952123400011210ABC") == Refusal::NotAnArticle);
    CHECK(refusal("]I1", "952123400011") == Refusal::NotAnArticle);
    CHECK(refusal("]Q1", "9521234000112") == Refusal::NotAnArticle);
    CHECK(refusal("]Q3", "00" + whole("39521234000000001")) == Refusal::NotAnArticle);
    CHECK(refusal("]C1", "02095212340001123712") == Refusal::NotAnArticle);
    CHECK(refusal("", "") == Refusal::NotAnArticle);
    CHECK(refusal("]", "9521234000112") == Refusal::NotAnArticle);
    CHECK(refusal("]Z9", "9521234000112") == Refusal::NotAnArticle);
    CHECK(refusal("]Q1", "https://example.com/win-a-prize") == Refusal::Link);
    CHECK(refusal("]Q1", "www.example.com") == Refusal::Link);
    CHECK(refusal("]Q1", "https://x.org/01/09521234000113") == Refusal::Misread);
}

TEST_CASE("coupons aren't for sale") {
    CHECK(refusal("]E0", whole("991234567890")) == Refusal::Coupon);
    CHECK(refusal("]E0", whole("981234567890")) == Refusal::Coupon);
    CHECK(refusal("]E0", whole("980123456789")) == Refusal::Coupon);
    CHECK(refusal("]E0", whole("51234567890")) == Refusal::Coupon); // UPC
    CHECK(refusal("]e0", "255" + whole("952123400011") + "1") == Refusal::Coupon);
    CHECK(refusal("]e0", "8110106141416543213150110") == Refusal::Coupon);
    CHECK(sold("]E0", whole("979123456789")) == "0" + whole("979123456789"));
}

TEST_CASE("Panier's own codes are checked, and none of them does anything by itself") {
    CHECK(refusal("]Q1", houseCode(HouseCodeKind::LoyaltyCard)) == Refusal::LoyaltyCard);
    CHECK(refusal("]Q1", houseCode(HouseCodeKind::Voucher)) == Refusal::Voucher);
    CHECK(refusal("]Q1", houseCode(HouseCodeKind::SuspendedBasket)) == Refusal::SuspendedBasket);
    CHECK(refusal("]Q1", houseCode(HouseCodeKind::Eticket)) == Refusal::OwnTicket);
    CHECK(refusal("", houseCode(HouseCodeKind::Recall)) == Refusal::Recall);
    CHECK(refusal("]Q1", houseCode(HouseCodeKind::SuspendedBasket, "98765432100012")) == Refusal::OtherShop);
    CHECK(refusal("]Q1", houseCode(HouseCodeKind::Voucher) + "A") == Refusal::Forged);
    CHECK(refusal("]Q1", "PNR1") == Refusal::Forged);
    CHECK(refusal("]Q1", "https://ficelle.example/t/AAAAAAAAAAAAAAAAAAAAAA") == Refusal::OwnTicket);
    CHECK(refusal("]Q1", "https://ficelle.example.evil.org/t/AAAA") == Refusal::Link);
    auto later = moment;
    later.now += 2 * 60 * 60'000;
    const auto read = readCode("]Q1", houseCode(HouseCodeKind::Voucher), rules(), later);
    REQUIRE_FALSE(read);
    CHECK(read.error() == Refusal::OutOfDate);
}

TEST_CASE("texts that mean harm are refused, whatever reader they come from") {
    const std::string aim = GENERATE("", "]E0", "]I1", "]C0", "]C1", "]e0", "]d1", "]d2", "]Q1", "]Q3", "]z0", "]L2");
    for (const std::string &text :
         {std::string("javascript:alert(1)"), std::string("<img src=x onerror=alert(1)>"),
          std::string("file:///etc/passwd"), std::string("9521234000112\n"), std::string("\x1B[2J9521234000112"),
          std::string("\xE2\x80\xAE"
                      "9521234000112"),
          std::string("9521234000112\0", 14), std::string("\x1D\x1D\x1D"), std::string("'; DROP TABLE ticket; --"),
          std::string("%00%0A"), std::string("WIFI:S:x;T:WPA;P:y;;"), std::string(4000, '7'), std::string(7089, '0'),
          std::string(2048, '\x1D'), std::string(100, '\xFF')})
        CHECK(sold(aim, text).empty());
    CHECK(refusal("]Q1", std::string(4000, '7')) == Refusal::TooLong);
    CHECK(refusal("]Q1", "a\x1B[2J") == Refusal::Unprintable);
    CHECK(refusal("]Q1", "https://x.org/\xE2\x80\xAE/01/09521234000112") == Refusal::Unprintable);
}

TEST_CASE("any bytes are an article with a check digit, or refused") {
    CHECK(rc::check([] {
        const auto aim = *rc::gen::element<std::string>("", "]E0", "]E4", "]C1", "]e0", "]d2", "]Q1", "]Q3", "]I1");
        const auto begin = *rc::gen::element<std::string>("", "01", "https://x.org/01/", "PNR1",
                                                          "urn:epc:id:sgtin:", "0109521234000112");
        const auto alphabet = *rc::gen::element<std::string>("0123456789", "0123456789/?=&%\x1D", "AZaz09-_.:\x01\xFF");
        const auto text = begin + *rc::gen::container<std::string>(rc::gen::elementOf(alphabet));
        const auto digits = sold(aim, text);
        RC_CLASSIFY(!digits.empty());
        RC_ASSERT(digits.empty() || Gtin::parse(digits).has_value());
    }));
}

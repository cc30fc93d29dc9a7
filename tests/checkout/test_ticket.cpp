#include "checkout/ticket.h"
#include "tests/support/articles.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::checkout;
using namespace panier::tests;

TEST_CASE("tax is what is left of the gross after the net, rounded half up") {
    CHECK(splitTax({4995}, 2000) == TaxSplit{{4163}, {832}, {4995}}); // 4162.5
    CHECK(splitTax({720}, 550) == TaxSplit{{682}, {38}, {720}});      // 682.46
    CHECK(splitTax({100}, 0) == TaxSplit{{100}, {0}, {100}});
    CHECK(splitTax({-4995}, 2000) == TaxSplit{{-4163}, {-832}, {-4995}});
}

TEST_CASE("a ticket keeps what was paid, what was off, and which units had a tag") {
    Basket basket;
    REQUIRE(basket.putTag(jean(), epc(1)));
    REQUIRE(basket.declare(jean(), 2));
    REQUIRE(basket.putUnsureTag(pull(), epc(2)));
    const auto ticket = makeTicket(basket, {}, "V1", 1000, Language::French);
    REQUIRE(ticket.lines.size() == 1);
    CHECK(ticket.lines[0].quantity == 2);
    CHECK(ticket.lines[0].unitDiscount == Money{1199});
    CHECK(ticket.lines[0].epcs == std::vector{epc(1)});
    CHECK(ticket.total.gross == Money{9592});
}

TEST_CASE("lines, rates and total sum exactly") {
    CHECK(rc::check("sums", [] {
        Basket basket;
        const int count = *rc::gen::inRange(1, 40);
        for (int i = 0; i < count; ++i) {
            auto article = pull();
            std::string body = "370" + std::to_string(1000000000 + i);
            article.gtin = *panier::codes::Gtin::fromBody(body);
            article.price = {*rc::gen::inRange<std::int64_t>(1, 1'000'000)};
            article.vatRateBp = *rc::gen::element(0, 210, 550, 1000, 2000);
            RC_ASSERT(basket.declare(article, *rc::gen::inRange(1, 20)));
        }
        const auto ticket = makeTicket(basket, {}, "V", 0, Language::French);
        TaxSplit lines;
        TaxSplit rates;
        for (const auto &line : ticket.lines) {
            RC_ASSERT(line.amount.gross == line.amount.net + line.amount.tax);
            RC_ASSERT(line.amount.gross == line.unitPrice * line.quantity);
            lines.net += line.amount.net;
            lines.tax += line.amount.tax;
            lines.gross += line.amount.gross;
        }
        for (const auto &[rate, sum] : ticket.rates) {
            rates.net += sum.net;
            rates.tax += sum.tax;
            rates.gross += sum.gross;
        }
        RC_ASSERT(lines == ticket.total);
        RC_ASSERT(rates == ticket.total);
        RC_ASSERT(ticket.total.gross == basket.total());
    }));
}

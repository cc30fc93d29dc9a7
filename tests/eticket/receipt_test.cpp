#include "eticket/paper.h"
#include "tests/eticket/sample_ticket.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <rapidcheck.h>

using namespace panier;
using panier::tests::plain;
using namespace panier::eticket;
using checkout::Money;

TEST_CASE("amounts are written as each language writes them") {
    const auto fr = [](std::int64_t minor) { return formatAmount(Money{minor}, "EUR", Language::French); };
    const auto en = [](std::int64_t minor) { return formatAmount(Money{minor}, "EUR", Language::English); };
    CHECK(fr(1250) == "12,50\u00A0€");
    CHECK(en(1250) == "€12.50");
    CHECK(fr(5) == "0,05\u00A0€");
    CHECK(en(0) == "€0.00");
    CHECK(fr(123456789) == "1\u00A0234\u00A0567,89\u00A0€");
    CHECK(en(123456789) == "€1,234,567.89");
    CHECK(fr(99999) == "999,99\u00A0€");
    CHECK(fr(-1250) == "-12,50\u00A0€");
    CHECK(en(-1250) == "-€12.50");
    CHECK(formatAmount(Money{1250}, "CHF", Language::French) == "12,50\u00A0CHF");
    CHECK(formatAmount(Money{1250}, "CHF", Language::English) == "CHF\u00A0"
                                                                 "12.50");
    CHECK(en(std::numeric_limits<std::int64_t>::min()) == "-€92,233,720,368,547,758.08");
}

TEST_CASE("rates are written as each language writes them") {
    CHECK(formatRate(2000, Language::French) == "20\u00A0%");
    CHECK(formatRate(550, Language::French) == "5,5\u00A0%");
    CHECK(formatRate(210, Language::English) == "2.1%");
    CHECK(formatRate(1925, Language::English) == "19.25%");
    CHECK(formatRate(0, Language::English) == "0%");
}

TEST_CASE("the time is that of a clock in France, summer and winter") {
    const auto fr = [](base::TimeMs at) { return formatDateTime(at, Language::French); };
    CHECK(fr(tests::sampleTime) == "21/11/2026 14:05:09");
    CHECK(formatDateTime(tests::sampleTime, Language::English) == "21 Nov 2026, 14:05:09");
    // The last Sundays of March and October, at 01:00 UTC.
    CHECK(fr(1774745999999) == "29/03/2026 01:59:59");
    CHECK(fr(1774746000000) == "29/03/2026 03:00:00");
    CHECK(fr(1792889999999) == "25/10/2026 02:59:59");
    CHECK(fr(1792890000000) == "25/10/2026 02:00:00");
    // Past midnight and past the year's end.
    CHECK(fr(1798759800000) == "01/01/2027 00:30:00");
    CHECK(fr(-1).empty());
    CHECK(fr(std::numeric_limits<base::TimeMs>::max()).empty());
    CHECK(fr(std::numeric_limits<base::TimeMs>::min()).empty());
}

TEST_CASE("the receipt names what the law wants") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::French);
    CHECK(doc.trader.address.back() == "FRANCE");
    CHECK(doc.operatorName == "KIOSK-3");
    CHECK(doc.lines.size() == 4);
    CHECK(doc.articleCount == 5);
    CHECK(doc.rates.at(0).code == "A");
    CHECK(doc.rates.at(0).basisPoints == 2000);
    CHECK(doc.rates.at(1).code == "B");
    CHECK(doc.lines.at(0).vatCode == "A");
    CHECK(doc.payment.maskedPan == "************3114");
    CHECK(!doc.duplicata);
    CHECK(makeReceipt(tests::sampleContent(), "aB3-", Language::French, 2).duplicata == 2);
}

TEST_CASE("a terminal that sends the whole card number doesn't get it printed") {
    auto content = tests::sampleContent();
    const auto pan = [&content](std::string value) {
        content.ticket.payment.maskedPan = std::move(value);
        return makeReceipt(content, "", Language::French).payment.maskedPan;
    };
    CHECK(pan("5147330123453114") == "************3114");
    CHECK(pan("3114") == "****");
    CHECK(pan("51473#") == "******");
    CHECK(pan("").empty());
    CHECK(pan(std::string(500, '1')) == "***************1111");
}

TEST_CASE("control characters never reach paper") {
    auto content = tests::sampleContent();
    content.ticket.lines.at(0).label = {"A\x1b@\nB\u0085C\x7f", ""};
    CHECK(makeReceipt(content, "", Language::English).lines.at(0).label == "A @ B C ");
}

TEST_CASE("paper in French, 42 columns") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::French, 1);
    CHECK(plain(toText(doc, 42)) == R"(                 Ficelle
            12 rue des Carmes
               44000 Nantes
                  FRANCE
         SIRET 123 456 789 00017
                NAF 4771Z
           N° TVA FR32123456789
------------------------------------------
               DUPLICATA 1
Ticket de vente                      n° 42
Date                   21/11/2026 14:05:09
Caisse 3                 Opérateur KIOSK-3
------------------------------------------
Pull jacquard M                  59,90 € A
  1 x 59,90 €
  Remise -15,00 € l’unité, Fin de série
Jean droit 38/32                 79,00 € A
  1 x 79,00 €
Chaussettes côtelées 39-42       19,80 € A
  2 x 9,90 €
Chocolat noir, 100 g              3,90 € B
  1 x 3,90 €
------------------------------------------
Nombre de lignes                         4
Nombre d’articles                        5
Total TTC                         162,60 €
A TVA 20 %                         26,45 €
  HT 132,25 €, TTC 158,70 €
B TVA 5,5 %                         0,20 €
  HT 3,70 €, TTC 3,90 €
Total HT                          135,95 €
Total TVA                          26,65 €
------------------------------------------
Carte bancaire sans contact       162,60 €
N° de carte               ************3114
Autorisation                        624115
------------------------------------------
               Panier 0.1.0
              Signature aB3-
)");
}

TEST_CASE("paper in English, 24 columns") {
    const auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::English);
    CHECK(plain(toText(doc, 24)) == R"(        Ficelle
   12 rue des Carmes
      44000 Nantes
         FRANCE
SIRET 123 456 789 00017
  NAF (activity) 4771Z
 VAT no. FR32123456789
------------------------
Sales receipt     no. 42
Date
   21 Nov 2026, 14:05:09
Register 3
        Operator KIOSK-3
------------------------
Jacquard jumper
M               €59.90 A
  1 x €59.90
  Discount -€15.00 each,
  End of line
Straight jeans
38/32           €79.00 A
  1 x €79.00
Ribbed socks
39-42           €19.80 A
  2 x €9.90
Dark chocolate,
100 g            €3.90 B
  1 x €3.90
------------------------
Number of lines        4
Number of items        5
Total incl. VAT  €162.60
A VAT 20%         €26.45
  net €132.25, gross
  €158.70
B VAT 5.5%         €0.20
  net €3.70, gross €3.90
Total net        €135.95
Total VAT         €26.65
------------------------
Contactless card €162.60
Card number
        ************3114
Authorisation     624115
------------------------
      Panier 0.1.0
     Signature aB3-
)");
}

TEST_CASE("no row is wider than the paper, whatever the data") {
    CHECK(rc::check("width", [](const std::string &label, const std::string &size, std::int64_t amount) {
        auto doc = makeReceipt(tests::sampleContent(), "aB3-", Language::French);
        doc.lines.at(0).label = "é" + label + label;
        doc.lines.at(0).size = size;
        doc.lines.at(0).amount = Money{amount};
        const auto columns = *rc::gen::inRange<std::size_t>(0, 120);
        const auto text = toText(doc, columns);
        std::size_t width = 0;
        for (const char c : text) {
            width = c == '\n' ? 0 : width + ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0);
            RC_ASSERT(width <= std::max<std::size_t>(columns, 24));
        }
    }));
}

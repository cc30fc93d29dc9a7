// How a receipt writes amounts, rates, dates and its own words, in the shop's two languages. Pure.
#pragma once

#include "base/clock.h"
#include "checkout/article.h"
#include "checkout/money.h"

#include <string>
#include <string_view>

namespace panier::eticket {

using checkout::Language;

// A phrase of the receipt in both languages.
struct Words {
    std::string_view fr;
    std::string_view en;
    [[nodiscard]] std::string_view in(Language language) const { return language == Language::English ? en : fr; }
};

// What page and paper both say.
namespace terms {
inline constexpr Words receipt{"Ticket de vente", "Sales receipt"};
inline constexpr Words number{"n°", "no."};
inline constexpr Words date{"Date", "Date"};
inline constexpr Words till{"Caisse", "Register"};
inline constexpr Words operatorName{"Opérateur", "Operator"};
inline constexpr Words discount{"Remise", "Discount"};
inline constexpr Words each{"l’unité", "each"};
inline constexpr Words lineCount{"Nombre de lignes", "Number of lines"};
inline constexpr Words articleCount{"Nombre d’articles", "Number of items"};
inline constexpr Words total{"Total TTC", "Total incl. VAT"};
inline constexpr Words vat{"TVA", "VAT"};
inline constexpr Words net{"HT", "net"};
inline constexpr Words gross{"TTC", "gross"};
inline constexpr Words card{"Carte bancaire", "Card"};
inline constexpr Words contactless{"Carte bancaire sans contact", "Contactless card"};
inline constexpr Words cardNumber{"N° de carte", "Card number"};
inline constexpr Words authorisation{"Autorisation", "Authorisation"};
inline constexpr Words vatNumber{"N° TVA", "VAT no."};
inline constexpr Words activity{"NAF", "NAF (activity)"};
inline constexpr Words signature{"Signature", "Signature"};
} // namespace terms

// French "1 234,50 €" (no-break spaces, U+00A0), English "€1,234.50"; a currency other than EUR by its ISO 4217 code.
// A refund has a hyphen before it. Two decimals.
[[nodiscard]] std::string formatAmount(checkout::Money amount, std::string_view currency, Language language);

// Basis points as a rate: 2000 is "20 %" or "20%", 550 is "5,5 %" or "5.5%".
[[nodiscard]] std::string formatRate(int basisPoints, Language language);

// The time on a clock in France, to the second: "21/11/2026 14:05:09", "21 Nov 2026, 14:05:09". Empty outside of the
// years 1970 to 9999. Summer time from the last Sunday of March to that of October, 01:00 UTC (Directive 2000/84/EC).
[[nodiscard]] std::string formatDateTime(base::TimeMs at, Language language);

} // namespace panier::eticket

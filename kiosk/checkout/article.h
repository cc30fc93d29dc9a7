// What the shop sells: a snapshot from the catalogue, copied into the visit, so that a later import changes no basket.
#pragma once

#include "checkout/money.h"
#include "codes/gtin.h"

#include <optional>
#include <string>

namespace panier::checkout {

// The screen's and the ticket's languages.
enum class Language { French, English };

// A text in each language; an empty translation falls back on the French one.
struct LocalText {
    std::string fr;
    std::string en;

    [[nodiscard]] const std::string &in(Language language) const {
        return language == Language::English && !en.empty() ? en : fr;
    }
    bool operator==(const LocalText &) const = default;
};

// A reduced price's story: what it was, and why it is lower.
struct Offer {
    Money regularPrice;
    LocalText reason;
    bool operator==(const Offer &) const = default;
};

// An article of the catalogue. Prices include VAT (TTC).
struct Article {
    codes::Gtin gtin;
    LocalText label;  // "Pull jacquard"
    LocalText detail; // "Vermillon, laine"
    std::string size; // "M", "38/32"; may be empty
    Money price;      // what is paid for one
    std::optional<Offer> offer;
    int vatRateBp = 0;     // basis points: 2000 is 20 %
    bool tagged = false;   // carries a UHF tag
    int ageLimitYears = 0; // 0: for everyone
    std::string picture;   // a name under assets/articles, without extension; may be empty
    bool operator==(const Article &) const = default;
};

} // namespace panier::checkout

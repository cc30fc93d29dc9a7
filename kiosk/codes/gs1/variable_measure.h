// Codes that a scale prints: an item's reference with its price or weight in one GTIN of the shop's own. GS1 General
// Specifications 2.1.12 (prefixes 02 and 20 to 29: each country, or each shop, says what the digits mean) and 7.9.2 to
// 7.9.4 (the verifier of the price).
#pragma once

#include "codes/gtin.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::codes {

// What such a code says.
struct VariableMeasure {
    Gtin article; // the same code with zeros for price, weight and verifier: the number that a catalogue has it under
    std::optional<std::int64_t> priceMinor; // in cents, VAT included
    std::optional<std::int64_t> weightGrams;
    bool operator==(const VariableMeasure &) const = default;
};

// The layout of one family of codes, written as its 13 digits are: digits for what is fixed, then
//   I  the item's reference        P  the price in cents (4 or 5 where there is a verifier)
//   W  the weight in grams         V  the verifier of the price or weight
//   A  an ordinary number: all of it is the article's own GTIN
//   C  the check digit, always the last
// "21IIIIIPPPPPC", "28IIIIVWWWWWC", "20AAAAAAAAAAC". The order of the letters is free but each kind stands together.
class MeasureTemplate {
public:
    // nullopt unless it is such a layout and begins with 02 or 20 to 29.
    [[nodiscard]] static std::optional<MeasureTemplate> parse(std::string_view layout);

    // Whether a number of 13 digits is of this family.
    [[nodiscard]] bool fits(std::string_view digits) const;
    // Whether the whole number is the article's.
    [[nodiscard]] bool isOrdinary() const { return m_layout.find('A') != std::string::npos; }
    // What it says; nullopt if the verifier is wrong. Only for a number that fits and isn't ordinary.
    [[nodiscard]] std::optional<VariableMeasure> read(std::string_view digits) const;
    [[nodiscard]] const std::string &layout() const { return m_layout; }
    bool operator==(const MeasureTemplate &) const = default;

private:
    explicit MeasureTemplate(std::string_view layout) : m_layout(layout) {}
    [[nodiscard]] std::string field(std::string_view digits, char kind) const;

    std::string m_layout;
};

// Whether a GTIN-13 is a shop's or a country's own, which only a template explains.
[[nodiscard]] bool isRestricted(const Gtin &gtin);

// The verifier of a price or weight of 4 or 5 digits; nullopt for another length.
[[nodiscard]] std::optional<int> measureVerifier(std::string_view digits);

} // namespace panier::codes

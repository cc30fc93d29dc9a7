// From how badly each digit would fit at each place to the number that fits best and obeys the check digit.
#pragma once

#include "vision/decode/ean_layout.h"

#include <optional>
#include <span>

namespace panier::vision::decode {

// How badly each of the digits 0 to 9 in set A (right digits: C), then 0 to 9 in set B, fits at one place; >= 0.
using DigitCosts = std::array<float, 20>;

// The best number, and how much worse the second best is.
struct Choice {
    std::string text;          // with the leading and the check digit: 13, 8, or UPC-E's 8 digits
    std::vector<int> patterns; // an index into DigitCosts for each place
    float cost = 0;            // summed over the places
    float secondCost = 0;      // of the best other number that obeys the check digit
    float freeCost = 0;        // of the best digits whether or not they obey
};

// One row of costs for each of the layout's digits; nullopt if the rows aren't as many.
[[nodiscard]] std::optional<Choice> chooseDigits(const EanLayout &layout, std::span<const DigitCosts> costs);

} // namespace panier::vision::decode

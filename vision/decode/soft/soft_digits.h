// From how badly each digit would fit at each place to the number that fits best and obeys the check digit.
#pragma once

#include "vision/decode/ean_layout.h"
#include "vision/decode/soft/choice.h"

#include <optional>
#include <span>

namespace panier::vision::decode {

// How badly each of the digits 0 to 9 in set A (right digits: C), then 0 to 9 in set B, fits at one place; >= 0.
using DigitCosts = std::array<float, 20>;

// One row of costs for each of the layout's digits; nullopt if the rows aren't as many.
[[nodiscard]] std::optional<Choice> chooseDigits(const SymbolLayout &layout, std::span<const DigitCosts> costs);

} // namespace panier::vision::decode

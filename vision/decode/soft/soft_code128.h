// From how badly each of Code 128's characters would fit at each place to those that fit best and obey the check
// character.
#pragma once

#include "vision/decode/code128_layout.h"
#include "vision/decode/soft/choice.h"

namespace panier::vision::decode {

// How badly each value fits at one place; >= 0.
using Code128Costs = std::array<float, code128Values>;

// One row of costs for each character, those that begin and check it among them; `text` of the choice is empty. nullopt
// if there are fewer than three rows.
[[nodiscard]] std::optional<Choice> chooseCode128(std::span<const Code128Costs> costs);

} // namespace panier::vision::decode

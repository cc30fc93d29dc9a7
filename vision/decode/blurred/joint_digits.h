// From how badly each two neighbouring digits would fit together to the number that fits best as a whole.
#pragma once

#include "vision/decode/soft/soft_digits.h"

namespace panier::vision::decode {

// How badly digits fit where a lens has smeared each into the next: from the middle of one to the middle of the next,
// and what is left at both ends. Patterns are indices into DigitCosts.
struct JointCosts {
    DigitCosts first{};                            // from outside to the first digit's middle
    DigitCosts last{};                             // from the last digit's middle
    std::vector<std::array<DigitCosts, 20>> pairs; // [digit][its pattern][the next one's pattern]
};

// The best EAN-13, and how much worse the second best is. `costs.pairs` is one shorter than the layout has digits.
[[nodiscard]] Choice chooseJointly(const SymbolLayout &layout, const JointCosts &costs);
// What can't be undercut by any patterns, whether or not they make a number.
[[nodiscard]] float floorOf(const SymbolLayout &layout, const JointCosts &costs);

} // namespace panier::vision::decode

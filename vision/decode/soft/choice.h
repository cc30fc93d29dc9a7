// What characters a symbol most probably has.
#pragma once

#include <string>
#include <vector>

namespace panier::vision::decode {

// The best text, and how much worse the second best is.
struct Choice {
    std::string text;          // EAN and UPC: with the leading and the check digit: 13, 8, or UPC-E's 8 digits
    std::vector<int> patterns; // of each character
    float cost = 0;            // summed over the characters
    float secondCost = 0;      // of the best other text that obeys the check digit or character
    float freeCost = 0;        // of the best characters whether or not they obey
};

} // namespace panier::vision::decode

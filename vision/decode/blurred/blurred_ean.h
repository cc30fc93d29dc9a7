// Reads EAN-13 and UPC-A where bars have run into one another: a lens far out of focus.
#pragma once

#include "vision/decode/blurred/smeared_fit.h"

namespace panier::vision::decode {

// One number that a line may say.
struct BlurredRead {
    std::string text; // 13 digits
    float misfit = 1; // mean squared difference from what the lens would make of it, as a part of the bars' variance
    float margin = 0; // how many times as badly the next best number would fit there
    bool asDrawn = false; // no digits that break the check digit would fit better
    SmearedShape shape;
};

// The numbers that fit the line best, each once, the best first.
[[nodiscard]] std::vector<BlurredRead> blurredReads(const Profile &profile);

// What lines across one place say, each of them read both ways; nullopt if that isn't clear.
[[nodiscard]] std::optional<BlurredRead> readBlurred(std::span<const Profile> lines);

} // namespace panier::vision::decode

// Lines across what may be a symbol out of focus. OpenCV stays behind this header.
#pragma once

#include "vision/decode/decoder.h"
#include "vision/decode/profile.h"

namespace panier::vision::decode {

// Lines across the same place, some way beyond it on both sides.
struct LongLines {
    std::vector<Profile> profiles; // of light, as Straightener::Of says
    std::array<Point, 4> position; // of the place
};

// Where bars have run together their edges are faint, and other edges aren't: places are looked for in half the
// picture's pixels, and what is found of a symbol may be a part of it. At most four places, three lines each. Nothing
// throws.
[[nodiscard]] std::vector<LongLines> longLines(const GreyView &picture);

} // namespace panier::vision::decode

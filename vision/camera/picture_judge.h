// Whether pictures that come show anything.
#pragma once

#include "vision/decode/decoder.h"

#include <cstdint>

namespace panier::vision::camera {

enum class PictureFault { None, Frozen, Dark, Bright, Covered };

// The written limits. Levels are 8-bit grey; "most" and "least" leave out five samples of a hundred at each end.
struct JudgeRules {
    int afterMs = 10'000;  // a fault stands after so long; a hand or a pack before the lens is none
    int goodMs = 1000;     // and is over after so long without it
    int darkMost = 30;     // no sample is brighter
    int brightLeast = 240; // no sample is darker
    int coveredRange = 16; // between the darkest and the brightest
};

// Looks at a grid of samples, so that it costs next to nothing. A live sensor has noise: two pictures of it whose
// samples are all equal are rare, and a series of them is a camera that repeats itself. Where no light is, they may be
// equal: dark and bright come before frozen. Pure: time comes in.
class PictureJudge {
public:
    explicit PictureJudge(JudgeRules rules = {}) : m_rules(rules) {}

    // The fault that stands after this picture, taken at `nowMs`.
    PictureFault look(std::int64_t nowMs, const decode::GreyView &picture);

private:
    [[nodiscard]] PictureFault seenIn(const decode::GreyView &picture);

    JudgeRules m_rules;
    std::uint64_t m_lastPicture = 0;
    PictureFault m_seen = PictureFault::None; // in the pictures since m_sinceMs
    std::int64_t m_sinceMs = 0;
    PictureFault m_stands = PictureFault::None;
};

} // namespace panier::vision::camera

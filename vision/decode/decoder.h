// Reads retail bar codes off a grey picture.
#pragma once

#include "vision/decode/symbology.h"

#include <cstdint>
#include <vector>

namespace panier::vision::decode {

// A grey picture that somebody else owns: 8 bits a pixel, rows `stride` bytes apart (stride >= width).
struct GreyView {
    const std::uint8_t *data = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0;
};

// How much to try on a frame. Attempts are bounded, not milliseconds, so that the result depends on the picture alone.
enum class Effort {
    Fast,     // one pass for linear and one for 2D codes, upright and quarter turns: about 5 ms for 1280x720
    Thorough, // and, when that found nothing: located regions straightened and tried again, 2D regions enlarged
    Hard,     // and, when that found nothing either: more of each region, and lines across the whole picture. For a
              // moment in which nothing else could be read, on a processor with nothing else to do
    Utmost,   // and what a lens far out of focus makes of a symbol. Two seconds, or six of a picture full of edges: for
              // one that stands still, and somebody who waits
};

// Larger pictures are refused (nothing is read).
inline constexpr int maxSidePixels = 4096;
// At most this many codes from one picture.
inline constexpr std::size_t maxCodesPerPicture = 4;

// The codes in the picture; empty when there are none or the picture is unusable. A pure function.
// Thread: any. The decoding library has assertions that hostile pictures may trip: run it in a process that may die.
[[nodiscard]] std::vector<Decoded> decode(const GreyView &picture, Effort effort = Effort::Thorough);

// The same, and whether there is anything that may be a code: lines or squares close together.
struct Sight {
    std::vector<Decoded> codes;
    bool somethingLikeCode = false;
};
// `turn`: pictures of the same thing one after the other are tried in ever other ways if they are numbered; what costs
// too much for one picture is shared out among four. decode() is turn 0.
[[nodiscard]] Sight look(const GreyView &picture, Effort effort, unsigned turn = 0);

} // namespace panier::vision::decode

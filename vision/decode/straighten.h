// Finds what may be a code in a picture, and makes of it something easier to read. OpenCV stays behind this header.
#pragma once

#include "vision/decode/decoder.h"

#include <vector>

namespace panier::vision::decode {

// A piece of the picture, straightened or enlarged. Owns its pixels.
struct Piece {
    std::vector<std::uint8_t> grey; // width x height, no padding
    int width = 0;
    int height = 0;
    std::array<Point, 4> position; // where it came from, in the whole picture
    [[nodiscard]] GreyView view() const { return {grey.data(), width, height, width}; }
};

struct Pieces {
    std::vector<Piece> strips;  // linear codes with upright bars, averaged along the bars; plain, then sharpened
    std::vector<Piece> squares; // 2D codes, enlarged
    std::vector<Piece> turned;  // the same by 45 degrees: upright scan lines fail on a symbol that stands on a corner
};

inline constexpr int maxLinearRegions = 3; // at most 4 strips each
inline constexpr int maxMatrixRegions = 2;

// The most promising pieces first. Never throws.
[[nodiscard]] Pieces findPieces(const GreyView &picture);

} // namespace panier::vision::decode

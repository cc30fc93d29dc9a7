// Makes of what may be a code something easier to read. OpenCV stays behind this header.
#pragma once

#include "vision/decode/decoder.h"
#include "vision/decode/matrix/matrix_reader.h"
#include "vision/decode/profile.h"

#include <memory>
#include <optional>

namespace panier::vision::decode {

// A piece of the picture, straightened or enlarged. Owns its pixels.
struct Piece {
    std::vector<std::uint8_t> grey; // width x height, no padding
    int width = 0;
    int height = 0;
    std::array<Point, 4> position; // where it came from, in the whole picture
    [[nodiscard]] GreyView view() const { return {grey.data(), width, height, width}; }
};

// The regions of a picture in which codes may be, strongest first. Nothing throws.
class Straightener {
public:
    // Neither way suits every picture.
    struct Look {
        bool throughNoise = false; // a noisy picture is smoothed to find regions, which fine bars don't survive
        bool withoutRims = false;  // linear regions end where a pack's rim lies apart; wide bars may be taken for one
        bool inShadow = false;     // a copy in which equal ratios of light are equal steps: a pack in the shadow counts
                                   // as much as one in the sun, and noise in the shadow with it
    };
    // The picture must outlive it.
    Straightener(const GreyView &picture, const Look &look);
    ~Straightener();
    Straightener(const Straightener &) = delete;
    Straightener &operator=(const Straightener &) = delete;

    [[nodiscard]] std::size_t linearRegions() const;
    [[nodiscard]] std::size_t matrixRegions() const;
    // Whether the middle of a code that was found lies in it.
    [[nodiscard]] bool linearHolds(std::size_t region, const std::array<Point, 4> &code) const;
    [[nodiscard]] bool matrixHolds(std::size_t region, const std::array<Point, 4> &code) const;
    // Lines across the bars of a linear region, each averaged along the bars over a band; `bands` of them, the
    // one with the fewest gaps first. Of the light that fell in, which a lens smears, or of the levels that the camera
    // wrote, which the library's thresholds suit.
    enum class Of { Light, Levels };
    // `mostRows`: of a band. The more, the less noise; the fewer, the less it matters that creases bend the bars.
    static constexpr int usualRows = 24;
    static constexpr int fewRows = 6;
    [[nodiscard]] std::vector<Profile> profiles(std::size_t region, int bands, Of what, int mostRows = usualRows) const;
    [[nodiscard]] std::array<Point, 4> position(std::size_t linearRegion) const;
    // A linear region turned upright and enlarged, nothing averaged: for symbols of several rows.
    [[nodiscard]] std::optional<Piece> upright(std::size_t linearRegion) const;
    // The same across the whole picture, for codes that no region stands out for: `angle` is that of the lines, in
    // degrees, clockwise; the bars may lean up to 20 degrees from their normal.
    [[nodiscard]] std::vector<Profile> linesAcross(double angle, int lines) const;
    // A 2D region with its quiet zone, enlarged to some 600 pixels.
    enum class Square {
        AsIs,
        Turned,  // sharpened for a lens out of focus, and turned by 45 degrees for a symbol that stands on a corner,
                 // which upright scan lines fail on
        Darker,  // dark parts grown: what is overexposed, or printed with too little ink
        Lighter, // light parts grown: the other way round
    };
    [[nodiscard]] std::optional<Piece> square(std::size_t matrixRegion, Square how) const;
    // A 2D region as it is, and what matrix_reader.h makes of it.
    [[nodiscard]] std::optional<Decoded> bentSquare(std::size_t matrixRegion, bool drawnTogether,
                                                    Squares which = Squares::OfArticles) const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

// One line through a symbol that was found there already, with its quiet zones; empty if it is too small.
[[nodiscard]] Profile profileAlong(const GreyView &picture, const std::array<Point, 4> &symbol);

// A profile as a picture of bars for the library, its contrast stretched.
[[nodiscard]] Piece stripOf(const Profile &profile, bool sharpened, const std::array<Point, 4> &position);

} // namespace panier::vision::decode

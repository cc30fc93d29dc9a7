// Reads the regions of a picture in which codes may be, each in several ways.
#pragma once

#include "vision/decode/finds.h"
#include "vision/decode/straighten.h"
#include "vision/decode/zxing_adapter.h"

namespace panier::vision::decode {

// The written bounds of an effort.
struct Plan {
    int libraryBands = 0; // of each linear region, for the library
    int softBands = 0;    // and for our own comparison
    int shortBands = 0;   // of these, in which EAN-8 and UPC-E are looked for as well
    std::size_t softRegions = 0;
    std::size_t code128Regions = 1; // of these, in which Code 128 is looked for as well,
    int code128Bands = 1;
    TrackSearch search;
    bool squaresAgain = true; // for the library, another way
    bool stacked = true;      // DataBar of several rows, in the strongest region
    bool itf = true;          // of any length
    int bandRows = Straightener::usualRows;
    int firstBand = 0; // of a region's bands, from the most promising one on
    bool drawnTogether = false;
};

// How the library looks at a piece that was straightened.
inline constexpr ReadOptions upright{.harder = true, .rotate = false};

// Reads those regions in which no code was found yet; what it finds is added. All of it must outlive the reader.
class RegionReader {
public:
    RegionReader(const Straightener &straightener, const Plan &plan, std::vector<Decoded> &codes)
        : m_straightener(straightener), m_plan(plan), m_codes(codes) {}

    // With the library, and DataBar with it.
    void readStrips(int bands);
    // Symbols of several rows: DataBar stacked.
    void readStacked();
    // ITF has no check digit, and noise is full of it: most lines of the region must say the same.
    void readItf();
    // With our own comparison. `sharpen`: see TrackSearch.
    void readSoft(float sharpen);
    // Code 128, the same way.
    void readSoftCode128();
    // With the library, enlarged.
    void readSquares(Straightener::Square how, ReadOptions options = upright);
    // Squares that are bent, blurred or in the dark.
    void readBentSquares(bool drawnTogether, Squares which = Squares::OfArticles);
    // With too much or too little ink or light, and with one threshold for a row.
    void readUnevenSquares();
    // The same comparison along lines across the whole picture, where no region stands out.
    void readLines();

private:
    [[nodiscard]] std::vector<Profile> profilesOf(std::size_t region, int bands, Straightener::Of what) const;
    [[nodiscard]] std::vector<std::size_t> freeLinear() const;
    [[nodiscard]] bool isFreeSquare(std::size_t region) const;
    bool readStrip(const Profile &profile, std::size_t region, bool promising);
    bool note(std::optional<Decoded> code, const std::array<Point, 4> &position, Pass pass, bool sharpened);

    const Straightener &m_straightener;
    const Plan &m_plan;
    std::vector<Decoded> &m_codes;
};

} // namespace panier::vision::decode

// Where in a profile a symbol of a kind may lie, by the edges that every such symbol has.
#pragma once

#include "vision/decode/profile.h"
#include "vision/decode/symbol_layout.h"

namespace panier::vision::decode {

// Where the modules of a symbol lie: knots at both ends and between characters, straight in between. Packs are round,
// crumpled and held askew, so that modules aren't equally wide.
struct Track {
    std::vector<int> modules;     // ascending, from 0 to the layout's count
    std::vector<float> positions; // where in the profile each of these begins; ascending
    float score = 0;              // how well the fixed edges fit: 1 if there were no others

    // Where that module begins; beyond the ends straight on.
    [[nodiscard]] float at(float module) const;
    [[nodiscard]] float moduleWidth() const;
    // The same symbol in the reversed profile of `size` steps.
    [[nodiscard]] Track reversed(int size) const;
};

// What is looked for.
struct TrackSearch {
    int most = 3;           // tracks
    float minShare = 0.45F; // of the profile that the symbol takes, at least
    float sharpen = 0;      // steps, before the edges are looked for; see Profile::sharpened
};

// The most promising tracks, the best first. Modules narrower than 2.5 steps aren't looked for.
[[nodiscard]] std::vector<Track> findTracks(const Profile &profile, const SymbolLayout &layout,
                                            const TrackSearch &search);

} // namespace panier::vision::decode

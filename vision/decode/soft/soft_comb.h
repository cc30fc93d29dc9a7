// Where in a profile a Code 128 symbol may lie, whatever its length: each of its characters begins with an edge to
// dark, so that there is one every eleven modules.
#pragma once

#include "vision/decode/soft/soft_code128.h"
#include "vision/decode/soft/soft_track.h"

namespace panier::vision::decode {

struct CombTrack {
    SymbolLayout layout;
    Track track;
};

// The most promising tracks of symbols of 6 to 36 characters, the best first. `search.sharpen` is not looked at.
[[nodiscard]] std::vector<CombTrack> findCombs(const Profile &profile, const TrackSearch &search);

} // namespace panier::vision::decode

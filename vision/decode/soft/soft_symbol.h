// Reads a symbol by comparing its profile with what each character would look like, blur and all.
#pragma once

#include "vision/decode/soft/soft_templates.h"
#include "vision/decode/soft/soft_track.h"

namespace panier::vision::decode {

// What a track holds if it holds a symbol.
struct SoftSymbol {
    Choice choice;
    // Mean over the characters of the share of their contrast that their patterns don't explain; 0 to 1.
    float misfit = 1;
};

// nullopt if nothing is there that obeys the check digit, or a part of it looks like something else.
template <typename Characters>
[[nodiscard]] std::optional<SoftSymbol> readTrack(const Profile &profile, const SymbolLayout &layout, Track track);

} // namespace panier::vision::decode

// Reads an EAN or UPC symbol by comparing its profile with what each digit would look like, blur and all.
#pragma once

#include "vision/decode/soft_grid.h"
#include "vision/decode/soft_templates.h"

namespace panier::vision::decode {

// What a track holds if it holds a symbol.
struct SoftSymbol {
    Choice choice;
    std::vector<DigitCosts> costs; // what the choice was made from
    Track track;                   // moved to fit the digits
    Smear smear;
    float misfit = 1; // mean over the digits of the share of their contrast that their patterns don't explain; 0 to 1
    float worst = 1;  // the same of the digit that fits worst
    float guards = 1; // and of the guard that does
};

// nullopt if nothing is there that obeys the check digit.
[[nodiscard]] std::optional<SoftSymbol> readTrack(const Profile &profile, const EanLayout &layout, Track track);

} // namespace panier::vision::decode

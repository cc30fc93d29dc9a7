// A line across a symbol as a camera may see it.
#pragma once

#include "vision/decode/profile.h"
#include "vision/decode/soft/characters.h"

#include <random>

namespace panier::test {

// How it is held.
struct Look {
    double module = 6; // steps
    double blur = 0.4; // modules
    double noise = 2;  // levels of 255
    double bend = 0;   // half the change of the modules' width from end to end, as a part of it
    double round = 0;  // how much narrower the modules at both ends are than the mean, as a part of it
    double contrast = 1;
    bool turnedRound = false;
    double crumple = 0; // how far creases move the print to both sides, modules
};

// The edges of a symbol of so many modules, with 14 modules on each side.
[[nodiscard]] vision::decode::Profile lineOf(std::span<const vision::decode::TemplateEdge> edges, int modules,
                                             const Look &look, std::mt19937 &random);

} // namespace panier::test

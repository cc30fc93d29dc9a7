// Painted photographs whose truth is known: what is read as one thing changes.
#pragma once

#include "tests/bench/vision_tally.h"

namespace panier::bench {

// How often each engine was right, point by point.
struct Plot {
    std::string title;
    std::string axis;
    bool ordered = true; // the points are numbers: a line joins them
    std::vector<std::string> points;
    std::map<std::string, std::vector<Score>> engines;
    [[nodiscard]] nlohmann::json toJson() const;
};

struct CorpusOptions {
    int samples = 8; // pictures a point
    std::uint32_t seed = 1;
    std::vector<std::string> engines;
};

struct CorpusResult {
    std::vector<Plot> plots;    // by format, angle, pixels per module, light
    std::vector<Tally> tallies; // of all their pictures together
};

// Rates per format with all that shoppers do at once (vision/emulator/shoppers.h); and of an EAN-13 otherwise held
// fairly well, as its angle, distance and light change.
[[nodiscard]] CorpusResult measureCorpus(const CorpusOptions &options);

} // namespace panier::bench

// Packs that are held before the camera for twenty frames: what is sold, and when.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace panier::bench {

struct PresentationsOptions {
    int count = 40; // with a code; and a quarter as many without
    std::uint32_t seed = 1;
    int jobs = 1; // processes at once
    std::vector<std::string> engines;
    bool each = false; // those not sold right are told
};

// Of one engine.
struct PresentationsTally {
    std::string engine;
    int presentations = 0;
    int right = 0;  // sold what was shown, and nothing else
    int strong = 0; // of these, clear enough for an article that the catalogue doesn't know
    int wrong = 0;  // sold something else, whatever else was sold
    int blanks = 0;
    int readsOnBlanks = 0;
    int deaths = 0;
    std::vector<int> firstSale;                           // frames until it was sold, from 1
    std::map<std::string, std::pair<int, int>> perFormat; // right, of
    std::vector<std::string> complaints;
    [[nodiscard]] double percent() const { return presentations > 0 ? 100.0 * right / presentations : 0; }
    [[nodiscard]] int medianFrame() const;
    [[nodiscard]] nlohmann::json toJson() const;
};

// Each presentation in a process of its own. Ours decides as panier-eye does; the others sell what two of five frames
// say. Every value that counts is taken for a sale, as though the catalogue knew all numbers.
[[nodiscard]] std::vector<PresentationsTally> measurePresentations(const PresentationsOptions &options);
[[nodiscard]] std::string presentationsTable(const std::vector<PresentationsTally> &tallies);

} // namespace panier::bench

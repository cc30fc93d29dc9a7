// What an engine made of many pictures, counted and set beside the others.
#pragma once

#include "tests/bench/vision_engines.h"

#include <map>

namespace panier::bench {

struct Score {
    int right = 0;
    int wrong = 0; // another text, and not the right one as well
    int none = 0;
    [[nodiscard]] int all() const { return right + wrong + none; }
    [[nodiscard]] double percent() const { return all() > 0 ? 100.0 * right / all() : 0; }
    Score &operator+=(const Score &other);
};

// Of one engine.
struct Tally {
    std::string engine;
    std::map<std::string, Score> formats;
    int misreads = 0;         // EAN or UPC values that are on no article: another one would be sold
    int pictures = 0;         // looked at
    int negatives = 0;        // of these, those without a code
    int readsOnNegatives = 0; // and those of them in which something was read
    int deaths = 0;
    std::map<std::string, int> passes; // right reads by the attempt that found them
    std::vector<double> ms;
    std::vector<std::string> complaints; // a line for each misread, read on a negative, and death

    void add(const Picture &picture, const Look &look);
    [[nodiscard]] Score total(bool eanAndUpcOnly) const;
    [[nodiscard]] double percentileMs(double share) const;
    [[nodiscard]] nlohmann::json toJson() const;
};

// A column for each engine.
[[nodiscard]] std::string tableOf(const std::string &title, const std::vector<Tally> &tallies);

} // namespace panier::bench

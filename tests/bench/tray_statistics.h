// Counting visits: shares with their bounds, percentiles, and a table of both.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace panier::bench {

struct Bounds {
    double low = 0;
    double high = 1;
};
// The 95 % interval of a share of which `hits` out of `all` were seen. Wilson 1927.
[[nodiscard]] Bounds wilson(std::uint64_t hits, std::uint64_t all);

// The nearest rank; 0 for no values. `share` 0..1.
[[nodiscard]] double percentile(std::vector<double> values, double share);

// "99.52 % [99.37, 99.64]"
[[nodiscard]] std::string shareText(std::uint64_t hits, std::uint64_t all);

// Columns as wide as their widest cell; the first row is the head.
[[nodiscard]] std::string tableText(const std::vector<std::vector<std::string>> &rows);

} // namespace panier::bench

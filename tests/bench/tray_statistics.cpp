#include "tests/bench/tray_statistics.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace panier::bench {

Bounds wilson(std::uint64_t hits, std::uint64_t all) {
    if (all == 0)
        return {};
    constexpr double z = 1.959964;
    const auto n = static_cast<double>(all);
    const double p = static_cast<double>(hits) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

double percentile(std::vector<double> values, double share) {
    if (values.empty())
        return 0;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank == 0 ? 0 : rank - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

std::string shareText(std::uint64_t hits, std::uint64_t all) {
    const auto bounds = wilson(hits, all);
    const double share = all == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(all);
    return fmt::format("{:.2f} % [{:.2f}, {:.2f}]", 100 * share, 100 * bounds.low, 100 * bounds.high);
}

std::string tableText(const std::vector<std::vector<std::string>> &rows) {
    std::vector<std::size_t> widths;
    for (const auto &row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            widths[i] = std::max(widths[i], row[i].size());
        }
    std::string text;
    for (const auto &row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            text += i == 0 ? fmt::format("  {:<{}}", row[i], widths[i]) : fmt::format("  {:>{}}", row[i], widths[i]);
        text += '\n';
    }
    return text;
}

} // namespace panier::bench

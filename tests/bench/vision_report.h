// The figures as a page that needs nothing but itself.
#pragma once

#include "tests/bench/vision_corpus.h"

namespace panier::bench {

// HTML with inline SVG: a plot each, below it its figures as a table, then the tables as they were printed.
[[nodiscard]] std::string reportOf(const std::vector<Plot> &plots, const std::string &tables);

} // namespace panier::bench

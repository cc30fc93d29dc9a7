// Paper as columns: wraps and pairs text that is already in code page bytes, one byte a column. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace panier::peripherals::printer {

// Lines of at most `columns` (at least 1), broken at spaces where there is one, and at each '\n'. At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, int columns);

// `left` wrapped, with `right` at the right edge of its last line; at least one space between them. A `right` that is
// wider than half the paper gets a line of its own.
[[nodiscard]] std::vector<std::string> pair(std::string_view left, std::string_view right, int columns);

} // namespace panier::peripherals::printer

// Where the columns of a table are highest.
#pragma once

#include <cstddef>
#include <vector>

namespace panier::vision::decode {

// Of each column the row in which it is highest, the first of equal ones. `table`: `rows` of them, `stride` values from
// one to the next. Goes row by row, which vectors and caches suit.
[[nodiscard]] inline std::vector<int> highestRows(const float *table, int rows, std::size_t stride,
                                                  std::size_t columns) {
    std::vector<float> highest(table, table + columns);
    std::vector<int> found(columns, 0);
    for (int row = 1; row < rows; ++row) {
        const float *const values = table + static_cast<std::size_t>(row) * stride;
        for (std::size_t column = 0; column < columns; ++column) {
            const bool higher = values[column] > highest[column];
            highest[column] = higher ? values[column] : highest[column];
            found[column] = higher ? row : found[column];
        }
    }
    return found;
}

} // namespace panier::vision::decode

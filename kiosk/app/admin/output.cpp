#include "app/admin/output.h"

#include <cstdio>
#include <fmt/core.h>

namespace panier::admin {

int failed(std::string_view text) {
    fmt::print(stderr, "panier-admin: {}\n", text);
    return 1;
}

int refused(const std::filesystem::path &file, const storage::ImportFailure &failure) {
    for (const auto &row : failure.rows)
        fmt::print(stderr, "{}:{}: {}{}{}\n", file.string(), row.line, row.column, row.column.empty() ? "" : ": ",
                   row.reason);
    if (failure.badRows > failure.rows.size())
        fmt::print(stderr, "... and {} more\n", failure.badRows - failure.rows.size());
    return failed(failure.text);
}

} // namespace panier::admin

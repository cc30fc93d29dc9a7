// What every command of panier-admin says in the same way.
#pragma once

#include "storage/csv_table.h"

#include <filesystem>

namespace panier::admin {

// Prints the text to standard error; the exit status of a failure.
[[nodiscard]] int failed(std::string_view text);
// A file that was not imported: "FILE:LINE: COLUMN: reason" for each bad row, then the whole.
[[nodiscard]] int refused(const std::filesystem::path &file, const storage::ImportFailure &failure);

} // namespace panier::admin

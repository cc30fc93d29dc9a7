// Small files that must be whole after a crash: keys, the journal's head, a new catalogue.
#pragma once

#include "base/expected.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace panier::base {

// Replaces `file` in one step: written beside it, synced, renamed over it, and the folder synced. After a crash it is
// the old file or the new one. `mode` as in chmod(2). The error says which step failed and why.
[[nodiscard]] Expected<void, std::string> writeDurably(const std::filesystem::path &file, std::string_view bytes,
                                                       unsigned mode = 0644);

// The second half of it: syncs `prepared`, renames it over `file` in the same folder, syncs the folder.
[[nodiscard]] Expected<void, std::string> publishDurably(const std::filesystem::path &prepared,
                                                         const std::filesystem::path &file);

// The whole of a regular file; an error when it is missing, isn't one, or is larger than `maxBytes`.
[[nodiscard]] Expected<std::string, std::string> readWhole(const std::filesystem::path &file, std::size_t maxBytes);

} // namespace panier::base

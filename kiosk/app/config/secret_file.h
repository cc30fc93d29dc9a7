// Files that hold a secret.
#pragma once

#include "base/expected.h"

#include <filesystem>
#include <string>

namespace panier::config {

// The text of a small file without the white space at its end. The error says what to do: the file must be the owner's
// alone (mode 0600 or less).
[[nodiscard]] base::Expected<std::string, std::string> readSecret(const std::filesystem::path &file);

} // namespace panier::config

// Percent-encoding. RFC 3986, 2.1.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace panier::codes {

// `text` with %41 as A; nullopt for a % without two hexadecimal digits, and for %00.
[[nodiscard]] std::optional<std::string> percentDecoded(std::string_view text);

} // namespace panier::codes

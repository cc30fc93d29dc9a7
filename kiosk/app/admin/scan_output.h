// How panier-admin scan writes what strangers wrote: never raw to a terminal.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace panier::admin {

// Control characters, and all beyond ASCII, as \xNN.
[[nodiscard]] std::string printable(std::string_view text);
// One line; bytes that are no UTF-8 become U+FFFD.
void printJson(const nlohmann::ordered_json &json);

} // namespace panier::admin

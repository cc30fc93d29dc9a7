// The look of the e-ticket's pages: Panier's design tokens, at the size of a phone.
#pragma once

#include <string_view>

namespace panier::eticket {

// What stands between <style> and </style> on every page, byte for byte: a Content-Security-Policy may name its hash.
[[nodiscard]] std::string_view styleSheet();

// Drawings for inline use, decorative: hidden from screen readers.
[[nodiscard]] std::string_view bagDrawing();
[[nodiscard]] std::string_view checkIcon();
[[nodiscard]] std::string_view crossIcon();

} // namespace panier::eticket

// The character sets that GS1 keys and data are written in. GS1 General Specifications 7.11.
#pragma once

#include <algorithm>
#include <string_view>

namespace panier::codes {

[[nodiscard]] constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
// True for no character at all, too.
[[nodiscard]] inline bool isDigits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), isDigit);
}
// GS1 AI encodable character set 82: figure 7.11-1.
[[nodiscard]] constexpr bool isSet82(char c) {
    return isDigit(c) || isLetter(c) || std::string_view("!\"%&'()*+,-./:;<=>?_").find(c) != std::string_view::npos;
}
[[nodiscard]] inline bool isSet82(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return isSet82(c); });
}
// GS1 AI encodable character set 39: figure 7.11-2.
[[nodiscard]] constexpr bool isSet39(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || c == '#' || c == '-' || c == '/';
}
// GS1 AI encodable character set 64, file-safe and URI-safe base64: figure 7.11-3.
[[nodiscard]] constexpr bool isSet64(char c) {
    return isDigit(c) || isLetter(c) || c == '-' || c == '_' || c == '=';
}
// FNC1 between two elements, as a reader transmits it (ISO/IEC 15424): GS.
inline constexpr char elementSeparator = '\x1D';
// ASCII that prints, without the space.
[[nodiscard]] constexpr bool isGraphic(char c) {
    return c > ' ' && c < '\x7F';
}

} // namespace panier::codes

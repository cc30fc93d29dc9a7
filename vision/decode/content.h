// Brings the texts of different library versions to the one form that Decoded promises.
#pragma once

#include "vision/decode/symbology.h"

#include <optional>

namespace panier::vision::decode {

// nullopt if the text can't be of that symbology, has a wrong check digit, is empty or longer than maxTextBytes.
[[nodiscard]] std::optional<std::string> normalised(Symbology symbology, std::string text);

// "(01)09501101530003(10)AB" as an element string: no brackets, 0x1D after each field of variable length that isn't the
// last. nullopt if the brackets don't hold 2 to 4 digits, or a value is empty. GS1 General Specifications 7.8.5.
[[nodiscard]] std::optional<std::string> elementStringOf(std::string_view bracketed);

} // namespace panier::vision::decode

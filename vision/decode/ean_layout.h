// How EAN and UPC symbols are built, as far as a reader must know it. GS1 General Specifications 5.2.
#pragma once

#include "vision/decode/symbol_layout.h"

#include <array>

namespace panier::vision::decode {

// The three ways to draw a digit in seven modules. A and B begin light and end dark, C begins dark and ends light, so
// that there is an edge between any two digits.
enum class DigitSet : std::uint8_t { A, B, C };

// The four elements' widths of a digit in set A (light, dark, light, dark) and C (dark first). Set B is A backwards.
[[nodiscard]] const std::array<std::uint8_t, 4> &elementWidths(int digit);

// Which of the left digits are drawn in set B: bit 5 is the first. For EAN-13 it says the leading digit.
[[nodiscard]] unsigned ean13Parity(int leadingDigit);
// UPC-E's six digits say number system (0, 1) and check digit by theirs.
[[nodiscard]] unsigned upcEParity(int numberSystem, int checkDigit);

[[nodiscard]] const SymbolLayout &ean13Layout();
[[nodiscard]] const SymbolLayout &ean8Layout();
[[nodiscard]] const SymbolLayout &upcELayout();

} // namespace panier::vision::decode

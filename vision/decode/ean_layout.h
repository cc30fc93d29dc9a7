// How EAN and UPC symbols are built, as far as a reader must know it. GS1 General Specifications 5.2.
#pragma once

#include "vision/decode/symbology.h"

#include <array>
#include <cstdint>
#include <vector>

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

// An edge that every symbol of a kind has, whatever its digits.
struct FixedEdge {
    int module = 0; // from the symbol's left side
    int sign = 0;   // +1 from light to dark, -1 from dark to light
};

// A kind of symbol.
struct EanLayout {
    Symbology symbology = Symbology::Ean13; // EAN-13 stands for UPC-A, too
    int modules = 0;                        // without quiet zones
    int leftDigits = 0;                     // drawn in A or B
    int rightDigits = 0;                    // drawn in C
    bool mixed = false;                     // the left digits use B as well
    std::vector<int> cells;                 // the module where each digit begins
    std::vector<FixedEdge> edges;
    [[nodiscard]] int digits() const { return leftDigits + rightDigits; }
    [[nodiscard]] bool isRight(int digit) const { return digit >= leftDigits; }
};

[[nodiscard]] const EanLayout &ean13Layout();
[[nodiscard]] const EanLayout &ean8Layout();
[[nodiscard]] const EanLayout &upcELayout();

} // namespace panier::vision::decode

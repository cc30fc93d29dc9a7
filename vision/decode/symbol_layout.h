// What every linear symbol of a kind has, whatever it says.
#pragma once

#include "vision/decode/symbology.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace panier::vision::decode {

// An edge that every symbol of a kind has.
struct FixedEdge {
    int module = 0; // from the symbol's left side
    int sign = 0;   // +1 from light to dark, -1 from dark to light
};

// A kind of symbol.
struct SymbolLayout {
    Symbology symbology = Symbology::Ean13; // EAN-13 stands for UPC-A, too
    int modules = 0;                        // without quiet zones
    int leftCharacters = 0;                 // EAN and UPC: drawn in A or B
    int rightCharacters = 0;                // those that begin dark and end light
    bool mixed = false;                     // the left digits use B as well
    std::vector<int> cells;                 // the module where each character begins
    std::vector<FixedEdge> edges;
    std::vector<std::pair<int, int>> guards; // from and to which module they are, with what lies around them
    [[nodiscard]] int characters() const { return leftCharacters + rightCharacters; }
    [[nodiscard]] bool isRight(int character) const { return character >= leftCharacters; }
};

} // namespace panier::vision::decode

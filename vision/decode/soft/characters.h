// How the characters of the symbols that are compared with their looks are drawn, and which may stand together.
#pragma once

#include "vision/decode/soft/soft_code128.h"
#include "vision/decode/soft/soft_digits.h"

namespace panier::vision::decode {

// An edge at `module` (from the character's beginning), +1 to dark, -1 to light; halves stand for what isn't known.
struct TemplateEdge {
    float module = 0;
    float change = 0;
};

// Patterns are numbered from `first` to before `last`.
struct PatternRange {
    std::size_t first = 0;
    std::size_t last = 0;
};

// Digits of EAN and UPC; a pattern is an index into DigitCosts.
struct EanCharacters {
    static constexpr std::size_t modules = 7;
    static constexpr std::size_t patterns = 20;
    static constexpr std::size_t sides = 2; // of a symbol, on which they are drawn differently
    // With those at the character's two ends. `right`: drawn in set C.
    [[nodiscard]] static std::vector<TemplateEdge> edgesOf(int pattern, bool right);
    [[nodiscard]] static PatternRange allowed(const SymbolLayout &layout, int character) {
        return {0, layout.isRight(character) || !layout.mixed ? 10U : 20U};
    }
    [[nodiscard]] static std::optional<Choice> choose(const SymbolLayout &layout, std::span<const DigitCosts> costs) {
        return chooseDigits(layout, costs);
    }
};

// Those of Code 128, by their values.
struct Code128Characters {
    static constexpr std::size_t modules = 11;
    static constexpr std::size_t patterns = code128Values;
    static constexpr std::size_t sides = 1;
    [[nodiscard]] static std::vector<TemplateEdge> edgesOf(int value, bool right);
    [[nodiscard]] static PatternRange allowed(const SymbolLayout & /*layout*/, int character) {
        return character == 0 ? PatternRange{firstStartValue, code128Values} : PatternRange{0, firstStartValue};
    }
    [[nodiscard]] static std::optional<Choice> choose(const SymbolLayout & /*layout*/,
                                                      std::span<const Code128Costs> costs) {
        return chooseCode128(costs);
    }
};

} // namespace panier::vision::decode

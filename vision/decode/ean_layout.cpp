#include "vision/decode/ean_layout.h"

#include <string_view>

namespace panier::vision::decode {

namespace {
constexpr int digitModules = 7;

// Takes in what every symbol of the kind has: '1' dark and '0' light are guards, 'A' a left digit, 'C' a right digit.
SymbolLayout layoutOf(Symbology symbology, bool mixed, std::string_view parts) {
    SymbolLayout layout;
    layout.symbology = symbology;
    layout.mixed = mixed;
    bool dark = false; // what stands left of the next part
    const auto edgeTo = [&](bool next) {
        if (next != dark)
            layout.edges.push_back({layout.modules, next ? 1 : -1});
        dark = next;
    };
    for (const char part : parts) {
        edgeTo(part == '1' || part == 'C');
        if (part == 'A' || part == 'C') {
            layout.cells.push_back(layout.modules);
            ++(part == 'A' ? layout.leftCharacters : layout.rightCharacters);
            dark = part == 'A'; // how the digit ends
            layout.modules += digitModules;
        } else {
            ++layout.modules;
        }
    }
    edgeTo(false);
    const int leftEnd = layout.cells[static_cast<std::size_t>(layout.leftCharacters) - 1] + digitModules;
    const int closing = layout.rightCharacters > 0 ? layout.modules - 3 : leftEnd;
    layout.guards = {{-3, 5}, {closing - 2, layout.modules + 3}};
    if (layout.rightCharacters > 0)
        layout.guards.emplace_back(leftEnd - 1, leftEnd + 6);
    return layout;
}
} // namespace

const std::array<std::uint8_t, 4> &elementWidths(int digit) {
    static constexpr std::array<std::array<std::uint8_t, 4>, 10> widths = {{{3, 2, 1, 1},
                                                                            {2, 2, 2, 1},
                                                                            {2, 1, 2, 2},
                                                                            {1, 4, 1, 1},
                                                                            {1, 1, 3, 2},
                                                                            {1, 2, 3, 1},
                                                                            {1, 1, 1, 4},
                                                                            {1, 3, 1, 2},
                                                                            {1, 2, 1, 3},
                                                                            {3, 1, 1, 2}}};
    return widths[static_cast<std::size_t>(digit)];
}

unsigned ean13Parity(int leadingDigit) {
    static constexpr std::array<std::uint8_t, 10> parities = {0b000000, 0b001011, 0b001101, 0b001110, 0b010011,
                                                              0b011001, 0b011100, 0b010101, 0b010110, 0b011010};
    return parities[static_cast<std::size_t>(leadingDigit)];
}

unsigned upcEParity(int numberSystem, int checkDigit) {
    static constexpr std::array<std::uint8_t, 10> parities = {0b111000, 0b110100, 0b110010, 0b110001, 0b101100,
                                                              0b100110, 0b100011, 0b101010, 0b101001, 0b100101};
    const unsigned parity = parities[static_cast<std::size_t>(checkDigit)];
    return numberSystem == 0 ? parity : ~parity & 0b111111U;
}

const SymbolLayout &ean13Layout() {
    static const auto layout = layoutOf(Symbology::Ean13, true, "101AAAAAA01010CCCCCC101");
    return layout;
}

const SymbolLayout &ean8Layout() {
    static const auto layout = layoutOf(Symbology::Ean8, false, "101AAAA01010CCCC101");
    return layout;
}

const SymbolLayout &upcELayout() {
    static const auto layout = layoutOf(Symbology::UpcE, true, "101AAAAAA010101");
    return layout;
}

} // namespace panier::vision::decode

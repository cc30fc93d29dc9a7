#include "vision/decode/code128_layout.h"

#include <string_view>

namespace panier::vision::decode {

namespace {
// ISO/IEC 15417, table 1, by value.
constexpr std::string_view widthTable =
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 "
    "122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 "
    "322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 "
    "112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 "
    "331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 "
    "112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 "
    "124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 "
    "411311 113141 114131 311141 411131 211412 211214 211232";
constexpr std::array beginning = {FixedEdge{0, 1}, FixedEdge{2, -1}, FixedEdge{3, 1}, FixedEdge{4, -1}};
constexpr std::array ending = {FixedEdge{0, 1}, FixedEdge{2, -1},  FixedEdge{5, 1},  FixedEdge{8, -1},
                               FixedEdge{9, 1}, FixedEdge{10, -1}, FixedEdge{11, 1}, FixedEdge{13, -1}};

enum class Set { A, B, C };

// Reads values one after the other.
class Speller {
public:
    explicit Speller(Set set) : m_set(set) {}

    // False if it says nothing that is known.
    bool take(int value, std::size_t place) {
        const Set set = m_shifted ? (m_set == Set::A ? Set::B : Set::A) : m_set;
        m_shifted = false;
        if (value == 102)
            return takeFnc1(place);
        if (set == Set::C && value < 100) {
            m_result.text += static_cast<char>('0' + value / 10);
            m_result.text += static_cast<char>('0' + value % 10);
            return true;
        }
        if (value < 96) {
            const bool control = set == Set::A && value >= 64;
            m_result.text += static_cast<char>(control ? value - 64 : value + 32);
            return true;
        }
        return takeSwitch(value, set);
    }
    [[nodiscard]] Code128Text result() const { return m_result; }

private:
    bool takeFnc1(std::size_t place) {
        if (place == 1)
            m_result.aim = "]C1";
        else if (place == 2)
            m_result.aim = "]C2";
        else
            m_result.text += '\x1D';
        return true;
    }
    bool takeSwitch(int value, Set set) {
        constexpr int shift = 98;
        constexpr int toC = 99;
        constexpr int toB = 100;
        constexpr int toA = 101;
        if (value == shift && set != Set::C)
            return m_shifted = true;
        if (value == toC && set != Set::C)
            m_set = Set::C;
        else if (value == toB && set != Set::B)
            m_set = Set::B;
        else if (value == toA && set != Set::A)
            m_set = Set::A;
        else
            return false;
        return true;
    }

    Set m_set;
    bool m_shifted = false;
    Code128Text m_result{{}, "]C0"};
};
} // namespace

const std::array<std::uint8_t, 6> &code128Widths(int value) {
    static const auto widths = [] {
        std::array<std::array<std::uint8_t, 6>, code128Values> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            for (std::size_t element = 0; element < all[i].size(); ++element)
                all[i][element] = static_cast<std::uint8_t>(widthTable[7 * i + element] - '0');
        return all;
    }();
    return widths[static_cast<std::size_t>(value)];
}

std::span<const FixedEdge> code128Beginning() {
    return beginning;
}

std::span<const FixedEdge> code128End() {
    return ending;
}

SymbolLayout code128Layout(int characters) {
    SymbolLayout layout;
    layout.symbology = Symbology::Code128;
    layout.rightCharacters = characters;
    layout.edges.assign(beginning.begin(), beginning.end());
    for (int i = 0; i < characters; ++i) {
        layout.cells.push_back(i * code128Modules);
        if (i > 0)
            layout.edges.push_back({i * code128Modules, 1});
    }
    const int end = characters * code128Modules;
    for (const auto &edge : ending)
        layout.edges.push_back({end + edge.module, edge.sign});
    layout.modules = end + code128StopModules;
    layout.guards = {{-3, 5}, {end, layout.modules + 3}};
    return layout;
}

std::optional<Code128Text> code128Text(std::span<const int> values) {
    if (values.size() < leastCode128Characters)
        return std::nullopt;
    constexpr int startA = 103;
    constexpr int startB = 104;
    Speller speller(values[0] == startA ? Set::A : values[0] == startB ? Set::B : Set::C);
    for (std::size_t place = 1; place + 1 < values.size(); ++place)
        if (!speller.take(values[place], place))
            return std::nullopt;
    auto result = speller.result();
    return result.text.empty() ? std::nullopt : std::optional(std::move(result));
}

} // namespace panier::vision::decode

// What a digit looks like through a lens that is out of focus, printed with too much or too little ink.
#pragma once

#include "vision/decode/soft_digits.h"

namespace panier::vision::decode {

// How a lens smears.
struct Blur {
    float sigma = 0.5F; // standard deviation, modules
    bool disc = false;  // a lens out of focus makes a disc of a point; else many small causes make a bell
    bool operator==(const Blur &) const = default;
};

// How an edge is smeared and moved.
struct Smear {
    Blur blur;
    float spread = 0; // how much wider than it should be a dark element is, modules
};

// Those that are tried; every second one at first.
inline constexpr std::array blurs = {Blur{0.2F, false},  Blur{0.35F, false}, Blur{0.5F, false}, Blur{0.65F, false},
                                     Blur{0.8F, false},  Blur{0.95F, false}, Blur{0.8F, true},  Blur{1.0F, true},
                                     Blur{1.15F, true},  Blur{1.3F, true},   Blur{1.45F, true}, Blur{1.6F, true},
                                     Blur{1.15F, false}, Blur{1.4F, false}};
inline constexpr std::array spreads = {-0.6F, -0.4F, -0.2F, 0.0F, 0.2F, 0.4F, 0.6F};

// A digit is compared at so many places: four a module, from half a module before it to half a module behind it.
inline constexpr int samplesPerModule = 4;
inline constexpr int samplesPerDigit = 8 * samplesPerModule;
using DigitSamples = std::array<float, samplesPerDigit>;

// Where sample `i` lies, in modules from the digit's beginning.
[[nodiscard]] constexpr float placeOfSample(int i) {
    return -0.5F + (static_cast<float>(i) + 0.5F) / samplesPerModule;
}

// How dark it is right of an edge from light (0) to dark (1); constant beyond `reach` standard deviations.
class SmearedStep {
public:
    static constexpr float reach = 3.5F;
    explicit SmearedStep(const Blur &blur) : m_table(table(blur.disc)), m_scale(perSigma / blur.sigma) {}
    // `distance`: modules to the right of the edge.
    [[nodiscard]] float at(float distance) const {
        const float index = distance * m_scale + reach * perSigma;
        return m_table[index < 0       ? 0
                       : index >= last ? static_cast<std::size_t>(last)
                                       : static_cast<std::size_t>(index)];
    }

private:
    static constexpr float perSigma = 128;
    static constexpr float last = 2 * reach * perSigma;
    using Table = std::array<float, static_cast<std::size_t>(last) + 1>;
    [[nodiscard]] static const Table &table(bool disc);
    const Table &m_table;
    float m_scale;
};

// An edge at `module` (from the digit's beginning), +1 to dark, -1 to light; halves stand for what isn't known.
struct TemplateEdge {
    float module = 0;
    float change = 0;
};

// The edges of a pattern (an index into DigitCosts) with those at the digit's two ends. `right`: drawn in set C.
[[nodiscard]] std::vector<TemplateEdge> edgesOf(int pattern, bool right);

// What the edges make of the samples, but for a constant.
void addEdges(std::span<const TemplateEdge> edges, const Smear &smear, DigitSamples &samples);

// Takes the mean away; returns the sum of squares that is left.
float centre(DigitSamples &samples);
[[nodiscard]] float dot(const DigitSamples &a, const DigitSamples &b);

// What lies around a digit, smeared, its mean taken away.
struct Surroundings {
    DigitSamples samples{};
    float squares = 0;
};
[[nodiscard]] Surroundings surroundingsOf(std::span<const TemplateEdge> edges, const Smear &smear);

// The twenty patterns' own edges (ten for a right digit), smeared, their means taken away.
struct DigitTemplates {
    std::array<DigitSamples, 20> samples{};
    std::array<float, 20> squares{};
    Surroundings usual;                   // when its neighbours aren't known yet
    std::array<float, 20> usualSquares{}; // of each pattern amid those
};
// Computed once for each of the tried smears; `smear` is one of them.
[[nodiscard]] const DigitTemplates &digitTemplates(const Smear &smear, bool right);

} // namespace panier::vision::decode

// What a character looks like through a lens that is out of focus, printed with too much or too little ink.
#pragma once

#include "vision/decode/soft/characters.h"

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

// A character is compared at so many places: four a module, from half a module before it to half a module behind it.
inline constexpr int samplesPerModule = 4;
template <std::size_t Count>
using Samples = std::array<float, Count>;
template <typename Characters>
inline constexpr std::size_t samplesPerCharacter = (Characters::modules + 1) * samplesPerModule;
template <typename Characters>
using CharacterSamples = Samples<samplesPerCharacter<Characters>>;

// Where sample `i` lies, in modules from the character's beginning.
[[nodiscard]] constexpr float placeOfSample(std::size_t i) {
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

// What the edges make of the samples, but for a constant.
template <std::size_t Count>
void addEdges(std::span<const TemplateEdge> edges, const Smear &smear, Samples<Count> &samples) {
    const SmearedStep step(smear.blur);
    for (const auto &edge : edges) {
        const float at = edge.module - (edge.change > 0 ? 1.0F : -1.0F) * smear.spread / 2;
        for (std::size_t i = 0; i < Count; ++i)
            samples[i] += edge.change * step.at(placeOfSample(i) - at);
    }
}

// In lanes, which the compiler may not make of one sum by itself.
template <std::size_t Count>
[[nodiscard]] float dot(const Samples<Count> &a, const Samples<Count> &b) {
    std::array<float, 8> lanes{};
    static_assert(Count % lanes.size() == 0);
    for (std::size_t i = 0; i < Count; i += lanes.size())
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            lanes[lane] += a[i + lane] * b[i + lane];
    return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

// Takes the mean away; returns the sum of squares that is left.
template <std::size_t Count>
float centre(Samples<Count> &samples) {
    float sum = 0;
    for (const float value : samples)
        sum += value;
    const float mean = sum / static_cast<float>(Count);
    for (auto &value : samples)
        value -= mean;
    return dot(samples, samples);
}

// What lies around a character, smeared, its mean taken away.
template <typename Characters>
struct Surroundings {
    CharacterSamples<Characters> samples{};
    float squares = 0;
};
template <typename Characters>
[[nodiscard]] Surroundings<Characters> surroundingsOf(std::span<const TemplateEdge> edges, const Smear &smear) {
    Surroundings<Characters> around;
    addEdges(edges, smear, around.samples);
    around.squares = centre(around.samples);
    return around;
}

// The patterns' own edges, smeared, their means taken away.
template <typename Characters>
struct Templates {
    std::array<CharacterSamples<Characters>, Characters::patterns> samples{};
    std::array<float, Characters::patterns> squares{};
    Surroundings<Characters> usual;                         // when its neighbours aren't known yet
    std::array<float, Characters::patterns> usualSquares{}; // of each pattern amid those
};
// Computed once for each of the tried smears; `smear` is one of them. `right`: see Characters::edgesOf.
template <typename Characters>
[[nodiscard]] const Templates<Characters> &templatesOf(const Smear &smear, bool right);
extern template const Templates<EanCharacters> &templatesOf(const Smear &smear, bool right);
extern template const Templates<Code128Characters> &templatesOf(const Smear &smear, bool right);

} // namespace panier::vision::decode

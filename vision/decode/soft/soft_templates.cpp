#include "vision/decode/soft/soft_templates.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace panier::vision::decode {

namespace {
template <std::size_t N, typename Value>
std::size_t indexOf(const std::array<Value, N> &values, const Value &wanted) {
    const auto found = std::find(values.begin(), values.end(), wanted);
    return found == values.end() ? 0 : static_cast<std::size_t>(found - values.begin());
}

// The integral of the normal distribution, and of a disc's shadow, from minus infinity to `sigmas`.
float bellIntegral(float sigmas) {
    return 0.5F * std::erfc(-sigmas / std::sqrt(2.0F));
}
float discIntegral(float sigmas) {
    const float x = std::clamp(sigmas / 2, -1.0F, 1.0F); // a disc's shadow deviates by half its radius
    return 0.5F + (x * std::sqrt(1 - x * x) + std::asin(x)) / 3.14159265F;
}

// One module beside a character is known, the rest is anything.
template <typename Characters>
std::array<TemplateEdge, 2> usualNeighbours(bool right) {
    const float change = right ? -0.5F : 0.5F;
    return {{{-1.5F, change}, {static_cast<float>(Characters::modules) + 1.5F, change}}};
}

template <typename Characters>
struct AllTemplates {
    std::array<std::array<std::array<Templates<Characters>, Characters::sides>, spreads.size()>, blurs.size()> sets{};
    AllTemplates() {
        for (std::size_t s = 0; s < blurs.size(); ++s)
            for (std::size_t p = 0; p < spreads.size(); ++p)
                for (std::size_t side = 0; side < Characters::sides; ++side)
                    fill(sets[s][p][side], {blurs[s], spreads[p]}, side + 1 == Characters::sides);
    }

private:
    static void fill(Templates<Characters> &templates, const Smear &smear, bool right) {
        templates.usual = surroundingsOf<Characters>(usualNeighbours<Characters>(right), smear);
        for (std::size_t pattern = 0; pattern < templates.samples.size(); ++pattern) {
            auto &samples = templates.samples[pattern];
            addEdges(std::span<const TemplateEdge>(Characters::edgesOf(static_cast<int>(pattern), right)), smear,
                     samples);
            templates.squares[pattern] = centre(samples);
            templates.usualSquares[pattern] =
                templates.squares[pattern] + 2 * dot(samples, templates.usual.samples) + templates.usual.squares;
        }
    }
};
} // namespace

const SmearedStep::Table &SmearedStep::table(bool disc) {
    static const auto tables = [] {
        std::array<Table, 2> both{};
        for (std::size_t i = 0; i < both[0].size(); ++i) {
            const float at = (static_cast<float>(i) + 0.5F) / perSigma - reach;
            both[0][i] = bellIntegral(at);
            both[1][i] = discIntegral(at);
        }
        return both;
    }();
    return tables[disc ? 1 : 0];
}

template <typename Characters>
const Templates<Characters> &templatesOf(const Smear &smear, bool right) {
    static const auto all = std::make_unique<const AllTemplates<Characters>>();
    const auto &set = all->sets[indexOf(blurs, smear.blur)][indexOf(spreads, smear.spread)];
    return right ? set.back() : set.front();
}
template const Templates<EanCharacters> &templatesOf(const Smear &smear, bool right);
template const Templates<Code128Characters> &templatesOf(const Smear &smear, bool right);

} // namespace panier::vision::decode

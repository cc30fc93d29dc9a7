#include "vision/decode/soft_templates.h"

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

// One module beside a digit is known, the rest is anything.
std::array<TemplateEdge, 2> usualNeighbours(bool right) {
    const float change = right ? -0.5F : 0.5F;
    return {{{-1.5F, change}, {8.5F, change}}};
}

struct AllTemplates {
    std::array<std::array<std::array<DigitTemplates, 2>, spreads.size()>, blurs.size()> sets{};
    AllTemplates() {
        for (std::size_t s = 0; s < blurs.size(); ++s)
            for (std::size_t p = 0; p < spreads.size(); ++p)
                for (const bool right : {false, true})
                    fill(sets[s][p][right ? 1 : 0], {blurs[s], spreads[p]}, right);
    }

private:
    static void fill(DigitTemplates &templates, const Smear &smear, bool right) {
        templates.usual = surroundingsOf(usualNeighbours(right), smear);
        for (std::size_t pattern = 0; pattern < templates.samples.size(); ++pattern) {
            addEdges(edgesOf(static_cast<int>(pattern), right), smear, templates.samples[pattern]);
            templates.squares[pattern] = centre(templates.samples[pattern]);
            templates.usualSquares[pattern] = templates.squares[pattern] +
                                              2 * dot(templates.samples[pattern], templates.usual.samples) +
                                              templates.usual.squares;
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

std::vector<TemplateEdge> edgesOf(int pattern, bool right) {
    auto widths = elementWidths(pattern % 10);
    if (pattern >= 10)
        std::swap(widths[0], widths[3]), std::swap(widths[1], widths[2]);
    float change = right ? 1 : -1;
    float at = 0;
    std::vector<TemplateEdge> edges{{at, change}};
    for (const auto width : widths) {
        at += static_cast<float>(width);
        change = -change;
        edges.push_back({at, change});
    }
    return edges;
}

void addEdges(std::span<const TemplateEdge> edges, const Smear &smear, DigitSamples &samples) {
    const SmearedStep step(smear.blur);
    for (const auto &edge : edges) {
        const float at = edge.module - (edge.change > 0 ? 1.0F : -1.0F) * smear.spread / 2;
        for (int i = 0; i < samplesPerDigit; ++i)
            samples[static_cast<std::size_t>(i)] += edge.change * step.at(placeOfSample(i) - at);
    }
}

Surroundings surroundingsOf(std::span<const TemplateEdge> edges, const Smear &smear) {
    Surroundings around;
    addEdges(edges, smear, around.samples);
    around.squares = centre(around.samples);
    return around;
}

float centre(DigitSamples &samples) {
    float sum = 0;
    for (const float value : samples)
        sum += value;
    const float mean = sum / samplesPerDigit;
    for (auto &value : samples)
        value -= mean;
    return dot(samples, samples);
}

// In lanes, which the compiler may not make of one sum by itself.
float dot(const DigitSamples &a, const DigitSamples &b) {
    std::array<float, 8> lanes{};
    for (std::size_t i = 0; i < a.size(); i += lanes.size())
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            lanes[lane] += a[i + lane] * b[i + lane];
    return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

const DigitTemplates &digitTemplates(const Smear &smear, bool right) {
    static const auto all = std::make_unique<const AllTemplates>();
    return all->sets[indexOf(blurs, smear.blur)][indexOf(spreads, smear.spread)][right ? 1 : 0];
}

} // namespace panier::vision::decode

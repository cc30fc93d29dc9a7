#include "vision/decode/soft_templates.h"

#include <cmath>
#include <memory>

namespace panier::vision::decode {

namespace {
template <std::size_t N>
std::size_t nearest(const std::array<float, N> &values, float wanted) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < N; ++i)
        if (std::abs(values[i] - wanted) < std::abs(values[best] - wanted))
            best = i;
    return best;
}

struct AllTemplates {
    std::array<std::array<std::array<DigitTemplates, 2>, spreads.size()>, sigmas.size()> sets{};
    AllTemplates() {
        for (std::size_t s = 0; s < sigmas.size(); ++s)
            for (std::size_t p = 0; p < spreads.size(); ++p)
                for (const bool right : {false, true})
                    fill(sets[s][p][right ? 1 : 0], {sigmas[s], spreads[p]}, right);
    }

private:
    static void fill(DigitTemplates &templates, const Smear &smear, bool right) {
        for (std::size_t pattern = 0; pattern < templates.samples.size(); ++pattern) {
            addEdges(edgesOf(static_cast<int>(pattern), right), smear, templates.samples[pattern]);
            templates.squares[pattern] = centre(templates.samples[pattern]);
        }
    }
};
} // namespace

// The normal distribution's integral.
const SmearedStep::Table &SmearedStep::table() {
    static const auto values = [] {
        Table table{};
        for (std::size_t i = 0; i < table.size(); ++i)
            table[i] = 0.5F * std::erfc((reach - (static_cast<float>(i) + 0.5F) / perSigma) / std::sqrt(2.0F));
        return table;
    }();
    return values;
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
    const SmearedStep step(smear.sigma);
    for (const auto &edge : edges) {
        const float at = edge.module - (edge.change > 0 ? 1.0F : -1.0F) * smear.spread / 2;
        for (int i = 0; i < samplesPerDigit; ++i)
            samples[static_cast<std::size_t>(i)] += edge.change * step.at(placeOfSample(i) - at);
    }
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
    return all->sets[nearest(sigmas, smear.sigma)][nearest(spreads, smear.spread)][right ? 1 : 0];
}

} // namespace panier::vision::decode

#include "vision/decode/blurred/smeared_digits.h"

#include <algorithm>
#include <cmath>

namespace panier::vision::decode {

namespace {
constexpr int perModule = SmearedDigits::perModule;
constexpr float digitMiddle = 3.5F;

// Of a disc's shadow: how much of it lies left of `t` radii.
double discShare(double t) {
    static const auto table = [] {
        std::array<double, 1025> shares{};
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const double at = 2 * static_cast<double>(i) / static_cast<double>(shares.size() - 1) - 1;
            shares[i] = 0.5 + (at * std::sqrt(1 - at * at) + std::asin(at)) / M_PI;
        }
        return shares;
    }();
    if (t <= -1 || t >= 1)
        return t < 0 ? 0 : 1;
    const double index = (t + 1) / 2 * static_cast<double>(table.size() - 1);
    const auto whole = std::min(static_cast<std::size_t>(index), table.size() - 2);
    return table[whole] + (index - static_cast<double>(whole)) * (table[whole + 1] - table[whole]);
}
} // namespace

std::size_t samplesOf(const SymbolLayout &layout) {
    return static_cast<std::size_t>((layout.modules + 2 * smearedMargin) * perModule);
}

float moduleOfSample(std::size_t sample) {
    return (static_cast<float>(sample) + 0.5F) / perModule - smearedMargin;
}

std::vector<TemplateEdge> edgesOfSymbol(const SymbolLayout &layout, const std::vector<int> &patterns) {
    std::vector<TemplateEdge> edges;
    for (const auto &edge : layout.edges)
        edges.push_back({static_cast<float>(edge.module), static_cast<float>(edge.sign)});
    for (std::size_t digit = 0; digit < patterns.size(); ++digit) {
        const auto own = EanCharacters::edgesOf(patterns[digit], layout.isRight(static_cast<int>(digit)));
        for (std::size_t i = 1; i + 1 < own.size(); ++i)
            edges.push_back({static_cast<float>(layout.cells[digit]) + own[i].module, own[i].change});
    }
    return edges;
}

void addSmearedEdge(const TemplateEdge &edge, const SmearedEdge &step, float spread, float first,
                    std::span<float> samples) {
    const float at = edge.module - (edge.change > 0 ? 0.5F : -0.5F) * spread;
    const auto count = static_cast<float>(samples.size());
    const auto index = [&](float module) {
        return static_cast<std::size_t>(std::clamp((module - first) * perModule, 0.0F, count));
    };
    const auto begin = index(at - step.reach());
    const auto end = index(at + step.reach() + 1);
    for (std::size_t i = begin; i < end; ++i)
        samples[i] += edge.change * step.at(first + static_cast<float>(i) / perModule - at);
    for (std::size_t i = end; i < samples.size(); ++i)
        samples[i] += edge.change;
}

// In lanes, which the compiler may not make of one sum by itself.
float dot(const float *a, const float *b, std::size_t count) {
    std::array<float, 8> lanes{};
    std::size_t i = 0;
    for (; i + lanes.size() <= count; i += lanes.size())
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            lanes[lane] += a[i + lane] * b[i + lane];
    float sum = ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
    for (; i < count; ++i)
        sum += a[i] * b[i];
    return sum;
}

SmearedEdge::SmearedEdge(float radius, float sigma) : m_reach(radius + 3 * sigma + 0.1F) {
    // Gauss and Hermite's seven places and weights: a disc's shadow as a bell sees it.
    static constexpr std::array places = {0.0, 1.1544053947, 2.3667594107, 3.7504397177};
    static constexpr std::array weights = {0.4571428571, 0.2401231786, 0.0307571240, 0.0005482689};
    const auto count = static_cast<std::size_t>(2 * m_reach * perModule) + 2;
    m_table.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double distance = static_cast<double>(i) / perModule - m_reach;
        double sum = 0;
        for (std::size_t k = 0; k < places.size(); ++k)
            for (const double side : {-1.0, 1.0})
                sum += (k == 0 ? 0.5 : 1) * weights[k] * discShare((distance + side * places[k] * sigma) / radius);
        m_table.push_back(static_cast<float>(sum));
    }
}

SmearedDigits::SmearedDigits(const SymbolLayout &layout, const SmearedShape &shape)
    : m_templates(std::make_unique<Templates>()), m_fixed(samplesOf(layout), 0) {
    const SmearedEdge step(shape.radius, shape.sigma);
    constexpr float half = 0.5F / perModule;
    for (const bool right : {false, true}) {
        for (int pattern = 0; pattern < (right ? 10 : 20); ++pattern) {
            const auto own = EanCharacters::edgesOf(pattern, right);
            auto &samplesOfPattern = (*m_templates)[right ? 1 : 0][static_cast<std::size_t>(pattern)];
            for (std::size_t i = 1; i + 1 < own.size(); ++i) // its ends are among the fixed ones
                addSmearedEdge(own[i], step, shape.spread, half - before, samplesOfPattern);
        }
    }
    for (const auto &edge : edgesOfSymbol(layout, {}))
        addSmearedEdge(edge, step, shape.spread, moduleOfSample(0), m_fixed);
    openWindows(layout);
}

// From margin to the first digit's middle, from there to the next one's, and so on.
void SmearedDigits::openWindows(const SymbolLayout &layout) {
    const int count = layout.characters();
    const auto cell = [&](int digit) { return static_cast<float>(layout.cells[static_cast<std::size_t>(digit)]); };
    const auto sideOf = [&](int digit, float from, int length) {
        SmearedWindow::Side side;
        side.patterns = layout.isRight(digit) ? 10 : 20;
        const auto offset = static_cast<std::ptrdiff_t>((from - cell(digit) + before) * perModule + 0.5F);
        for (std::size_t pattern = 0; pattern < side.patterns; ++pattern) {
            side.samples[pattern] = (*m_templates)[layout.isRight(digit) ? 1 : 0][pattern].data() + offset;
            side.squares[pattern] = dot(side.samples[pattern], side.samples[pattern], static_cast<std::size_t>(length));
        }
        return side;
    };
    float changed = 0; // by the digits that lie behind
    for (int digit = -1; digit < count; ++digit) {
        const float from = digit < 0 ? -smearedMargin : cell(digit) + digitMiddle;
        const float to =
            digit + 1 < count ? cell(digit + 1) + digitMiddle : static_cast<float>(layout.modules + smearedMargin);
        auto &window = m_windows.emplace_back();
        window.first = static_cast<std::ptrdiff_t>((from + smearedMargin) * perModule + 0.5F);
        window.samples = static_cast<int>((to - from) * perModule + 0.5F);
        window.before = changed;
        if (digit >= 0) {
            window.left = sideOf(digit, from, window.samples);
            changed += layout.isRight(digit) ? -1 : 1;
        }
        if (digit + 1 < count)
            window.right = sideOf(digit + 1, from, window.samples);
        const bool asBefore = digit > 0 && digit + 1 < count && m_windows.size() > 2 &&
                              layout.isRight(digit - 1) == layout.isRight(digit + 1);
        if (asBefore) {
            window.both = m_windows[m_windows.size() - 2].both;
            continue;
        }
        for (std::size_t one = 0; one < window.left.patterns; ++one)
            for (std::size_t next = 0; next < window.right.patterns; ++next)
                window.both[one][next] = 2 * dot(window.left.samples[one], window.right.samples[next],
                                                 static_cast<std::size_t>(window.samples));
    }
}

} // namespace panier::vision::decode

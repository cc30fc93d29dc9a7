#include "vision/decode/blurred/smeared_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace panier::vision::decode {

namespace {
constexpr int perModule = SmearedDigits::perModule;

float placeOf(const SmearedShape &shape, const SymbolLayout &layout, float module) {
    const float part = module / static_cast<float>(layout.modules);
    const float moved = part * (1 - part) * (shape.bend + shape.round * (2 * part - 1));
    return shape.begin + (shape.end - shape.begin) * (part + moved);
}

// From -1 at the symbol's beginning to 1 at its end.
float across(float module, const SymbolLayout &layout) {
    return 2 * module / static_cast<float>(layout.modules) - 1;
}

// Of what lies between the symbol's ends.
float variance(const std::vector<float> &samples, const SymbolLayout &layout) {
    double sum = 0;
    double squares = 0;
    const auto count = static_cast<std::size_t>(layout.modules) * perModule;
    for (std::size_t i = 0; i < count; ++i) {
        const double value = samples[i + static_cast<std::size_t>(smearedMargin) * perModule];
        sum += value;
        squares += value * value;
    }
    const auto n = static_cast<double>(count);
    return static_cast<float>(squares / n - sum * sum / (n * n));
}
constexpr float leastVariance = 0.002F; // of the squared contrast

constexpr std::size_t parts = 7; // of a shape
constexpr int maxRounds = 12;
constexpr int maxAttempts = 5;
constexpr double leastGain = 1e-3; // of what is left, for another round
// How far each part is moved to see what that does; the first two in modules.
constexpr std::array<float, parts> steps = {0.1F, 0.1F, 0.003F, 0.003F, 0.04F, 0.04F, 0.03F};
using Matrix = std::array<std::array<double, parts>, parts>;
using Vector = std::array<double, parts>;

SmearedShape moved(SmearedShape shape, const SymbolLayout &layout, std::size_t part, float by) {
    const float module = shape.moduleWidth(layout);
    switch (part) {
    case 0:
        shape.begin += std::clamp(by, -2.0F, 2.0F) * module;
        break;
    case 1:
        shape.end += std::clamp(by, -2.0F, 2.0F) * module;
        break;
    case 2:
        shape.bend = std::clamp(shape.bend + by, -0.3F, 0.3F);
        break;
    case 3:
        shape.round = std::clamp(shape.round + by, -0.3F, 0.5F);
        break;
    case 4:
        shape.radius = std::clamp(shape.radius + by, 0.1F, 3.2F);
        break;
    case 5:
        shape.sigma = std::clamp(shape.sigma + by, 0.15F, 0.9F);
        break;
    default:
        shape.spread = std::clamp(shape.spread + by, -0.8F, 0.8F);
    }
    return shape;
}

// Solves a symmetric positive system in place by Gauss; the answer stands in `right`. False: there is none.
template <std::size_t N>
bool solve(std::array<std::array<double, N>, N> &matrix, std::array<double, N> &right) {
    for (std::size_t k = 0; k < N; ++k) {
        if (matrix[k][k] < 1e-12)
            return false;
        for (std::size_t row = k + 1; row < N; ++row) {
            const double factor = matrix[row][k] / matrix[k][k];
            for (std::size_t column = k; column < N; ++column)
                matrix[row][column] -= factor * matrix[k][column];
            right[row] -= factor * right[k];
        }
    }
    for (std::size_t k = N; k-- > 0;) {
        for (std::size_t column = k + 1; column < N; ++column)
            right[k] -= matrix[k][column] * right[column];
        right[k] /= matrix[k][k];
    }
    return std::all_of(right.begin(), right.end(), [](double value) { return std::isfinite(value); });
}
} // namespace

SmearedFit::SmearedFit(const Profile &profile, const SymbolLayout &layout, const SmearedShape &shape, float darkShare)
    : m_profile(profile), m_layout(layout), m_shape(shape) {
    const float module = shape.moduleWidth(layout);
    const auto lightest = [&](float inner, float direction) {
        const auto from = [&](float near, float far) {
            const float a = inner + direction * near * module;
            const float b = inner + direction * far * module;
            return profile.mean(std::min(a, b), std::max(a, b));
        };
        return std::min(from(2.5F, 4.5F), from(4.5F, 6.5F));
    };
    const float left = lightest(shape.begin, -1);
    const float right = lightest(shape.end, 1);
    const float inside = profile.mean(shape.begin, shape.end);
    m_light = {(left + right) / 2, (right - left) / 2, 0, (inside - (left + right) / 2) / darkShare, 0, 0};
}

bool SmearedFit::take() {
    constexpr float leastContrast = 6; // levels
    if (m_light[3] < leastContrast)
        return false;
    const float module = m_shape.moduleWidth(m_layout);
    const auto share = [&](float from, float to, float beside) {
        return (m_profile.mean(from, to) - beside) / m_light[3];
    };
    const float first = share(m_shape.begin, m_shape.begin + 3 * module, m_light[0] - m_light[1]);
    const float last = share(m_shape.end - 3 * module, m_shape.end, m_light[0] + m_light[1]);
    if (first < 0.25F || first > 1 || last < 0.25F || last > 1)
        return false;
    sample();
    return variance(m_seen, m_layout) > leastVariance;
}

std::vector<float> SmearedFit::darknessAt(const SmearedShape &shape) const {
    std::vector<float> seen(samplesOf(m_layout));
    const float half = shape.moduleWidth(m_layout) / (2 * perModule);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const float x = placeOf(shape, m_layout, moduleOfSample(i));
        seen[i] = m_profile.mean(x - half, x + half);
    }
    return seen;
}

void SmearedFit::sample() {
    m_seen = darknessAt(m_shape);
    for (std::size_t i = 0; i < m_seen.size(); ++i) {
        const float t = across(moduleOfSample(i), m_layout);
        const float beside = m_light[0] + t * (m_light[1] + t * m_light[2]);
        const float bars = m_light[3] + t * (m_light[4] + t * m_light[5]);
        m_seen[i] = (m_seen[i] - beside) / std::max(bars, 0.2F * m_light[3]);
    }
}

float SmearedFit::endsCost(const SmearedDigits &digits) const {
    const auto ends = costs(digits, true);
    return *std::min_element(ends.first.begin(), ends.first.begin() + 10) +
           *std::min_element(ends.last.begin(), ends.last.begin() + 10);
}

float SmearedFit::floor(const SmearedDigits &digits) const {
    return floorOf(m_layout, costs(digits)) / (variance(m_seen, m_layout) * static_cast<float>(m_layout.modules));
}

JointCosts SmearedFit::costs(const SmearedDigits &digits, bool endsOnly) const {
    JointCosts costs;
    const auto &windows = digits.windows();
    std::vector<float> rest; // of what is seen in a window, but for its digits
    const auto open = [&](const SmearedWindow &window) {
        rest.assign(m_seen.begin() + window.first, m_seen.begin() + window.first + window.samples);
        for (std::size_t i = 0; i < rest.size(); ++i)
            rest[i] -= digits.fixed()[i + static_cast<std::size_t>(window.first)] + window.before;
        return dot(rest.data(), rest.data(), rest.size());
    };
    // How much less is left of the squares when a pattern is taken away.
    const auto gains = [&](const SmearedWindow::Side &side) {
        DigitCosts gain{};
        for (std::size_t pattern = 0; pattern < side.patterns; ++pattern)
            gain[pattern] = 2 * dot(rest.data(), side.samples[pattern], rest.size()) - side.squares[pattern];
        return gain;
    };
    for (std::size_t i = 0; i < windows.size(); ++i) {
        const auto &window = windows[i];
        const bool isEnd = i == 0 || i + 1 == windows.size();
        if (endsOnly && !isEnd)
            continue;
        const float squares = open(window);
        const auto left = gains(window.left);
        const auto right = gains(window.right);
        if (isEnd) {
            auto &end = i == 0 ? costs.first : costs.last;
            const auto &gain = i == 0 ? right : left;
            for (std::size_t pattern = 0; pattern < end.size(); ++pattern)
                end[pattern] = (squares - gain[pattern]) / perModule;
            continue;
        }
        auto &pair = costs.pairs.emplace_back();
        for (std::size_t one = 0; one < window.left.patterns; ++one)
            for (std::size_t next = 0; next < window.right.patterns; ++next)
                pair[one][next] = (squares - left[one] - right[next] + window.both[one][next]) / perModule;
    }
    return costs;
}

// A shape with the light that suits it best, and what that leaves unexplained.
struct SmearedFit::Trial {
    SmearedShape shape;
    Light light{};
    std::vector<float> bars;
    std::vector<float> rest;
    double sum = 0;
};

SmearedFit::Trial SmearedFit::tryShape(const SmearedShape &shape, const std::vector<TemplateEdge> &edges) const {
    Trial trial{shape, m_light, std::vector<float>(samplesOf(m_layout), 0), darknessAt(shape), 0};
    auto &bars = trial.bars;
    const SmearedEdge step(shape.radius, shape.sigma);
    for (const auto &edge : edges)
        addSmearedEdge(edge, step, shape.spread, moduleOfSample(0), bars);
    std::array<std::array<double, 6>, 6> matrix{};
    std::array<double, 6> light{};
    const auto basisAt = [&](std::size_t i) {
        const double t = across(moduleOfSample(i), m_layout);
        const double bar = bars[i];
        return std::array<double, 6>{1, t, t * t, bar, bar * t, bar * t * t};
    };
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const auto basis = basisAt(i);
        for (std::size_t row = 0; row < basis.size(); ++row) {
            light[row] += basis[row] * trial.rest[i];
            for (std::size_t column = 0; column < basis.size(); ++column)
                matrix[row][column] += basis[row] * basis[column];
        }
    }
    if (!solve(matrix, light)) {
        trial.sum = std::numeric_limits<double>::max();
        return trial;
    }
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const auto basis = basisAt(i);
        for (std::size_t k = 0; k < basis.size(); ++k)
            trial.rest[i] -= static_cast<float>(light[k] * basis[k]);
        trial.sum += static_cast<double>(trial.rest[i]) * trial.rest[i];
    }
    for (std::size_t k = 0; k < light.size(); ++k)
        trial.light[k] = static_cast<float>(light[k]);
    return trial;
}

// Gauss and Newton's way downhill, with Levenberg's brake.
void SmearedFit::improve(const std::vector<int> &patterns) {
    const auto edges = edgesOfSymbol(m_layout, patterns);
    auto best = tryShape(m_shape, edges);
    double brake = 1e-3;
    for (int round = 0; round < maxRounds; ++round) {
        Matrix matrix{};
        Vector slope{};
        std::array<std::vector<float>, parts> changes;
        for (std::size_t k = 0; k < parts; ++k) {
            changes[k] = tryShape(moved(best.shape, m_layout, k, steps[k]), edges).rest;
            for (std::size_t i = 0; i < changes[k].size(); ++i) {
                changes[k][i] -= best.rest[i];
                slope[k] -= static_cast<double>(changes[k][i]) * best.rest[i];
            }
            for (std::size_t other = 0; other <= k; ++other)
                matrix[k][other] = matrix[other][k] =
                    std::inner_product(changes[k].begin(), changes[k].end(), changes[other].begin(), 0.0);
        }
        const double before = best.sum;
        for (int attempt = 0; attempt < maxAttempts && best.sum == before; ++attempt, brake *= 5) {
            auto braked = matrix;
            auto way = slope;
            for (std::size_t k = 0; k < parts; ++k)
                braked[k][k] += brake * matrix[k][k] + 1e-3;
            if (!solve(braked, way))
                continue;
            auto shape = best.shape;
            for (std::size_t k = 0; k < parts; ++k)
                shape = moved(shape, m_layout, k, static_cast<float>(way[k]) * steps[k]);
            auto trial = tryShape(shape, edges);
            if (trial.sum < best.sum) {
                best = std::move(trial);
                brake /= 25;
            }
        }
        if (best.sum > before * (1 - leastGain))
            break;
    }
    m_shape = best.shape;
    m_light = best.light;
    const double bars = std::max(1.0, static_cast<double>(m_light[3]) * m_light[3] * variance(best.bars, m_layout));
    m_misfit = static_cast<float>(best.sum / static_cast<double>(best.rest.size()) / bars);
    sample();
}

} // namespace panier::vision::decode

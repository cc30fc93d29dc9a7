#include "vision/decode/soft_symbol.h"

#include <cmath>

namespace panier::vision::decode {

namespace {
constexpr int rounds = 4;        // of choosing digits, and moving the track to fit them
constexpr float hopeless = 0.4F; // misfit with which that isn't worth while

DigitSamples samplesOf(const Profile &profile, const Track &track, int cell) {
    DigitSamples samples;
    const float half = track.moduleWidth() / (2 * samplesPerModule);
    for (int i = 0; i < samplesPerDigit; ++i) {
        const float x = track.at(static_cast<float>(cell) + placeOfSample(i));
        samples[static_cast<std::size_t>(i)] = profile.mean(x - half, x + half);
    }
    return samples;
}

// What stands beside a digit when its neighbours aren't known yet: one module is known, the rest is anything.
std::vector<TemplateEdge> usualNeighbours(bool right) {
    const float change = right ? -0.5F : 0.5F;
    return {{-1.5F, change}, {8.5F, change}};
}

class Fit {
public:
    Fit(const Profile &profile, const EanLayout &layout, Track track)
        : m_profile(profile), m_layout(layout), m_track(std::move(track)) {
        sample();
    }

    [[nodiscard]] bool hasContrast() const { return m_usual > 1; }

    // The smear that suits the digits best, whichever they are: first the blur, then the ink. `near`: only
    // those close to what was chosen before.
    void chooseSmear(bool near) {
        float best = costWith(m_smear);
        const auto tryOne = [&](Smear smear) {
            const float cost = costWith(smear);
            if (cost < best) {
                best = cost;
                m_smear = smear;
            }
        };
        const Smear before = m_smear;
        for (const float sigma : sigmas)
            if (!near || std::abs(sigma - before.sigma) < 0.26F)
                tryOne({sigma, m_smear.spread});
        for (const float spread : spreads)
            if (!near || std::abs(spread - before.spread) < 0.21F)
                tryOne({m_smear.sigma, spread});
    }

    // Whether it is another one than before.
    bool chooseNumber() {
        std::vector<DigitCosts> costs;
        for (int digit = 0; digit < m_layout.digits(); ++digit)
            costs.push_back(costsOf(digit, m_smear));
        auto choice = chooseDigits(m_layout, costs);
        if (!choice)
            return false;
        const bool changed = choice->text != m_result.choice.text;
        m_result.costs = std::move(costs);
        m_result.choice = *std::move(choice);
        placeEdges();
        return changed;
    }

    [[nodiscard]] float misfit() const { return m_result.choice.cost / static_cast<float>(m_layout.digits()); }
    void moveTrack();
    [[nodiscard]] std::optional<SoftSymbol> take();

private:
    void sample() {
        m_samples.clear();
        m_squares.clear();
        for (const int cell : m_layout.cells) {
            m_samples.push_back(samplesOf(m_profile, m_track, cell));
            m_squares.push_back(centre(m_samples.back()));
        }
        auto sorted = m_squares;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        m_usual = sorted[sorted.size() / 2] / samplesPerDigit;
    }

    // Where every edge of the symbol lies if it is the chosen number.
    void placeEdges() {
        m_edges.clear();
        for (const auto &edge : m_layout.edges)
            m_edges.push_back({static_cast<float>(edge.module), static_cast<float>(edge.sign)});
        for (int digit = 0; digit < m_layout.digits(); ++digit) {
            const auto own =
                edgesOf(m_result.choice.patterns[static_cast<std::size_t>(digit)], m_layout.isRight(digit));
            const auto cell = static_cast<float>(m_layout.cells[static_cast<std::size_t>(digit)]);
            for (std::size_t i = 1; i + 1 < own.size(); ++i) // its ends are among the fixed ones
                m_edges.push_back({cell + own[i].module, own[i].change});
        }
    }

    [[nodiscard]] std::vector<TemplateEdge> neighboursOf(int digit) const {
        if (m_edges.empty())
            return usualNeighbours(m_layout.isRight(digit));
        std::vector<TemplateEdge> near;
        const auto cell = static_cast<float>(m_layout.cells[static_cast<std::size_t>(digit)]);
        for (const auto &edge : m_edges) {
            const float module = edge.module - cell;
            if ((module < -0.5F && module > -6) || (module > 7.5F && module < 13))
                near.push_back({module, edge.change});
        }
        return near;
    }

    [[nodiscard]] DigitCosts costsOf(int digit, const Smear &smear) const {
        const auto index = static_cast<std::size_t>(digit);
        const bool right = m_layout.isRight(digit);
        const auto &own = digitTemplates(smear, right);
        DigitSamples around{};
        addEdges(neighboursOf(digit), smear, around);
        // Where a reflection has eaten the contrast there is little to say for or against any digit.
        const float weight = std::min(1.0F, m_squares[index] / (m_usual * samplesPerDigit));
        const float aroundSquares = centre(around);
        const float aroundProduct = dot(around, m_samples[index]);
        DigitCosts costs;
        costs.fill(1e6F);
        const std::size_t patterns = right || !m_layout.mixed ? 10 : 20;
        for (std::size_t pattern = 0; pattern < patterns; ++pattern) {
            const float squares = own.squares[pattern] + 2 * dot(own.samples[pattern], around) + aroundSquares;
            const float product = std::max(0.0F, dot(own.samples[pattern], m_samples[index]) + aroundProduct);
            const float explained = product * product / (squares * m_squares[index] + 1e-6F);
            costs[pattern] = weight * std::max(0.0F, 1 - explained);
        }
        return costs;
    }

    [[nodiscard]] float costWith(const Smear &smear) const {
        float sum = 0;
        for (int digit = 0; digit < m_layout.digits(); ++digit) {
            const auto costs = costsOf(digit, smear);
            sum += *std::min_element(costs.begin(), costs.end());
        }
        return sum;
    }

    void expect();
    // How alike profile and expectation are around a module, when the track is moved by `shift` modules; -1 to 1.
    [[nodiscard]] float likeness(float from, float to, float shift) const;

    const Profile &m_profile;
    const EanLayout &m_layout;
    Track m_track;
    Smear m_smear;
    std::vector<DigitSamples> m_samples;
    std::vector<float> m_squares;
    float m_usual = 0;
    std::vector<TemplateEdge> m_edges; // of the whole symbol; empty until a number was chosen
    std::vector<float> m_expected;     // four a module, over the whole symbol and five modules on each side
    SoftSymbol m_result;
};

constexpr int margin = 5; // modules beside the symbol

float Fit::likeness(float from, float to, float shift) const {
    const float half = m_track.moduleWidth() / (2 * samplesPerModule);
    float sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0, count = 0;
    for (float module = from; module < to; module += 1.0F / samplesPerModule) {
        const float x = m_track.at(module) + shift * m_track.moduleWidth();
        const float a = m_profile.mean(x - half, x + half);
        const auto index = static_cast<std::size_t>((module + margin) * samplesPerModule);
        const float b = m_expected[std::min(index, m_expected.size() - 1)];
        sumA += a;
        sumB += b;
        sumAA += a * a;
        sumBB += b * b;
        sumAB += a * b;
        ++count;
    }
    const float product = sumAB - sumA * sumB / count;
    const float squares = (sumAA - sumA * sumA / count) * (sumBB - sumB * sumB / count);
    return squares > 1e-3F ? product / std::sqrt(squares) : 0;
}

void Fit::expect() {
    m_expected.assign(static_cast<std::size_t>((m_layout.modules + 2 * margin) * samplesPerModule), 0);
    const auto count = static_cast<int>(m_expected.size());
    for (const auto &edge : m_edges) {
        const float at = edge.module - (edge.change > 0 ? 0.5F : -0.5F) * m_smear.spread;
        const float reach = 4 * m_smear.sigma;
        const auto indexOf = [](float module) { return static_cast<int>((module + margin) * samplesPerModule); };
        const int first = std::clamp(indexOf(at - reach), 0, count);
        const int last = std::clamp(indexOf(at + reach) + 1, 0, count);
        for (int i = first; i < last; ++i)
            m_expected[static_cast<std::size_t>(i)] +=
                edge.change * smearedStep(static_cast<float>(i) / samplesPerModule - margin - at, m_smear.sigma);
        for (int i = last; i < count; ++i)
            m_expected[static_cast<std::size_t>(i)] += edge.change;
    }
}

// Each knot to where its surroundings fit best, and a little to where its neighbours go.
void Fit::moveTrack() {
    expect();
    constexpr float reach = 5;
    constexpr float step = 0.12F;
    std::vector<float> shifts;
    for (const int knot : m_track.modules) {
        const auto module = static_cast<float>(knot);
        const float from = std::max(-3.0F, module - reach);
        const float to = std::min(static_cast<float>(m_layout.modules) + 3, module + reach);
        float best = -1;
        float shift = 0;
        for (int i = -4; i <= 4; ++i) {
            const float like = likeness(from, to, static_cast<float>(i) * step) - 0.002F * static_cast<float>(i * i);
            if (like > best) {
                best = like;
                shift = static_cast<float>(i) * step;
            }
        }
        shifts.push_back(best > 0.5F ? shift : 0);
    }
    for (std::size_t k = 0; k < shifts.size(); ++k) {
        const float before = shifts[k > 0 ? k - 1 : k];
        const float after = shifts[k + 1 < shifts.size() ? k + 1 : k];
        m_track.positions[k] += (0.5F * shifts[k] + 0.25F * (before + after)) * m_track.moduleWidth();
    }
    sample();
}

std::optional<SoftSymbol> Fit::take() {
    if (m_result.choice.text.empty())
        return std::nullopt;
    expect();
    m_result.smear = m_smear;
    m_result.misfit = misfit();
    const auto end = static_cast<float>(m_layout.modules);
    const int leftEnd = m_layout.cells[static_cast<std::size_t>(m_layout.leftDigits) - 1] + 7;
    const float middle = static_cast<float>(leftEnd);
    const float closing = m_layout.rightDigits > 0 ? end - 3 : middle;
    float worst = std::min(likeness(-3, 5, 0), likeness(closing - 2, end + 3, 0));
    if (m_layout.rightDigits > 0)
        worst = std::min(worst, likeness(middle - 1, middle + 6, 0));
    m_result.guards = 1 - worst;
    m_result.track = std::move(m_track);
    return std::optional(std::move(m_result));
}
} // namespace

std::optional<SoftSymbol> readTrack(const Profile &profile, const EanLayout &layout, Track track) {
    Fit fit(profile, layout, std::move(track));
    if (!fit.hasContrast())
        return std::nullopt;
    for (int round = 0; round < rounds; ++round) {
        fit.chooseSmear(round > 0);
        const bool changed = fit.chooseNumber();
        if (fit.misfit() > hopeless || (round > 1 && !changed))
            break;
        fit.moveTrack();
    }
    fit.chooseSmear(true);
    (void)fit.chooseNumber();
    return fit.take();
}

} // namespace panier::vision::decode

#include "vision/decode/soft/soft_symbol.h"

#include <cmath>

namespace panier::vision::decode {

namespace {
constexpr int rounds = 5; // of choosing digits, and moving the track to fit them
constexpr std::array<float, rounds> hopeless = {0.35F, 0.3F, 0.22F, 0.18F, 0.15F}; // misfits that end it
constexpr float maxWorst = 0.15F; // a character that fits worse was read where it isn't
constexpr float minGuard = 0.8F;  // likeness

template <typename Characters>
CharacterSamples<Characters> samplesOf(const Profile &profile, const Track &track, int cell) {
    CharacterSamples<Characters> samples;
    const float half = track.moduleWidth() / (2 * samplesPerModule);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const float x = track.at(static_cast<float>(cell) + placeOfSample(i));
        samples[i] = profile.mean(x - half, x + half);
    }
    return samples;
}

template <typename Characters>
class Fit {
    using Costs = std::array<float, Characters::patterns>; // of one character

public:
    Fit(const Profile &profile, const SymbolLayout &layout, Track track)
        : m_profile(profile), m_layout(layout), m_track(std::move(track)) {
        sample();
    }

    [[nodiscard]] bool hasContrast() const { return m_usual > 1; }

    // The smear that suits the digits best, whichever they are: first the blur, then the ink. `near`: only
    // those close to what was chosen before.
    // How badly it fits then, a mean over the digits.
    float chooseSmear(bool near) {
        float best = costWith(m_smear);
        const auto tryOne = [&](Smear smear) {
            const float cost = costWith(smear);
            if (cost < best) {
                best = cost;
                m_smear = smear;
            }
        };
        const Smear before = m_smear;
        for (std::size_t i = 0; i < blurs.size(); ++i)
            if (near ? std::abs(blurs[i].sigma - before.blur.sigma) < 0.26F : i % 2 == 1)
                tryOne({blurs[i], m_smear.spread});
        if (!near && best > hopeless.front() * 1.3F * static_cast<float>(m_layout.characters()))
            return 1;
        for (std::size_t i = 0; i < spreads.size(); ++i)
            if (near ? std::abs(spreads[i] - before.spread) < 0.21F : i % 2 == 1)
                tryOne({m_smear.blur, spreads[i]});
        return best / static_cast<float>(m_layout.characters());
    }

    // Whether it is another one than before.
    bool chooseNumber() {
        const auto costs = allCosts();
        auto choice = Characters::choose(m_layout, costs);
        if (!choice)
            return false;
        const bool changed = choice->patterns != m_choice.patterns;
        m_worst = 0;
        for (std::size_t i = 0; i < costs.size(); ++i)
            m_worst = std::max(m_worst, costs[i][static_cast<std::size_t>(choice->patterns[i])]);
        m_choice = *std::move(choice);
        placeEdges();
        return changed;
    }

    // Whether each character and each guard looks like what was chosen.
    [[nodiscard]] bool looksWhole() {
        if (m_worst > maxWorst)
            return false;
        expect();
        sampleLine();
        return std::all_of(m_layout.guards.begin(), m_layout.guards.end(), [this](const auto &guard) {
            return likeness(static_cast<float>(guard.first), static_cast<float>(guard.second), 0) >= minGuard;
        });
    }

    // Whether the number stays the best when each character may lie a little to either side: a track that has slipped
    // makes of some characters others, and has been moved to fit these.
    [[nodiscard]] bool standsWhenMoved() {
        constexpr std::array slips = {-0.6F, -0.3F, 0.3F, 0.6F}; // modules
        auto costs = allCosts();
        const Track track = m_track;
        for (const float slip : slips) {
            for (std::size_t k = 0; k < m_track.positions.size(); ++k)
                m_track.positions[k] = track.positions[k] + slip * track.moduleWidth();
            sample();
            const auto moved = allCosts();
            for (std::size_t i = 0; i < costs.size(); ++i)
                std::transform(costs[i].begin(), costs[i].end(), moved[i].begin(), costs[i].begin(),
                               [](float a, float b) { return std::min(a, b); });
        }
        m_track = track;
        sample();
        auto choice = Characters::choose(m_layout, costs);
        if (!choice || choice->patterns != m_choice.patterns)
            return false;
        m_choice = *std::move(choice);
        return true;
    }

    void moveTrack();
    [[nodiscard]] SoftSymbol take() {
        const float misfit = m_choice.cost / static_cast<float>(m_layout.characters());
        return {std::move(m_choice), misfit};
    }

private:
    void sample() {
        m_samples.clear();
        m_squares.clear();
        for (const int cell : m_layout.cells) {
            m_samples.push_back(samplesOf<Characters>(m_profile, m_track, cell));
            m_squares.push_back(centre(m_samples.back()));
        }
        auto sorted = m_squares;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        m_usual = sorted[sorted.size() / 2] / samplesPerCharacter<Characters>;
    }

    // Where every edge of the symbol lies if it is the chosen number.
    void placeEdges() {
        m_edges.clear();
        for (const auto &edge : m_layout.edges)
            m_edges.push_back({static_cast<float>(edge.module), static_cast<float>(edge.sign)});
        for (int digit = 0; digit < m_layout.characters(); ++digit) {
            const auto own =
                Characters::edgesOf(m_choice.patterns[static_cast<std::size_t>(digit)], m_layout.isRight(digit));
            const int cell = m_layout.cells[static_cast<std::size_t>(digit)];
            for (const auto &edge : own)
                if (!isFixed(cell + static_cast<int>(edge.module)))
                    m_edges.push_back({static_cast<float>(cell) + edge.module, edge.change});
        }
    }

    [[nodiscard]] bool isFixed(int module) const {
        return std::any_of(m_layout.edges.begin(), m_layout.edges.end(),
                           [module](const FixedEdge &edge) { return edge.module == module; });
    }

    [[nodiscard]] std::vector<TemplateEdge> neighboursOf(int digit, float sigma) const {
        std::vector<TemplateEdge> near;
        const auto cell = static_cast<float>(m_layout.cells[static_cast<std::size_t>(digit)]);
        const float reach = SmearedStep::reach * sigma + 1; // farther edges add but a constant
        constexpr auto own = static_cast<float>(Characters::modules);
        for (const auto &edge : m_edges) {
            const float module = edge.module - cell;
            if ((module < -0.5F && module > -reach) || (module > own + 0.5F && module < own + reach))
                near.push_back({module, edge.change});
        }
        return near;
    }

    [[nodiscard]] std::vector<Costs> allCosts() const {
        std::vector<Costs> costs;
        for (int character = 0; character < m_layout.characters(); ++character)
            costs.push_back(costsOf(character, m_smear));
        return costs;
    }

    [[nodiscard]] Costs costsOf(int digit, const Smear &smear) const {
        const auto index = static_cast<std::size_t>(digit);
        const auto &own = templatesOf<Characters>(smear, m_layout.isRight(digit));
        const bool known = !m_edges.empty();
        const auto around =
            known ? surroundingsOf<Characters>(neighboursOf(digit, smear.blur.sigma), smear) : own.usual;
        // Where a reflection has eaten the contrast there is little to say for or against any digit.
        const float weight = std::min(1.0F, m_squares[index] / (m_usual * samplesPerCharacter<Characters>));
        const float aroundProduct = dot(around.samples, m_samples[index]);
        Costs costs;
        costs.fill(1e6F);
        const auto [first, last] = Characters::allowed(m_layout, digit);
        for (std::size_t pattern = first; pattern < last; ++pattern) {
            const float squares =
                known ? own.squares[pattern] + 2 * dot(own.samples[pattern], around.samples) + around.squares
                      : own.usualSquares[pattern];
            const float product = std::max(0.0F, dot(own.samples[pattern], m_samples[index]) + aroundProduct);
            const float explained = product * product / (squares * m_squares[index] + 1e-6F);
            costs[pattern] = weight * std::max(0.0F, 1 - explained);
        }
        return costs;
    }

    [[nodiscard]] float costWith(const Smear &smear) const {
        float sum = 0;
        for (int digit = 0; digit < m_layout.characters(); ++digit) {
            const auto costs = costsOf(digit, smear);
            sum += *std::min_element(costs.begin(), costs.end());
        }
        return sum;
    }

    void expect();
    void sampleLine();
    // How alike profile and expectation are from one module to another, when the track is moved by `shift` fine
    // samples; -1 to 1.
    [[nodiscard]] float likeness(float from, float to, int shift) const;

    const Profile &m_profile;
    const SymbolLayout &m_layout;
    Track m_track;
    Smear m_smear;
    std::vector<CharacterSamples<Characters>> m_samples;
    std::vector<float> m_squares;
    float m_usual = 0;
    Choice m_choice;
    float m_worst = 1;                 // misfit of the character that fits worst
    std::vector<TemplateEdge> m_edges; // of the whole symbol; empty until a number was chosen
    // Of the whole symbol and some modules on each side: what is expected, and what is there.
    std::vector<float> m_expected;
    std::vector<float> m_line;
};

constexpr int margin = 5;        // modules beside the symbol
constexpr int finePerModule = 8; // samples of the whole symbol

int fineIndex(float module) {
    return static_cast<int>(std::lround((module + margin) * finePerModule));
}

template <typename Characters>
void Fit<Characters>::sampleLine() {
    const auto count = static_cast<std::size_t>((m_layout.modules + 2 * margin) * finePerModule);
    const float half = m_track.moduleWidth() / (2 * samplesPerModule);
    m_line.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const float x = m_track.at(static_cast<float>(i) / finePerModule - margin);
        m_line[i] = m_profile.mean(x - half, x + half);
    }
}

template <typename Characters>
void Fit<Characters>::expect() {
    m_expected.assign(static_cast<std::size_t>((m_layout.modules + 2 * margin) * finePerModule), 0);
    const auto count = static_cast<int>(m_expected.size());
    const SmearedStep step(m_smear.blur);
    const float reach = SmearedStep::reach * m_smear.blur.sigma;
    float before = 0; // of all edges that lie behind
    std::vector<float> changes(m_expected.size() + 1, 0);
    for (const auto &edge : m_edges) {
        const float at = edge.module - (edge.change > 0 ? 0.5F : -0.5F) * m_smear.spread;
        const int first = std::clamp(fineIndex(at - reach), 0, count);
        const int last = std::clamp(fineIndex(at + reach), 0, count);
        for (int i = first; i < last; ++i)
            m_expected[static_cast<std::size_t>(i)] +=
                edge.change * step.at(static_cast<float>(i) / finePerModule - margin - at);
        changes[static_cast<std::size_t>(last)] += edge.change;
    }
    for (std::size_t i = 0; i < m_expected.size(); ++i) {
        before += changes[i];
        m_expected[i] += before;
    }
}

template <typename Characters>
float Fit<Characters>::likeness(float from, float to, int shift) const {
    const int size = static_cast<int>(m_line.size());
    const int first = std::max({fineIndex(from), 0, -shift});
    const int last = std::min({fineIndex(to), size, size - shift});
    float sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0, count = 0;
    for (int i = first; i < last; i += 2) {
        const float a = m_line[static_cast<std::size_t>(i + shift)];
        const float b = m_expected[static_cast<std::size_t>(i)];
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

// Each knot to where its surroundings fit best, and a little to where its neighbours go.
template <typename Characters>
void Fit<Characters>::moveTrack() {
    expect();
    sampleLine();
    constexpr float reach = 5;
    std::vector<float> shifts;
    for (const int knot : m_track.modules) {
        const auto module = static_cast<float>(knot);
        const float from = std::max(-3.0F, module - reach);
        const float to = std::min(static_cast<float>(m_layout.modules) + 3, module + reach);
        float best = -1;
        float shift = 0;
        for (int i = -4; i <= 4; ++i) {
            const float like = likeness(from, to, i) - 0.002F * static_cast<float>(i * i);
            if (like > best) {
                best = like;
                shift = static_cast<float>(i) / finePerModule;
            }
        }
        shifts.push_back(best > 0.5F ? shift : 0);
    }
    for (std::size_t k = 0; k < shifts.size(); ++k) {
        const float before = shifts[k > 0 ? k - 1 : k];
        const float after = shifts[k + 1 < shifts.size() ? k + 1 : k];
        m_track.positions[k] += (0.7F * shifts[k] + 0.15F * (before + after)) * m_track.moduleWidth();
    }
    sample();
}

} // namespace

template <typename Characters>
std::optional<SoftSymbol> readTrack(const Profile &profile, const SymbolLayout &layout, Track track) {
    Fit<Characters> fit(profile, layout, std::move(track));
    if (!fit.hasContrast())
        return std::nullopt;
    for (int round = 0;; ++round) {
        const float misfit = fit.chooseSmear(round > 0);
        if (misfit > hopeless[static_cast<std::size_t>(round)])
            return std::nullopt;
        const bool changed = fit.chooseNumber();
        if (round + 1 == rounds || (round > 1 && !changed))
            break;
        fit.moveTrack();
    }
    return fit.looksWhole() && fit.standsWhenMoved() ? std::optional(fit.take()) : std::nullopt;
}
template std::optional<SoftSymbol> readTrack<EanCharacters>(const Profile &profile, const SymbolLayout &layout,
                                                            Track track);
template std::optional<SoftSymbol> readTrack<Code128Characters>(const Profile &profile, const SymbolLayout &layout,
                                                                Track track);

} // namespace panier::vision::decode

#include "vision/decode/soft/soft_comb.h"

#include "vision/decode/soft/edges.h"
#include "vision/decode/soft/highest_rows.h"

#include <span>

namespace panier::vision::decode {

namespace {
constexpr float minCombModule = 2.2F; // steps
constexpr int leastCharacters = 6;
constexpr int mostCharacters = 36;
// Places and spacings are counted in units of which a module has some four to six.
constexpr float octave = 1.41F;     // spacings that are looked for with the same edges and units:
constexpr float leastSpacing = 44;  // so many units, to an octave more;
constexpr std::size_t closest = 38; // but a symbol may leave them
constexpr std::size_t spacings = 34;
constexpr float tooth = 0.4F;        // how strong an edge must be to speak for a comb
constexpr float unsteadiness = 0.4F; // what it costs to change the spacing by a step
constexpr std::array<float, spacings> changes() {
    std::array<float, spacings> costs{};
    for (std::size_t steps = 0; steps < costs.size(); ++steps)
        costs[steps] = unsteadiness * static_cast<float>(steps);
    return costs;
}
constexpr auto changing = changes(); // by so many steps
constexpr std::size_t mostCombs = 6;
constexpr float maxQuietActivity = 0.5F;
// How well edges fit by chance, at most mostly, and how far above that a symbol's must lie for each square root of its
// characters: the shorter, the more often other things fit.
constexpr float chanceFit = 2;
constexpr float minWeight = 5.5F;

// Edges at nearly equal distances.
struct Comb {
    std::vector<float> teeth; // ascending
    [[nodiscard]] float spacing() const { return (teeth.back() - teeth.front()) / static_cast<float>(characters()); }
    [[nodiscard]] int characters() const { return static_cast<int>(teeth.size()) - 1; }
    [[nodiscard]] float tooth(int i) const { return teeth[static_cast<std::size_t>(i)]; }
};

bool isSame(const Comb &a, const Comb &b) {
    const float width = a.spacing();
    return std::abs(a.teeth.front() - b.teeth.front()) < width / 4 && std::abs(a.teeth[1] - b.teeth[1]) < width / 4;
}

// Finds combs by the best way to each place with each spacing before it (Viterbi's algorithm).
class CombSearch {
public:
    // `least`: spacing, steps; up to an octave more.
    CombSearch(const Profile &profile, float least)
        : m_unit(least / leastSpacing), m_edges(profile, least / code128Modules * 0.8F),
          m_places(static_cast<std::size_t>(static_cast<float>(profile.size()) / m_unit) + 1),
          m_scores(m_places * spacings), m_eased(m_scores.size()) {
        std::vector<float> gains;
        for (std::size_t place = 0; place < m_places; ++place)
            gains.push_back(m_edges.at(static_cast<float>(place) * m_unit) - tooth);
        for (std::size_t first = 0; first < m_places; first += closest) { // none of these hangs on another
            const auto last = std::min(first + closest, m_places);
            for (std::size_t spacing = 0; spacing < spacings; ++spacing)
                extend(spacing, first, last, gains);
            ease(first, last);
        }
    }

    // The best, each from another beginning.
    [[nodiscard]] std::vector<Comb> best() const {
        constexpr std::size_t most = 200; // ends
        auto ends = bestEnds();
        const auto kept = std::min(ends.size(), most);
        std::partial_sort(ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(kept), ends.end(),
                          [this](std::size_t a, std::size_t b) { return m_scores[a] > m_scores[b]; });
        std::vector<Comb> combs;
        for (std::size_t i = 0; i < kept && combs.size() < mostCombs; ++i) {
            auto comb = traced(ends[i]);
            if (comb.characters() >= leastCharacters && comb.characters() <= mostCharacters &&
                std::none_of(combs.begin(), combs.end(), [&](const Comb &other) { return isSame(other, comb); }))
                combs.push_back(std::move(comb));
        }
        return combs;
    }

private:
    [[nodiscard]] std::size_t indexOf(std::size_t place, std::size_t spacing) const {
        return spacing * m_places + place;
    }

    // The ways to places from `first` to before `last` with that spacing: they begin there, or come from the tooth
    // before.
    void extend(std::size_t spacing, std::size_t first, std::size_t last, const std::vector<float> &gains) {
        const auto back = closest + spacing;
        float *const scores = m_scores.data() + indexOf(0, spacing);
        const float *const before = m_eased.data() + indexOf(0, spacing);
        for (auto place = std::max(first, back); place < last; ++place)
            scores[place] = std::max(0.0F, before[place - back]);
        for (auto place = first; place < last; ++place)
            scores[place] += gains[place];
    }

    // How good it is to leave those places with each spacing: the same as before, or another for its price.
    void ease(std::size_t first, std::size_t last) {
        for (std::size_t spacing = 0; spacing < spacings; ++spacing)
            std::copy(m_scores.data() + indexOf(first, spacing), m_scores.data() + indexOf(last, spacing),
                      m_eased.data() + indexOf(first, spacing));
        const auto offer = [&](std::size_t from, std::size_t to) {
            const float *const before = m_eased.data() + indexOf(0, from);
            float *const after = m_eased.data() + indexOf(0, to);
            for (auto place = first; place < last; ++place)
                after[place] = std::max(after[place], before[place] - unsteadiness);
        };
        for (std::size_t spacing = 1; spacing < spacings; ++spacing)
            offer(spacing - 1, spacing);
        for (auto spacing = spacings - 1; spacing > 0; --spacing)
            offer(spacing, spacing - 1);
    }

    // The spacing before that; nullopt if it begins there.
    [[nodiscard]] std::optional<std::size_t> spacingBefore(std::size_t place, std::size_t spacing) const {
        if (place < closest + spacing)
            return std::nullopt;
        float best = 0;
        std::optional<std::size_t> from;
        const float *const scores = m_scores.data() + indexOf(place - closest - spacing, 0);
        for (std::size_t other = 0; other < spacings; ++other) {
            const float score =
                scores[other * m_places] - changing[std::max(spacing, other) - std::min(spacing, other)];
            if (score > best) {
                best = score;
                from = other;
            }
        }
        return from;
    }

    // For each place, with the spacing that suits it best.
    [[nodiscard]] std::vector<std::size_t> bestEnds() const {
        const auto best = highestRows(m_scores.data(), spacings, m_places, m_places);
        std::vector<std::size_t> ends(m_places);
        for (std::size_t place = 0; place < m_places; ++place)
            ends[place] = indexOf(place, static_cast<std::size_t>(best[place]));
        return ends;
    }

    [[nodiscard]] Comb traced(std::size_t end) const {
        Comb comb;
        auto place = end % m_places;
        std::optional<std::size_t> spacing = end / m_places;
        while (spacing) {
            comb.teeth.push_back(static_cast<float>(place) * m_unit);
            const auto before = spacingBefore(place, *spacing);
            place -= std::min(place, closest + *spacing);
            spacing = before;
        }
        std::reverse(comb.teeth.begin(), comb.teeth.end());
        return comb;
    }

    float m_unit; // steps
    Edges m_edges;
    std::size_t m_places;
    std::vector<float> m_scores; // [spacing][place]: of the best way to a tooth there, with that spacing before it
    std::vector<float> m_eased;  // the same, whatever the spacing was before that
};

// Two more teeth at each end, as far apart as the last ones.
Comb longer(Comb comb) {
    constexpr int more = 2;
    constexpr std::size_t over = 3; // spacings
    const auto &teeth = comb.teeth;
    const float before = (teeth[over] - teeth[0]) / over;
    const float after = (teeth[teeth.size() - 1] - teeth[teeth.size() - 1 - over]) / over;
    for (int i = 0; i < more; ++i) {
        comb.teeth.insert(comb.teeth.begin(), comb.teeth.front() - before);
        comb.teeth.push_back(comb.teeth.back() + after);
    }
    return comb;
}

// What speaks for a symbol that begins at one of a comb's teeth, goes on, and ends at another.
class Hanging {
public:
    Hanging(const Profile &profile, const Comb &comb)
        : m_comb(comb), m_edges(profile, comb.spacing() / code128Modules * 0.8F) {
        m_sums.push_back(0);
        for (const float place : comb.teeth)
            m_sums.push_back(m_sums.back() + m_edges.at(place));
    }

    // The best, by its first tooth and how many characters it has; none if `weight` is 0.
    struct Place {
        int first = 0;
        int characters = 0;
        float weight = 0;
    };
    [[nodiscard]] Place best() const {
        Place best;
        for (int first = 0; first + leastCharacters <= m_comb.characters(); ++first) {
            const float begins = beginsAt(first);
            if (begins <= 0)
                continue;
            const int most = std::min(mostCharacters, m_comb.characters() - first);
            for (int characters = leastCharacters; characters <= most; ++characters)
                if (const float weight = weightOf(begins, first, characters); weight > best.weight)
                    best = {first, characters, weight};
        }
        return best;
    }

private:
    [[nodiscard]] float meanOf(std::span<const FixedEdge> edges, float from, float module) const {
        float sum = 0;
        for (const auto &edge : edges)
            sum += static_cast<float>(edge.sign) * m_edges.at(from + static_cast<float>(edge.module) * module);
        return sum / static_cast<float>(edges.size());
    }
    [[nodiscard]] float beginsAt(int first) const {
        const float module = (m_comb.tooth(first + 1) - m_comb.tooth(first)) / code128Modules;
        return isQuiet(m_comb.tooth(first) - quietModules * module, m_comb.tooth(first) - module)
                   ? meanOf(code128Beginning(), m_comb.tooth(first), module)
                   : 0;
    }
    // Each of the three parts counts alike, so that a part of a symbol isn't taken for one.
    [[nodiscard]] float weightOf(float begins, int first, int characters) const {
        const int last = first + characters;
        const float module = (m_comb.tooth(last) - m_comb.tooth(last - 1)) / code128Modules;
        const float end = m_comb.tooth(last) + code128StopModules * module;
        if (!isQuiet(end + module, end + quietModules * module))
            return 0;
        const float ends = meanOf(code128End(), m_comb.tooth(last), module);
        const float within = (m_sums[static_cast<std::size_t>(last)] - m_sums[static_cast<std::size_t>(first) + 1]) /
                             static_cast<float>(characters - 1);
        return (begins + within + ends - chanceFit) * std::sqrt(static_cast<float>(characters));
    }
    // Strengths are relative to their surroundings: those of all bars' edges together are 1 on the average.
    [[nodiscard]] bool isQuiet(float from, float to) const { return m_edges.activity(from, to) < maxQuietActivity; }

    const Comb &m_comb;
    Edges m_edges;
    std::vector<float> m_sums; // of the teeth's strengths
};

CombTrack trackOn(const Comb &comb, const Hanging::Place &place) {
    CombTrack symbol{code128Layout(place.characters), {}};
    auto &track = symbol.track;
    track.score = place.weight;
    const int last = place.first + place.characters;
    for (int i = place.first; i <= last; ++i) {
        track.modules.push_back((i - place.first) * code128Modules);
        track.positions.push_back(comb.tooth(i));
    }
    track.modules.push_back(symbol.layout.modules);
    track.positions.push_back(comb.tooth(last) +
                              (comb.tooth(last) - comb.tooth(last - 1)) * code128StopModules / code128Modules);
    return symbol;
}
} // namespace

std::vector<CombTrack> findCombs(const Profile &profile, const TrackSearch &search) {
    const auto length = static_cast<float>(profile.size());
    const float least =
        code128Modules * std::max(minCombModule, search.minShare * length / (mostCharacters * code128Modules));
    std::vector<CombTrack> tracks;
    for (float spacing = least; spacing < length / leastCharacters; spacing *= octave) {
        for (const auto &found : CombSearch(profile, spacing).best()) {
            const auto comb = longer(found);
            if (const auto place = Hanging(profile, comb).best(); place.weight > minWeight)
                tracks.push_back(trackOn(comb, place));
        }
    }
    std::sort(tracks.begin(), tracks.end(),
              [](const CombTrack &a, const CombTrack &b) { return a.track.score > b.track.score; });
    tracks.resize(std::min(tracks.size(), static_cast<std::size_t>(search.most)));
    return tracks;
}

} // namespace panier::vision::decode

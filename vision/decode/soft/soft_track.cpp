#include "vision/decode/soft/soft_track.h"

#include "vision/decode/soft/edges.h"
#include "vision/decode/soft/highest_rows.h"

#include <array>
#include <memory>

namespace panier::vision::decode {

namespace {
constexpr float minModule = 2.5F; // steps
// Modules from some width to an octave more are looked for with the same edges. Places are counted in units, and widths
// by how many units seven modules take.
constexpr float octave = 1.41F;
constexpr int leastWidth = 20;
constexpr int narrowest = 12; // parts of a symbol may leave the octave
constexpr int widths = 24;
// What it costs to change the width by one or two units, in edges' strengths, as around a can; and by each more.
constexpr std::array turning = {0.0F, 0.1F, 0.25F};
constexpr float creasing = 0.3F;
constexpr std::array<float, widths> changes() {
    std::array<float, widths> costs{};
    for (std::size_t units = 0; units < costs.size(); ++units)
        costs[units] = units < turning.size() ? turning[units] : costs[units - 1] + creasing;
    return costs;
}
constexpr auto changing = changes(); // the width, by so many units
constexpr float minScore = 0.5F;
// How many edges may be beside a symbol, of the symbol's mean edge strength. The left half of every EAN-13 is a UPC-E
// followed by up to four light modules, and then by bars.
constexpr float maxQuietShare = 0.5F;
constexpr float upcEQuietModules = 7;
constexpr float upcEMaxQuietShare = 0.2F;

float scoreOf(const Edges &edges, const SymbolLayout &layout, const Track &track) {
    float sum = 0;
    for (const auto &edge : layout.edges)
        sum += static_cast<float>(edge.sign) * edges.at(track.at(static_cast<float>(edge.module)));
    const float begin = track.positions.front();
    const float end = track.positions.back();
    const float module = track.moduleWidth();
    const float inside = edges.activity(begin, end);
    const bool isUpcE = layout.symbology == Symbology::UpcE;
    const float quiet = (isUpcE ? upcEQuietModules : quietModules) * module;
    const float most = (isUpcE ? upcEMaxQuietShare : maxQuietShare) * inside;
    const float left = edges.activity(begin - quietModules * module, begin - module);
    const float right = edges.activity(end + module, end + quiet);
    if (inside <= 0 || left > maxQuietShare * inside || right > most)
        return 0;
    return sum / (static_cast<float>(layout.edges.size()) * inside * 2);
}

std::vector<int> knotsOf(const SymbolLayout &layout) {
    constexpr int cellModules = 7; // EAN and UPC
    std::vector<int> knots{0};
    for (const int cell : layout.cells) {
        if (cell - knots.back() > cellModules)
            knots.push_back(knots.back() + cellModules);
        knots.push_back(cell);
    }
    knots.push_back(knots.back() + cellModules);
    knots.push_back(layout.modules);
    return knots;
}

// Whether one of them is the same symbol, most probably.
bool hasAlike(const std::vector<Track> &tracks, const Track &track) {
    const float far = 3 * track.moduleWidth();
    return std::any_of(tracks.begin(), tracks.end(), [&](const Track &other) {
        return std::abs(other.positions.front() - track.positions.front()) < far &&
               std::abs(other.positions.back() - track.positions.back()) < far;
    });
}

// The ways through a symbol's knots, one after the other, along which its fixed edges are strongest and the modules'
// width changes least: to each place with each width before it the best (Viterbi's algorithm).
class Ways {
public:
    Ways(const Profile &profile, const SymbolLayout &layout, float leastModule)
        : m_layout(layout), m_unit(leastModule * 7 / leastWidth), m_edges(profile, leastModule * 0.8F),
          m_places(static_cast<std::size_t>(static_cast<float>(profile.size()) / m_unit) + 1), m_knots(knotsOf(layout)),
          m_scores(std::make_unique_for_overwrite<float[]>(m_knots.size() * widths * m_places)),
          m_eased(std::make_unique_for_overwrite<float[]>(widths * m_places)) {
        constexpr std::size_t ahead = 2 * leastWidth; // of the last place
        for (std::size_t place = 0; place < m_places + ahead; ++place)
            m_strengths.push_back(m_edges.at(static_cast<float>(place) * m_unit));
        for (std::size_t knot = 0; knot < m_knots.size(); ++knot) {
            const Range range = rangeOf(knot);
            for (int width = 0; width < widths; ++width) {
                if (knot == 0)
                    std::fill(scoresOf(knot, width) + range.first, scoresOf(knot, width) + range.last, 0.0F);
                else
                    comeTo(knot, width);
                addEdges(knot, width);
            }
            ease(knot);
        }
    }

    // The best ones, no two of them alike. `leastLength`: of the whole symbol, steps.
    [[nodiscard]] std::vector<Track> best(std::size_t most, float leastLength) const {
        constexpr std::size_t ends = 60;
        std::vector<Track> tracks;
        for (const auto end : bestEnds(ends)) {
            if (tracks.size() == most || m_scores[end] <= 0)
                break;
            auto track = traced(end);
            if (track.positions.back() - track.positions.front() < leastLength || hasAlike(tracks, track))
                continue;
            track.score = scoreOf(m_edges, m_layout, track);
            if (track.score > minScore)
                tracks.push_back(std::move(track));
        }
        return tracks;
    }

private:
    static constexpr float nowhere = -1e6F;
    [[nodiscard]] std::size_t indexOf(std::size_t knot, int width) const {
        return (knot * widths + static_cast<std::size_t>(width)) * m_places;
    }
    [[nodiscard]] float *easedOf(int width) { return m_eased.get() + indexOf(0, width); }
    [[nodiscard]] float *scoresOf(std::size_t knot, int width) const { return m_scores.get() + indexOf(knot, width); }
    [[nodiscard]] static std::size_t unitsOf(int modules, int width) {
        return static_cast<std::size_t>((2 * modules * (narrowest + width) + 7) / 14);
    }
    [[nodiscard]] std::size_t unitsBefore(std::size_t knot, int width) const {
        return unitsOf(m_knots[knot] - m_knots[knot - 1], width);
    }

    // Where a knot may lie, so that there is room for the narrowest modules before and behind it.
    struct Range {
        std::size_t first = 0;
        std::size_t last = 0; // before it
    };
    [[nodiscard]] Range rangeOf(std::size_t knot) const {
        const auto first = unitsOf(m_knots[knot], 0);
        const auto behind = std::min(m_places, unitsOf(m_layout.modules - m_knots[knot], 0));
        return {first, std::max(first, m_places - behind)};
    }

    // How good it is to leave the knot with each width: the same as before, or another for its price.
    void ease(std::size_t knot) {
        constexpr std::size_t atOnce = 128; // places whose scores with all widths stay in the nearest cache
        const Range range = rangeOf(knot);
        for (auto first = range.first; first < range.last; first += atOnce)
            ease(knot, {first, std::min(first + atOnce, range.last)});
    }
    void ease(std::size_t knot, const Range &range) {
        for (int width = 0; width < widths; ++width) {
            const auto near = [&](int change) { return scoresOf(knot, std::clamp(width + change, 0, widths - 1)); };
            const std::array<const float *, 5> from = {near(-2), near(-1), near(0), near(1), near(2)};
            float *const to = easedOf(width);
            for (auto place = range.first; place < range.last; ++place)
                to[place] = std::max({from[2][place], std::max(from[1][place], from[3][place]) - turning[1],
                                      std::max(from[0][place], from[4][place]) - turning[2]});
        }
        const auto crease = [range](const float *scores, float *to) {
            for (auto place = range.first; place < range.last; ++place)
                to[place] = std::max(to[place], scores[place] - creasing);
        };
        for (int width = 1; width < widths; ++width)
            crease(easedOf(width - 1), easedOf(width));
        for (int width = widths - 1; width > 0; --width)
            crease(easedOf(width), easedOf(width - 1));
    }

    // From the knot before.
    void comeTo(std::size_t knot, int width) {
        const auto back = unitsBefore(knot, width);
        const Range before = rangeOf(knot - 1);
        const Range range = rangeOf(knot);
        const auto first = std::max(range.first, before.first + back);
        const auto last = std::min(range.last, before.last + back);
        float *const scores = scoresOf(knot, width);
        std::fill(scores + range.first, scores + range.last, nowhere);
        if (first < last)
            std::copy(easedOf(width) + first - back, easedOf(width) + last - back, scores + first);
    }

    // The width before that.
    [[nodiscard]] int widthBefore(std::size_t knot, int width, std::size_t place) const {
        const float *const scores = scoresOf(knot - 1, 0) + place;
        float bestScore = scores[static_cast<std::size_t>(width) * m_places];
        int best = width;
        for (int other = 0; other < widths; ++other) {
            const float score = scores[static_cast<std::size_t>(other) * m_places] -
                                changing[static_cast<std::size_t>(std::abs(width - other))];
            if (score > bestScore) {
                bestScore = score;
                best = other;
            }
        }
        return best;
    }

    // Those from the knot to the next one.
    void addEdges(std::size_t knot, int width) {
        const Range range = rangeOf(knot);
        const int begin = m_knots[knot];
        const int end = knot + 1 < m_knots.size() ? m_knots[knot + 1] : m_layout.modules + 1;
        float *const scores = scoresOf(knot, width);
        for (const auto &edge : m_layout.edges) {
            if (edge.module < begin || edge.module >= end)
                continue;
            const float *const strengths = m_strengths.data() + unitsOf(edge.module - begin, width);
            const auto sign = static_cast<float>(edge.sign);
            for (auto place = range.first; place < range.last; ++place)
                scores[place] += sign * strengths[place];
        }
    }

    // For each place where a symbol may end, with the width that suits it best; the best first, and no more than so
    // many.
    [[nodiscard]] std::vector<std::size_t> bestEnds(std::size_t most) const {
        const auto last = m_knots.size() - 1;
        const Range range = rangeOf(last);
        const auto best = highestRows(scoresOf(last, 0) + range.first, widths, m_places, range.last - range.first);
        std::vector<std::size_t> ends;
        for (std::size_t i = 0; i < best.size(); ++i)
            ends.push_back(indexOf(last, best[i]) + range.first + i);
        most = std::min(most, ends.size());
        std::partial_sort(ends.begin(), ends.begin() + static_cast<std::ptrdiff_t>(most), ends.end(),
                          [this](auto a, auto b) { return m_scores[a] > m_scores[b]; });
        ends.resize(most);
        return ends;
    }

    [[nodiscard]] Track traced(std::size_t end) const {
        Track track{m_knots, std::vector<float>(m_knots.size()), 0};
        auto place = end % m_places;
        int width = static_cast<int>(end / m_places % widths);
        for (auto knot = m_knots.size() - 1; knot > 0; --knot) {
            track.positions[knot] = static_cast<float>(place) * m_unit;
            place -= unitsBefore(knot, width);
            width = widthBefore(knot, width, place);
        }
        track.positions[0] = static_cast<float>(place) * m_unit;
        return track;
    }

    const SymbolLayout &m_layout;
    float m_unit; // steps
    Edges m_edges;
    std::size_t m_places;
    std::vector<int> m_knots;
    std::vector<float> m_strengths;    // of the edge at each place
    std::unique_ptr<float[]> m_scores; // [knot][width][place]; only where the knot may lie
    std::unique_ptr<float[]> m_eased;  // [width][place], the same of the last knot
};
} // namespace

float Track::at(float module) const {
    if (module < 0)
        return positions.front() + module * moduleWidth();
    if (module > static_cast<float>(modules.back()))
        return positions.back() + (module - static_cast<float>(modules.back())) * moduleWidth();
    std::size_t k = 1;
    while (k + 1 < modules.size() && static_cast<float>(modules[k]) <= module)
        ++k;
    const auto from = static_cast<float>(modules[k - 1]);
    const auto to = static_cast<float>(modules[k]);
    return positions[k - 1] + (positions[k] - positions[k - 1]) * (module - from) / (to - from);
}

float Track::moduleWidth() const {
    return (positions.back() - positions.front()) / static_cast<float>(modules.back());
}

Track Track::reversed(int size) const {
    Track result{{}, {}, score};
    for (std::size_t k = modules.size(); k-- > 0;) {
        result.modules.push_back(modules.back() - modules[k]);
        result.positions.push_back(static_cast<float>(size) - positions[k]);
    }
    return result;
}

std::vector<Track> findTracks(const Profile &original, const SymbolLayout &layout, const TrackSearch &search) {
    const Profile profile = search.sharpen > 0 ? original.sharpened(search.sharpen) : original;
    const auto length = static_cast<float>(profile.size());
    const auto modules = static_cast<float>(layout.modules);
    const auto most = static_cast<std::size_t>(search.most);
    std::vector<Track> found;
    for (float module = std::max(minModule, search.minShare * length / modules); module * modules < length;
         module *= octave)
        for (auto &track : Ways(profile, layout, module).best(most, search.minShare * length))
            found.push_back(std::move(track));
    std::sort(found.begin(), found.end(), [](const Track &a, const Track &b) { return a.score > b.score; });
    std::vector<Track> tracks;
    for (auto &track : found)
        if (tracks.size() < most && !hasAlike(tracks, track))
            tracks.push_back(std::move(track));
    return tracks;
}

} // namespace panier::vision::decode

#include "vision/decode/soft_grid.h"

#include <cmath>

namespace panier::vision::decode {

namespace {
constexpr float minModule = 2.5F; // steps
constexpr float widthStep = 0.8F; // modules, over the whole symbol
constexpr float placeStep = 0.4F; // modules
// What is looked at on each side of a symbol, and how many edges may be there, of the symbol's mean edge strength.
// Packs don't keep the standard's 7 to 11 modules; but the left half of every EAN-13 is a UPC-E followed by up to four
// light modules, and then by bars.
constexpr float quietModules = 4;
constexpr float maxQuietShare = 0.5F;
constexpr float upcEQuietModules = 7;
constexpr float upcEMaxQuietShare = 0.2F;
constexpr float maxStrength = 2.5F; // of one edge, of the mean around it: glare and borders must not drown the rest
constexpr float minScore = 0.28F;
constexpr std::array bends = {0.0F, -0.07F, 0.07F, -0.14F, 0.14F, -0.22F, 0.22F, -0.3F, 0.3F};
constexpr std::array rounds = {0.0F, 0.3F}; // flat, and around some 100 degrees of a can
constexpr float maxBend = 0.45F;
constexpr float maxRound = 0.6F;

// How strongly the profile darkens at each step, over `half` steps to both sides, relative to its surroundings.
class Edges {
public:
    Edges(const Profile &profile, float half) {
        const int n = profile.size();
        m_strength.resize(static_cast<std::size_t>(n) + 1);
        std::vector<float> sums{0};
        for (int i = 0; i <= n; ++i) {
            const auto x = static_cast<float>(i);
            const float edge = profile.mean(x, x + half) - profile.mean(x - half, x);
            m_strength[static_cast<std::size_t>(i)] = edge;
            sums.push_back(sums.back() + std::abs(edge));
        }
        const float floor = 0.2F * sums.back() / static_cast<float>(n + 1) + 0.3F;
        const int reach = std::max(8, n / 12);
        m_sums.push_back(0);
        for (int i = 0; i <= n; ++i) {
            const int from = std::max(0, i - reach);
            const int to = std::min(n, i + reach);
            const float mean = (sums[static_cast<std::size_t>(to) + 1] - sums[static_cast<std::size_t>(from)]) /
                               static_cast<float>(to - from + 1);
            auto &edge = m_strength[static_cast<std::size_t>(i)];
            edge = std::clamp(edge / (mean + floor), -maxStrength, maxStrength);
            m_sums.push_back(m_sums.back() + std::abs(edge));
        }
    }
    [[nodiscard]] float at(float x) const {
        const auto i = static_cast<long>(x + 0.5F);
        return i < 0 || i >= static_cast<long>(m_strength.size()) ? 0 : m_strength[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] std::size_t size() const { return m_strength.size() - 1; }
    // Mean strength between two places, whatever its sign.
    [[nodiscard]] float activity(float from, float to) const {
        const auto last = static_cast<float>(m_strength.size());
        const auto begin = static_cast<std::size_t>(std::clamp(from, 0.0F, last));
        const auto end = static_cast<std::size_t>(std::clamp(to, 0.0F, last));
        return end > begin ? (m_sums[end] - m_sums[begin]) / static_cast<float>(end - begin) : 0;
    }

private:
    std::vector<float> m_strength;
    std::vector<float> m_sums;
};

// Modules that widen or narrow steadily from one end to the other, as on a pack that is held askew, or narrow towards
// both ends, as around a can.
struct Grid {
    float start = 0;
    float module = 0; // mean width
    float bend = 0;   // half the change of the width over the symbol, as a part of it
    float round = 0;  // how much narrower the modules at both ends are than the mean, as a part of it
    int modules = 0;
    float score = 0;
    [[nodiscard]] float at(float place) const {
        const auto all = static_cast<float>(modules);
        const float part = place / all;
        return start + module * (place + place * (1 - part) * (bend + round * (2 * part - 1)));
    }
};

// How far behind the grid's start each fixed edge lies, and at last the end.
std::vector<float> offsetsOf(const EanLayout &layout, Grid grid) {
    grid.start = 0;
    std::vector<float> offsets;
    offsets.reserve(layout.edges.size() + 1);
    for (const auto &edge : layout.edges)
        offsets.push_back(grid.at(static_cast<float>(edge.module)));
    offsets.push_back(grid.at(static_cast<float>(layout.modules)));
    return offsets;
}

float scoreOf(const Edges &edges, const EanLayout &layout, const Grid &grid, const std::vector<float> &offsets) {
    constexpr std::size_t telling = 8; // of the edges
    float sum = 0;
    for (std::size_t i = 0; i < layout.edges.size(); ++i) {
        sum += static_cast<float>(layout.edges[i].sign) * edges.at(grid.start + offsets[i]);
        if (i + 1 == telling && sum <= 0)
            return 0;
    }
    const float end = grid.start + offsets.back();
    const float inside = edges.activity(grid.start, end);
    const bool isUpcE = layout.symbology == Symbology::UpcE;
    const float quiet = (isUpcE ? upcEQuietModules : quietModules) * grid.module;
    const float most = (isUpcE ? upcEMaxQuietShare : maxQuietShare) * inside;
    const float left = edges.activity(grid.start - quietModules * grid.module, grid.start - grid.module);
    const float right = edges.activity(end + grid.module, end + quiet);
    if (inside <= 0 || left > maxQuietShare * inside || right > most)
        return 0;
    return sum / (static_cast<float>(layout.edges.size()) * inside * 2);
}

// The same by three places: where the symbol begins, its middle and its end; none of them tells how round it is.
Grid gridThrough(float begin, float middle, float end, float round, int modules) {
    const auto count = static_cast<float>(modules);
    const float module = (end - begin) / count;
    return {begin, module, ((middle - begin) / module - count / 2) * 4 / count, round, modules, 0};
}

// Climbs to the best place near by.
Grid improved(const Edges &edges, const EanLayout &layout, Grid grid) {
    constexpr int maxSteps = 12;
    float step = 0.6F * grid.module;
    for (int i = 0; i < maxSteps && step > 0.1F * grid.module; ++i) {
        const std::array<float, 3> places = {grid.start, grid.at(static_cast<float>(layout.modules) / 2),
                                             grid.at(static_cast<float>(layout.modules))};
        Grid best = grid;
        const auto offer = [&](Grid next) {
            const bool possible = std::abs(next.bend) < maxBend && std::abs(next.round) < maxRound;
            next.score = possible ? scoreOf(edges, layout, next, offsetsOf(layout, next)) : 0;
            if (next.score > best.score)
                best = next;
        };
        for (const float change : {-1.0F, 1.0F}) {
            constexpr float most = 0.0962F; // of the symbol, that being round moves a module
            Grid next = grid;
            next.round += change * step / (most * grid.module * static_cast<float>(layout.modules));
            offer(next);
        }
        for (unsigned move = 1; move < 27; ++move) { // each place back, not at all, or on; 13 is none
            auto moved = places;
            unsigned rest = move;
            for (auto &place : moved) {
                place += (static_cast<float>(rest % 3) - 1) * step;
                rest /= 3;
            }
            offer(gridThrough(moved[0], moved[1], moved[2], grid.round, layout.modules));
        }
        if (best.score > grid.score)
            grid = best;
        else
            step /= 2;
    }
    return grid;
}

bool isSamePlace(const Grid &a, const Grid &b) {
    return std::abs(a.start - b.start) < 2 * b.module && std::abs(a.module / b.module - 1) < 0.03F &&
           std::abs(a.bend - b.bend) < 0.07F && std::abs(a.round - b.round) < 0.1F;
}

void keep(std::vector<Grid> &best, Grid grid, std::size_t most) {
    for (auto &other : best) {
        if (isSamePlace(other, grid)) {
            if (grid.score > other.score)
                other = grid;
            return;
        }
    }
    best.push_back(grid);
    std::sort(best.begin(), best.end(), [](const Grid &a, const Grid &b) { return a.score > b.score; });
    if (best.size() > most)
        best.pop_back();
}

// All starts for one width and bend. The first few edges tell most places that they are none.
void slide(const Edges &edges, const EanLayout &layout, Grid grid, std::size_t most, std::vector<Grid> &best) {
    constexpr std::size_t guardEdges = 4;
    constexpr float minGuard = 1; // summed strengths of the first edges
    const auto offsets = offsetsOf(layout, grid);
    const float last = static_cast<float>(edges.size()) - offsets.back();
    for (grid.start = 0; grid.start <= last; grid.start += placeStep * grid.module) {
        float guard = 0;
        for (std::size_t i = 0; i < guardEdges; ++i)
            guard += static_cast<float>(layout.edges[i].sign) * edges.at(grid.start + offsets[i]);
        if (guard < minGuard)
            continue;
        grid.score = scoreOf(edges, layout, grid, offsets);
        if (grid.score >= minScore && (best.size() < most || grid.score > best.back().score))
            keep(best, grid, most);
    }
}

bool isLookedFor(const TrackSearch &search, float bend, float round) {
    if (bend == 0 || round == 0)
        return round <= search.maxRound &&
               (bend == 0 || (std::abs(bend) >= search.minBend && std::abs(bend) <= search.maxBend));
    return false;
}

std::vector<Grid> findGrids(const Profile &profile, const EanLayout &layout, const TrackSearch &search) {
    std::vector<Grid> best;
    const auto length = static_cast<float>(profile.size());
    const auto modules = static_cast<float>(layout.modules);
    const float least = std::max(minModule, search.minShare * length / modules);
    for (float octave = least; octave * modules < length; octave *= 1.41F) {
        const Edges edges(profile, octave * 0.8F);
        for (float module = octave; module < octave * 1.41F && module * modules < length;
             module *= 1 + widthStep / modules) {
            for (const float bend : bends)
                for (const float round : rounds)
                    if (isLookedFor(search, bend, round))
                        slide(edges, layout, {0, module, bend, round, layout.modules, 0},
                              static_cast<std::size_t>(search.most), best);
        }
    }
    return best;
}

constexpr int shifts = 13; // of a knot, from -1.5 to 1.5 modules
constexpr float shiftStep = 0.25F;

// Moves the knots to where the edges are, neighbours together.
Track follow(const Edges &edges, const EanLayout &layout, const Grid &grid, const std::vector<int> &knots) {
    const auto placeOf = [&](std::size_t knot, int shift) {
        return grid.at(static_cast<float>(knots[knot])) +
               grid.module * static_cast<float>(shift - shifts / 2) * shiftStep;
    };
    std::vector<std::array<float, shifts>> value(knots.size());
    std::vector<std::array<int, shifts>> from(knots.size());
    for (std::size_t k = 0; k < knots.size(); ++k) {
        for (int shift = 0; shift < shifts; ++shift) {
            float sum = 0;
            for (const auto &edge : layout.edges)
                if (std::abs(edge.module - knots[k]) <= 3)
                    sum += static_cast<float>(edge.sign) *
                           edges.at(grid.at(static_cast<float>(edge.module)) +
                                    grid.module * static_cast<float>(shift - shifts / 2) * shiftStep);
            float before = 0;
            for (int last = 0; k > 0 && last < shifts; ++last) {
                const float bend = static_cast<float>(shift - last) * shiftStep;
                const float candidate = value[k - 1][static_cast<std::size_t>(last)] - 4 * bend * bend;
                if (last == 0 || candidate > before) {
                    before = candidate;
                    from[k][static_cast<std::size_t>(shift)] = last;
                }
            }
            value[k][static_cast<std::size_t>(shift)] = sum + before;
        }
    }
    Track track{knots, std::vector<float>(knots.size()), grid.score};
    auto shift = static_cast<int>(std::max_element(value.back().begin(), value.back().end()) - value.back().begin());
    for (std::size_t k = knots.size(); k-- > 0;) {
        track.positions[k] = placeOf(k, shift);
        shift = from[k][static_cast<std::size_t>(shift)];
    }
    return track;
}

std::vector<int> knotsOf(const EanLayout &layout) {
    std::vector<int> knots{0};
    for (const int cell : layout.cells) {
        if (cell - knots.back() > 7)
            knots.push_back(knots.back() + 7);
        knots.push_back(cell);
    }
    knots.push_back(knots.back() + 7);
    knots.push_back(layout.modules);
    return knots;
}
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

std::vector<Track> findTracks(const Profile &original, const EanLayout &layout, const TrackSearch &search) {
    const Profile profile = search.sharpen > 0 ? original.sharpened(search.sharpen) : original;
    std::vector<Track> tracks;
    if (profile.size() < static_cast<int>(minModule * static_cast<float>(layout.modules)))
        return tracks;
    const auto knots = knotsOf(layout);
    for (const auto &grid : findGrids(profile, layout, search)) {
        const Edges edges(profile, grid.module * 0.8F);
        tracks.push_back(follow(edges, layout, improved(edges, layout, grid), knots));
    }
    return tracks;
}

} // namespace panier::vision::decode

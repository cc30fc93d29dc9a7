#include "vision/decode/matrix/matrix_finders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace panier::vision::decode {

namespace {
constexpr int rowStep = 2;     // pixels
constexpr float minWidth = 12; // pixels of a target: below, its rings are no longer told apart
constexpr std::size_t mostTargets = 8;
constexpr std::size_t mostTriples = 8;

// Five runs of pixels: dark, light, dark, light, dark.
using Runs = std::array<float, 5>;

bool isTarget(const Runs &runs) {
    constexpr float most = 0.65F; // of a module, as a lens out of focus takes from one what it gives the other
    const float width = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
    const float module = width / 7;
    if (width < minWidth || std::abs(runs[2] - 3 * module) > 1.8F * most * module)
        return false;
    return std::all_of(runs.begin(), runs.end(),
                       [&](const float &run) { return &run == &runs[2] || std::abs(run - module) < most * module; });
}

// The runs on a line through a dark middle, walked to both ends; all 0 if it leaves the picture before.
struct Crossing {
    Runs runs{};
    float middle = 0; // of the middle run, along the line
};
template <typename IsDark>
std::optional<Crossing> crossingAt(int start, int length, float mostRun, IsDark isDark) {
    Crossing crossing;
    int ends[2] = {start, start};
    for (const int way : {-1, 1}) {
        int at = start;
        for (int run = 0; run < 3; ++run) {
            const int from = at;
            while (at >= 0 && at < length && isDark(at) == (run % 2 == 0) && std::abs(at - from) <= mostRun)
                at += way;
            if (std::abs(at - from) > mostRun || ((at < 0 || at >= length) && run < 2))
                return std::nullopt;
            const auto index = static_cast<std::size_t>(2 + way * run);
            crossing.runs[index] += static_cast<float>(std::abs(at - from));
            if (run == 0)
                ends[way > 0] = at;
        }
    }
    crossing.runs[2] -= 1; // the start was counted twice
    crossing.middle = static_cast<float>(ends[0] + ends[1]) / 2;
    return crossing;
}

float widthOf(const Runs &runs) {
    return runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
}

void note(FinderTarget target, std::vector<FinderTarget> &targets) {
    for (auto &other : targets) {
        if (cv::norm(other.middle - target.middle) > 0.25F * other.width)
            continue;
        const auto lines = static_cast<float>(other.lines);
        other.middle = (other.middle * lines + target.middle) / (lines + 1);
        other.width = (other.width * lines + target.width) / (lines + 1);
        ++other.lines;
        return;
    }
    targets.push_back(target);
}

// Runs seen on a row: whether the column through their middle shows as much.
void look(const cv::Mat &contrast, int y, const Runs &runs, float end, std::vector<FinderTarget> &targets) {
    if (!isTarget(runs))
        return;
    constexpr float mostRun = 1.0F; // of a target's width
    const float width = widthOf(runs);
    const int x = static_cast<int>(end - runs[4] - runs[3] - runs[2] / 2);
    const auto column =
        crossingAt(y, contrast.rows, mostRun * width, [&](int at) { return contrast.at<float>(at, x) > 0; });
    if (!column || !isTarget(column->runs))
        return;
    const int middle = std::clamp(static_cast<int>(column->middle), 0, contrast.rows - 1);
    const auto row =
        crossingAt(x, contrast.cols, mostRun * width, [&](int at) { return contrast.at<float>(middle, at) > 0; });
    if (row && isTarget(row->runs))
        note({{row->middle, column->middle}, (widthOf(row->runs) + widthOf(column->runs)) / 2, 1}, targets);
}
} // namespace

std::vector<FinderTarget> findTargets(const cv::Mat &contrast) {
    std::vector<FinderTarget> targets;
    for (int y = 0; y < contrast.rows; y += rowStep) {
        const auto *row = contrast.ptr<float>(y);
        Runs runs{}; // the last five
        bool dark = false;
        for (int x = 0; x < contrast.cols; ++x) {
            if ((row[x] > 0) != dark) {
                if (dark)
                    look(contrast, y, runs, static_cast<float>(x), targets);
                std::rotate(runs.begin(), runs.begin() + 1, runs.end());
                runs[4] = 0;
                dark = !dark;
            }
            ++runs[4];
        }
    }
    std::sort(targets.begin(), targets.end(),
              [](const FinderTarget &a, const FinderTarget &b) { return a.lines > b.lines; });
    targets.resize(std::min(targets.size(), mostTargets));
    return targets;
}

Corners FinderTriple::cornersOf(int modules) const {
    const float between = static_cast<float>(modules) - 7; // modules from middle to middle
    const auto along = (topRight - topLeft) / between;
    const auto down = (bottomLeft - topLeft) / between;
    const auto first = topLeft - 3.5F * (along + down);
    const auto size = static_cast<float>(modules);
    return {first, first + along * size, first + (along + down) * size, first + down * size};
}

namespace {
// The corner between the others lies opposite the longest side, unless the symbol is seen from far aside.
std::optional<FinderTriple> tripleOf(const FinderTarget &a, const FinderTarget &b, const FinderTarget &c) {
    constexpr double mostUneven = 1.9;  // one target's width to another's, one side's length to another's
    constexpr double leastAngle = 0.42; // the sine
    const auto [narrow, wide] = std::minmax({a.width, b.width, c.width});
    if (wide > mostUneven * narrow)
        return std::nullopt;
    const auto along = b.middle - a.middle;
    const auto down = c.middle - a.middle;
    const double sides[2] = {cv::norm(along), cv::norm(down)};
    if (std::min(sides[0], sides[1]) < 1.5 * narrow ||
        std::max(sides[0], sides[1]) > mostUneven * std::min(sides[0], sides[1]))
        return std::nullopt;
    if (std::abs(along.cross(down)) < leastAngle * sides[0] * sides[1] ||
        cv::norm(along - down) < std::max(sides[0], sides[1]))
        return std::nullopt;
    if (along.cross(down) < 0) // y points down
        return FinderTriple{a.middle, c.middle, b.middle};
    return FinderTriple{a.middle, b.middle, c.middle};
}
} // namespace

std::vector<FinderTriple> triplesOf(const std::vector<FinderTarget> &targets) {
    std::vector<std::pair<int, FinderTriple>> found;
    for (std::size_t i = 0; i < targets.size(); ++i)
        for (std::size_t j = 0; j < targets.size(); ++j)
            for (std::size_t k = j + 1; k < targets.size(); ++k)
                if (i != j && i != k)
                    if (const auto triple = tripleOf(targets[i], targets[j], targets[k]))
                        found.emplace_back(targets[i].lines + targets[j].lines + targets[k].lines, *triple);
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<FinderTriple> triples;
    for (std::size_t i = 0; i < std::min(found.size(), mostTriples); ++i)
        triples.push_back(found[i].second);
    return triples;
}

} // namespace panier::vision::decode

#include "vision/decode/blurred/blurred_ean.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
constexpr std::array radii = {0.8F, 1.4F, 2.0F, 2.6F};
constexpr float mostRadius = 3.1F;
constexpr float mostSigma = 0.85F;
constexpr std::array bends = {0.0F, -0.09F, 0.09F};
constexpr std::array finerBends = {0.0F, -0.03F, 0.03F, -0.06F, 0.06F};
constexpr std::array darkShares = {0.5F, 0.44F, 0.57F}; // of a symbol
constexpr float leastModule = 2;                        // steps
constexpr float widthStep = 1;                          // modules, over the whole symbol
constexpr float placeStep = 0.5F;
constexpr float minShare = 0.28F;                           // of the line that the symbol takes
constexpr float mostFloor = 0.3F;                           // what no digits can undercut
constexpr std::size_t mostEnds = 20;                        // whose ends fit best, for each lens
constexpr std::size_t mostShapes = 3;                       // whose digits fit best, for each lens
constexpr std::array hopeless = {0.4F, 0.2F, 0.12F, 0.12F}; // misfits that end it, round by round
constexpr float tolerance = 0.02F; // of a number's cost, that digits which break the check digit may save
constexpr float mostMisfit = 0.027F;
constexpr float leastMargin = 1.8F;

struct Candidate {
    SmearedShape shape;
    float darkShare = 0.5F;
    float cost = 0;
};

// Keeps the best, one of each place and width.
void keep(std::vector<Candidate> &best, const Candidate &candidate, std::size_t most, const SymbolLayout &layout) {
    const float near = 0.8F * candidate.shape.moduleWidth(layout);
    for (auto &other : best) {
        if (std::abs(other.shape.begin - candidate.shape.begin) < near &&
            std::abs(other.shape.end - candidate.shape.end) < near) {
            if (candidate.cost < other.cost)
                other = candidate;
            return;
        }
    }
    if (best.size() < most) {
        best.push_back(candidate);
        return;
    }
    auto &worst = *std::max_element(best.begin(), best.end(),
                                    [](const Candidate &a, const Candidate &b) { return a.cost < b.cost; });
    if (candidate.cost < worst.cost)
        worst = candidate;
}

using Lenses = std::vector<SmearedDigits>;

// For each lens where the symbol's ends fit best.
std::vector<std::vector<Candidate>> findEnds(const Profile &profile, const SymbolLayout &layout, const Lenses &lenses) {
    std::vector<std::vector<Candidate>> best(lenses.size());
    const auto length = static_cast<float>(profile.size());
    const auto modules = static_cast<float>(layout.modules);
    SmearedShape shape;
    for (float module = std::max(leastModule, minShare * length / modules); module * (modules + 4) < length;
         module *= 1 + widthStep / modules) {
        for (shape.begin = 2 * module; shape.begin + module * (modules + 2) < length;
             shape.begin += placeStep * module) {
            shape.end = shape.begin + module * modules;
            for (const float bend : bends) {
                shape.bend = bend;
                SmearedFit fit(profile, layout, shape);
                if (!fit.take())
                    continue;
                for (std::size_t lens = 0; lens < lenses.size(); ++lens)
                    keep(best[lens], {shape, 0.5F, fit.endsCost(lenses[lens])}, mostEnds, layout);
            }
        }
    }
    return best;
}

std::vector<Candidate> findShapes(const Profile &profile, const SymbolLayout &layout) {
    Lenses lenses;
    for (const float radius : radii)
        lenses.emplace_back(layout, SmearedShape{.radius = radius});
    const auto ends = findEnds(profile, layout, lenses);
    std::vector<Candidate> all;
    for (std::size_t lens = 0; lens < lenses.size(); ++lens) {
        std::vector<Candidate> best;
        for (const auto &candidate : ends[lens]) {
            for (const float bend : finerBends) {
                auto shape = candidate.shape;
                shape.bend += bend;
                shape.radius = radii[lens];
                for (const float darkShare : darkShares) {
                    SmearedFit fit(profile, layout, shape, darkShare);
                    if (!fit.take())
                        continue;
                    if (const float cost = fit.floor(lenses[lens]); cost < mostFloor)
                        keep(best, {shape, darkShare, cost}, mostShapes, layout);
                }
            }
        }
        all.insert(all.end(), best.begin(), best.end());
    }
    return all;
}
// Chooses a number and moves the shape to fit it, until it is always the same.
std::optional<BlurredRead> settle(const Profile &profile, const SymbolLayout &layout, const Candidate &candidate) {
    SmearedFit fit(profile, layout, candidate.shape, candidate.darkShare);
    if (!fit.take())
        return std::nullopt;
    BlurredRead read;
    for (std::size_t round = 0;; ++round) {
        const auto choice = chooseJointly(layout, fit.costs(SmearedDigits(layout, fit.shape())));
        const bool settled = choice.text == read.text;
        read.text = choice.text;
        read.margin = choice.secondCost / std::max(choice.cost, 1e-6F);
        read.asDrawn = choice.freeCost >= choice.cost * (1 - tolerance);
        if (settled || round == hopeless.size() || choice.text.empty())
            break;
        fit.improve(choice.patterns);
        if (fit.misfit() > hopeless[round])
            return std::nullopt;
    }
    // Anything may be found behind a lens that lets nothing through.
    if (read.text.empty() || fit.shape().radius > mostRadius || fit.shape().sigma > mostSigma)
        return std::nullopt;
    read.misfit = fit.misfit();
    read.shape = fit.shape();
    return read;
}

void hear(std::vector<BlurredRead> &reads, BlurredRead read) {
    const auto known =
        std::find_if(reads.begin(), reads.end(), [&](const BlurredRead &other) { return other.text == read.text; });
    if (known == reads.end())
        reads.push_back(std::move(read));
    else if (read.misfit < known->misfit)
        *known = std::move(read);
    std::sort(reads.begin(), reads.end(),
              [](const BlurredRead &a, const BlurredRead &b) { return a.misfit < b.misfit; });
}
} // namespace

std::vector<BlurredRead> blurredReads(const Profile &profile) {
    const auto &layout = ean13Layout();
    std::vector<BlurredRead> reads;
    for (const auto &candidate : findShapes(profile, layout))
        if (auto read = settle(profile, layout, candidate))
            hear(reads, *std::move(read));
    return reads;
}

std::optional<BlurredRead> readBlurred(std::span<const Profile> lines) {
    std::vector<BlurredRead> all;
    for (const auto &line : lines) {
        for (const auto &profile : {line, line.reversed()})
            for (auto &read : blurredReads(profile))
                hear(all, std::move(read));
    }
    if (all.empty())
        return std::nullopt;
    const auto &best = all.front();
    const bool alone = all.size() == 1 || all[1].misfit > leastMargin * best.misfit;
    const bool clear = best.misfit < mostMisfit && best.margin > leastMargin && best.asDrawn;
    return alone && clear ? std::optional(best) : std::nullopt;
}

} // namespace panier::vision::decode

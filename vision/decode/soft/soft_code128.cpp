#include "vision/decode/soft/soft_code128.h"

#include <algorithm>
#include <limits>

namespace panier::vision::decode {

namespace {
constexpr std::size_t modulus = 103;

// The cheapest two ways to reach a remainder, and where each came from.
struct Step {
    float cost = std::numeric_limits<float>::infinity();
    std::uint8_t value = 0;
    std::uint8_t rank = 0; // of the way before
    std::uint8_t from = 0; // its remainder
};
using Steps = std::array<Step, 2>;
using Remainders = std::array<Steps, modulus>;

void offer(Steps &steps, const Step &step) {
    if (step.cost < steps[0].cost) {
        steps[1] = steps[0];
        steps[0] = step;
    } else if (step.cost < steps[1].cost) {
        steps[1] = step;
    }
}

// Of a place's values those that may be part of one of the two best texts, but for the remotest chance.
std::vector<int> likely(const Code128Costs &costs, std::size_t first, std::size_t last) {
    constexpr std::size_t most = 16;
    std::vector<int> values;
    for (auto value = first; value < last; ++value)
        values.push_back(static_cast<int>(value));
    const auto kept = std::min(most, values.size());
    std::partial_sort(
        values.begin(), values.begin() + static_cast<std::ptrdiff_t>(kept), values.end(),
        [&](int a, int b) { return costs[static_cast<std::size_t>(a)] < costs[static_cast<std::size_t>(b)]; });
    values.resize(kept);
    return values;
}

// How often the value at `place` counts in the check character's sum, which must be 0 with the check character.
std::size_t weightOf(std::size_t place, std::size_t places) {
    return place + 1 == places ? modulus - 1 : std::max<std::size_t>(place, 1);
}

Remainders stepped(const Remainders &before, const Code128Costs &costs, const std::vector<int> &values,
                   std::size_t weight) {
    Remainders after;
    for (std::size_t from = 0; from < modulus; ++from) {
        for (std::size_t rank = 0; rank < before[from].size(); ++rank) {
            const float cost = before[from][rank].cost;
            if (cost == std::numeric_limits<float>::infinity())
                continue;
            for (const int value : values) {
                const auto index = static_cast<std::size_t>(value);
                offer(after[(from + weight * index) % modulus],
                      {cost + costs[index], static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(rank),
                       static_cast<std::uint8_t>(from)});
            }
        }
    }
    return after;
}
} // namespace

std::optional<Choice> chooseCode128(std::span<const Code128Costs> costs) {
    if (costs.size() < leastCode128Characters)
        return std::nullopt;
    std::vector<Remainders> reached(1);
    reached[0][0][0].cost = 0;
    Choice choice;
    for (std::size_t place = 0; place < costs.size(); ++place) {
        const auto values = place == 0 ? likely(costs[place], firstStartValue, code128Values)
                                       : likely(costs[place], 0, firstStartValue);
        choice.freeCost += costs[place][static_cast<std::size_t>(values.front())];
        reached.push_back(stepped(reached.back(), costs[place], values, weightOf(place, costs.size())));
    }
    const auto &best = reached.back()[0];
    choice.cost = best[0].cost;
    choice.secondCost = best[1].cost;
    if (choice.cost == std::numeric_limits<float>::infinity())
        return std::nullopt;
    Step step = best[0];
    for (auto place = costs.size(); place > 0; --place) {
        choice.patterns.insert(choice.patterns.begin(), step.value);
        step = reached[place - 1][step.from][step.rank];
    }
    return choice;
}

} // namespace panier::vision::decode

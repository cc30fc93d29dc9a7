#include "vision/decode/blurred/joint_digits.h"

#include "vision/decode/digit_choice.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
// By the last digit so far, and the weighted sum of all so far modulo 10.
using Reached = std::array<std::array<Best, 10>, 10>;

std::size_t patternOf(unsigned parity, std::size_t place, std::size_t digit) {
    return digit + (place < 6 && (parity >> (5 - place) & 1U) != 0 ? 10 : 0);
}

Reached begin(const JointCosts &costs, std::size_t leading, unsigned parity) {
    Reached reached;
    for (std::size_t digit = 0; digit < 10; ++digit)
        reached[digit][(leading + 3 * digit) % 10].first = {costs.first[patternOf(parity, 0, digit)], digit};
    return reached;
}

Reached step(const JointCosts &costs, const Reached &before, std::size_t place, unsigned parity) {
    Reached after;
    const std::size_t weight = place % 2 == 0 ? 3 : 1;
    for (std::size_t from = 0; from < 10; ++from) {
        const auto &row = costs.pairs[place - 1][patternOf(parity, place - 1, from)];
        for (std::size_t sum = 0; sum < 10; ++sum) {
            const auto &best = before[from][sum];
            for (std::size_t to = 0; best.first.cost < noCost && to < 10; ++to) {
                auto &target = after[to][(sum + weight * to) % 10];
                const float cost = row[patternOf(parity, place, to)];
                target.offer({best.first.cost + cost, best.first.digits << 4U | to});
                if (best.second.cost < noCost)
                    target.offer({best.second.cost + cost, best.second.digits << 4U | to});
            }
        }
    }
    return after;
}

void spell(std::size_t leading, unsigned parity, std::uint64_t digits, std::size_t places, Choice &choice) {
    choice.text = static_cast<char>('0' + leading);
    choice.patterns.clear();
    for (std::size_t place = 0; place < places; ++place) {
        const auto digit = static_cast<std::size_t>(digits >> (4U * (places - 1 - place)) & 15U);
        choice.text += static_cast<char>('0' + digit);
        choice.patterns.push_back(static_cast<int>(patternOf(parity, place, digit)));
    }
}
} // namespace

Choice chooseJointly(const SymbolLayout &layout, const JointCosts &costs) {
    const auto places = static_cast<std::size_t>(layout.characters());
    Choice choice{{}, {}, noCost, noCost, noCost};
    for (std::size_t leading = 0; leading < 10; ++leading) {
        const unsigned parity = ean13Parity(static_cast<int>(leading));
        auto reached = begin(costs, leading, parity);
        for (std::size_t place = 1; place < places; ++place)
            reached = step(costs, reached, place, parity);
        for (std::size_t digit = 0; digit < 10; ++digit) {
            for (const auto &partial : {reached[digit][0].first, reached[digit][0].second}) {
                const float cost = partial.cost + costs.last[patternOf(parity, places - 1, digit)];
                if (cost < choice.cost) {
                    choice.secondCost = choice.cost;
                    choice.cost = cost;
                    spell(leading, parity, partial.digits, places, choice);
                } else {
                    choice.secondCost = std::min(choice.secondCost, cost);
                }
            }
        }
    }
    choice.freeCost = floorOf(layout, costs);
    return choice;
}

float floorOf(const SymbolLayout &layout, const JointCosts &costs) {
    const auto places = static_cast<std::size_t>(layout.characters());
    DigitCosts reached = costs.first;
    for (std::size_t place = 1; place < places; ++place) {
        DigitCosts after;
        after.fill(noCost);
        const std::size_t from = layout.isRight(static_cast<int>(place) - 1) ? 10 : 20;
        const std::size_t to = layout.isRight(static_cast<int>(place)) ? 10 : 20;
        for (std::size_t a = 0; a < from; ++a)
            for (std::size_t b = 0; b < to; ++b)
                after[b] = std::min(after[b], reached[a] + costs.pairs[place - 1][a][b]);
        reached = after;
    }
    float least = noCost;
    for (std::size_t digit = 0; digit < 10; ++digit)
        least = std::min(least, reached[digit] + costs.last[digit]);
    return least;
}

} // namespace panier::vision::decode

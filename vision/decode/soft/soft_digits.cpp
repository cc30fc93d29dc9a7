#include "vision/decode/soft/soft_digits.h"

#include "vision/decode/digit_choice.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
// A place whose digit counts `weight` times in the check sum; `patterns` is where its ten costs begin in its row.
struct Place {
    int row = 0;
    int weight = 1;
    int patterns = 0;
};

using Costs = std::span<const DigitCosts>;

float costOf(Costs costs, const Place &place, int digit) {
    return costs[static_cast<std::size_t>(place.row)][static_cast<std::size_t>(place.patterns + digit)];
}

// The two best ways to fill the places so that the weighted sum is `remainder` modulo 10.
Best fill(Costs costs, std::span<const Place> places, int remainder) {
    std::array<Best, 10> reached;
    reached[0].first.cost = 0;
    for (const auto &place : places) {
        std::array<Best, 10> next;
        for (std::size_t sum = 0; sum < reached.size(); ++sum) {
            for (const auto &from : {reached[sum].first, reached[sum].second}) {
                if (from.cost >= noCost)
                    continue;
                for (int digit = 0; digit < 10; ++digit) {
                    const auto to = (sum + static_cast<std::size_t>(digit * place.weight)) % 10;
                    next[to].offer({from.cost + costOf(costs, place, digit),
                                    from.digits << 4U | static_cast<std::uint64_t>(digit)});
                }
            }
        }
        reached = next;
    }
    return reached[static_cast<std::size_t>(remainder)];
}

// What can't be undercut by these places, whatever the check digit says.
float floorOf(Costs costs, std::span<const Place> places) {
    float sum = 0;
    for (const auto &place : places) {
        float best = noCost;
        for (int digit = 0; digit < 10; ++digit)
            best = std::min(best, costOf(costs, place, digit));
        sum += best;
    }
    return sum;
}

class Chooser {
public:
    explicit Chooser(Costs costs) : m_costs(costs) {}

    // One family of numbers: `places` are filled; `spell` makes text and patterns of what they were filled with.
    template <typename Spell>
    void consider(std::span<const Place> places, int remainder, float already, Spell spell) {
        const float least = floorOf(m_costs, places) + already;
        m_choice.freeCost = std::min(m_choice.freeCost, least);
        if (least >= m_choice.secondCost)
            return;
        const auto best = fill(m_costs, places, remainder);
        for (const auto &partial : {best.first, best.second}) {
            const float cost = partial.cost + already;
            if (cost < m_choice.cost) {
                m_choice.secondCost = m_choice.cost;
                m_choice.cost = cost;
                spell(partial.digits, m_choice);
            } else {
                m_choice.secondCost = std::min(m_choice.secondCost, cost);
            }
        }
    }
    [[nodiscard]] Choice take() { return std::move(m_choice); }

private:
    Costs m_costs;
    Choice m_choice{{}, {}, noCost, noCost, noCost};
};

int digitAt(std::uint64_t digits, std::size_t place, std::size_t places) {
    return static_cast<int>(digits >> (4U * (places - 1 - place)) & 15U);
}

void spellPlaces(std::uint64_t digits, std::span<const Place> places, Choice &choice) {
    choice.patterns.resize(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int digit = digitAt(digits, i, places.size());
        choice.text += static_cast<char>('0' + digit);
        choice.patterns[i] = places[i].patterns + digit;
    }
}

Choice chooseEan13(Costs costs) {
    Chooser chooser(costs);
    for (int leading = 0; leading < 10; ++leading) {
        std::array<Place, 12> places;
        for (int i = 0; i < 12; ++i) {
            const bool setB = i < 6 && (ean13Parity(leading) >> static_cast<unsigned>(5 - i) & 1U) != 0;
            places[static_cast<std::size_t>(i)] = {i, i % 2 == 0 ? 3 : 1, setB ? 10 : 0};
        }
        chooser.consider(places, (10 - leading) % 10, 0, [&](std::uint64_t digits, Choice &choice) {
            choice.text = static_cast<char>('0' + leading);
            spellPlaces(digits, places, choice);
        });
    }
    return chooser.take();
}

Choice chooseEan8(Costs costs) {
    Chooser chooser(costs);
    std::array<Place, 8> places;
    for (int i = 0; i < 8; ++i)
        places[static_cast<std::size_t>(i)] = {i, i % 2 == 0 ? 3 : 1, 0};
    chooser.consider(places, 0, 0, [&](std::uint64_t digits, Choice &choice) {
        choice.text.clear();
        spellPlaces(digits, places, choice);
    });
    return chooser.take();
}

// Where the first five of the six digits stand in the number that they abbreviate decides how they count; the sixth
// says which it is, and may count itself. GS1 General Specifications 5.2.2.4.2.
struct UpcEForm {
    std::array<int, 5> weights;
    int lastWeight;
};

UpcEForm upcEForm(int last) {
    if (last <= 2)
        return {{1, 3, 3, 1, 3}, 1};
    if (last == 3)
        return {{1, 3, 1, 1, 3}, 0};
    if (last == 4)
        return {{1, 3, 1, 3, 3}, 0};
    return {{1, 3, 1, 3, 1}, 3};
}

Choice chooseUpcE(Costs costs) {
    Chooser chooser(costs);
    for (int variant = 0; variant < 200; ++variant) {
        const int numberSystem = variant / 100;
        const int check = variant / 10 % 10;
        const int last = variant % 10;
        const auto form = upcEForm(last);
        const unsigned parity = upcEParity(numberSystem, check);
        const auto patternsAt = [&](int i) { return (parity >> static_cast<unsigned>(5 - i) & 1U) != 0 ? 10 : 0; };
        std::array<Place, 5> places;
        for (int i = 0; i < 5; ++i)
            places[static_cast<std::size_t>(i)] = {i, form.weights[static_cast<std::size_t>(i)], patternsAt(i)};
        const Place sixth{5, 0, patternsAt(5)};
        const int known = 3 * numberSystem + form.lastWeight * last + check;
        chooser.consider(places, (10 - known % 10) % 10, costOf(costs, sixth, last),
                         [&](std::uint64_t digits, Choice &choice) {
                             choice.text = static_cast<char>('0' + numberSystem);
                             spellPlaces(digits, places, choice);
                             choice.text += static_cast<char>('0' + last);
                             choice.text += static_cast<char>('0' + check);
                             choice.patterns.push_back(sixth.patterns + last);
                         });
    }
    return chooser.take();
}
} // namespace

std::optional<Choice> chooseDigits(const SymbolLayout &layout, Costs costs) {
    if (static_cast<int>(costs.size()) != layout.characters())
        return std::nullopt;
    auto choice = layout.symbology == Symbology::Ean13  ? chooseEan13(costs)
                  : layout.symbology == Symbology::Ean8 ? chooseEan8(costs)
                                                        : chooseUpcE(costs);
    return choice.text.empty() ? std::nullopt : std::optional(std::move(choice));
}

} // namespace panier::vision::decode

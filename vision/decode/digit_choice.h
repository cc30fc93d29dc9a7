// The cheapest ways to choose a symbol's digits so far, which the soft readers build up place by place.
#pragma once

#include <cstdint>
#include <limits>

namespace panier::vision::decode {

inline constexpr float noCost = std::numeric_limits<float>::max() / 4;

// Digits as hexadecimal places of a number, the first the highest.
struct Partial {
    float cost = noCost;
    std::uint64_t digits = 0;
};

// The two best.
struct Best {
    Partial first, second;
    void offer(const Partial &candidate) {
        if (candidate.cost < first.cost) {
            second = first;
            first = candidate;
        } else if (candidate.cost < second.cost) {
            second = candidate;
        }
    }
};

} // namespace panier::vision::decode

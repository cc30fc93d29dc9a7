// How strongly one tag was heard lately, for the attendant's panel. No part of a visit's state.
#pragma once

#include "codes/epc.h"

#include <cstdint>
#include <vector>

namespace panier::visit {

// The last TagSignal::spanMs of one tag, by antenna in ascending order.
struct TagSignal {
    static constexpr int spanMs = 30'000;
    static constexpr int stepMs = 250;

    struct Point {
        int msAgo = 0; // the middle of the step, 0 to spanMs
        int dbm = 0;   // the strongest of the step
        bool operator==(const Point &) const = default;
    };
    struct Series {
        std::uint16_t antenna = 0; // the reader's number, from 1; 0 when the reader doesn't tell
        std::vector<Point> points; // oldest first, at most spanMs / stepMs + 1; a step without a read has none
        bool operator==(const Series &) const = default;
    };

    codes::Epc epc;
    std::vector<Series> series;
    bool operator==(const TagSignal &) const = default;
};

} // namespace panier::visit

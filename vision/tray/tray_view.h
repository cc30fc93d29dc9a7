// What a camera above the tray says of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace panier::vision::tray {

enum class TrayState : std::uint8_t {
    Learning = 1, // what the empty tray looks like; nothing is known yet
    Empty = 2,
    Occupied = 3, // something lies there
    Moving = 4,   // a hand, an arm, something that rolls: `things` are what lay there before
    Blocked = 5,  // no light, too much of it, or nearly all of the tray is hidden: nothing is known
};

// Something that lies still, apart from everything else. Two articles that touch are one thing, a pair of shoes may be
// two: a number of things is no number of articles.
struct LyingThing {
    std::uint16_t share = 0; // of the picture's area, in ten thousandths
    std::uint16_t x = 0;     // of its middle, in ten thousandths of the picture's width
    std::uint16_t y = 0;     // and height
    bool atEdge = false;     // it reaches out of the picture: a forearm, a bag that leans in; nothing was laid down
    bool operator==(const LyingThing &) const = default;
};
inline constexpr std::size_t maxThings = 16; // the largest; a tray holds no more apart from each other

struct TrayView {
    TrayState state = TrayState::Learning;
    std::vector<LyingThing> things; // largest first; empty unless Occupied or Moving
    std::uint32_t sinceMs = 0;      // for how long the state and the number of things have been so
    bool operator==(const TrayView &) const = default;
};

} // namespace panier::vision::tray

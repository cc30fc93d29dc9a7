// How right the view from above is, over rendered stories whose truth is known.
#pragma once

#include "vision/emulator/tray/tray_story.h"
#include "vision/tray/tray_watcher.h"

#include <cstdint>
#include <map>
#include <vector>

namespace panier::tests {

// One moment at which everything has been still for a while.
struct QuietMoment {
    int lying = 0; // truly
    int seen = 0;  // the most things that were said in it, without those at the edge
    bool blocked = false;
};
// Of one story: its quiet moments, in order.
[[nodiscard]] std::vector<QuietMoment> watchStory(const vision::emulator::TrayStory &story, std::uint32_t seed);

struct TrayFigures {
    int stories = 0;
    int moments = 0;
    int empty = 0;                                                     // of these, with nothing on the tray:
    int seenThough = 0;                                                // something was seen: a nudge for nothing
    int occupied = 0;                                                  // with something on it:
    int missed = 0;                                                    // nothing was seen
    int fewer = 0;                                                     // seen, and too few
    int more = 0;                                                      // too many: a nudge for nothing
    int blocked = 0;                                                   // said that it can't see
    int endsWith = 0;                                                  // stories at whose end something lies there
    int endSeen = 0;                                                   // and it was seen
    std::map<vision::emulator::ThingKind, std::pair<int, int>> alone;  // laid as the only thing: how many, missed
    std::map<vision::emulator::TrayCloth, std::pair<int, int>> cloths; // moments, of which wrong
    void add(const vision::emulator::TrayStory &story, const std::vector<QuietMoment> &moments);
};

} // namespace panier::tests

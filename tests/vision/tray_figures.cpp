#include "tests/vision/tray_figures.h"

#include <algorithm>
#include <utility>

namespace panier::tests {

namespace {
using vision::emulator::StoryFrame;
using vision::emulator::TrayStory;
using vision::tray::TrayState;

constexpr std::int64_t quietMs = 2600; // after a hand has left or a lamp has changed
constexpr int width = 320;
constexpr int height = 180;

int thingsIn(const vision::tray::TrayView &view) {
    return static_cast<int>(
        std::count_if(view.things.begin(), view.things.end(), [](const auto &thing) { return !thing.atEdge; }));
}
} // namespace

std::vector<QuietMoment> watchStory(const TrayStory &story, std::uint32_t seed) {
    vision::emulator::TrayPainter painter(width, height, story.optics, seed);
    vision::tray::TrayWatcher watcher;
    std::vector<QuietMoment> moments;
    bool quiet = false;
    for (const StoryFrame &frame : story.frames) {
        const auto grey = painter.paintGrey(frame.scene);
        const auto view = watcher.look(frame.ms, {grey.data(), width, height, width});
        const bool wasQuiet = std::exchange(quiet, frame.quietMs >= quietMs);
        if (!quiet)
            continue;
        if (!wasQuiet)
            moments.push_back({frame.lying, 0, false});
        moments.back().seen = std::max(moments.back().seen, thingsIn(view));
        moments.back().blocked |= view.state == TrayState::Blocked || view.state == TrayState::Learning;
    }
    return moments;
}

void TrayFigures::add(const TrayStory &story, const std::vector<QuietMoment> &quiet) {
    ++stories;
    auto &[ofCloth, wrong] = cloths[story.optics.cloth];
    bool first = true;
    for (const auto &moment : quiet) {
        ++moments;
        ++ofCloth;
        wrong += moment.seen != moment.lying ? 1 : 0;
        blocked += moment.blocked ? 1 : 0;
        ++(moment.lying == 0 ? empty : occupied);
        seenThough += moment.lying == 0 && moment.seen > 0 ? 1 : 0;
        missed += moment.lying > 0 && moment.seen == 0 ? 1 : 0;
        fewer += moment.seen > 0 && moment.seen < moment.lying ? 1 : 0;
        more += moment.lying > 0 && moment.seen > moment.lying ? 1 : 0;
        if (moment.lying == 1 && std::exchange(first, false)) {
            auto &[laid, lost] = alone[story.kind];
            ++laid;
            lost += moment.seen == 0 ? 1 : 0;
        }
    }
    if (!quiet.empty() && quiet.back().lying > 0) {
        ++endsWith;
        endSeen += quiet.back().seen > 0 ? 1 : 0;
    }
}

} // namespace panier::tests

// Sees from above what lies on a tray, once it knows how the empty one looks.
#pragma once

#include "vision/decode/decoder.h"
#include "vision/tray/tray_view.h"

#include <cstdint>
#include <memory>

namespace panier::vision::tray {

// The written limits. Shares are parts of the picture's area.
struct WatchRules {
    int learnPictures = 8;      // still ones, one after the other, make the first image of the empty tray
    int stillMs = 800;          // what has been there for so long lies there
    int settleMs = 1000;        // after the last movement; longer than that, so that nothing is missed in between
    double leastShare = 0.0025; // smaller is dirt, a label, noise: 2 cm x 2 cm on a tray of 45 cm x 25 cm
    double movedShare = 0.003;  // more than this moved: something moves
    double blockedShare = 0.75; // more than this is hidden: nobody knows what lies there
    int darkLevel = 20;         // a picture whose mean is below, of 255, shows nothing,
    int brightLevel = 244;      // nor does one above
    int adaptMs = 30'000;       // how soon the image of the empty tray follows slow changes: its time constant
    bool operator==(const WatchRules &) const = default;
};

// It compares each picture with the image of the empty tray in a way that light can't fool: a place counts as covered
// when the tray's texture is missing there, or another one is there; where the tray has none, when it is far brighter
// or darker than a shadow or a lamp could make it. The image follows the light and wear wherever the tray is seen.
// Deterministic; time comes in; memory is fixed by the picture's shape. Thread: one at a time.
class TrayWatcher {
public:
    explicit TrayWatcher(WatchRules rules = {});
    ~TrayWatcher();
    TrayWatcher(const TrayWatcher &) = delete;
    TrayWatcher &operator=(const TrayWatcher &) = delete;

    // The view after this picture, taken at `nowMs` (never decreasing). At least 32x18 pixels, at most
    // decode::maxSidePixels each way; others say Blocked, and so do those of another shape, until there were
    // learnPictures of them in a row: then it begins anew, as after a start.
    [[nodiscard]] TrayView look(std::int64_t nowMs, const decode::GreyView &picture);

    // Somebody vouches that nothing lies there: the next still pictures are the empty tray. Without that the first ones
    // are, and what turns out to have lain there then is taken out of the image once it is lifted.
    void learnAgain();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace panier::vision::tray

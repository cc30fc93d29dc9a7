// The hard pass over pictures whose time isn't now: a sequence of files, rendered frames.
#pragma once

#include "vision/decode/hard_pass.h"

namespace panier::vision::decode {

// What HardThread would have said, in the pictures' own time: a look is done as long after it began as it takes this
// thread's processor, so that a faster machine tells more. Thread: one at a time.
class RecordedHardPass : public HardPass {
public:
    void offer(base::TimeMs takenMs, const GreyView &picture) override;
    [[nodiscard]] std::optional<LateLook> take(base::TimeMs nowMs) override;

private:
    void begin(base::TimeMs nowMs);

    std::optional<TakenPicture> m_next;
    std::optional<LateLook> m_look; // under way until m_doneMs
    base::TimeMs m_doneMs = 0;
};

} // namespace panier::vision::decode

// Saves the decoder from looking at the same empty table thirty times a second.
#pragma once

#include "vision/decode/decoder.h"

#include <cstdint>
#include <vector>

namespace panier::vision::decode {

// Pure. Thread: one at a time.
class MotionGate {
public:
    static constexpr int restlessFrames = 12; // a still picture is looked at so often before it counts as at rest
    static constexpr int restInterval = 6;    // and then every so many frames

    // Whether this frame is worth decoding: something moved, or codes were found in the last one, or it is time.
    [[nodiscard]] bool worthDecoding(const GreyView &picture);
    // What decoding that frame found; call it after each frame that was worth it.
    void found(bool any) { m_foundAny = any; }

private:
    [[nodiscard]] bool moved(const GreyView &picture);

    std::vector<std::uint8_t> m_samples; // of the last frame that was worth it
    std::vector<std::uint8_t> m_scratch;
    int m_stillFrames = 0;
    bool m_foundAny = false;
};

} // namespace panier::vision::decode

#include "vision/decode/motion_gate.h"

#include <cstdlib>

namespace panier::vision::decode {

namespace {
constexpr int columns = 160;
constexpr int rows = 90;
constexpr int changedLevels = 18;                    // of 255: four times a camera's noise
constexpr int changedSamples = columns * rows / 400; // 0.25 %: a finger at the edge of the picture
} // namespace

bool MotionGate::moved(const GreyView &picture) {
    m_scratch.clear();
    for (int y = 0; y < rows; ++y) {
        const auto *row = picture.data + static_cast<std::ptrdiff_t>(picture.height) * y / rows * picture.stride;
        for (int x = 0; x < columns; ++x)
            m_scratch.push_back(row[static_cast<std::ptrdiff_t>(picture.width) * x / columns]);
    }
    if (m_samples.empty())
        return true;
    int changed = 0;
    for (std::size_t i = 0; i < m_scratch.size(); ++i)
        changed += std::abs(m_scratch[i] - m_samples[i]) > changedLevels ? 1 : 0;
    return changed > changedSamples;
}

bool MotionGate::worthDecoding(const GreyView &picture) {
    if (moved(picture) || m_foundAny)
        m_stillFrames = 0;
    else
        ++m_stillFrames;
    const bool worth = m_stillFrames < restlessFrames || m_stillFrames % restInterval == 0;
    if (worth)
        m_samples.swap(m_scratch);
    return worth;
}

} // namespace panier::vision::decode

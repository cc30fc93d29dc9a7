#include "rfid/tray/reader_clock.h"

#include <algorithm>

namespace panier::rfid::tray {

void ReaderClock::advance(std::int64_t nowUs) {
    if (!m_started) {
        m_started = true;
        m_hostUs = nowUs;
        return;
    }
    const auto stepUs = std::clamp<std::int64_t>(nowUs - m_hostUs, 0, mostStepUs);
    m_hostUs = nowUs;
    m_hushedUs += stepUs;
    if (m_hushedUs <= hushUs) {
        m_engineUs += stepUs;
    } else if (m_hushedUs < stallUs) {
        m_heldUs += stepUs;
    } else {
        m_engineUs += stepUs + m_heldUs;
        m_heldUs = 0;
    }
}

double ReaderClock::readAt(std::int64_t timeUs) {
    if (!m_started) // what came before the first advance() is where time begins
        return 0;
    // What is told before the next advance() was seen after the last one: it may be later than the clock here.
    const auto agoUs = std::max<std::int64_t>(m_hostUs - timeUs, -mostStepUs);
    if (agoUs > latestUs)
        return -1;
    if (agoUs <= hushUs) {
        m_hushedUs = 0;
        m_heldUs = 0;
    }
    return std::max(0.0, static_cast<double>(m_engineUs - agoUs) / 1e6);
}

} // namespace panier::rfid::tray

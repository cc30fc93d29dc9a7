#include "rfid/llrp/reader_clock.h"

#include <algorithm>
#include <cstdlib>

namespace panier::rfid::llrp {

std::optional<std::int64_t> ReaderClock::toHost(std::uint64_t readerUs, std::int64_t arrivalUs) {
    if (!m_believed)
        return arrivalUs;
    // Half the range of either clock is some 146,000 years: what lies beyond is nonsense that must not overflow.
    constexpr auto most = static_cast<std::uint64_t>(INT64_MAX / 2);
    const auto offsetUs = arrivalUs - static_cast<std::int64_t>(std::min(readerUs, most));
    if (!m_offsetUs)
        anchor(offsetUs, arrivalUs);
    const auto lateUs = offsetUs - *m_offsetUs;
    if (std::abs(lateUs) <= maxAgeUs) {
        m_suspects = m_agreeing = 0;
        fold(offsetUs, arrivalUs);
        return std::min(arrivalUs, arrivalUs - lateUs);
    }
    if (agreesWithSuspects(offsetUs, arrivalUs)) {
        anchor(offsetUs, arrivalUs);
        m_believed = ++m_steps <= maxSteps;
        return arrivalUs;
    }
    m_believed = ++m_suspects < maxSuspects;
    if (lateUs > 0)
        return std::nullopt;
    return arrivalUs; // from the future: it can't be older than its news
}

void ReaderClock::anchor(std::int64_t offsetUs, std::int64_t arrivalUs) {
    m_offsetUs = m_windowLeastUs = offsetUs;
    m_windowSinceUs = arrivalUs;
    m_suspects = m_agreeing = 0;
}

// The least of the last window serves until this one is over: a window that has only begun may hold late news alone.
void ReaderClock::fold(std::int64_t offsetUs, std::int64_t arrivalUs) {
    if (arrivalUs - m_windowSinceUs >= windowUs) {
        m_offsetUs = m_windowLeastUs;
        m_windowLeastUs = offsetUs;
        m_windowSinceUs = arrivalUs;
    }
    m_windowLeastUs = std::min(m_windowLeastUs, offsetUs);
    m_offsetUs = std::min(*m_offsetUs, m_windowLeastUs);
}

// Notes a suspect; true when enough of them agree.
bool ReaderClock::agreesWithSuspects(std::int64_t offsetUs, std::int64_t arrivalUs) {
    if (m_agreeing == 0 || std::abs(offsetUs - m_suspectUs) > maxAgeUs) {
        m_agreeing = 0;
        m_agreeingSinceUs = arrivalUs;
        m_suspectUs = offsetUs;
    }
    ++m_agreeing;
    return m_agreeing >= agreeing && arrivalUs - m_agreeingSinceUs >= agreeingUs;
}

} // namespace panier::rfid::llrp

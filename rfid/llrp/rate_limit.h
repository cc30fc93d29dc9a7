// How much of something is borne: so many a second, and as many again in a burst.
#pragma once

#include <algorithm>
#include <cstdint>

namespace panier::rfid::llrp {

class RateLimit {
public:
    explicit RateLimit(int perSecond) : m_perSecond(perSecond) {}

    // Takes one at this time of a monotonic clock, in microseconds; false if that is too much.
    [[nodiscard]] bool take(std::int64_t nowUs) {
        constexpr std::int64_t second = 1'000'000;
        constexpr int burst = 2;
        // Counted in millionths, so that every microsecond counts; what is older than the burst adds nothing.
        const auto elapsedUs = std::clamp<std::int64_t>(nowUs - m_lastUs, 0, burst * second);
        m_left = std::min(m_left + elapsedUs * m_perSecond, burst * second * m_perSecond);
        m_lastUs = nowUs;
        if (m_left < second)
            return false;
        m_left -= second;
        return true;
    }

private:
    std::int64_t m_perSecond;
    std::int64_t m_left = 0;
    std::int64_t m_lastUs = INT64_MIN / 2;
};

} // namespace panier::rfid::llrp

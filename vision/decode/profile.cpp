#include "vision/decode/profile.h"

#include <numeric>

namespace panier::vision::decode {

Profile::Profile(std::vector<float> darkness) : m_darkness(std::move(darkness)) {
    // Sums of small numbers keep more of their fractions.
    const float mean = m_darkness.empty() ? 0
                                          : std::accumulate(m_darkness.begin(), m_darkness.end(), 0.0F) /
                                                static_cast<float>(m_darkness.size());
    m_sums.reserve(m_darkness.size() + 1);
    m_sums.push_back(0);
    for (auto &value : m_darkness) {
        value -= mean;
        m_sums.push_back(m_sums.back() + value);
    }
}

float Profile::sumTo(float x) const {
    const int n = size();
    if (n == 0)
        return 0;
    if (x <= 0)
        return x * m_darkness.front();
    if (x >= static_cast<float>(n))
        return m_sums.back() + (x - static_cast<float>(n)) * m_darkness.back();
    const auto whole = static_cast<std::size_t>(x);
    return m_sums[whole] + (x - static_cast<float>(whole)) * m_darkness[whole];
}

Profile Profile::reversed() const {
    return Profile({m_darkness.rbegin(), m_darkness.rend()});
}

Profile Profile::inverted() const {
    auto values = m_darkness;
    for (auto &value : values)
        value = -value;
    return Profile(std::move(values));
}

// Two rounds of adding what a blur takes away.
Profile Profile::sharpened(float sigma) const {
    Profile result = *this;
    for (int round = 0; round < 2; ++round) {
        auto values = result.m_darkness;
        const float half = 1.7F * sigma; // a box as wide blurs as much
        for (std::size_t i = 0; i < values.size(); ++i) {
            const float x = static_cast<float>(i) + 0.5F;
            const float box = result.mean(x - half, x + half);
            values[i] += 1.2F * (values[i] - box);
        }
        result = Profile(std::move(values));
    }
    return result;
}

} // namespace panier::vision::decode

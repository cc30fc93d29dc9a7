// Where a profile darkens and lightens.
#pragma once

#include "vision/decode/profile.h"

#include <cmath>

namespace panier::vision::decode {

// What is looked at on each side of a symbol: packs don't keep the standards' 7 to 11 modules.
inline constexpr float quietModules = 4;

// How strongly the profile darkens at each step, over `half` steps to both sides, relative to its surroundings.
class Edges {
public:
    static constexpr float maxStrength = 2.5F; // of one edge: glare and borders must not drown the rest
    Edges(const Profile &profile, float half) {
        const int n = profile.size();
        m_strength.resize(static_cast<std::size_t>(n) + 1);
        std::vector<float> sums{0};
        for (int i = 0; i <= n; ++i) {
            const auto x = static_cast<float>(i);
            const float edge = profile.mean(x, x + half) - profile.mean(x - half, x);
            m_strength[static_cast<std::size_t>(i)] = edge;
            sums.push_back(sums.back() + std::abs(edge));
        }
        const float floor = 0.2F * sums.back() / static_cast<float>(n + 1) + 0.3F;
        const int reach = std::max(8, n / 12);
        m_sums.push_back(0);
        for (int i = 0; i <= n; ++i) {
            const int from = std::max(0, i - reach);
            const int to = std::min(n, i + reach);
            const float mean = (sums[static_cast<std::size_t>(to) + 1] - sums[static_cast<std::size_t>(from)]) /
                               static_cast<float>(to - from + 1);
            auto &edge = m_strength[static_cast<std::size_t>(i)];
            edge = std::clamp(edge / (mean + floor), -maxStrength, maxStrength);
            m_sums.push_back(m_sums.back() + std::abs(edge));
        }
    }
    [[nodiscard]] float at(float x) const {
        const auto i = static_cast<long>(x + 0.5F);
        return i < 0 || i >= static_cast<long>(m_strength.size()) ? 0 : m_strength[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] std::size_t size() const { return m_strength.size() - 1; }
    // Mean strength between two places, whatever its sign.
    [[nodiscard]] float activity(float from, float to) const {
        const auto last = static_cast<float>(m_strength.size());
        const auto begin = static_cast<std::size_t>(std::clamp(from, 0.0F, last));
        const auto end = static_cast<std::size_t>(std::clamp(to, 0.0F, last));
        return end > begin ? (m_sums[end] - m_sums[begin]) / static_cast<float>(end - begin) : 0;
    }

private:
    std::vector<float> m_strength;
    std::vector<float> m_sums;
};

} // namespace panier::vision::decode

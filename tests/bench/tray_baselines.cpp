#include "tests/bench/tray_baselines.h"

#include <algorithm>

namespace panier::bench {

namespace {
constexpr std::int64_t silenceUs = 1'000'000; // without a strong read the tag has left
}

bool FirstReadWins::advance(std::int64_t) {
    const bool changed = m_told != m_on;
    m_told = m_on;
    return changed;
}

void FixedThreshold::observe(const Read &read) {
    if (read.rssiDbm < m_rule.levelDbm)
        return;
    auto &tag = m_tags[read.tag];
    if (tag.sinceUs < 0 || read.timeUs - tag.lastUs > silenceUs)
        tag.sinceUs = read.timeUs;
    tag.lastUs = std::max(tag.lastUs, read.timeUs);
}

bool FixedThreshold::advance(std::int64_t nowUs) {
    bool changed = false;
    for (std::size_t i = 0; i < m_tags.size(); ++i) {
        const auto &tag = m_tags[i];
        const bool heard = tag.sinceUs >= 0 && nowUs - tag.lastUs <= silenceUs;
        const bool on = heard && (m_on[i] || tag.lastUs - tag.sinceUs >= m_rule.dwellUs);
        changed = changed || on != m_on[i];
        m_on[i] = on;
    }
    return changed;
}

} // namespace panier::bench

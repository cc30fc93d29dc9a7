// What the tray engine is measured against: the two rules that everybody tries first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace panier::bench {

// One read, by the scenario's number of the tag.
struct Read {
    std::uint32_t tag = 0;
    std::int64_t timeUs = 0;
    int rssiDbm = 0;
};

// Whatever is read during the visit is bought.
class FirstReadWins {
public:
    explicit FirstReadWins(std::size_t tags) : m_on(tags, false) {}
    void observe(const Read &read) { m_on[read.tag] = true; }
    // Returns true if the basket changed since the last time.
    bool advance(std::int64_t nowUs);
    [[nodiscard]] const std::vector<bool> &on() const { return m_on; }

private:
    std::vector<bool> m_on;
    std::vector<bool> m_told;
};

// On the tray: read at or above a level again and again for a while. Off: not any more.
struct ThresholdRule {
    int levelDbm = -55;
    std::int64_t dwellUs = 300'000;
};
class FixedThreshold {
public:
    FixedThreshold(std::size_t tags, ThresholdRule rule) : m_rule(rule), m_tags(tags), m_on(tags, false) {}
    void observe(const Read &read);
    bool advance(std::int64_t nowUs);
    [[nodiscard]] const std::vector<bool> &on() const { return m_on; }
    [[nodiscard]] const ThresholdRule &rule() const { return m_rule; }

private:
    struct Above {
        std::int64_t sinceUs = -1;
        std::int64_t lastUs = -1;
    };
    ThresholdRule m_rule;
    std::vector<Above> m_tags;
    std::vector<bool> m_on;
};

} // namespace panier::bench

#include "devices/observation_log.h"

#include <algorithm>
#include <map>
#include <set>

namespace panier::devices {

namespace {

constexpr std::int64_t stepUs = std::int64_t{visit::TagSignal::stepMs} * 1000;
constexpr std::int64_t steps = ObservationLog::spanUs / stepUs;

} // namespace

void ObservationLog::add(std::span<const rfid::tray::TagObservation> batch) {
    m_observations.insert(m_observations.end(), batch.begin(), batch.end());
    if (m_observations.empty())
        return;
    const auto oldestUs = m_observations.back().timeUs - spanUs;
    while (m_observations.size() > maxObservations || m_observations.front().timeUs < oldestUs)
        m_observations.pop_front();
}

visit::TagSignal ObservationLog::signalOf(const codes::Epc &epc, std::int64_t nowUs) const {
    // By antenna, by step (0 is the latest, told last): the strongest level.
    std::map<std::uint16_t, std::map<std::int64_t, int, std::greater<>>> levels;
    for (const auto &seen : m_observations) {
        const auto step = std::max<std::int64_t>(0, nowUs - seen.timeUs) / stepUs;
        if (seen.epc != epc || !seen.rssiDbm || step >= steps)
            continue;
        auto &strongest = levels[seen.antenna].try_emplace(step, *seen.rssiDbm).first->second;
        strongest = std::max(strongest, *seen.rssiDbm);
    }
    visit::TagSignal signal{epc, {}};
    for (const auto &[antenna, strongest] : levels) {
        auto &series = signal.series.emplace_back();
        series.antenna = antenna;
        for (const auto &[step, dbm] : strongest)
            series.points.push_back(
                {static_cast<int>(step) * visit::TagSignal::stepMs + visit::TagSignal::stepMs / 2, dbm});
    }
    return signal;
}

std::vector<rfid::tray::TagObservation> ObservationLog::recent(std::int64_t nowUs) const {
    std::vector<rfid::tray::TagObservation> result;
    std::copy_if(m_observations.begin(), m_observations.end(), std::back_inserter(result),
                 [nowUs](const auto &seen) { return seen.timeUs >= nowUs - spanUs; });
    return result;
}

int ObservationLog::tagsSince(std::int64_t sinceUs) const {
    std::set<codes::Epc> tags;
    for (const auto &seen : m_observations)
        if (seen.timeUs >= sinceUs)
            tags.insert(seen.epc);
    return static_cast<int>(tags.size());
}

} // namespace panier::devices

#include "rfid/emulator/world/noisy_report.h"

#include <algorithm>

namespace panier::rfid::world {

void NoisyReport::push(const tray::TagObservation &observation) {
    const auto batch = observation.timeUs / m_reader.batchUs;
    if (batch != m_batch) {
        m_batch = batch;
        constexpr double transitMinUs = 2'000;
        constexpr double transitMaxUs = 15'000;
        const bool late = m_random.chance(m_reader.lateBatches);
        const double transit = late ? m_random.between(0, static_cast<double>(m_reader.lateMaxUs))
                                    : m_random.between(transitMinUs, transitMaxUs);
        m_batchArrivesUs = (batch + 1) * m_reader.batchUs + static_cast<std::int64_t>(transit);
    }
    if (m_random.chance(m_reader.lostReports))
        return;
    m_waiting.push_back({m_batchArrivesUs, observation});
    if (m_random.chance(m_reader.repeatedReports)) {
        constexpr double againUs = 200'000;
        m_waiting.push_back({m_batchArrivesUs + static_cast<std::int64_t>(m_random.between(0, againUs)), observation});
    }
}

std::vector<tray::TagObservation> NoisyReport::takeUntil(std::int64_t timeUs) {
    const auto arrived = std::stable_partition(m_waiting.begin(), m_waiting.end(),
                                               [&](const Waiting &waiting) { return waiting.arrivesUs > timeUs; });
    std::stable_sort(arrived, m_waiting.end(),
                     [](const Waiting &a, const Waiting &b) { return a.arrivesUs < b.arrivesUs; });
    std::vector<tray::TagObservation> result;
    result.reserve(static_cast<std::size_t>(m_waiting.end() - arrived));
    for (auto it = arrived; it != m_waiting.end(); ++it)
        result.push_back(std::move(it->observation));
    m_waiting.erase(arrived, m_waiting.end());
    return result;
}

} // namespace panier::rfid::world

#include "rfid/tray/antenna_exposure.h"

#include <algorithm>
#include <cmath>

namespace panier::rfid::tray {

namespace {
constexpr double longestMemory = 400; // strays: older ones fade
constexpr double usualAntennas = 4;
constexpr double belief = 4;     // strays, spread evenly, that count before any was heard
constexpr double dbPerNat = 1.5; // of the odds
constexpr double mostDb = 3;
} // namespace

void AntennaExposure::learn(std::uint16_t antenna) {
    if (antenna >= maxAntennas)
        return;
    if (m_all >= longestMemory) {
        for (auto &strays : m_strays)
            strays *= 1 - 1 / longestMemory;
        m_all *= 1 - 1 / longestMemory;
    }
    m_strays[antenna] += 1;
    m_all += 1;
}

double AntennaExposure::excessDb(std::uint16_t antenna) const {
    if (antenna >= maxAntennas)
        return 0;
    const double share = (m_strays[antenna] + belief / usualAntennas) / (m_all + belief);
    return std::clamp(dbPerNat * std::log(share * usualAntennas), -mostDb, mostDb);
}

} // namespace panier::rfid::tray

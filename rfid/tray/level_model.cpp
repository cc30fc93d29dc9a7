#include "rfid/tray/level_model.h"

#include <algorithm>
#include <cmath>

namespace panier::rfid::tray {

namespace {

constexpr double beliefWeight = 12;   // tags' worth of what is usual
constexpr double longestMemory = 150; // tags: older ones fade
constexpr double usualSpreadDb = 6;
constexpr double leastSpreadDb = 4.5; // a few equal tags don't make it sharper
constexpr double mostSpreadDb = 8;
constexpr double mostEvidence = 8;
constexpr double leastDistanceDb = 10; // between the two populations, whatever was learnt

} // namespace

Population::Population(double meanDbm, double spreadDb, double weight)
    : m_mean(meanDbm), m_variance(spreadDb * spreadDb), m_weight(weight) {}

void Population::learn(double levelDbm) {
    m_weight = std::min(m_weight + 1, longestMemory);
    const double before = levelDbm - m_mean;
    m_mean += before / m_weight;
    m_variance += (before * (levelDbm - m_mean) - m_variance) / m_weight;
}

double Population::spreadDb() const {
    return std::clamp(std::sqrt(m_variance), leastSpreadDb, mostSpreadDb);
}

LevelModel::LevelModel(double trayDbm, double strayDbm)
    : m_tray(trayDbm, usualSpreadDb, beliefWeight), m_stray(strayDbm, usualSpreadDb, beliefWeight) {}

double LevelModel::evidence(double levelDbm) const {
    const double tray = m_tray.meanDbm();
    const double stray = std::min(m_stray.meanDbm(), tray - leastDistanceDb);
    const double x = std::clamp(levelDbm, stray, tray); // beyond its own mean neither gets less likely
    const double onTray = (x - tray) / m_tray.spreadDb();
    const double astray = (x - stray) / m_stray.spreadDb();
    return std::clamp((astray * astray - onTray * onTray) / 2, -mostEvidence, mostEvidence);
}

} // namespace panier::rfid::tray

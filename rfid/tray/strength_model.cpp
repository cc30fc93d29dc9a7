#include "rfid/tray/strength_model.h"

#include <algorithm>
#include <cmath>

namespace panier::rfid::tray {

namespace {

constexpr double longestMemory = 150; // tags: older ones fade
constexpr double mostEvidence = 8;
constexpr double usualStrayDbm = -70;
constexpr double usualStraySumDb = 8;
constexpr double usualDeviation = 5;
// The limits lie so many deviations above the mean stray: with the usual ones, where the configuration puts them.
constexpr double bestDeviations = 0.6;
constexpr double sumDeviations = 1.4;
constexpr double gentleStepDb = 1.5; // of evidence, above the best antenna's limit,
constexpr double steepStepDb = 0.4;  // and below
// One loud tag, left beneath the tray, must not move the limits: it teaches no more than this beyond them.
constexpr double mostLesson = 8;

} // namespace

void Population::learn(double value) {
    m_weight = std::min(m_weight + 1, longestMemory);
    const double before = value - m_mean;
    m_mean += before / m_weight;
    m_variance += (before * (value - m_mean) - m_variance) / m_weight;
}

double Population::deviation() const {
    return std::sqrt(m_variance);
}

StrengthModel::StrengthModel(double bestDbm, double sumDb)
    : m_bestDbm(bestDbm), m_sumDb(sumDb), m_strayBest(usualStrayDbm, usualDeviation),
      m_straySum(usualStraySumDb, usualDeviation) {}

// Where strays are loud, the limits lie above most of them.
double StrengthModel::bestLimit() const {
    return std::max(m_bestDbm, m_strayBest.mean() + bestDeviations * m_strayBest.deviation());
}

double StrengthModel::sumLimit() const {
    return std::max(m_sumDb, m_straySum.mean() + sumDeviations * m_straySum.deviation());
}

double StrengthModel::evidence(const Strength &strength) const {
    const double aboveDb = strength.bestDbm - bestLimit();
    const double best = aboveDb / (aboveDb < 0 ? steepStepDb : gentleStepDb);
    const double sum = (strength.sumDb - sumLimit()) * m_sumDb / sumLimit();
    return std::clamp(std::min(best, sum), -mostEvidence, mostEvidence);
}

void StrengthModel::learnStray(const Strength &strength) {
    m_strayBest.learn(std::min(strength.bestDbm, bestLimit() + mostLesson));
    m_straySum.learn(std::min(strength.sumDb, sumLimit() + mostLesson));
}

} // namespace panier::rfid::tray

// What the levels of a tag say about where it is, and what the strays of this shop teach about that.
//
// Two figures are weighed. The best antenna's level alone: what lies on the tray is near some antenna. And the
// strength, the decibels above `floorDbm` summed over all antennas: a stray that is as loud as a buried article at one
// antenna is seldom heard by the others.
#pragma once

#include <cstdint>

namespace panier::rfid::tray {

struct Strength {
    double bestDbm = 0; // of the strongest antenna
    double sumDb = 0;   // above StrengthModel::floorDbm, over all antennas
    std::uint16_t bestAntenna = 0;
};

// Mean and deviation of a figure over tags, begun with a belief.
class Population {
public:
    Population(double mean, double deviation) : m_mean(mean), m_variance(deviation * deviation) {}
    void learn(double value);
    [[nodiscard]] double mean() const { return m_mean; }
    [[nodiscard]] double deviation() const;

private:
    double m_mean;
    double m_variance;
    double m_weight = 12; // tags that the belief counts as
};

class StrengthModel {
public:
    static constexpr double floorDbm = -78; // a little below what a tag needs to answer at all

    // `bestDbm` and `sumDb`: the limits between tray and stray as long as the strays here are no louder than usual.
    StrengthModel(double bestDbm, double sumDb);

    // By how much the tag is beyond the limits, in steps of about a decibel; between -8 and 8. 0 is as likely on the
    // tray as not. It never falls as the levels rise.
    [[nodiscard]] double evidence(const Strength &strength) const;
    // A tag that was heard while the tray was empty.
    void learnStray(const Strength &strength);

private:
    [[nodiscard]] double bestLimit() const;
    [[nodiscard]] double sumLimit() const;

    double m_bestDbm;
    double m_sumDb;
    Population m_strayBest;
    Population m_straySum;
};

} // namespace panier::rfid::tray

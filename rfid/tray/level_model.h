// How strongly this kiosk's reader hears what lies on the tray, and what doesn't: begun with what is usual, learnt from
// what was seen here. It weighs a level as evidence.
#pragma once

namespace panier::rfid::tray {

// Levels of one population of tags, as a normal distribution that is learnt tag by tag.
class Population {
public:
    // What is believed before anything was seen, as if `weight` tags had said so.
    Population(double meanDbm, double spreadDb, double weight);

    void learn(double levelDbm);
    [[nodiscard]] double meanDbm() const { return m_mean; }
    [[nodiscard]] double spreadDb() const;

private:
    double m_mean;
    double m_variance;
    double m_weight;
};

class LevelModel {
public:
    LevelModel(double trayDbm, double strayDbm);

    // Log of the odds that a tag of this level lies on the tray, as far as its level tells; between -8 and 8. It never
    // falls as the level rises.
    [[nodiscard]] double evidence(double levelDbm) const;

    void learnTray(double levelDbm) { m_tray.learn(levelDbm); }
    void learnStray(double levelDbm) { m_stray.learn(levelDbm); }

private:
    Population m_tray;
    Population m_stray;
};

} // namespace panier::rfid::tray

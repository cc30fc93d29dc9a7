// Which antennas look out of the tray: learnt from the strays that each of them hears best. One beneath a lined tray
// hardly hears any, so what it hears faintly lies on the tray; one at the rim hears the bag of whoever stands there.
#pragma once

#include <array>
#include <cstdint>

namespace panier::rfid::tray {

// Outlives a visit, and the connection to the reader.
class AntennaExposure {
public:
    // A stray was heard best by this antenna, for as long as it takes to be sure that it is one.
    void learn(std::uint16_t antenna);
    // What must be taken off this antenna's levels, in decibels; negative for one that hears fewer strays than its
    // share. 0 while nothing is learnt.
    [[nodiscard]] double excessDb(std::uint16_t antenna) const;

private:
    static constexpr std::size_t maxAntennas = 32; // LLRP readers have no more; others are taken as they come

    std::array<double, maxAntennas> m_strays{};
    double m_all = 0;
};

} // namespace panier::rfid::tray

// When articles beyond doubt came onto the tray, or left it. What changes together is moved by the same hand: a
// doubtful tag that came with articles is more likely one of them than a stray, which comes when it likes; and one that
// fades as another comes or goes lies beneath it, or has shifted, rather than being taken out.
#pragma once

#include <array>
#include <cstddef>
#include <limits>

namespace panier::rfid::tray {

// The last few of them; times in seconds of the engine's clock.
class Movements {
public:
    void add(double atS) {
        m_atS[m_next] = atS;
        m_next = (m_next + 1) % m_atS.size();
    }
    [[nodiscard]] bool between(double fromS, double toS) const;

private:
    static constexpr std::size_t remembered = 64;
    static constexpr std::array<double, remembered> never() {
        std::array<double, remembered> times{};
        times.fill(-std::numeric_limits<double>::max());
        return times;
    }
    std::array<double, remembered> m_atS = never();
    std::size_t m_next = 0;
};

} // namespace panier::rfid::tray

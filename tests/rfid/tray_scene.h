// A scene before the tray engine: seeded reads of articles that land, leave, pass by and hide, and time alone.
#pragma once

#include "rfid/tray/tray_engine.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

namespace panier::rfid::tray {

inline constexpr std::int64_t ms = 1000;
inline constexpr std::int64_t tickUs = 100 * ms;

inline codes::Epc epcOf(int number) {
    char hex[25];
    std::snprintf(hex, sizeof hex, "3034257BF7194E40%08X", static_cast<unsigned>(number));
    return *codes::Epc::fromHex(hex);
}

// How the antennas hear one tag.
struct Source {
    codes::Epc epc;
    int dbm = -46;
    int antennas = 4;
    int everyMs = 30; // between reads
    int firstAntenna = 1;
};

// An engine, the tags around it and the time.
class Scene {
public:
    explicit Scene(TrayConfig config = {}, AntennaExposure exposure = {}) : engine(config, exposure) {}

    // Runs for a while; true if every update in it was settled.
    bool run(std::int64_t durationMs) {
        bool settledAllTheTime = true;
        for (const auto endUs = m_nowUs + durationMs * ms; m_nowUs < endUs;) {
            engine.observe(reads());
            m_nowUs += tickUs;
            const auto update = engine.advance(m_nowUs);
            changes.insert(changes.end(), update.changes.begin(), update.changes.end());
            settled = update.settled;
            settledAllTheTime = settledAllTheTime && settled;
            if (settled && settledAtUs < 0)
                settledAtUs = m_nowUs;
            deepScansDone += update.deepScanDone ? 1 : 0;
            if (update.deepScanDone)
                deepDoneUs = m_nowUs;
        }
        return settledAllTheTime;
    }
    [[nodiscard]] std::int64_t nowUs() const { return m_nowUs; }

    TrayEngine engine;
    std::vector<Source> sources;
    std::vector<TrayChange> changes;
    bool settled = true;
    std::int64_t settledAtUs = -1;
    std::int64_t deepDoneUs = -1;
    int deepScansDone = 0;

private:
    std::vector<TagObservation> reads() {
        std::vector<TagObservation> all;
        std::normal_distribution<double> noise(0, 1);
        for (auto at = m_nowUs; at < m_nowUs + tickUs; at += 10 * ms)
            for (const auto &source : sources)
                if (at % (source.everyMs * ms) == 0) {
                    const auto antenna =
                        static_cast<std::uint16_t>(static_cast<unsigned>(source.firstAntenna) +
                                                   m_random() % static_cast<unsigned>(source.antennas));
                    all.push_back(
                        {source.epc, antenna, source.dbm + static_cast<int>(std::lround(noise(m_random))), 1, at});
                }
        return all;
    }

    std::mt19937 m_random{7};
    std::int64_t m_nowUs = 0;
};

inline const TrayChange on1{epcOf(1), TrayClass::On, UnsureReason::None};
inline const TrayChange off1{epcOf(1), TrayClass::Off, UnsureReason::None};
inline TrayChange unsure1(UnsureReason reason) {
    return {epcOf(1), TrayClass::Unsure, reason};
}

} // namespace panier::rfid::tray

// One simulated visit through the tray engine and through the baselines, judged by the truth.
#pragma once

#include "rfid/emulator/world/scenario.h"
#include "rfid/tray/tray_engine.h"
#include "tests/bench/tray_baselines.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace panier::bench {

inline constexpr std::int64_t tickUs = 100'000; // the kiosk asks the engine ten times a second

// The basket at a moment, against the truth.
struct Basket {
    std::int64_t timeUs = -1; // -1: never came
    std::vector<std::uint32_t> missing;
    std::vector<std::uint32_t> added;
    std::vector<std::uint32_t> unsure;
    double estimatedUnread = 0;
    [[nodiscard]] bool right() const { return timeUs >= 0 && missing.empty() && added.empty(); }
};

struct VisitResult {
    std::uint64_t seed = 0;
    Basket settled;      // S1: the first settled moment after the last movement was noticed
    Basket paid;         // S2: when the deep scan was done
    bool inTime = false; // it did settle, in patience
    double settleS = 0;  // from the last movement
    bool hiddenMissed = false;
    std::vector<double> seenS;       // from each removal to where the article is sold no more,
    std::vector<double> removalS;    // and to its Off
    std::vector<std::string> causes; // of everything that wasn't right, each once
    std::size_t falseAdds = 0;       // tags sold at some settled moment that neither lie there nor just left or come
    std::array<bool, 2> baselineExact{}; // first read wins, fixed threshold
    std::uint64_t reads = 0;
    rfid::tray::AntennaExposure exposure; // as it was at the end
    std::size_t articles = 0;
    std::size_t hidden = 0;

    [[nodiscard]] bool asks() const;
    [[nodiscard]] bool exact() const;
    [[nodiscard]] bool silentlyWrong() const;
};

// What --explain listens to.
struct VisitListener {
    std::function<void(const rfid::tray::TagObservation &)> read;
    std::function<void(std::int64_t timeUs, const rfid::tray::TrayChange &)> change;
    std::function<void(std::int64_t timeUs, const std::string &what)> moment;
};

struct VisitOptions {
    rfid::tray::TrayConfig config;
    ThresholdRule rule;
    rfid::tray::AntennaExposure exposure; // what the kiosk has learnt in earlier visits
    bool deepScanInS2 = true;             // as the kiosk asks the reader: S2, single target, while the deep scan runs
};

[[nodiscard]] VisitResult runVisit(const rfid::world::Scenario &scenario, const VisitOptions &options,
                                   const VisitListener *listener = nullptr);

// What a kiosk in such a place learns of its antennas in so many visits, beginning with `firstSeed`.
[[nodiscard]] rfid::tray::AntennaExposure exposureAfter(int visits, std::uint64_t firstSeed,
                                                        const rfid::world::ScenarioParameters &parameters,
                                                        VisitOptions options);

// For each rule whether the visit is exact under it.
[[nodiscard]] std::vector<bool> tryRules(const rfid::world::Scenario &scenario,
                                         const std::vector<ThresholdRule> &rules);

} // namespace panier::bench

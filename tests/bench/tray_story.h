// One visit, told: for a reader of the bench, or as a recording for another program.
#pragma once

#include "base/expected.h"
#include "tests/bench/tray_visit.h"

#include <filesystem>
#include <string>

namespace panier::bench {

// Truth, movements, what was read of each tag, and every change of class with its time.
[[nodiscard]] std::string storyOf(const rfid::world::Scenario &scenario, const VisitOptions &options);

// Writes `visit-SEED.csv` (rfid/tray/recording.h) and `visit-SEED.json` (what is true) into the folder. The error is a
// text.
[[nodiscard]] base::Expected<void, std::string> record(const rfid::world::Scenario &scenario,
                                                       const std::filesystem::path &folder);

} // namespace panier::bench

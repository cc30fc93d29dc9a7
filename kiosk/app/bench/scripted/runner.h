// Runs whole visits one after another and writes down what each came to.
#pragma once

#include "app/bench/scripted/visits.h"

#include <filesystem>
#include <string>
#include <vector>

namespace panier::bench {

struct ScriptSetup {
    std::string application = "panier"; // the kiosk's name on the accessibility bus
    std::string orientation;            // for the summary
    Language language = Language::French;
    std::vector<std::string> visits; // names; empty: all
    std::filesystem::path shots;     // a folder for the pictures; made if need be
    std::filesystem::path summary;   // a file, JSON: see writeSummary()
};

// True if every visit went as written. Blocks; runs on a thread of its own, while the shop's runs its event loop.
[[nodiscard]] bool runScript(Shop &shop, const base::Clock &clock, const ScriptSetup &setup);

} // namespace panier::bench

// The visits that the scripted shopper makes.
#pragma once

#include "app/bench/scripted/steps.h"

#include <map>
#include <string>
#include <vector>

namespace panier::bench {

// One shopper, from the first article to the empty tray. The kiosk shows its opening screen before and after.
struct Visit {
    std::string name;
    std::map<std::string, int> buys; // stacks and how many of each are paid in the end
    std::vector<Step> steps;
};

// All of them. They begin in the kiosk's own language.
[[nodiscard]] std::vector<Visit> allVisits();

} // namespace panier::bench

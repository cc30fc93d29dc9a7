// What the tray engine costs, by how many strays it hears.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace panier::bench {

struct CostReport {
    std::string text;
    nlohmann::json json;
};

// A thousand reads a second, 20 articles on the tray among 100 to 100,000 strays.
[[nodiscard]] CostReport measureCost();

} // namespace panier::bench

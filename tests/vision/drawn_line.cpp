#include "drawn_line.h"

#include <cmath>
#include <numbers>

namespace panier::test {

using namespace vision::decode;

Profile lineOf(std::span<const TemplateEdge> edges, int modules, const Look &look, std::mt19937 &random) {
    constexpr double creases = 1.5; // over the symbol
    const auto placeOf = [&](double module) {
        const double part = module / modules;
        return module + module * (1 - part) * (look.bend + look.round * (2 * part - 1)) +
               look.crumple * std::sin(2 * std::numbers::pi * creases * part);
    };
    std::normal_distribution<double> noise(0, look.noise);
    std::vector<float> line;
    for (double x = -14 * look.module; x < (modules + 14) * look.module; ++x) {
        double dark = 0;
        for (const auto &edge : edges)
            dark +=
                edge.change * 0.5 * std::erfc(-(x / look.module - placeOf(edge.module)) / (look.blur * std::sqrt(2.0)));
        line.push_back(static_cast<float>(200 * look.contrast * dark + noise(random)));
    }
    const Profile profile(std::move(line));
    return look.turnedRound ? profile.reversed() : profile;
}

} // namespace panier::test

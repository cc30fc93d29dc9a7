// Kills panier-eye while articles are shown to an emulated camera, and counts what a till would have been told.
#include "tests/vision/eye_kills.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <algorithm>
#include <fmt/format.h>

int main(int argc, char **argv) {
    panier::tests::KillPlan plan{QStringLiteral(PANIER_EYE), 1000, 4, 1};
    CLI::App command("Kills panier-eye in the middle of presentations: each article must be read exactly once.");
    command.add_option("--kills", plan.kills, "two in each presentation")->check(CLI::Range(2, 100'000));
    command.add_option("--booths", plan.booths, "cameras at once")->check(CLI::Range(1, 16));
    command.add_option("--seed", plan.seed);
    CLI11_PARSE(command, argc, argv);
    QCoreApplication application(argc, argv);
    auto figures = panier::tests::killEyes(plan);
    auto &delays = figures.readAfterMs;
    std::sort(delays.begin(), delays.end());
    const auto percentile = [&](std::size_t part) {
        return delays.empty() ? 0 : delays[std::min(delays.size() - 1, delays.size() * part / 100)];
    };
    fmt::print("seed {}, {} booths\n"
               "kills                 {:6}\n"
               "presentations         {:6}\n"
               "  read exactly once   {:6}\n"
               "  missed              {:6}\n"
               "  read twice or more  {:6}\n"
               "reads of something else {:4}\n"
               "told as lost          {:6}\n"
               "read after, ms: median {}, p95 {}, worst {}\n",
               plan.seed, plan.booths, figures.kills, figures.presentations, figures.readOnce, figures.missed,
               figures.readTwice, figures.wrong, figures.saidLost, percentile(50), percentile(95), percentile(100));
    return figures.readOnce == figures.presentations && figures.wrong == 0 ? 0 : 1;
}

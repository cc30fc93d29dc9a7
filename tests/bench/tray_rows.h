// Many visits of one kind, run on several threads and counted together.
#pragma once

#include "tests/bench/tray_visit.h"

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace panier::bench {

// A kind of visit.
struct RowSpec {
    std::string name;
    rfid::world::ScenarioParameters parameters;
    std::uint64_t visits = 0;
    int visitsBefore = 100; // from which the kiosk has learnt which antennas look out of the tray
};

// What the visits before teach; each row's begin with the same seed, far from those that are measured.
[[nodiscard]] VisitOptions learnt(VisitOptions options, const RowSpec &spec);

struct Row {
    struct Cause {
        std::uint64_t visits = 0;
        std::vector<std::uint64_t> seeds; // of the first few
    };
    std::string name;
    std::uint64_t visits = 0;
    std::uint64_t exact = 0;
    std::uint64_t asked = 0;
    std::uint64_t wrong = 0;      // silently
    std::uint64_t corrected = 0;  // S1 wrong or late, S2 right, nothing asked
    std::uint64_t falseAdds = 0;  // visits with any
    std::uint64_t withHidden = 0; // visits with hidden articles on the tray at the end
    std::uint64_t hiddenAsked = 0;
    std::uint64_t hiddenWrong = 0;
    std::array<std::uint64_t, 2> baselineExact{};
    std::uint64_t articles = 0;
    std::uint64_t reads = 0;
    std::vector<double> settleS;
    std::vector<double> seenS; // as in VisitResult
    std::vector<double> removalS;
    std::map<std::string, Cause> causes;
    std::vector<std::uint64_t> wrongSeeds; // of the first few
    double tookS = 0;

    void add(const VisitResult &visit);
};

// Visit i has the seed `firstSeed` + i. The result doesn't depend on the number of threads.
[[nodiscard]] Row runRow(const RowSpec &spec, const VisitOptions &options, std::uint64_t firstSeed, int threads);

// Calls work(i) for i in 0 .. count-1 on several threads, each i once.
void inParallel(std::uint64_t count, int threads, const std::function<void(std::uint64_t)> &work);

[[nodiscard]] std::string rowsText(const std::vector<Row> &rows);
[[nodiscard]] std::string causesText(const Row &row);
[[nodiscard]] nlohmann::json toJson(const Row &row);

} // namespace panier::bench

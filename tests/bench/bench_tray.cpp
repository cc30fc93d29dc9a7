// The tray engine in a simulated tray (rfid/emulator/world): how often the basket is exactly right, how often the kiosk
// asks, how often it is wrong without knowing, and how fast. Beside it, on the same reads, two simpler rules.
#include "tests/bench/tray_cost.h"
#include "tests/bench/tray_rows.h"
#include "tests/bench/tray_story.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <fmt/format.h>
#include <fstream>
#include <thread>

using namespace panier;
using namespace panier::bench;
using rfid::world::ScenarioParameters;

namespace {

struct Arguments {
    std::uint64_t visits = 10'000;
    std::uint64_t seed = 1;
    int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    bool quick = false;
    bool deepOpen = false;
    double emptyTrayS = 4;
    std::string only;
    std::string json;
    std::string recordFolder;
    std::optional<std::uint64_t> explain;
};

ScenarioParameters parametersOf(const Arguments &arguments) {
    ScenarioParameters parameters;
    parameters.emptyTrayUs = std::llround(arguments.emptyTrayS * 10) * tickUs;
    return parameters;
}

constexpr std::uint64_t trainingSeed = 1'000'000'000; // far from any measured one

// The best fixed threshold on visits that aren't measured.
ThresholdRule bestRule(const ScenarioParameters &parameters, std::uint64_t visits, int threads) {
    std::vector<ThresholdRule> rules;
    for (int level = -70; level <= -34; level += 3)
        for (const std::int64_t dwellUs : {200'000, 500'000, 1'000'000})
            rules.push_back({level, dwellUs});
    std::vector<std::vector<bool>> exact(visits);
    inParallel(visits, threads, [&](std::uint64_t i) {
        exact[i] = tryRules(rfid::world::makeVisit(trainingSeed + i, parameters), rules);
    });
    std::vector<std::uint64_t> hits(rules.size(), 0);
    for (const auto &visit : exact)
        for (std::size_t i = 0; i < rules.size(); ++i)
            hits[i] += visit[i] ? 1 : 0;
    const auto best = static_cast<std::size_t>(std::max_element(hits.begin(), hits.end()) - hits.begin());
    fmt::print("fixed threshold: best of {} on {} visits from seed {}: {} dBm for {} ms ({} exact)\n", rules.size(),
               visits, trainingSeed, rules[best].levelDbm, rules[best].dwellUs / 1000, hits[best]);
    return rules[best];
}

std::vector<RowSpec> rowsOf(std::uint64_t visits, const ScenarioParameters &usual) {
    std::vector<RowSpec> rows;
    const auto add = [&](const std::string &name, std::uint64_t share, auto change) {
        RowSpec row{name, usual, std::max<std::uint64_t>(visits / share, 1)};
        change(row.parameters);
        rows.push_back(std::move(row));
    };
    add("main: 1-60 articles, up to 300 strays", 1, [](auto &) {});
    add("the first visit after the kiosk was set up", 2, [](auto &) {});
    rows.back().visitsBefore = 0;
    add("no strays", 10, [](auto &p) {
        p.straysMax = 0;
        p.leftoverVisits = p.nextShopperVisits = p.neighbourVisits = p.trolleyVisits = 0;
    });
    add("next shopper in every visit", 10, [](auto &p) { p.nextShopperVisits = 1; });
    add("trolley in every visit", 10, [](auto &p) { p.trolleyVisits = 1; });
    add("neighbouring tray in every visit", 10, [](auto &p) { p.neighbourVisits = 1; });
    add("leftover tag in every visit", 10, [](auto &p) { p.leftoverVisits = 1; });
    add("something taken out in every visit", 10, [](auto &p) { p.removals = 1; });
    add("2 antennas", 10, [](auto &p) { p.reader.antennas = 2; });
    add("Miller-4 at 256 kHz", 10, [](auto &p) { p.reader.mode = rfid::world::miller4At256(); });
    add("unlined tray: 17 dBm, walls of 20 cm and 10 dB", 10, [](auto &p) { p.radio = rfid::world::unlinedTray(); });
    add("places as they fall", 10, [](auto &p) { p.poweredOnly = false; });
    add("200 articles", 50, [](auto &p) { p.articlesMin = p.articlesMax = 200; });
    return rows;
}

std::vector<RowSpec> hiddenSweep(std::uint64_t visits, const ScenarioParameters &usual) {
    std::vector<RowSpec> rows;
    for (const double share : {0.005, 0.01, 0.02, 0.05, 0.1, 0.2}) {
        RowSpec row{fmt::format("{:.1f} % of the articles hidden", 100 * share), usual, visits};
        row.parameters.hiddenShare = share;
        rows.push_back(row);
    }
    return rows;
}

std::vector<RowSpec> straySweep(std::uint64_t visits, const ScenarioParameters &usual) {
    std::vector<RowSpec> rows;
    for (const double nearest : {1.2, 1.0, 0.8, 0.6, 0.5, 0.4, 0.3}) {
        RowSpec row{fmt::format("strays no nearer than {:.1f} m", nearest), usual, visits};
        row.parameters.shelfNearestM = nearest;
        row.parameters.nextShopperNearestM = nearest;
        row.parameters.trolleyNearestM = nearest;
        rows.push_back(row);
    }
    for (const double wall : {20.0, 15.0, 10.0, 5.0, 0.0}) {
        RowSpec row{fmt::format("walls of {:.0f} dB", wall), usual, visits};
        row.parameters.radio.wallLossDb = wall;
        rows.push_back(row);
    }
    return rows;
}

void printHidden(const std::vector<Row> &rows) {
    for (const auto &row : rows)
        fmt::print("  {}: of {} visits with a hidden article on the tray {} ask and {} are silently short\n", row.name,
                   row.withHidden, row.hiddenAsked, row.hiddenWrong);
}

class Bench {
public:
    Bench(const Arguments &arguments, VisitOptions options) : m_arguments(arguments), m_options(std::move(options)) {}

    std::vector<Row> section(const std::string &title, const std::vector<RowSpec> &specs) {
        std::vector<Row> rows;
        for (const auto &spec : specs) {
            if (!m_arguments.only.empty() && spec.name.find(m_arguments.only) == std::string::npos)
                continue;
            rows.push_back(runRow(spec, m_options, m_arguments.seed, m_arguments.threads));
            m_json[title].push_back(toJson(rows.back()));
            fmt::print(stderr, "  {} ({:.0f} s)\n", spec.name, rows.back().tookS);
        }
        if (!rows.empty())
            fmt::print("\n{}\n{}", title, rowsText(rows));
        std::fflush(stdout);
        return rows;
    }
    void costs() {
        if (std::string_view("cost").find(m_arguments.only) == std::string_view::npos)
            return;
        auto cost = measureCost();
        fmt::print("\n{}", cost.text);
        m_json["cost"] = std::move(cost.json);
    }
    void write() const {
        if (!m_arguments.json.empty())
            std::ofstream(m_arguments.json) << m_json.dump(2) << '\n';
    }

private:
    const Arguments &m_arguments;
    VisitOptions m_options;
    nlohmann::json m_json;
};

int measure(const Arguments &arguments) {
    VisitOptions options;
    options.deepScanInS2 = !arguments.deepOpen;
    const auto usual = parametersOf(arguments);
    fmt::print("tray bench: {} visits, seeds from {}, {} threads, deep scan {}\n", arguments.visits, arguments.seed,
               arguments.threads, arguments.deepOpen ? "without a change of session" : "in S2, single target");
    options.rule = bestRule(usual, std::max<std::uint64_t>(arguments.visits / 20, 20), arguments.threads);
    Bench bench(arguments, options);
    const auto rows = bench.section("visits", rowsOf(arguments.visits, usual));
    for (const auto &row : rows)
        fmt::print("\n{}\n{}", row.name, causesText(row));
    const auto sweep = std::max<std::uint64_t>(arguments.visits / 20, 20);
    printHidden(bench.section("hidden tags", hiddenSweep(sweep, usual)));
    (void)bench.section("strays that come nearer", straySweep(sweep, usual));
    bench.costs();
    bench.write();
    return 0;
}

// Of the first row whose name contains --only; of the main row without it. Nothing if there is none.
std::optional<RowSpec> oneRow(const Arguments &arguments) {
    const auto usual = parametersOf(arguments);
    for (const auto &rows : {rowsOf(1, usual), hiddenSweep(1, usual), straySweep(1, usual)})
        for (const auto &row : rows)
            if (row.name.find(arguments.only) != std::string::npos)
                return row;
    return std::nullopt;
}

int tellOrRecord(const Arguments &arguments) {
    const auto row = oneRow(arguments);
    if (!row) {
        fmt::print(stderr, "no row's name contains \"{}\"\n", arguments.only);
        return 1;
    }
    if (arguments.explain) {
        VisitOptions options;
        options.deepScanInS2 = !arguments.deepOpen;
        fmt::print("{}", storyOf(rfid::world::makeVisit(*arguments.explain, row->parameters), learnt(options, *row)));
        return 0;
    }
    const auto written = record(rfid::world::makeVisit(arguments.seed, row->parameters), arguments.recordFolder);
    if (!written)
        fmt::print(stderr, "{}\n", written.error());
    return written ? 0 : 1;
}

} // namespace

int main(int argc, char **argv) {
    Arguments arguments;
    CLI::App app("Measures the tray engine in a simulated tray.");
    app.add_option("--visits", arguments.visits, "of the main row; the others have a part of it")
        ->check(CLI::Range(1, 10'000'000));
    app.add_option("--seed", arguments.seed, "of the first visit");
    app.add_option("--threads", arguments.threads)->check(CLI::Range(1, 256));
    app.add_flag("--quick", arguments.quick, "300 visits");
    app.add_option("--only", arguments.only,
                   "rows whose name contains this; with --explain and --record the first of them");
    app.add_option("--json", arguments.json, "writes the figures to this file");
    app.add_option("--record", arguments.recordFolder, "writes the visit of --seed as a recording into this folder");
    app.add_option("--explain", arguments.explain, "tells the visit of this seed");
    app.add_option("--empty-tray", arguments.emptyTrayS, "seconds in which the engine learns before each visit")
        ->check(CLI::Range(2.0, 60.0));
    app.add_flag("--deep-open", arguments.deepOpen, "the reader goes on as before while a deep scan runs");
    CLI11_PARSE(app, argc, argv);
    if (arguments.quick)
        arguments.visits = 300;
    if (arguments.explain || !arguments.recordFolder.empty())
        return tellOrRecord(arguments);
    return measure(arguments);
}

#include "tests/bench/tray_rows.h"

#include "tests/bench/tray_statistics.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fmt/format.h>
#include <thread>

namespace panier::bench {

namespace {

constexpr std::size_t seedsKept = 5;

void keep(std::vector<std::uint64_t> &seeds, std::uint64_t seed) {
    if (seeds.size() < seedsKept)
        seeds.push_back(seed);
}

nlohmann::json shareJson(std::uint64_t hits, std::uint64_t all) {
    const auto bounds = wilson(hits, all);
    return {{"hits", hits}, {"of", all}, {"low", bounds.low}, {"high", bounds.high}};
}

// Removals that were noticed as soon as a shopper expects.
std::uint64_t inTime(const std::vector<double> &removalsS) {
    constexpr double expectedS = 1.5;
    return static_cast<std::uint64_t>(
        std::count_if(removalsS.begin(), removalsS.end(), [](double afterS) { return afterS <= expectedS; }));
}

std::string percentilesText(const std::vector<double> &values) {
    return fmt::format("{:.1f}/{:.1f}/{:.1f}", percentile(values, 0.5), percentile(values, 0.95),
                       percentile(values, 1));
}

nlohmann::json removalsJson(const std::vector<double> &removalsS) {
    return {{"n", removalsS.size()},
            {"within_1_5_s", inTime(removalsS)},
            {"p50", percentile(removalsS, 0.5)},
            {"p95", percentile(removalsS, 0.95)},
            {"max", percentile(removalsS, 1)}};
}

} // namespace

void inParallel(std::uint64_t count, int threads, const std::function<void(std::uint64_t)> &work) {
    std::atomic<std::uint64_t> next{0};
    const auto loop = [&] {
        for (auto i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i)
        others.emplace_back(loop);
    loop();
    for (auto &other : others)
        other.join();
}

void Row::add(const VisitResult &visit) {
    ++visits;
    exact += visit.exact() ? 1 : 0;
    asked += visit.asks() ? 1 : 0;
    wrong += visit.silentlyWrong() ? 1 : 0;
    corrected += !visit.exact() && !visit.asks() && !visit.silentlyWrong() ? 1 : 0;
    falseAdds += visit.falseAdds > 0 ? 1 : 0;
    withHidden += visit.hidden > 0 ? 1 : 0;
    hiddenAsked += visit.hidden > 0 && visit.asks() ? 1 : 0;
    hiddenWrong += visit.hidden > 0 && visit.silentlyWrong() ? 1 : 0;
    for (std::size_t i = 0; i < baselineExact.size(); ++i)
        baselineExact[i] += visit.baselineExact[i] ? 1 : 0;
    articles += visit.articles;
    reads += visit.reads;
    settleS.push_back(visit.settleS);
    seenS.insert(seenS.end(), visit.seenS.begin(), visit.seenS.end());
    removalS.insert(removalS.end(), visit.removalS.begin(), visit.removalS.end());
    if (visit.silentlyWrong())
        keep(wrongSeeds, visit.seed);
    for (const auto &each : visit.causes) {
        auto &cause = causes[each];
        ++cause.visits;
        keep(cause.seeds, visit.seed);
    }
}

VisitOptions learnt(VisitOptions options, const RowSpec &spec) {
    constexpr std::uint64_t firstSeed = 1'500'000'000;
    options.exposure = exposureAfter(spec.visitsBefore, firstSeed, spec.parameters, options);
    return options;
}

Row runRow(const RowSpec &spec, const VisitOptions &options, std::uint64_t firstSeed, int threads) {
    const auto began = std::chrono::steady_clock::now();
    const auto ready = learnt(options, spec);
    std::vector<VisitResult> results(spec.visits);
    inParallel(spec.visits, threads, [&](std::uint64_t i) {
        results[i] = runVisit(rfid::world::makeVisit(firstSeed + i, spec.parameters), ready);
    });
    Row row;
    row.name = spec.name;
    for (const auto &result : results)
        row.add(result);
    row.tookS = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return row;
}

std::string rowsText(const std::vector<Row> &rows) {
    std::vector<std::vector<std::string>> table{{"", "visits", "articles", "exact", "asks", "silently wrong", "late",
                                                 "settle p50/p95/p99 s", "removal seen p50/p95/max s", "within 1.5 s",
                                                 "off p50/p95/max s", "false adds", "first read wins",
                                                 "fixed threshold"}};
    for (const auto &row : rows) {
        const auto n = row.visits;
        table.push_back(
            {row.name, std::to_string(n),
             fmt::format("{:.1f}", static_cast<double>(row.articles) / static_cast<double>(n)), shareText(row.exact, n),
             shareText(row.asked, n), shareText(row.wrong, n), std::to_string(row.corrected),
             fmt::format("{:.1f}/{:.1f}/{:.1f}", percentile(row.settleS, 0.5), percentile(row.settleS, 0.95),
                         percentile(row.settleS, 0.99)),
             percentilesText(row.seenS), shareText(inTime(row.seenS), row.seenS.size()), percentilesText(row.removalS),
             std::to_string(row.falseAdds), shareText(row.baselineExact[0], n), shareText(row.baselineExact[1], n)});
    }
    return tableText(table);
}

std::string causesText(const Row &row) {
    std::vector<std::pair<std::string, Row::Cause>> causes(row.causes.begin(), row.causes.end());
    std::stable_sort(causes.begin(), causes.end(),
                     [](const auto &a, const auto &b) { return a.second.visits > b.second.visits; });
    std::vector<std::vector<std::string>> table{{"what wasn't right", "visits", "seeds"}};
    const auto seedsText = [](const std::vector<std::uint64_t> &seeds) {
        return fmt::format("{}", fmt::join(seeds, " "));
    };
    for (const auto &[name, cause] : causes)
        table.push_back({name, std::to_string(cause.visits), seedsText(cause.seeds)});
    if (row.wrong > 0)
        table.push_back({"silently wrong", std::to_string(row.wrong), seedsText(row.wrongSeeds)});
    return tableText(table);
}

nlohmann::json toJson(const Row &row) {
    nlohmann::json causes;
    for (const auto &[name, cause] : row.causes)
        causes[name] = {{"visits", cause.visits}, {"seeds", cause.seeds}};
    const auto n = row.visits;
    return {
        {"name", row.name},
        {"visits", n},
        {"articles", row.articles},
        {"reads", row.reads},
        {"exact", shareJson(row.exact, n)},
        {"asks", shareJson(row.asked, n)},
        {"silently_wrong", shareJson(row.wrong, n)},
        {"late", row.corrected},
        {"false_adds", row.falseAdds},
        {"with_hidden", {{"visits", row.withHidden}, {"asks", row.hiddenAsked}, {"silently_wrong", row.hiddenWrong}}},
        {"settle_s",
         {{"p50", percentile(row.settleS, 0.5)},
          {"p95", percentile(row.settleS, 0.95)},
          {"p99", percentile(row.settleS, 0.99)}}},
        {"removal_seen_s", removalsJson(row.seenS)},
        {"removal_s", removalsJson(row.removalS)},
        {"first_read_wins", shareJson(row.baselineExact[0], n)},
        {"fixed_threshold", shareJson(row.baselineExact[1], n)},
        {"causes", causes},
        {"silently_wrong_seeds", row.wrongSeeds},
        {"took_s", row.tookS}};
}

} // namespace panier::bench

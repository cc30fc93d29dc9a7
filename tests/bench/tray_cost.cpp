#include "tests/bench/tray_cost.h"

#include "rfid/emulator/world/random.h"
#include "rfid/tray/tray_engine.h"
#include "tests/bench/tray_statistics.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <malloc.h>

namespace panier::bench {

using namespace rfid;

namespace {

constexpr std::uint32_t articles = 20;
constexpr int readsPerTick = 100;
constexpr std::int64_t tickUs = 100'000;
constexpr int readsPerStray = 3;
constexpr int leastTicks = 300; // measured, after as many in which the tags become known

struct Cost {
    std::uint32_t strays = 0;
    std::size_t remembered = 0;
    std::uint64_t dropped = 0;
    std::vector<double> observeNs; // an observation, by tick
    std::vector<double> wholeNs;   // and its part of the advance() that follows
    double heldKiB = 0;            // on the heap
};

codes::Epc epcOf(std::uint32_t number) {
    std::array<std::uint8_t, 12> bytes{0x30, 0x34, 0x25, 0x7B, 0xF7, 0x19, 0x4E, 0x40};
    for (std::size_t i = 0; i < 4; ++i)
        bytes[11 - i] = static_cast<std::uint8_t>(number >> (8 * i));
    return *codes::Epc::fromBytes(bytes);
}

double microsecondsSince(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count();
}

std::vector<tray::TagObservation> readsOfTick(world::Random &random, std::uint32_t strays, std::uint32_t &next,
                                              std::int64_t nowUs) {
    std::vector<tray::TagObservation> reads(readsPerTick);
    for (std::size_t i = 0; i < reads.size(); ++i) {
        const bool article = i < articles;
        const auto number = article ? static_cast<std::uint32_t>(i) : articles + next++ % strays;
        reads[i].epc = epcOf(number);
        reads[i].antenna = static_cast<std::uint16_t>(1 + random.below(article ? 4 : 1));
        reads[i].rssiDbm = article ? random.range(-48, -40) : random.range(-78, -66);
        reads[i].timeUs = nowUs - tickUs + static_cast<std::int64_t>(i) * (tickUs / readsPerTick);
    }
    return reads;
}

Cost costOf(std::uint32_t strays) {
    const auto before = mallinfo2().uordblks;
    world::Random random(strays);
    tray::TrayEngine engine;
    engine.setAntennas(4);
    Cost cost;
    cost.strays = strays;
    const int ticks = std::max(leastTicks, static_cast<int>(readsPerStray * strays / (readsPerTick - articles)));
    std::uint32_t next = 0;
    for (int tick = 1; tick <= 2 * ticks; ++tick) {
        const auto nowUs = tick * tickUs;
        const auto reads = readsOfTick(random, strays, next, nowUs);
        const auto began = std::chrono::steady_clock::now();
        engine.observe(reads);
        const double observed = microsecondsSince(began);
        (void)engine.advance(nowUs);
        if (tick <= ticks)
            continue;
        cost.observeNs.push_back(observed * 1000 / readsPerTick);
        cost.wholeNs.push_back(microsecondsSince(began) * 1000 / readsPerTick);
    }
    cost.remembered = engine.tagCount();
    cost.dropped = engine.droppedObservations();
    cost.heldKiB = static_cast<double>(mallinfo2().uordblks - before) / 1024;
    return cost;
}

} // namespace

CostReport measureCost() {
    CostReport report;
    std::vector<std::vector<std::string>> table{{"strays", "tags remembered", "reads dropped", "ns to observe a read",
                                                 "with its part of advance()", "99 % of ticks", "KiB held"}};
    for (const std::uint32_t strays : {100U, 1000U, 4000U, 10'000U, 100'000U}) {
        const auto cost = costOf(strays);
        const double observeNs = percentile(cost.observeNs, 0.5);
        const double wholeNs = percentile(cost.wholeNs, 0.5);
        const double mostNs = percentile(cost.wholeNs, 0.99);
        table.push_back({std::to_string(strays), std::to_string(cost.remembered), std::to_string(cost.dropped),
                         fmt::format("{:.0f}", observeNs), fmt::format("{:.0f}", wholeNs),
                         fmt::format("{:.0f}", mostNs), fmt::format("{:.0f}", cost.heldKiB)});
        report.json.push_back({{"strays", strays},
                               {"remembered", cost.remembered},
                               {"dropped", cost.dropped},
                               {"observe_ns", observeNs},
                               {"whole_ns", wholeNs},
                               {"whole_p99_ns", mostNs},
                               {"held_kib", cost.heldKiB}});
    }
    report.text =
        "what the engine costs: 1000 reads a second, 20 articles and as many strays; medians of ticks of 100 ms\n" +
        tableText(table) + fmt::format("  it remembers {} tags at most\n", tray::TrayConfig{}.maxTags);
    return report;
}

} // namespace panier::bench

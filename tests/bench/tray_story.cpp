#include "tests/bench/tray_story.h"

#include "rfid/emulator/world/tray_world.h"
#include "rfid/tray/recording.h"
#include "tests/bench/tray_statistics.h"

#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

namespace panier::bench {

using namespace rfid;

namespace {

double seconds(std::int64_t us) {
    return static_cast<double>(us) * 1e-6;
}

const char *nameOf(tray::TrayClass cls) {
    return cls == tray::TrayClass::On ? "On" : cls == tray::TrayClass::Unsure ? "Unsure" : "Off";
}

const char *nameOf(tray::UnsureReason reason) {
    switch (reason) {
    case tray::UnsureReason::None:
        return "";
    case tray::UnsureReason::WeakSignal:
        return " (weak)";
    case tray::UnsureReason::OneAntennaOnly:
        return " (one antenna)";
    case tray::UnsureReason::Intermittent:
        return " (intermittent)";
    }
    return "";
}

// Reads of one tag by antenna.
using Levels = std::map<int, std::vector<double>>;

std::string levelsText(const Levels &levels, int antennas) {
    std::string text;
    for (int antenna = 1; antenna <= antennas; ++antenna) {
        const auto found = levels.find(antenna);
        text += found == levels.end()
                    ? fmt::format("{:>12}", "-")
                    : fmt::format("{:>5} x {:>4}", percentile(found->second, 0.5), found->second.size());
    }
    return text;
}

std::string truthText(const world::Scenario &scenario, std::uint32_t tag) {
    std::string text;
    for (const auto &stay : scenario.stays)
        if (stay.tag == tag)
            text += fmt::format(" on {:.2f}{}", seconds(stay.landedUs),
                                stay.leftUs == world::neverUs ? "" : fmt::format(" off {:.2f}", seconds(stay.leftUs)));
    return text;
}

} // namespace

std::string storyOf(const world::Scenario &scenario, const VisitOptions &options) {
    std::map<codes::Epc, Levels> heard;
    std::map<codes::Epc, std::string> changes;
    std::string moments;
    VisitListener listener;
    listener.read = [&](const tray::TagObservation &observation) {
        if (observation.timeUs > scenario.visitUs)
            heard[observation.epc][observation.antenna].push_back(observation.rssiDbm.value_or(0));
    };
    listener.change = [&](std::int64_t timeUs, const tray::TrayChange &change) {
        changes[change.epc] += fmt::format(" {:.1f} {}{}", seconds(timeUs), nameOf(change.cls), nameOf(change.reason));
    };
    listener.moment = [&](std::int64_t timeUs, const std::string &what) {
        moments += fmt::format("  {:6.1f}  {}\n", seconds(timeUs), what);
    };
    const auto result = runVisit(scenario, options, &listener);

    std::string text = fmt::format(
        "visit {}: {} tags, {} articles on the tray at the end ({} hidden), last movement {:.2f} s: {}\n",
        scenario.seed, scenario.tags.size(), result.articles, result.hidden, seconds(scenario.lastMovementUs),
        result.exact()           ? "exact"
        : result.asks()          ? "asks"
        : result.silentlyWrong() ? "silently wrong"
                                 : "late");
    text += moments;
    for (const auto &cause : result.causes)
        text += "  " + cause + "\n";
    text += fmt::format("  estimated unread at payment: {:.2f}\n", result.paid.estimatedUnread);
    const int antennas = scenario.parameters.reader.antennas;
    text +=
        fmt::format("  {:24} {:13} {:>6}  {}  truth; engine\n", "epc", "", "metres", "median dBm x reads, by antenna");
    for (std::uint32_t i = 0; i < scenario.tags.size(); ++i) {
        const auto &tag = scenario.tags[i];
        const auto levels = heard.find(tag.epc);
        if (levels == heard.end() && tag.kind != world::TagKind::Article)
            continue;
        const auto at = world::positionAt(tag.places.back(), scenario.lastMovementUs);
        text += fmt::format("  {} {:13} {:6.2f}{} {};{}\n", tag.epc.hex(),
                            tag.hidden ? "hidden" : std::string(world::nameOf(tag.kind)), length(at),
                            levels == heard.end() ? fmt::format("{:>{}}", "never read", 12 * antennas)
                                                  : levelsText(levels->second, antennas),
                            truthText(scenario, i), changes.contains(tag.epc) ? changes.at(tag.epc) : " -");
    }
    return text;
}

base::Expected<void, std::string> record(const world::Scenario &scenario, const std::filesystem::path &folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    const auto name = fmt::format("visit-{}", scenario.seed);
    std::ofstream csv(folder / (name + ".csv"));
    std::ofstream json(folder / (name + ".json"));
    csv << tray::recordingHeader << '\n';
    world::TrayWorld tray(scenario);
    const auto endUs = scenario.lastMovementUs + 12'000'000;
    for (const auto &observation : tray.observationsUntil(endUs))
        csv << tray::recordingLine(observation) << '\n';

    nlohmann::json stays = nlohmann::json::array();
    for (const auto &stay : scenario.stays) {
        nlohmann::json each{{"epc", scenario.tags[stay.tag].epc.hex()}, {"landed_us", stay.landedUs}};
        if (stay.leftUs != world::neverUs)
            each["left_us"] = stay.leftUs;
        stays.push_back(each);
    }
    nlohmann::json tags = nlohmann::json::array();
    for (const auto &tag : scenario.tags)
        tags.push_back({{"epc", tag.epc.hex()}, {"kind", world::nameOf(tag.kind)}, {"hidden", tag.hidden}});
    json << nlohmann::json{{"seed", scenario.seed},
                           {"visit_us", scenario.visitUs},
                           {"last_movement_us", scenario.lastMovementUs},
                           {"end_us", endUs},
                           {"antennas", scenario.parameters.reader.antennas},
                           {"stays", stays},
                           {"tags", tags}}
                .dump(2)
         << '\n';
    if (!csv.flush() || !json.flush())
        return tl::make_unexpected("can't write " + (folder / name).string());
    return {};
}

} // namespace panier::bench

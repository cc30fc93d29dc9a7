#include "rfid/llrp/set_up.h"

#include <algorithm>
#include <cstdlib>

namespace panier::rfid::llrp {

using reader::InventoryMode;

namespace {

constexpr std::uint32_t openRoSpec = 1;
constexpr std::uint32_t deepRoSpec = 2;
constexpr std::uint8_t miller4 = 2;
constexpr std::uint8_t denseInterrogator = 3;
constexpr int centi = 100;
constexpr std::uint16_t maxAntennas = 64; // more than any reader has, hubs included

// The level nearest to what was asked for, not above it; the lowest if all are above.
std::optional<PowerLevel> choosePower(const std::vector<PowerLevel> &levels, int powerDbm) {
    std::optional<PowerLevel> best;
    for (const auto &level : levels) {
        const bool allowed = level.centiDbm <= powerDbm * centi;
        const bool bestAllowed = best && best->centiDbm <= powerDbm * centi;
        if (!best || (allowed && !bestAllowed) ||
            (allowed == bestAllowed && (level.centiDbm > best->centiDbm) == allowed))
            best = level;
    }
    return best;
}

// The one that was configured, if the reader has it; otherwise the mode that bears other readers nearby best.
std::optional<std::uint32_t> chooseMode(const std::vector<RfMode> &modes, std::optional<std::uint32_t> wanted) {
    const auto firstWhere = [&](auto holds) -> std::optional<std::uint32_t> {
        const auto found = std::find_if(modes.begin(), modes.end(), holds);
        return found == modes.end() ? std::nullopt : std::optional(found->id);
    };
    if (wanted)
        if (const auto mode = firstWhere([&](const RfMode &each) { return each.id == *wanted; }))
            return mode;
    if (const auto mode = firstWhere(
            [](const RfMode &each) { return each.miller == miller4 && each.spectralMask == denseInterrogator; }))
        return mode;
    return firstWhere([](const RfMode &each) { return each.miller == miller4; });
}

std::optional<std::uint16_t> chooseSensitivity(const std::vector<SensitivityLevel> &levels, int belowBestDb) {
    const auto nearest = std::min_element(levels.begin(), levels.end(), [&](const auto &a, const auto &b) {
        return std::abs(a.belowBestDb - belowBestDb) < std::abs(b.belowBestDb - belowBestDb);
    });
    return nearest == levels.end() ? std::nullopt : std::optional(nearest->index);
}

// Counted from 1; the first one when the frequency isn't there or none was asked for.
std::uint16_t chooseChannel(const std::vector<std::uint32_t> &channelsKhz, std::optional<std::uint32_t> wantedKhz) {
    const auto found = std::find(channelsKhz.begin(), channelsKhz.end(), wantedKhz.value_or(0));
    return static_cast<std::uint16_t>(found == channelsKhz.end() ? 1 : found - channelsKhz.begin() + 1);
}

// A transmitter is set as a whole or not at all: its power can't be named without a frequency that the reader has.
AntennaSetting settingFor(const AntennaConfig &antenna, const InventoryConfig &config,
                          const Capabilities &capabilities) {
    AntennaSetting setting;
    setting.antenna = antenna.antenna;
    if (antenna.sensitivityDb)
        setting.sensitivityIndex = chooseSensitivity(capabilities.sensitivities, *antenna.sensitivityDb);
    const auto powerDbm = antenna.powerDbm ? antenna.powerDbm : config.powerDbm;
    const auto level = choosePower(capabilities.powerLevels, powerDbm.value_or(0));
    if (!powerDbm || !level)
        return setting;
    AntennaSetting::Transmitter transmitter;
    transmitter.powerIndex = level->index;
    if (capabilities.hops)
        transmitter.hopTableId = capabilities.hopTables.empty() ? std::uint16_t{0} : capabilities.hopTables.front().id;
    else
        transmitter.channelIndex = chooseChannel(capabilities.fixedChannelsKhz, antenna.frequencyKhz);
    setting.transmitter = transmitter;
    return setting;
}

// One setting for all antennas, or, as soon as one is set apart, one for each.
std::vector<AntennaSetting> settingsFor(const InventoryConfig &config, const Capabilities &capabilities) {
    AntennaConfig same;
    same.antenna = 0;
    if (config.perAntenna.empty())
        return {settingFor(same, config, capabilities)};
    auto antennas = config.antennas;
    if (antennas.empty())
        for (std::uint16_t antenna = 1; antenna <= std::min(capabilities.antennas, maxAntennas); ++antenna)
            antennas.push_back(antenna);
    if (antennas.empty()) // a reader that doesn't tell how many it has
        for (const auto &each : config.perAntenna)
            antennas.push_back(each.antenna);
    std::vector<AntennaSetting> settings;
    for (const auto antenna : antennas) {
        same.antenna = antenna;
        const auto apart = std::find_if(config.perAntenna.begin(), config.perAntenna.end(),
                                        [&](const AntennaConfig &each) { return each.antenna == antenna; });
        settings.push_back(settingFor(apart == config.perAntenna.end() ? same : *apart, config, capabilities));
    }
    return settings;
}

} // namespace

RoSpec roSpecFor(const InventoryConfig &config, const Capabilities &capabilities, InventoryMode mode, bool withImpinj) {
    const bool deep = mode == InventoryMode::DeepScan;
    RoSpec spec;
    spec.id = deep ? deepRoSpec : openRoSpec;
    if (!config.antennas.empty())
        spec.antennas = config.antennas;
    spec.settings = settingsFor(config, capabilities);
    spec.session = std::min<std::uint8_t>(deep ? config.deepSession : config.session, 3);
    spec.tagPopulation = config.tagPopulation;
    spec.mode = chooseMode(capabilities.modes, config.mode);
    spec.resetToA = deep && capabilities.stateAware;
    if (withImpinj)
        spec.impinj = ImpinjInventory{deep ? impinj::SingleTarget : impinj::DualTarget};
    return spec;
}

} // namespace panier::rfid::llrp

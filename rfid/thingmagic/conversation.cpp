#include "rfid/thingmagic/conversation.h"

#include <algorithm>
#include <fmt/format.h>

namespace panier::rfid::thingmagic {

namespace {

constexpr std::uint8_t openSession = 1; // S1: a tag is told again after half a second to five
constexpr std::uint8_t deepSession = 2; // S2: a tag that was told stays quiet
constexpr std::uint8_t markSession = 0; // S0: no tag stays quiet after its last read
constexpr std::size_t maxPorts = 64;    // a module with all its multiplexers
constexpr int maxPowerDbm = 300;        // beyond that 1/100 dBm don't fit the command

std::string list(const std::vector<Region> &regions) {
    std::string text;
    for (const auto region : regions)
        text += (text.empty() ? "" : ", ") + fmt::format("{} ({})", nameOf(region), static_cast<int>(region));
    return text.empty() ? "none" : text;
}

} // namespace

void Conversation::begin() {
    m_info = {};
    m_inBootloader = false;
    m_limits.reset();
    // A reader that doesn't tell its ports has the one.
    m_ports.clear();
    for (const auto antenna : m_config.antennas)
        if (m_ports.size() < maxPorts)
            m_ports.push_back(static_cast<std::uint8_t>(std::min<std::uint16_t>(antenna, 255)));
    if (m_ports.empty())
        m_ports = {1};
    m_info.antennas = static_cast<int>(m_ports.size());
}

Step Conversation::after(Step step, int baud) const {
    auto next = step;
    do
        next = static_cast<Step>(static_cast<int>(next) + 1);
    while (next < Step::Running && !isNeeded(next, baud));
    return next;
}

bool Conversation::isNeeded(Step step, int baud) const {
    switch (step) {
    case Step::Boot:
    case Step::Version:
        return m_inBootloader;
    case Step::Baud:
        return baud != m_config.baud;
    case Step::ReadPower:
    case Step::WritePower:
        return m_config.powerDbm.has_value();
    default:
        return true;
    }
}

bool Conversation::mustSucceed(Step step) {
    switch (step) {
    case Step::Baud:       // it goes on at the speed that it has
    case Step::Regions:    // an old firmware doesn't know the question; Region tells then
    case Step::Ports:      // nor this one
    case Step::Power:      // ReadPower tells then
    case Step::WritePower: // only marks need it
    case Step::Q:          // dynamic is where it starts from
        return false;
    default:
        return true;
    }
}

Command Conversation::command(Step step) const {
    const bool isDeep = m_mode == reader::InventoryMode::DeepScan;
    switch (step) {
    case Step::Probe:
    case Step::Version:
        return askVersion();
    case Step::Program:
        return askCurrentProgram();
    case Step::Boot:
        return bootFirmware();
    case Step::Baud:
        return setBaudRate(static_cast<std::uint32_t>(m_config.baud));
    case Step::Regions:
        return askRegions();
    case Step::Region:
        return setRegion(m_config.region);
    case Step::Ports:
        return askPorts();
    case Step::Power:
        return askPower();
    case Step::ReadPower:
        return setReadPower(powerCentiDbm());
    case Step::WritePower:
        return setWritePower(powerCentiDbm());
    case Step::Protocol:
        return setProtocolGen2();
    case Step::Antennas:
        return setSearchPorts(m_ports);
    case Step::ReadFilter:
        return setReadFilter(false);
    case Step::Session:
        return setSession(isDeep ? deepSession : openSession);
    case Step::Target:
        return setTarget(isDeep ? Target::A : Target::AThenB);
    case Step::MarkSession:
        return setSession(markSession);
    case Step::MarkTarget:
        return setTarget(Target::AThenB);
    case Step::Q:
        return setDynamicQ();
    case Step::Start:
        return startStream(static_cast<std::uint16_t>(std::clamp(m_config.cycleMs, 20, 60'000)));
    default:
        return stopStream();
    }
}

std::int16_t Conversation::powerCentiDbm() const {
    const int wanted = std::clamp(m_config.powerDbm.value_or(0), -maxPowerDbm, maxPowerDbm) * 100;
    const int allowed = m_limits ? std::clamp<int>(wanted, m_limits->min, m_limits->max) : wanted;
    return static_cast<std::int16_t>(allowed);
}

base::Expected<void, std::string> Conversation::take(Step step, base::ByteView data) {
    switch (step) {
    case Step::Probe:
    case Step::Version:
        return takeVersion(data);
    case Step::Program: {
        const auto inBootloader = decodeInBootloader(data);
        if (!inBootloader)
            return tl::make_unexpected(inBootloader.error().text);
        m_inBootloader = *inBootloader;
        return {};
    }
    case Step::Regions:
        return takeRegions(data);
    case Step::Ports:
        return takePorts(data);
    case Step::Power: {
        const auto limits = decodePower(data);
        if (!limits)
            return tl::make_unexpected(limits.error().text);
        m_limits = *limits;
        return {};
    }
    default:
        return {};
    }
}

Conversation::Taken Conversation::takeVersion(base::ByteView data) {
    const auto version = decodeVersion(data);
    if (!version)
        return tl::make_unexpected(version.error().text);
    m_info.model = QString::fromStdString(version->model());
    m_info.firmware = QString::fromStdString(version->firmware);
    m_info.tellsPhase = true;
    m_info.marksTags = true;
    return {};
}

// The wrong region is against the law of the place: it is never guessed.
Conversation::Taken Conversation::takeRegions(base::ByteView data) const {
    const auto regions = decodeRegions(data);
    if (std::find(regions.begin(), regions.end(), m_config.region) != regions.end())
        return {};
    return tl::make_unexpected(
        fmt::format("the reader doesn't know the region {}, only {}", nameOf(m_config.region), list(regions)));
}

Conversation::Taken Conversation::takePorts(base::ByteView data) {
    const auto known = decodePorts(data);
    if (!known)
        return tl::make_unexpected(known.error().text);
    const auto has = [&](std::uint8_t number) {
        return std::any_of(known->begin(), known->end(), [&](const Port &port) { return port.number == number; });
    };
    if (!m_config.antennas.empty()) {
        for (const auto number : m_ports)
            if (!has(number))
                return tl::make_unexpected(fmt::format("the reader has no antenna port {}", number));
        return {};
    }
    const bool anyDetected = std::any_of(known->begin(), known->end(), [](const Port &port) { return port.detected; });
    m_ports.clear();
    for (const auto &port : *known)
        if ((port.detected || !anyDetected) && m_ports.size() < maxPorts)
            m_ports.push_back(port.number);
    m_info.antennas = static_cast<int>(m_ports.size());
    return {};
}

Command Conversation::markCommand(const codes::Epc &epc, const reader::SoldMark &mark) const {
    const TagAddress tag{epc, mark.accessPassword, static_cast<std::uint16_t>(std::clamp(m_config.writeMs, 1, 65'535))};
    if (mark.kind == reader::SoldMark::Kind::Eas)
        return changeEas(tag, mark.easOn);
    return writeTag(tag, Bank::User, mark.wordPointer, mark.words);
}

reader::MarkOutcome outcomeOf(Status status) {
    using reader::MarkOutcome;
    switch (status) {
    case Status::Success:
        return MarkOutcome::Written;
    case Status::NoTagsFound:
        return MarkOutcome::TagNotFound;
    case Status::Gen2MemoryLocked:
    case Status::Gen2AuthenticationFailed:
    case Status::AuthenticationFailed:
        return MarkOutcome::Refused;
    case Status::Gen2InsufficientPower:
        return MarkOutcome::NotEnoughPower;
    case Status::InvalidOpcode:
    case Status::UnimplementedOpcode:
    case Status::UnimplementedFeature:
    case Status::NotImplementedForProtocol:
    case Status::InvalidAddress:
    case Status::InvalidTagOp:
    case Status::Gen2MemoryOverrun:
        return MarkOutcome::NotSupported;
    default:
        return MarkOutcome::Failed;
    }
}

} // namespace panier::rfid::thingmagic

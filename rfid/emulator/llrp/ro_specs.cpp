#include "rfid/emulator/llrp/ro_specs.h"

#include "rfid/emulator/llrp/capabilities.h"

#include <algorithm>
#include <array>

namespace panier::rfid::emulator {

using llrp::MessageType;
using llrp::ParameterType;
using llrp::StatusCode;

namespace {

constexpr std::uint8_t triggerImmediate = 1; // of a start
constexpr std::uint8_t triggerDuration = 1;  // of a stop
constexpr std::uint8_t stateAwareFlag = 0x80;

// The subtype and the 16-bit value of one of Impinj's parameters, where they are on; anybody else's is refused.
struct Custom {
    std::uint32_t subtype = 0;
    base::ByteView rest;
};
base::Expected<Custom, Refusal> readCustom(base::ByteView body, bool extended) {
    base::ByteReader fields(body);
    const auto vendor = fields.u32();
    const auto subtype = fields.u32();
    if (!fields.ok())
        return refuse(StatusCode::ParameterFieldError, "a custom parameter is too short");
    if (!extended || vendor != llrp::impinj::vendor)
        return refuse(StatusCode::ParameterUnsupported, "this reader knows no such custom parameter");
    return Custom{subtype, after(body, fields)};
}

// Of a ROSpec or of its AISpec: with one of these in each, either ends both.
Result readStopTrigger(base::ByteView body, RoSpec &roSpec) {
    base::ByteReader fields(body);
    const auto type = fields.u8();
    const auto ms = fields.u32();
    if (!fields.ok() || type > triggerDuration)
        return refuse(StatusCode::FieldInvalid, "this reader stops when told or after some time");
    if (type == triggerDuration && ms > 0)
        roSpec.durationMs = roSpec.durationMs == 0 ? ms : std::min(roSpec.durationMs, ms);
    return {};
}

std::uint16_t first16(base::ByteView bytes) {
    return base::ByteReader(bytes).u16();
}

} // namespace

Result RoSpecs::add(base::ByteView body, bool extended) {
    const auto parameter = need(body, ParameterType::RoSpec);
    if (!parameter)
        return tl::make_unexpected(parameter.error());
    base::ByteReader reader(*parameter);
    const auto id = reader.u32();
    reader.skip(1); // priority: there is but one
    const auto state = reader.u8();
    if (!reader.ok() || id == 0 || state != 0)
        return refuse(StatusCode::ParameterFieldError, "a new ROSpec has an id and is disabled");
    if (m_specs.contains(id))
        return refuse(StatusCode::FieldInvalid, "a ROSpec with this id is there already");
    if (m_specs.size() >= maxRoSpecs)
        return refuse(StatusCode::MessageFieldError, "no room for another ROSpec");
    const auto rest = after(*parameter, reader);

    const auto boundary = need(rest, ParameterType::RoBoundarySpec);
    if (!boundary)
        return tl::make_unexpected(boundary.error());
    RoSpec roSpec;
    if (const auto read = readBoundary(*boundary, roSpec); !read)
        return read;
    const auto aiSpec = need(rest, ParameterType::AiSpec);
    if (!aiSpec)
        return tl::make_unexpected(aiSpec.error());
    if (const auto read = readAiSpec(*aiSpec, extended, roSpec); !read)
        return read;
    if (const auto read = readReportSpec(rest, extended, roSpec); !read)
        return read;
    m_specs[id] = roSpec;
    return {};
}

Result RoSpecs::readBoundary(base::ByteView body, RoSpec &roSpec) {
    const auto start = need(body, ParameterType::RoSpecStartTrigger);
    if (!start)
        return tl::make_unexpected(start.error());
    if (start->empty() || start->front() > triggerImmediate)
        return refuse(StatusCode::FieldInvalid, "this reader starts a ROSpec when told or at once");
    roSpec.startsAtOnce = start->front() == triggerImmediate;
    const auto stop = need(body, ParameterType::RoSpecStopTrigger);
    if (!stop)
        return tl::make_unexpected(stop.error());
    return readStopTrigger(*stop, roSpec);
}

Result RoSpecs::readAiSpec(base::ByteView body, bool extended, RoSpec &roSpec) const {
    base::ByteReader reader(body);
    const std::size_t antennas = reader.u16();
    for (std::size_t i = 0; i < antennas && reader.ok(); ++i) {
        const auto antenna = reader.u16();
        if (antenna > m_traits.antennas)
            return refuse(StatusCode::FieldInvalid, "there is no such antenna");
        if (antenna != 0)
            roSpec.antennas.push_back(antenna);
    }
    if (!reader.ok() || antennas == 0)
        return refuse(StatusCode::ParameterFieldError, "AISpec names no antennas");
    const auto rest = after(body, reader);
    const auto stop = need(rest, ParameterType::AiSpecStopTrigger);
    if (!stop)
        return tl::make_unexpected(stop.error());
    if (const auto read = readStopTrigger(*stop, roSpec); !read)
        return read;
    const auto inventory = need(rest, ParameterType::InventoryParameterSpec);
    if (!inventory)
        return tl::make_unexpected(inventory.error());
    base::ByteReader fields(*inventory);
    fields.skip(3); // its id, the air protocol
    if (!fields.ok())
        return refuse(StatusCode::ParameterFieldError, "InventoryParameterSpec is too short");
    llrp::ParameterReader row(after(*inventory, fields));
    while (const auto parameter = row.next())
        if (parameter->type == ParameterType::AntennaConfiguration)
            if (const auto read = readAntenna(parameter->body, extended, roSpec); !read)
                return read;
    if (row.failure())
        return refuse(StatusCode::ParameterFieldError, row.failure()->text);
    return {};
}

Result RoSpecs::readAntenna(base::ByteView body, bool extended, RoSpec &roSpec) const {
    base::ByteReader reader(body);
    const auto antenna = reader.u16();
    if (!reader.ok() || antenna > m_traits.antennas)
        return refuse(StatusCode::FieldInvalid, "AntennaConfiguration is of no antenna of ours");
    llrp::ParameterReader row(after(body, reader));
    while (const auto parameter = row.next()) {
        Result read;
        if (parameter->type == ParameterType::RfTransmitter)
            read = checkTransmitter(parameter->body);
        else if (parameter->type == ParameterType::RfReceiver) {
            const auto index = first16(parameter->body);
            if (index < 1 || index > sensitivityLevels)
                read = refuse(StatusCode::FieldInvalid, "RFReceiver names what the capabilities don't");
        } else if (parameter->type == ParameterType::C1G2InventoryCommand)
            read = readInventoryCommand(parameter->body, extended, roSpec);
        if (!read)
            return read;
    }
    if (row.failure())
        return refuse(StatusCode::ParameterFieldError, "AntennaConfiguration is broken: " + row.failure()->text);
    return {};
}

// A hop table, a channel or a power level that isn't in the capabilities is refused, as real readers do.
Result RoSpecs::checkTransmitter(base::ByteView body) const {
    base::ByteReader fields(body);
    const auto hopTable = fields.u16();
    const auto channel = fields.u16();
    const auto power = fields.u16();
    const bool frequencies = m_traits.hops ? hopTable == hopTableId : channel >= 1 && channel <= fixedChannels;
    if (!fields.ok() || !frequencies || power < 1 || power > powerLevels)
        return refuse(StatusCode::FieldInvalid, "RFTransmitter names what the capabilities don't");
    return {};
}

Result RoSpecs::readInventoryCommand(base::ByteView body, bool extended, RoSpec &roSpec) const {
    base::ByteReader reader(body);
    const bool stateAware = (reader.u8() & stateAwareFlag) != 0;
    if (!reader.ok() || (stateAware && !m_traits.stateAware))
        return refuse(StatusCode::ParameterUnsupported, "this reader isn't aware of tags' states");
    llrp::ParameterReader row(after(body, reader));
    while (const auto parameter = row.next()) {
        if (parameter->type == ParameterType::C1G2RfControl) {
            const auto mode = first16(parameter->body);
            if (mode < 1 || mode > rfModes)
                return refuse(StatusCode::FieldInvalid, "there is no such RF mode");
        } else if (parameter->type == ParameterType::C1G2SingulationControl && !parameter->body.empty()) {
            roSpec.session = static_cast<std::uint8_t>(parameter->body.front() >> 6U);
        } else if (parameter->type == ParameterType::Custom) {
            const auto custom = readCustom(parameter->body, extended);
            if (!custom)
                return tl::make_unexpected(custom.error());
            if (custom->subtype == llrp::impinj::InventorySearchMode)
                roSpec.singleTarget = first16(custom->rest) == llrp::impinj::SingleTarget;
        }
    }
    if (row.failure())
        return refuse(StatusCode::ParameterFieldError, row.failure()->text);
    return {};
}

Result RoSpecs::readReportSpec(base::ByteView row, bool extended, RoSpec &roSpec) {
    const auto found = llrp::findParameter(row, ParameterType::RoReportSpec);
    if (!found)
        return refuse(StatusCode::ParameterFieldError, found.error().text);
    if (!*found)
        return {};
    base::ByteReader reader((*found)->body);
    reader.skip(1); // the trigger: tags are reported as they come
    roSpec.reportEvery = reader.u16();
    if (!reader.ok())
        return refuse(StatusCode::ParameterFieldError, "ROReportSpec is too short");
    const auto rest = after((*found)->body, reader);
    const auto contents = need(rest, ParameterType::TagReportContentSelector);
    if (!contents)
        return tl::make_unexpected(contents.error());
    base::ByteReader fields(*contents);
    roSpec.contents = fields.u16();
    if (!fields.ok())
        return refuse(StatusCode::ParameterFieldError, "TagReportContentSelector is too short");
    const auto vendors = llrp::findParameter(rest, ParameterType::Custom);
    if (!vendors || !*vendors)
        return {};
    const auto custom = readCustom((*vendors)->body, extended);
    if (!custom)
        return tl::make_unexpected(custom.error());
    llrp::ParameterReader switches(custom->rest);
    while (const auto parameter = switches.next()) {
        const auto each = readCustom(parameter->body, extended);
        if (!each)
            return tl::make_unexpected(each.error());
        const bool on = first16(each->rest) == 1;
        roSpec.tellsPhase = roSpec.tellsPhase || (on && each->subtype == llrp::impinj::EnableRfPhaseAngle);
        roSpec.tellsFineRssi = roSpec.tellsFineRssi || (on && each->subtype == llrp::impinj::EnablePeakRssi);
    }
    return {};
}

// Clause 11.1: disabled, inactive, active.
Result RoSpecs::change(MessageType type, base::ByteView body, std::optional<std::uint32_t> &changed) {
    using State = RoSpec::State;
    struct Move {
        MessageType type;
        State from;
        State to;
    };
    constexpr std::array moves{Move{MessageType::EnableRoSpec, State::Disabled, State::Inactive},
                               Move{MessageType::StartRoSpec, State::Inactive, State::Active},
                               Move{MessageType::StopRoSpec, State::Active, State::Inactive},
                               Move{MessageType::DisableRoSpec, State::Inactive, State::Disabled},
                               Move{MessageType::DisableRoSpec, State::Active, State::Disabled}};
    base::ByteReader reader(body);
    const auto id = reader.u32();
    if (!reader.ok())
        return refuse(StatusCode::MessageFieldError, "ROSpecID is missing");
    const auto running = activeId();
    if (type == MessageType::DeleteRoSpec && (id == 0 || m_specs.contains(id))) {
        std::erase_if(m_specs, [&](const auto &entry) { return id == 0 || entry.first == id; });
        if (!activeId())
            changed = running;
        return {};
    }
    const auto found = m_specs.find(id);
    if (found == m_specs.end())
        return refuse(StatusCode::FieldInvalid, "there is no such ROSpec");
    for (const auto &move : moves) {
        if (move.type != type || move.from != found->second.state)
            continue;
        const bool atOnce = type == MessageType::EnableRoSpec && found->second.startsAtOnce;
        found->second.state = atOnce ? State::Active : move.to;
        found->second.sinceUs = 0;
        found->second.quiet.clear();
        if (found->second.state == State::Active || move.from == State::Active)
            changed = id;
        return {};
    }
    return refuse(StatusCode::FieldInvalid, "the ROSpec is in the wrong state");
}

RoSpec *RoSpecs::active() {
    const auto found = std::find_if(m_specs.begin(), m_specs.end(),
                                    [](const auto &entry) { return entry.second.state == RoSpec::State::Active; });
    return found == m_specs.end() ? nullptr : &found->second;
}

std::optional<std::uint32_t> RoSpecs::activeId() const {
    const auto found = std::find_if(m_specs.begin(), m_specs.end(),
                                    [](const auto &entry) { return entry.second.state == RoSpec::State::Active; });
    return found == m_specs.end() ? std::nullopt : std::optional(found->first);
}

} // namespace panier::rfid::emulator

#include "rfid/emulator/llrp/reader_session.h"

#include "rfid/emulator/llrp/capabilities.h"
#include "rfid/llrp/wire/requests.h"

#include <algorithm>
#include <array>

namespace panier::rfid::emulator {

using llrp::MessageType;
using llrp::ParameterType;
using llrp::StatusCode;
using llrp::TlvScope;
using llrp::Version;

namespace {

constexpr std::uint8_t keepalivePeriodic = 1;
constexpr std::uint8_t flagOn = 0x80;
constexpr std::uint8_t everything = 0; // of GET_READER_CONFIG
constexpr std::uint8_t inputsOnly = 9;

void writeStatus(base::ByteWriter &writer, StatusCode code, std::string_view text) {
    const TlvScope status(writer, ParameterType::LlrpStatus);
    writer.u16(static_cast<std::uint16_t>(code));
    writer.u16(static_cast<std::uint16_t>(text.size()));
    writer.append(text);
}

bool isKnown(MessageType request) {
    constexpr std::array known{MessageType::GetReaderCapabilities,
                               MessageType::GetReaderConfig,
                               MessageType::SetReaderConfig,
                               MessageType::AddRoSpec,
                               MessageType::DeleteRoSpec,
                               MessageType::StartRoSpec,
                               MessageType::StopRoSpec,
                               MessageType::EnableRoSpec,
                               MessageType::DisableRoSpec,
                               MessageType::CloseConnection,
                               MessageType::GetSupportedVersion,
                               MessageType::SetProtocolVersion,
                               MessageType::AddAccessSpec,
                               MessageType::DeleteAccessSpec,
                               MessageType::EnableAccessSpec,
                               MessageType::Custom};
    return std::find(known.begin(), known.end(), request) != known.end();
}

bool isAboutVersions(MessageType type) {
    return type == MessageType::GetSupportedVersion || type == MessageType::SetProtocolVersion;
}

} // namespace

base::Bytes ReaderSession::answer(const llrp::Frame &frame) {
    if (frame.type == MessageType::KeepaliveAck || frame.type == MessageType::EnableEventsAndReports)
        return {}; // nothing is ever held back here
    if (!speaks(frame))
        return refusal(frame.id, StatusCode::MessageUnsupportedVersion, "another version was agreed on");
    if (!isKnown(frame.type) || (isAboutVersions(frame.type) && !m_traits.speaks11) ||
        (frame.type == MessageType::Custom && !m_traits.impinj))
        return refusal(frame.id, StatusCode::MessageUnsupportedMessage, "this reader doesn't know the message");
    base::ByteWriter parameters;
    const auto result = perform(frame, parameters);
    base::ByteWriter writer;
    if (frame.type == MessageType::Custom) {
        writer.u32(llrp::impinj::vendor);
        writer.u8(llrp::impinj::EnableExtensionsResponse);
    }
    if (frame.type == MessageType::GetSupportedVersion) {
        writer.u8(static_cast<std::uint8_t>(m_version));
        writer.u8(static_cast<std::uint8_t>(Version::V1_1));
    }
    writeStatus(writer, result ? StatusCode::Success : result.error().code, result ? "" : result.error().text);
    if (result)
        writer.append(base::ByteView(parameters.bytes()));
    // What agrees on a version is said in the version that has such messages.
    const auto version = isAboutVersions(frame.type) ? frame.version : m_version;
    return llrp::frameMessage(*llrp::responseTo(frame.type), {frame.id, version}, writer.bytes());
}

// Clause 9.1: until a version is agreed on everything is 1.0.1, but for the messages that agree on one.
bool ReaderSession::speaks(const llrp::Frame &frame) const {
    if (frame.type == MessageType::SetProtocolVersion)
        return m_traits.speaks11 && frame.version == Version::V1_1;
    if (frame.type == MessageType::GetSupportedVersion && !m_versionSet)
        return m_traits.speaks11 && frame.version == Version::V1_1;
    return frame.version == m_version;
}

base::Bytes ReaderSession::refusal(std::uint32_t id, StatusCode code, std::string_view text) const {
    base::ByteWriter writer;
    writeStatus(writer, code, text);
    return llrp::frameMessage(MessageType::ErrorMessage, {id, m_version}, writer.bytes());
}

Result ReaderSession::perform(const llrp::Frame &frame, base::ByteWriter &parameters) {
    switch (frame.type) {
    case MessageType::GetReaderCapabilities:
        if (frame.body.empty())
            return refuse(StatusCode::MessageFieldError, "RequestedData is missing");
        writeCapabilities(parameters, m_traits, m_version);
        return {};
    case MessageType::GetSupportedVersion:
        return {};
    case MessageType::SetProtocolVersion:
        return setVersion(frame.body);
    case MessageType::GetReaderConfig:
        return getConfig(frame.body, parameters);
    case MessageType::SetReaderConfig:
        return setConfig(frame.body);
    case MessageType::Custom:
        return enableExtensions(frame.body);
    case MessageType::AddRoSpec:
        return m_roSpecs.add(frame.body, m_extended);
    case MessageType::AddAccessSpec:
        return m_traits.writes ? m_accessSpecs.add(frame.body)
                               : refuse(StatusCode::MessageFieldError, "no room for an AccessSpec");
    case MessageType::DeleteAccessSpec:
    case MessageType::EnableAccessSpec:
        return m_accessSpecs.change(frame.type, frame.body);
    case MessageType::CloseConnection:
        m_closing = true;
        return {};
    default:
        return m_roSpecs.change(frame.type, frame.body, m_changedRoSpec);
    }
}

Result ReaderSession::setVersion(base::ByteView body) {
    if (m_versionSet)
        return refuse(StatusCode::MessageUnexpected, "the version is agreed on");
    const auto wanted = body.empty() ? std::uint8_t{0} : body.front();
    if (wanted != static_cast<std::uint8_t>(Version::V1_0_1) && wanted != static_cast<std::uint8_t>(Version::V1_1))
        return refuse(StatusCode::MessageUnsupportedVersion, "this reader speaks 1.0.1 and 1.1");
    m_version = static_cast<Version>(wanted);
    m_versionSet = true;
    return {};
}

Result ReaderSession::enableExtensions(base::ByteView body) {
    base::ByteReader fields(body);
    const auto vendor = fields.u32();
    const auto subtype = fields.u8();
    if (!fields.ok() || vendor != llrp::impinj::vendor || subtype != llrp::impinj::EnableExtensions)
        return refuse(StatusCode::MessageFieldError, "this reader knows no such custom message");
    m_extended = true;
    return {};
}

Result ReaderSession::setConfig(base::ByteView body) {
    base::ByteReader reader(body);
    const bool reset = (reader.u8() & flagOn) != 0;
    if (!reader.ok())
        return refuse(StatusCode::MessageFieldError, "ResetToFactoryDefault is missing");
    if (reset)
        reboot();
    const auto row = after(body, reader);
    if (const auto set = setInputs(row); !set)
        return set;
    if (const auto set = setEvents(row); !set)
        return set;
    const auto found = llrp::findParameter(row, ParameterType::KeepaliveSpec);
    if (!found)
        return refuse(StatusCode::MessageParameterError, found.error().text);
    if (!*found)
        return {};
    base::ByteReader keepalive((*found)->body);
    const bool periodic = keepalive.u8() == keepalivePeriodic;
    const auto ms = keepalive.u32();
    if (!keepalive.ok() || (periodic && ms == 0))
        return refuse(StatusCode::ParameterFieldError, "KeepaliveSpec has no period");
    m_keepaliveMs = periodic ? ms : 0;
    return {};
}

// They are always enabled; a client may only name those that there are.
Result ReaderSession::setInputs(base::ByteView row) const {
    llrp::ParameterReader reader(row);
    while (const auto parameter = reader.next()) {
        if (parameter->type != ParameterType::GpiPortCurrentState)
            continue;
        const auto port = base::ByteReader(parameter->body).u16();
        if (port == 0 || port > m_inputs.size())
            return refuse(StatusCode::FieldInvalid, "there is no such input");
    }
    if (reader.failure())
        return refuse(StatusCode::MessageParameterError, reader.failure()->text);
    return {};
}

Result ReaderSession::setEvents(base::ByteView row) {
    const auto found = llrp::findParameter(row, ParameterType::ReaderEventNotificationSpec);
    if (!found)
        return refuse(StatusCode::MessageParameterError, found.error().text);
    if (!*found)
        return {};
    llrp::ParameterReader states((*found)->body);
    while (const auto parameter = states.next()) {
        base::ByteReader fields(parameter->body);
        const auto type = static_cast<llrp::EventType>(fields.u16());
        const bool on = (fields.u8() & flagOn) != 0;
        if (!fields.ok())
            return refuse(StatusCode::ParameterFieldError, "EventNotificationState is too short");
        if (on)
            m_events.insert(type);
        else
            m_events.erase(type);
    }
    return {};
}

Result ReaderSession::getConfig(base::ByteView body, base::ByteWriter &parameters) const {
    base::ByteReader fields(body);
    fields.skip(2); // antenna
    const auto requested = fields.u8();
    const auto port = fields.u16();
    fields.skip(2); // output
    if (!fields.ok() || (requested != everything && requested != inputsOnly))
        return refuse(StatusCode::MessageFieldError, "this reader tells the state of its inputs alone");
    for (std::uint16_t input = 1; input <= m_inputs.size(); ++input) {
        if (port != 0 && port != input)
            continue;
        const TlvScope state(parameters, ParameterType::GpiPortCurrentState);
        parameters.u16(input);
        parameters.u8(flagOn);
        parameters.u8(m_inputs[input - 1U] ? 1 : 0);
    }
    return {};
}

base::Bytes ReaderSession::notification(const base::Bytes &body) {
    return llrp::frameMessage(MessageType::ReaderEventNotification, {m_nextId++, m_version}, body);
}

base::Bytes ReaderSession::keepalive() {
    return llrp::frameMessage(MessageType::Keepalive, {m_nextId++, m_version}, {});
}

base::Bytes ReaderSession::roSpecNews(const ReaderTime &now) {
    const auto changed = std::exchange(m_changedRoSpec, std::nullopt);
    if (!changed || !wants(llrp::EventType::RoSpec))
        return {};
    return notification(roSpecEvent(now, *changed, m_roSpecs.activeId() == changed));
}

void ReaderSession::endRoSpec() {
    if (auto *active = m_roSpecs.active()) {
        m_changedRoSpec = m_roSpecs.activeId();
        active->state = RoSpec::State::Inactive;
    }
}

bool ReaderSession::setInput(std::uint16_t port, bool high) {
    if (port == 0 || port > m_inputs.size() || m_inputs[port - 1U] == high)
        return false;
    m_inputs[port - 1U] = high;
    return wants(llrp::EventType::Gpi);
}

std::uint16_t ReaderSession::channels() const {
    return m_traits.hops ? hopChannels : fixedChannels;
}

std::vector<base::Bytes> ReaderSession::reports(const std::vector<TagRead> &reads, TagWorld &world,
                                                const ReaderTime &now) {
    std::vector<base::Bytes> messages;
    auto *roSpec = m_roSpecs.active();
    if (roSpec == nullptr)
        return messages;
    if (roSpec->sinceUs == 0)
        roSpec->sinceUs = now.us;
    if (roSpec->durationMs != 0 && now.us - roSpec->sinceUs > std::uint64_t{1000} * roSpec->durationMs) {
        endRoSpec();
        return messages;
    }
    m_channel = static_cast<std::uint16_t>(m_channel % channels() + 1); // it hops from round to round
    base::ByteWriter writer;
    std::size_t tags = 0;
    const auto flush = [&] {
        if (tags > 0)
            messages.push_back(
                llrp::frameMessage(MessageType::RoAccessReport, {m_nextId++, m_version}, writer.bytes()));
        writer = {};
        tags = 0;
    };
    for (const auto &read : reads) {
        const auto &antennas = roSpec->antennas;
        if (!antennas.empty() && std::find(antennas.begin(), antennas.end(), read.antenna) == antennas.end())
            continue;
        if (roSpec->singleTarget && !roSpec->quiet.insert(read.epc).second)
            continue;
        auto *memory = world.memory(read.epc);
        const auto performed = memory == nullptr ? std::nullopt : m_accessSpecs.meet(read.epc, *memory, m_version);
        writeTagReport(writer, read, *roSpec, m_channel, now, performed);
        if (++tags == roSpec->reportEvery)
            flush();
    }
    flush();
    return messages;
}

void ReaderSession::beginClient() {
    m_keepaliveMs = 0;
    m_closing = false;
    m_version = Version::V1_0_1;
    m_versionSet = false;
    m_extended = false;
    m_events.clear();
    m_changedRoSpec.reset();
}

void ReaderSession::reboot() {
    m_roSpecs.clear();
    m_accessSpecs.clear();
    m_keepaliveMs = 0;
    m_nextId = 1;
}

} // namespace panier::rfid::emulator

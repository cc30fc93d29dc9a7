#include "rfid/emulator/reader_session.h"

#include "rfid/emulator/capabilities.h"
#include "rfid/llrp/parameter.h"

#include <algorithm>
#include <array>

namespace panier::rfid::emulator {

using llrp::MessageType;
using llrp::ParameterType;
using llrp::StatusCode;
using llrp::TlvScope;

namespace {

constexpr std::size_t maxRoSpecs = 4; // as the capabilities say
constexpr std::uint8_t triggerNull = 0;
constexpr std::uint8_t keepalivePeriodic = 1;
constexpr std::size_t epc96Bytes = 12;
constexpr std::uint16_t reportsAntenna = 0x1000;
constexpr std::uint16_t reportsRssi = 0x0400;
constexpr std::uint16_t reportsSeenCount = 0x0080;

void writeStatus(base::ByteWriter &writer, StatusCode code, std::string_view text) {
    const TlvScope status(writer, ParameterType::LlrpStatus);
    writer.u16(static_cast<std::uint16_t>(code));
    writer.u16(static_cast<std::uint16_t>(text.size()));
    writer.append(text);
}

// Empty for what this reader doesn't know.
std::optional<MessageType> responseTo(MessageType request) {
    constexpr std::array known{
        MessageType::GetReaderCapabilities, MessageType::SetReaderConfig, MessageType::AddRoSpec,
        MessageType::DeleteRoSpec,          MessageType::StartRoSpec,     MessageType::StopRoSpec,
        MessageType::EnableRoSpec,          MessageType::DisableRoSpec};
    if (request == MessageType::CloseConnection)
        return MessageType::CloseConnectionResponse;
    if (std::find(known.begin(), known.end(), request) == known.end())
        return std::nullopt;
    return static_cast<MessageType>(static_cast<std::uint16_t>(request) + 10);
}

base::ByteView after(base::ByteView body, const base::ByteReader &reader) {
    return body.subspan(reader.offset());
}

} // namespace

base::Bytes ReaderSession::answer(const llrp::Frame &frame) {
    if (frame.type == MessageType::KeepaliveAck)
        return {};
    const auto response = responseTo(frame.type);
    base::ByteWriter writer;
    if (!response) {
        writeStatus(writer, StatusCode::MessageUnsupportedMessage, "this reader doesn't know the message");
        return llrp::frameMessage(MessageType::ErrorMessage, frame.id, writer.bytes());
    }
    const auto result = perform(frame);
    if (result)
        writeStatus(writer, StatusCode::Success, {});
    else
        writeStatus(writer, result.error().code, result.error().text);
    if (result && frame.type == MessageType::GetReaderCapabilities)
        writeCapabilities(writer, m_config.antennas, m_config.hops);
    return llrp::frameMessage(*response, frame.id, writer.bytes());
}

ReaderSession::Result ReaderSession::perform(const llrp::Frame &frame) {
    switch (frame.type) {
    case MessageType::GetReaderCapabilities:
        return frame.body.empty() ? refuse(StatusCode::MessageFieldError, "RequestedData is missing") : Result();
    case MessageType::SetReaderConfig:
        return setConfig(frame.body);
    case MessageType::AddRoSpec:
        return addRoSpec(frame.body);
    case MessageType::CloseConnection:
        m_closing = true;
        return {};
    default:
        return changeRoSpec(frame.type, frame.body);
    }
}

ReaderSession::Result ReaderSession::setConfig(base::ByteView body) {
    base::ByteReader reader(body);
    const bool reset = (reader.u8() & 0x80U) != 0;
    if (!reader.ok())
        return refuse(StatusCode::MessageFieldError, "ResetToFactoryDefault is missing");
    if (reset)
        reboot();
    const auto found = llrp::findParameter(after(body, reader), ParameterType::KeepaliveSpec);
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

ReaderSession::Result ReaderSession::addRoSpec(base::ByteView body) {
    const auto parameter = need(body, ParameterType::RoSpec);
    if (!parameter)
        return tl::make_unexpected(parameter.error());
    base::ByteReader reader(*parameter);
    const auto id = reader.u32();
    reader.skip(1); // priority: there is but one
    const auto state = reader.u8();
    if (!reader.ok() || id == 0 || state != 0)
        return refuse(StatusCode::ParameterFieldError, "a new ROSpec has an id and is disabled");
    if (m_roSpecs.contains(id))
        return refuse(StatusCode::FieldInvalid, "a ROSpec with this id is there already");
    if (m_roSpecs.size() >= maxRoSpecs)
        return refuse(StatusCode::MessageFieldError, "no room for another ROSpec");
    const auto rest = after(*parameter, reader);

    const auto boundary = need(rest, ParameterType::RoBoundarySpec);
    if (!boundary)
        return tl::make_unexpected(boundary.error());
    for (const auto type : {ParameterType::RoSpecStartTrigger, ParameterType::RoSpecStopTrigger}) {
        const auto trigger = need(*boundary, type);
        if (!trigger)
            return tl::make_unexpected(trigger.error());
        if (trigger->empty() || trigger->front() != triggerNull)
            return refuse(StatusCode::FieldInvalid, "this reader starts and stops a ROSpec only when told");
    }
    RoSpec roSpec;
    const auto aiSpec = need(rest, ParameterType::AiSpec);
    if (!aiSpec)
        return tl::make_unexpected(aiSpec.error());
    if (const auto read = readAiSpec(*aiSpec, roSpec); !read)
        return read;
    if (const auto read = readReportSpec(rest, roSpec); !read)
        return read;
    m_roSpecs[id] = roSpec;
    return {};
}

ReaderSession::Result ReaderSession::readAiSpec(base::ByteView body, RoSpec &roSpec) const {
    base::ByteReader reader(body);
    const std::size_t antennas = reader.u16();
    for (std::size_t i = 0; i < antennas && reader.ok(); ++i) {
        const auto antenna = reader.u16();
        if (antenna > m_config.antennas)
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
    if (stop->empty() || stop->front() != triggerNull)
        return refuse(StatusCode::FieldInvalid, "this reader knows no stop trigger for an AISpec");
    const auto inventory = need(rest, ParameterType::InventoryParameterSpec);
    if (!inventory)
        return tl::make_unexpected(inventory.error());
    base::ByteReader fields(*inventory);
    fields.skip(3); // its id, the air protocol
    if (!fields.ok())
        return refuse(StatusCode::ParameterFieldError, "InventoryParameterSpec is too short");
    const auto configuration = llrp::findParameter(after(*inventory, fields), ParameterType::AntennaConfiguration);
    if (!configuration)
        return refuse(StatusCode::ParameterFieldError, configuration.error().text);
    return *configuration ? checkTransmitter((*configuration)->body) : Result();
}

// A hop table, a channel or a power level that isn't in the capabilities is refused, as real readers do.
ReaderSession::Result ReaderSession::checkTransmitter(base::ByteView antennaConfiguration) const {
    base::ByteReader reader(antennaConfiguration);
    reader.skip(2); // antenna
    const auto found = llrp::findParameter(after(antennaConfiguration, reader), ParameterType::RfTransmitter);
    if (!reader.ok() || !found)
        return refuse(StatusCode::ParameterFieldError, "AntennaConfiguration is broken");
    if (!*found)
        return {};
    base::ByteReader fields((*found)->body);
    const auto hopTable = fields.u16();
    const auto channel = fields.u16();
    const auto power = fields.u16();
    const bool frequencies = m_config.hops ? hopTable == hopTableId : channel >= 1 && channel <= 4;
    if (!fields.ok() || !frequencies || power < 1 || power > powerLevels)
        return refuse(StatusCode::FieldInvalid, "RFTransmitter names what the capabilities don't");
    return {};
}

ReaderSession::Result ReaderSession::readReportSpec(base::ByteView row, RoSpec &roSpec) {
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
    const auto contents = need(after((*found)->body, reader), ParameterType::TagReportContentSelector);
    if (!contents)
        return tl::make_unexpected(contents.error());
    base::ByteReader fields(*contents);
    roSpec.contents = fields.u16();
    return fields.ok() ? Result() : refuse(StatusCode::ParameterFieldError, "TagReportContentSelector is too short");
}

ReaderSession::Result ReaderSession::changeRoSpec(MessageType type, base::ByteView body) {
    base::ByteReader reader(body);
    const auto id = reader.u32();
    if (!reader.ok())
        return refuse(StatusCode::MessageFieldError, "ROSpecID is missing");
    if (type == MessageType::DeleteRoSpec && id == 0) {
        m_roSpecs.clear();
        return {};
    }
    const auto found = m_roSpecs.find(id);
    if (found == m_roSpecs.end())
        return refuse(StatusCode::FieldInvalid, "there is no such ROSpec");
    if (type == MessageType::DeleteRoSpec) {
        m_roSpecs.erase(found);
        return {};
    }
    return moveRoSpec(type, found->second);
}

// Clause 10.1: disabled, inactive, active.
ReaderSession::Result ReaderSession::moveRoSpec(MessageType type, RoSpec &roSpec) {
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
    for (const auto &move : moves) {
        if (move.type != type || move.from != roSpec.state)
            continue;
        roSpec.state = move.to;
        return {};
    }
    return refuse(StatusCode::FieldInvalid, "the ROSpec is in the wrong state");
}

base::Bytes ReaderSession::connectionAttempt(llrp::ConnectionAttempt attempt, std::uint64_t utcUs) {
    base::ByteWriter writer;
    {
        const TlvScope data(writer, ParameterType::ReaderEventNotificationData);
        {
            const TlvScope time(writer, ParameterType::UtcTimestamp);
            writer.u64(utcUs);
        }
        const TlvScope event(writer, ParameterType::ConnectionAttemptEvent);
        writer.u16(static_cast<std::uint16_t>(attempt));
    }
    return llrp::frameMessage(MessageType::ReaderEventNotification, m_nextId++, writer.bytes());
}

base::Bytes ReaderSession::keepalive() {
    return llrp::frameMessage(MessageType::Keepalive, m_nextId++, {});
}

std::vector<base::Bytes> ReaderSession::reports(const std::vector<TagRead> &reads) {
    std::vector<base::Bytes> messages;
    const auto active = std::find_if(m_roSpecs.begin(), m_roSpecs.end(),
                                     [](const auto &entry) { return entry.second.state == State::Active; });
    if (active == m_roSpecs.end())
        return messages;
    const auto &roSpec = active->second;
    base::ByteWriter writer;
    std::size_t tags = 0;
    const auto flush = [&] {
        if (tags > 0)
            messages.push_back(llrp::frameMessage(MessageType::RoAccessReport, m_nextId++, writer.bytes()));
        writer = {};
        tags = 0;
    };
    for (const auto &read : reads) {
        if (!roSpec.antennas.empty() &&
            std::find(roSpec.antennas.begin(), roSpec.antennas.end(), read.antenna) == roSpec.antennas.end())
            continue;
        writeTagReport(writer, read, roSpec.contents);
        if (++tags == roSpec.reportEvery)
            flush();
    }
    flush();
    return messages;
}

void ReaderSession::writeTagReport(base::ByteWriter &writer, const TagRead &read, std::uint16_t contents) {
    const TlvScope report(writer, ParameterType::TagReportData);
    const auto epc = base::fromHex(read.epc.hex()).value_or(base::Bytes());
    if (epc.size() == epc96Bytes) {
        writer.u8(llrp::tvHeader(ParameterType::Epc96));
        writer.append(base::ByteView(epc));
    } else {
        const TlvScope data(writer, ParameterType::EpcData);
        writer.u16(static_cast<std::uint16_t>(epc.size() * 8));
        writer.append(base::ByteView(epc));
    }
    if ((contents & reportsAntenna) != 0) {
        writer.u8(llrp::tvHeader(ParameterType::AntennaId));
        writer.u16(read.antenna);
    }
    if ((contents & reportsRssi) != 0) {
        writer.u8(llrp::tvHeader(ParameterType::PeakRssi));
        writer.u8(static_cast<std::uint8_t>(read.rssiDbm));
    }
    if ((contents & reportsSeenCount) != 0) {
        writer.u8(llrp::tvHeader(ParameterType::TagSeenCount));
        writer.u16(1);
    }
}

bool ReaderSession::isReading() const {
    return std::any_of(m_roSpecs.begin(), m_roSpecs.end(),
                       [](const auto &entry) { return entry.second.state == State::Active; });
}

void ReaderSession::beginClient() {
    m_keepaliveMs = 0;
    m_closing = false;
}

void ReaderSession::reboot() {
    m_roSpecs.clear();
    m_keepaliveMs = 0;
    m_nextId = 1;
}

base::Expected<base::ByteView, ReaderSession::Refusal> ReaderSession::need(base::ByteView row, ParameterType type) {
    const auto parameter = llrp::requireParameter(row, type);
    if (parameter)
        return parameter->body;
    const bool missing = parameter.error().code == llrp::DecodeError::MissingParameter;
    return refuse(missing ? StatusCode::MessageMissingParameter : StatusCode::MessageParameterError,
                  parameter.error().text);
}

tl::unexpected<ReaderSession::Refusal> ReaderSession::refuse(StatusCode code, std::string text) {
    return tl::make_unexpected(Refusal{code, std::move(text)});
}

} // namespace panier::rfid::emulator

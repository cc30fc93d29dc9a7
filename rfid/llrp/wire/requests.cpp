#include "rfid/llrp/wire/requests.h"

#include "rfid/llrp/wire/parameter.h"

#include <array>

namespace panier::rfid::llrp {

namespace {

constexpr std::uint8_t requestAllCapabilities = 0;
constexpr std::uint8_t requestInputs = 9;
constexpr std::uint8_t keepResetBitClear = 0; // the shop's own settings of the reader stay
constexpr std::uint8_t keepalivePeriodic = 1;
constexpr std::uint8_t flagOn = 0x80;
constexpr std::size_t supportedVersionFields = 2; // current version, supported version
constexpr std::size_t customFields = 5;           // vendor, subtype
constexpr std::size_t maxInputs = 64;
constexpr std::uint8_t inputHigh = 1;
constexpr std::uint8_t inputUnknown = 2;

DecodeFailure tooShort(const char *what) {
    return {DecodeError::BadLength, std::string(what) + " is shorter than its fields"};
}

// Where the row of parameters begins in a response's body.
std::size_t fieldsBefore(MessageType type) {
    if (type == MessageType::GetSupportedVersionResponse)
        return supportedVersionFields;
    return type == MessageType::Custom ? customFields : 0;
}

} // namespace

base::Bytes getSupportedVersion(std::uint32_t id) {
    return frameMessage(MessageType::GetSupportedVersion, {id, Version::V1_1}, {});
}

base::Bytes setProtocolVersion(std::uint32_t id, Version version) {
    const std::array body{static_cast<std::uint8_t>(version)};
    return frameMessage(MessageType::SetProtocolVersion, {id, Version::V1_1}, body);
}

base::Bytes getReaderCapabilities(Head head) {
    const std::array body{requestAllCapabilities};
    return frameMessage(MessageType::GetReaderCapabilities, head, body);
}

base::Bytes setReaderConfig(Head head, std::uint32_t keepaliveMs, bool releaseEvents) {
    base::ByteWriter writer;
    writer.u8(keepResetBitClear);
    {
        const TlvScope keepalive(writer, ParameterType::KeepaliveSpec);
        writer.u8(keepalivePeriodic);
        writer.u32(keepaliveMs);
    }
    if (releaseEvents) {
        const TlvScope events(writer, ParameterType::EventsAndReports);
        writer.u8(0);
    }
    return frameMessage(MessageType::SetReaderConfig, head, writer.bytes());
}

base::Bytes setReaderEvents(Head head, std::uint16_t inputs) {
    base::ByteWriter writer;
    writer.u8(keepResetBitClear);
    {
        const TlvScope events(writer, ParameterType::ReaderEventNotificationSpec);
        for (const auto type : {EventType::Gpi, EventType::RoSpec, EventType::ReaderException, EventType::Antenna}) {
            if (type == EventType::Gpi && inputs == 0)
                continue;
            const TlvScope state(writer, ParameterType::EventNotificationState);
            writer.u16(static_cast<std::uint16_t>(type));
            writer.u8(flagOn);
        }
    }
    for (std::uint16_t port = 1; port <= inputs && port <= maxInputs; ++port) {
        const TlvScope input(writer, ParameterType::GpiPortCurrentState);
        writer.u16(port);
        writer.u8(flagOn);
        writer.u8(inputUnknown); // ignored by the reader
    }
    return frameMessage(MessageType::SetReaderConfig, head, writer.bytes());
}

base::Bytes getInputs(Head head) {
    base::ByteWriter writer;
    writer.u16(0); // antennas: all
    writer.u8(requestInputs);
    writer.u16(0); // inputs: all
    writer.u16(0); // outputs: all
    return frameMessage(MessageType::GetReaderConfig, head, writer.bytes());
}

base::Bytes specRequest(MessageType type, Head head, std::uint32_t specId) {
    base::ByteWriter writer;
    writer.u32(specId);
    return frameMessage(type, head, writer.bytes());
}

base::Bytes closeConnection(Head head) {
    return frameMessage(MessageType::CloseConnection, head, {});
}

base::Bytes keepaliveAck(Head head) {
    return frameMessage(MessageType::KeepaliveAck, head, {});
}

base::Bytes enableImpinjExtensions(Head head) {
    base::ByteWriter writer;
    writer.u32(impinj::vendor);
    writer.u8(impinj::EnableExtensions);
    writer.u32(0); // reserved
    return frameMessage(MessageType::Custom, head, writer.bytes());
}

std::optional<MessageType> responseTo(MessageType request) {
    switch (request) {
    case MessageType::CloseConnection:
        return MessageType::CloseConnectionResponse;
    case MessageType::Custom:
        return MessageType::Custom;
    case MessageType::KeepaliveAck:
        return std::nullopt;
    default:
        return static_cast<MessageType>(static_cast<std::uint16_t>(request) + 10);
    }
}

Decoded<Status> decodeStatus(base::ByteView body, MessageType type) {
    const auto skipped = fieldsBefore(type);
    if (body.size() < skipped)
        return tl::make_unexpected(tooShort("a response"));
    const auto parameter = requireParameter(body.subspan(skipped), ParameterType::LlrpStatus);
    if (!parameter)
        return tl::make_unexpected(parameter.error());
    base::ByteReader reader(parameter->body);
    Status status;
    status.code = reader.u16();
    status.description = base::textOf(reader.take(reader.u16()));
    if (!reader.ok())
        return tl::make_unexpected(tooShort("LLRPStatus"));
    return status;
}

Decoded<std::uint8_t> decodeSupportedVersion(base::ByteView body) {
    base::ByteReader reader(body);
    reader.skip(1); // the current one
    const auto supported = reader.u8();
    if (!reader.ok())
        return tl::make_unexpected(tooShort("GET_SUPPORTED_VERSION_RESPONSE"));
    return supported;
}

Decoded<std::vector<InputState>> decodeInputs(base::ByteView body) {
    std::vector<InputState> inputs;
    ParameterReader reader(body);
    while (const auto parameter = reader.next()) {
        if (parameter->type != ParameterType::GpiPortCurrentState)
            continue;
        base::ByteReader fields(parameter->body);
        const auto port = fields.u16();
        fields.skip(1); // enabled
        const auto state = fields.u8();
        if (!fields.ok())
            return tl::make_unexpected(tooShort("GPIPortCurrentState"));
        if (state < inputUnknown && port != 0 && inputs.size() < maxInputs)
            inputs.push_back({port, state == inputHigh});
    }
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return inputs;
}

} // namespace panier::rfid::llrp

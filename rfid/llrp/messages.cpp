#include "rfid/llrp/messages.h"

#include "rfid/llrp/framer.h"
#include "rfid/llrp/parameter.h"

#include <algorithm>

namespace panier::rfid::llrp {

namespace {

constexpr std::uint8_t requestAllCapabilities = 0;
constexpr std::uint8_t keepResetBitClear = 0;
constexpr std::uint8_t keepalivePeriodic = 1;
constexpr std::uint8_t roSpecPriority = 0;
constexpr std::uint8_t roSpecDisabled = 0;
constexpr std::uint8_t triggerNull = 0;
constexpr std::uint8_t protocolC1G2 = 1;
constexpr std::uint16_t inventoryParameterSpecId = 1;
constexpr std::uint16_t everyAntenna = 0;
// Report after N tags or at the end of the ROSpec, N = 1: every reader does this, and none delays a tag.
constexpr std::uint8_t reportUponTags = 2;
constexpr std::uint16_t reportEveryTag = 1;
// Clause 13.2.1.1: antenna, peak RSSI and seen count beside the EPC.
constexpr std::uint16_t reportContents = 0x1000 | 0x0400 | 0x0080;
// Session S1, two bits at the top: tags answer again after 0.5 to 5 s, or at once when the reader alternates its
// target.
constexpr std::uint8_t sessionS1 = 1U << 6U;
constexpr std::uint8_t canHoldEventsFlag = 0x08;
constexpr std::uint8_t hoppingFlag = 0x80;

void writeAntennaConfiguration(base::ByteWriter &writer, const RoSpec &roSpec) {
    const TlvScope configuration(writer, ParameterType::AntennaConfiguration);
    writer.u16(everyAntenna);
    if (roSpec.transmitter) {
        const TlvScope transmitter(writer, ParameterType::RfTransmitter);
        writer.u16(roSpec.transmitter->hopTableId);
        writer.u16(roSpec.transmitter->channelIndex);
        writer.u16(roSpec.transmitter->powerIndex);
    }
    const TlvScope command(writer, ParameterType::C1G2InventoryCommand);
    writer.u8(0); // the reader chooses its targets itself
    const TlvScope singulation(writer, ParameterType::C1G2SingulationControl);
    writer.u8(sessionS1);
    writer.u16(roSpec.tagPopulation);
    writer.u32(0); // transit time: unknown
}

void writeAiSpec(base::ByteWriter &writer, const RoSpec &roSpec) {
    const TlvScope aiSpec(writer, ParameterType::AiSpec);
    writer.u16(static_cast<std::uint16_t>(roSpec.antennas.size()));
    for (const auto antenna : roSpec.antennas)
        writer.u16(antenna);
    {
        const TlvScope stop(writer, ParameterType::AiSpecStopTrigger);
        writer.u8(triggerNull);
        writer.u32(0);
    }
    const TlvScope inventory(writer, ParameterType::InventoryParameterSpec);
    writer.u16(inventoryParameterSpecId);
    writer.u8(protocolC1G2);
    writeAntennaConfiguration(writer, roSpec);
}

void writeRoBoundarySpec(base::ByteWriter &writer) {
    const TlvScope boundary(writer, ParameterType::RoBoundarySpec);
    {
        const TlvScope start(writer, ParameterType::RoSpecStartTrigger);
        writer.u8(triggerNull);
    }
    const TlvScope stop(writer, ParameterType::RoSpecStopTrigger);
    writer.u8(triggerNull);
    writer.u32(0);
}

void writeRoReportSpec(base::ByteWriter &writer) {
    const TlvScope report(writer, ParameterType::RoReportSpec);
    writer.u8(reportUponTags);
    writer.u16(reportEveryTag);
    const TlvScope contents(writer, ParameterType::TagReportContentSelector);
    writer.u16(reportContents);
}

// A parameter's fixed fields were read by `reader`; what is left of `body` is its row of parameters.
base::ByteView restOf(base::ByteView body, const base::ByteReader &reader) {
    return body.subspan(reader.offset());
}

DecodeFailure tooShort(const char *what) {
    return {DecodeError::BadLength, std::string(what) + " is shorter than its fields"};
}

Decoded<bool> readGeneral(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    capabilities.antennas = reader.u16();
    reader.skip(2); // flags
    capabilities.manufacturer = reader.u32();
    capabilities.model = reader.u32();
    const auto firmware = reader.take(reader.u16());
    if (!reader.ok())
        return tl::make_unexpected(tooShort("GeneralDeviceCapabilities"));
    capabilities.firmware = base::textOf(firmware);
    const auto rest = restOf(body, reader);
    for (const auto required : {ParameterType::GpioCapabilities, ParameterType::PerAntennaAirProtocol})
        if (const auto found = requireParameter(rest, required); !found)
            return tl::make_unexpected(found.error());
    return true;
}

Decoded<bool> readLlrp(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    capabilities.canHoldEvents = (reader.u8() & canHoldEventsFlag) != 0;
    reader.skip(1 + 2 + 5 * 4); // priorities, a time-out, five limits
    if (!reader.ok())
        return tl::make_unexpected(tooShort("LLRPCapabilities"));
    return true;
}

Decoded<bool> readFrequencies(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    const bool hops = (reader.u8() & hoppingFlag) != 0;
    if (!reader.ok())
        return tl::make_unexpected(tooShort("FrequencyInformation"));
    const auto rest = restOf(body, reader);
    const auto table =
        requireParameter(rest, hops ? ParameterType::FrequencyHopTable : ParameterType::FixedFrequencyTable);
    if (!table)
        return tl::make_unexpected(table.error());
    base::ByteReader fields(table->body);
    if (hops)
        capabilities.hopTableId = fields.u8();
    else
        capabilities.channelIndex = 1; // its entries are numbered from one
    if (hops && !fields.ok())
        return tl::make_unexpected(tooShort("FrequencyHopTable"));
    return true;
}

// Everything regulatory is optional, a reader may serve no UHF band at all; what is there must be whole.
Decoded<bool> readRegulatory(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    reader.skip(4); // country, standard
    if (!reader.ok())
        return tl::make_unexpected(tooShort("RegulatoryCapabilities"));
    const auto uhf = findParameter(restOf(body, reader), ParameterType::UhfBandCapabilities);
    if (!uhf)
        return tl::make_unexpected(uhf.error());
    if (!*uhf)
        return true;
    ParameterReader band((*uhf)->body);
    bool frequencies = false;
    while (const auto parameter = band.next()) {
        if (parameter->type == ParameterType::TransmitPowerLevelTableEntry) {
            base::ByteReader entry(parameter->body);
            PowerLevel level{entry.u16(), static_cast<std::int16_t>(entry.u16())};
            if (!entry.ok())
                return tl::make_unexpected(tooShort("TransmitPowerLevelTableEntry"));
            capabilities.powerLevels.push_back(level);
        } else if (parameter->type == ParameterType::FrequencyInformation) {
            const auto read = readFrequencies(parameter->body, capabilities);
            if (!read)
                return read;
            frequencies = true;
        }
    }
    if (band.failure())
        return tl::make_unexpected(*band.failure());
    if (!frequencies)
        return base::fail(DecodeError::MissingParameter, "UHFBandCapabilities has no FrequencyInformation");
    return true;
}

// EPCData (clause 13.2.3.1): a number of bits, and those bits. Rounded up to bytes, the rest zero.
Decoded<std::optional<codes::Epc>> readEpcData(base::ByteView body) {
    base::ByteReader reader(body);
    const std::size_t bits = reader.u16();
    const auto view = reader.take((bits + 7) / 8);
    if (!reader.ok())
        return tl::make_unexpected(tooShort("EPCData"));
    base::Bytes bytes(view.begin(), view.end());
    if (bits % 8 != 0)
        bytes.back() &= static_cast<std::uint8_t>(0xFFU << (8 - bits % 8));
    return codes::Epc::fromBytes(bytes);
}

Decoded<TagReport> readTagReport(base::ByteView body) {
    TagReport report;
    bool hasEpc = false;
    ParameterReader reader(body);
    while (const auto parameter = reader.next()) {
        base::ByteReader fields(parameter->body);
        switch (parameter->type) {
        case ParameterType::Epc96:
            report.epc = codes::Epc::fromBytes(parameter->body);
            hasEpc = true;
            break;
        case ParameterType::EpcData: {
            auto epc = readEpcData(parameter->body);
            if (!epc)
                return tl::make_unexpected(epc.error());
            report.epc = std::move(*epc);
            hasEpc = true;
            break;
        }
        case ParameterType::AntennaId:
            report.antenna = fields.u16();
            break;
        case ParameterType::PeakRssi:
            report.peakRssiDbm = static_cast<std::int8_t>(fields.u8());
            break;
        case ParameterType::TagSeenCount:
            report.seenCount = std::max<std::uint16_t>(fields.u16(), 1);
            break;
        default:
            break;
        }
    }
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    if (!hasEpc)
        return base::fail(DecodeError::MissingParameter, "TagReportData has no EPC parameter");
    return report;
}

} // namespace

base::Bytes getReaderCapabilities(std::uint32_t id) {
    base::ByteWriter writer;
    writer.u8(requestAllCapabilities);
    return frameMessage(MessageType::GetReaderCapabilities, id, writer.bytes());
}

base::Bytes setReaderConfig(std::uint32_t id, std::uint32_t keepaliveMs, bool releaseEvents) {
    base::ByteWriter writer;
    writer.u8(keepResetBitClear); // the shop's own settings of the reader stay
    {
        const TlvScope keepalive(writer, ParameterType::KeepaliveSpec);
        writer.u8(keepalivePeriodic);
        writer.u32(keepaliveMs);
    }
    if (releaseEvents) {
        const TlvScope events(writer, ParameterType::EventsAndReports);
        writer.u8(0);
    }
    return frameMessage(MessageType::SetReaderConfig, id, writer.bytes());
}

base::Bytes addRoSpec(std::uint32_t id, const RoSpec &roSpec) {
    base::ByteWriter writer;
    {
        const TlvScope spec(writer, ParameterType::RoSpec);
        writer.u32(roSpec.id);
        writer.u8(roSpecPriority);
        writer.u8(roSpecDisabled);
        writeRoBoundarySpec(writer);
        writeAiSpec(writer, roSpec);
        writeRoReportSpec(writer);
    }
    return frameMessage(MessageType::AddRoSpec, id, writer.bytes());
}

base::Bytes roSpecRequest(MessageType type, std::uint32_t id, std::uint32_t roSpecId) {
    base::ByteWriter writer;
    writer.u32(roSpecId);
    return frameMessage(type, id, writer.bytes());
}

base::Bytes closeConnection(std::uint32_t id) {
    return frameMessage(MessageType::CloseConnection, id, {});
}

base::Bytes keepaliveAck(std::uint32_t id) {
    return frameMessage(MessageType::KeepaliveAck, id, {});
}

Decoded<Status> decodeStatus(base::ByteView body) {
    const auto parameter = requireParameter(body, ParameterType::LlrpStatus);
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

// Clause 16.1.2: each part is optional in the message's grammar, so a modest reader may leave it out; what is there
// must be whole.
Decoded<Capabilities> decodeCapabilities(base::ByteView body) {
    Capabilities capabilities;
    ParameterReader reader(body);
    while (const auto parameter = reader.next()) {
        Decoded<bool> read = true;
        if (parameter->type == ParameterType::GeneralDeviceCapabilities)
            read = readGeneral(parameter->body, capabilities);
        else if (parameter->type == ParameterType::LlrpCapabilities)
            read = readLlrp(parameter->body, capabilities);
        else if (parameter->type == ParameterType::RegulatoryCapabilities)
            read = readRegulatory(parameter->body, capabilities);
        if (!read)
            return tl::make_unexpected(read.error());
    }
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return capabilities;
}

Decoded<ReaderEvent> decodeReaderEvent(base::ByteView body) {
    const auto data = requireParameter(body, ParameterType::ReaderEventNotificationData);
    if (!data)
        return tl::make_unexpected(data.error());
    ReaderEvent event;
    ParameterReader reader(data->body);
    while (const auto parameter = reader.next()) {
        if (parameter->type == ParameterType::ConnectionCloseEvent)
            event.connectionClose = true;
        if (parameter->type != ParameterType::ConnectionAttemptEvent)
            continue;
        base::ByteReader fields(parameter->body);
        event.connectionAttempt = fields.u16();
        if (!fields.ok())
            return tl::make_unexpected(tooShort("ConnectionAttemptEvent"));
    }
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return event;
}

Decoded<std::vector<TagReport>> decodeTagReports(base::ByteView body) {
    std::vector<TagReport> reports;
    ParameterReader reader(body);
    while (const auto parameter = reader.next()) {
        if (parameter->type != ParameterType::TagReportData)
            continue;
        auto report = readTagReport(parameter->body);
        if (!report)
            return tl::make_unexpected(report.error());
        reports.push_back(std::move(*report));
    }
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return reports;
}

} // namespace panier::rfid::llrp

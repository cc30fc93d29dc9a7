#include "rfid/llrp/wire/specs.h"

#include "rfid/llrp/wire/parameter.h"

namespace panier::rfid::llrp {

namespace {

constexpr std::uint8_t lowestPriority = 0;
constexpr std::uint8_t disabled = 0;
constexpr std::uint8_t triggerNull = 0;
constexpr std::uint8_t protocolC1G2 = 1;
constexpr std::uint16_t inventoryParameterSpecId = 1;
constexpr std::uint16_t opSpecId = 1;
// Report after N tags or at the end of the ROSpec, N = 1: every reader does this, and none delays a tag.
constexpr std::uint8_t reportUponTags = 2;
constexpr std::uint16_t reportEveryTag = 1;
constexpr std::uint16_t reportContents =
    ReportAntenna | ReportChannel | ReportPeakRssi | ReportLastSeen | ReportSeenCount | ReportAccessSpec;
constexpr std::uint16_t on = 1;

constexpr std::uint8_t stateAwareFlag = 0x80;
constexpr std::uint8_t targetSession0 = 1; // of a filter action; the other sessions follow
constexpr std::uint8_t matchingToA = 0;
constexpr std::uint8_t stateANotSelected = 0x40; // I: A; S: ~SL, the state of a tag that nobody selected
constexpr std::uint8_t stateAAny = 0x20;         // I: A; S_All, which LLRP 1.0.1 doesn't have

constexpr std::uint16_t anyAntenna = 0;
constexpr std::uint32_t anyRoSpec = 0;
constexpr std::uint8_t stopAfterCount = 1;
constexpr std::uint16_t once = 1;
constexpr std::uint8_t reportWithInventory = 0;
constexpr std::uint8_t matches = 0x20;
constexpr unsigned bankShift = 6;

std::uint8_t bankBits(MemoryBank bank) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(bank) << bankShift);
}

// One of Impinj's switches or settings: a 16-bit value.
void writeImpinj(base::ByteWriter &writer, impinj::Subtype subtype, std::uint16_t value) {
    const TlvScope custom(writer, ParameterType::Custom);
    writer.u32(impinj::vendor);
    writer.u32(subtype);
    writer.u16(value);
}

// Select: every tag (a mask of no bits matches all) goes to A in this session, before each round.
void writeResetFilter(base::ByteWriter &writer, std::uint8_t session) {
    const TlvScope filter(writer, ParameterType::C1G2Filter);
    writer.u8(0); // truncation: unspecified
    {
        const TlvScope mask(writer, ParameterType::C1G2TagInventoryMask);
        writer.u8(bankBits(MemoryBank::Epc));
        writer.u16(epcPointerBits);
        writer.u16(0); // bits
    }
    const TlvScope action(writer, ParameterType::C1G2StateAwareFilterAction);
    writer.u8(static_cast<std::uint8_t>(targetSession0 + session));
    writer.u8(matchingToA);
}

void writeInventoryCommand(base::ByteWriter &writer, const RoSpec &roSpec, Version version) {
    const TlvScope command(writer, ParameterType::C1G2InventoryCommand);
    writer.u8(roSpec.resetToA ? stateAwareFlag : 0); // otherwise the reader chooses its targets itself
    if (roSpec.resetToA)
        writeResetFilter(writer, roSpec.session);
    if (roSpec.mode) {
        const TlvScope control(writer, ParameterType::C1G2RfControl);
        writer.u16(static_cast<std::uint16_t>(*roSpec.mode));
        writer.u16(0); // Tari: the reader's choice
    }
    {
        const TlvScope singulation(writer, ParameterType::C1G2SingulationControl);
        writer.u8(static_cast<std::uint8_t>(roSpec.session << 6U));
        writer.u16(roSpec.tagPopulation);
        writer.u32(0); // transit time: unknown
        if (roSpec.resetToA) {
            const TlvScope action(writer, ParameterType::C1G2StateAwareSingulationAction);
            writer.u8(version == Version::V1_0_1 ? stateANotSelected : stateAAny);
        }
    }
    if (roSpec.impinj)
        writeImpinj(writer, impinj::InventorySearchMode, roSpec.impinj->searchMode);
}

void writeAntennaConfiguration(base::ByteWriter &writer, const RoSpec &roSpec, const AntennaSetting &setting,
                               Version version) {
    const TlvScope configuration(writer, ParameterType::AntennaConfiguration);
    writer.u16(setting.antenna);
    if (setting.sensitivityIndex) {
        const TlvScope receiver(writer, ParameterType::RfReceiver);
        writer.u16(*setting.sensitivityIndex);
    }
    if (setting.transmitter) {
        const TlvScope transmitter(writer, ParameterType::RfTransmitter);
        writer.u16(setting.transmitter->hopTableId);
        writer.u16(setting.transmitter->channelIndex);
        writer.u16(setting.transmitter->powerIndex);
    }
    writeInventoryCommand(writer, roSpec, version);
}

void writeAiSpec(base::ByteWriter &writer, const RoSpec &roSpec, Version version) {
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
    for (const auto &setting : roSpec.settings)
        writeAntennaConfiguration(writer, roSpec, setting, version);
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

void writeRoReportSpec(base::ByteWriter &writer, bool withImpinj) {
    const TlvScope report(writer, ParameterType::RoReportSpec);
    writer.u8(reportUponTags);
    writer.u16(reportEveryTag);
    {
        const TlvScope contents(writer, ParameterType::TagReportContentSelector);
        writer.u16(reportContents);
    }
    if (!withImpinj)
        return;
    const TlvScope custom(writer, ParameterType::Custom);
    writer.u32(impinj::vendor);
    writer.u32(impinj::TagReportContents);
    writeImpinj(writer, impinj::EnableRfPhaseAngle, on);
    writeImpinj(writer, impinj::EnablePeakRssi, on);
}

void writeTagSpec(base::ByteWriter &writer, const codes::Epc &epc) {
    const auto bytes = epc.bytes();
    const auto bits = static_cast<std::uint16_t>(bytes.size() * 8);
    const TlvScope tagSpec(writer, ParameterType::C1G2TagSpec);
    const TlvScope target(writer, ParameterType::C1G2TargetTag);
    writer.u8(static_cast<std::uint8_t>(bankBits(MemoryBank::Epc) | matches));
    writer.u16(epcPointerBits);
    writer.u16(bits);
    writer.append(base::ByteView(base::Bytes(bytes.size(), 0xFF))); // every bit counts
    writer.u16(bits);
    writer.append(base::ByteView(bytes));
}

void writeOperation(base::ByteWriter &writer, const AccessSpec &spec) {
    const bool reads = spec.words.empty();
    const TlvScope operation(writer, reads ? ParameterType::C1G2Read : ParameterType::C1G2Write);
    writer.u16(opSpecId);
    writer.u32(spec.accessPassword);
    writer.u8(bankBits(spec.bank));
    writer.u16(spec.wordPointer);
    writer.u16(static_cast<std::uint16_t>(reads ? 1 : spec.words.size()));
    for (const auto word : spec.words)
        writer.u16(word);
}

} // namespace

base::Bytes addRoSpec(Head head, const RoSpec &roSpec) {
    base::ByteWriter writer;
    {
        const TlvScope spec(writer, ParameterType::RoSpec);
        writer.u32(roSpec.id);
        writer.u8(lowestPriority);
        writer.u8(disabled);
        writeRoBoundarySpec(writer);
        writeAiSpec(writer, roSpec, head.version);
        writeRoReportSpec(writer, roSpec.impinj.has_value());
    }
    return frameMessage(MessageType::AddRoSpec, head, writer.bytes());
}

base::Bytes addAccessSpec(Head head, const AccessSpec &spec) {
    base::ByteWriter writer;
    {
        const TlvScope accessSpec(writer, ParameterType::AccessSpec);
        writer.u32(spec.id);
        writer.u16(anyAntenna);
        writer.u8(protocolC1G2);
        writer.u8(disabled);
        writer.u32(anyRoSpec);
        {
            const TlvScope stop(writer, ParameterType::AccessSpecStopTrigger);
            writer.u8(stopAfterCount);
            writer.u16(once);
        }
        {
            const TlvScope command(writer, ParameterType::AccessCommand);
            writeTagSpec(writer, spec.epc);
            writeOperation(writer, spec);
        }
        const TlvScope report(writer, ParameterType::AccessReportSpec);
        writer.u8(reportWithInventory);
    }
    return frameMessage(MessageType::AddAccessSpec, head, writer.bytes());
}

} // namespace panier::rfid::llrp

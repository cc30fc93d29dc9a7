#include "rfid/thingmagic/commands.h"

namespace panier::rfid::thingmagic {

namespace {

// Options and keys within commands.
constexpr std::uint8_t antennaDetectOption = 0x05;
constexpr std::uint8_t searchListOption = 0x02;
constexpr std::uint8_t withLimits = 0x01;
constexpr std::uint8_t keyAndValue = 0x01;
constexpr std::uint8_t readFilterKey = 0x0C;
constexpr std::uint8_t sessionKey = 0x00;
constexpr std::uint8_t targetKey = 0x01;
constexpr std::uint8_t qKey = 0x12;
constexpr std::uint8_t dynamicQ = 0x00;
constexpr unsigned shortSelectionBits = 255;

Command protocolParameter(std::uint8_t key, std::initializer_list<std::uint8_t> value) {
    base::Bytes data{protocolGen2, key};
    data.insert(data.end(), value);
    return {Opcode::SetProtocolParam, std::move(data)};
}

Command power(Opcode opcode, std::int16_t centiDbm) {
    base::ByteWriter writer;
    writer.u16(static_cast<std::uint16_t>(centiDbm));
    return {opcode, std::move(writer).take()};
}

unsigned bitsOf(const codes::Epc &epc) {
    return static_cast<unsigned>(epc.bytes().size()) * 8;
}

std::uint8_t selectionOption(const codes::Epc &epc) {
    const bool isLong = bitsOf(epc) > shortSelectionBits;
    return singulation::onEpc | (isLong ? singulation::longSelection : 0);
}

void writeSelection(base::ByteWriter &writer, const codes::Epc &epc) {
    if (bitsOf(epc) > shortSelectionBits)
        writer.u16(static_cast<std::uint16_t>(bitsOf(epc)));
    else
        writer.u8(static_cast<std::uint8_t>(bitsOf(epc)));
    writer.append(epc.bytes());
}

} // namespace

Command askVersion() {
    return {Opcode::Version, {}};
}

Command askCurrentProgram() {
    return {Opcode::CurrentProgram, {}};
}

Command bootFirmware() {
    return {Opcode::BootFirmware, {}};
}

Command setBaudRate(std::uint32_t baud) {
    base::ByteWriter writer;
    writer.u32(baud);
    return {Opcode::SetBaudRate, std::move(writer).take()};
}

Command askRegions() {
    return {Opcode::GetAvailableRegions, {}};
}

Command setRegion(Region region) {
    return {Opcode::SetRegion, {static_cast<std::uint8_t>(region)}};
}

Command askPorts() {
    return {Opcode::GetAntennaPort, {antennaDetectOption}};
}

Command askPower() {
    return {Opcode::GetReadTxPower, {withLimits}};
}

Command setReadPower(std::int16_t centiDbm) {
    return power(Opcode::SetReadTxPower, centiDbm);
}

Command setWritePower(std::int16_t centiDbm) {
    return power(Opcode::SetWriteTxPower, centiDbm);
}

Command setProtocolGen2() {
    return {Opcode::SetTagProtocol, {0, protocolGen2}};
}

Command setSearchPorts(std::span<const std::uint8_t> ports) {
    base::Bytes data{searchListOption};
    for (const auto port : ports)
        data.insert(data.end(), {port, port});
    return {Opcode::SetAntennaPort, std::move(data)};
}

Command setTagPort(std::uint8_t port) {
    return {Opcode::SetAntennaPort, {port, port}};
}

Command setReadFilter(bool on) {
    return {Opcode::SetReaderOptionalParams, {keyAndValue, readFilterKey, static_cast<std::uint8_t>(on ? 1 : 0)}};
}

Command setSession(std::uint8_t session) {
    return protocolParameter(sessionKey, {session});
}

Command setTarget(Target target) {
    const auto value = static_cast<std::uint16_t>(target);
    return protocolParameter(targetKey, {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
}

Command setDynamicQ() {
    return protocolParameter(qKey, {dynamicQ});
}

Command startStream(std::uint16_t cycleMs, std::uint16_t flags) {
    base::ByteWriter read; // the command that is repeated
    read.u8(singulation::metadataFlag);
    read.u16(search::configuredList | search::streaming | search::largePopulation);
    read.u16(cycleMs);
    read.u16(flags);

    base::ByteWriter writer;
    writer.u16(0); // for how long: without end
    writer.u8(static_cast<std::uint8_t>(StreamOption::Start));
    writer.u8(static_cast<std::uint8_t>(Opcode::ReadTagMultiple));
    writer.u16(0); // no search flags of the whole
    writer.u8(protocolGen2);
    writer.u8(static_cast<std::uint8_t>(read.size()));
    writer.u8(static_cast<std::uint8_t>(Opcode::ReadTagMultiple)); // which the length doesn't count
    writer.append(base::ByteView(read.bytes()));
    return {Opcode::MultiProtocolTagOp, std::move(writer).take()};
}

Command stopStream() {
    return {Opcode::MultiProtocolTagOp, {0, 0, static_cast<std::uint8_t>(StreamOption::Stop)}};
}

Command writeTag(const TagAddress &tag, Bank bank, std::uint32_t wordPointer, std::span<const std::uint16_t> words) {
    base::ByteWriter writer;
    writer.u16(tag.timeoutMs);
    writer.u8(selectionOption(tag.epc));
    writer.u32(wordPointer);
    writer.u8(static_cast<std::uint8_t>(bank));
    writer.u32(tag.accessPassword);
    writeSelection(writer, tag.epc);
    for (const auto word : words)
        writer.u16(word);
    return {Opcode::WriteTagData, std::move(writer).take()};
}

Command changeEas(const TagAddress &tag, bool on) {
    base::ByteWriter writer;
    writer.u16(tag.timeoutMs);
    writer.u8(nxpG2iSilicon);
    writer.u8(singulation::chipSpecific | selectionOption(tag.epc));
    writer.u8(0);
    writer.u8(changeEasSubcommand);
    writeSelection(writer, tag.epc);
    writer.u32(tag.accessPassword);
    writer.u8(on ? 1 : 2);
    return {Opcode::WriteTagSpecific, std::move(writer).take()};
}

} // namespace panier::rfid::thingmagic

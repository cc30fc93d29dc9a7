#include "rfid/emulator/thingmagic_module.h"

#include <algorithm>

namespace panier::rfid::emulator {

using thingmagic::Frame;
using thingmagic::Opcode;
using thingmagic::Region;
using thingmagic::Status;
using thingmagic::Target;

namespace {

constexpr std::uint8_t nanoHardware = 0x30;
constexpr std::uint8_t m6eHardware = 0x18;
constexpr std::uint8_t bootloaderProgram = 0x01;
constexpr std::uint8_t applicationProgram = 0x02;
constexpr std::size_t maxWords = 32;
// EU3's four channels.
constexpr std::array<std::uint32_t, 4> channelsKhz{865'700, 866'300, 866'900, 867'500};

bool knownToBootloader(Opcode opcode) {
    return opcode == Opcode::Version || opcode == Opcode::CurrentProgram || opcode == Opcode::BootFirmware ||
           opcode == Opcode::SetBaudRate;
}

// The EPC of a selection, in which the option tells how long the length is.
std::optional<codes::Epc> readSelection(base::ByteReader &reader, std::uint8_t option) {
    const bool isLong = (option & thingmagic::singulation::longSelection) != 0;
    const std::size_t bits = isLong ? reader.u16() : reader.u8();
    const bool isByEpc = (option & 0x07) == thingmagic::singulation::onEpc;
    return isByEpc && bits % 8 == 0 ? codes::Epc::fromBytes(reader.take(bits / 8)) : std::nullopt;
}

} // namespace

ThingMagicModule::ThingMagicModule(ThingMagicConfig config)
    : m_config(std::move(config)), m_world(m_config.seed, m_config.ports, m_config.rates, m_config.maxTags),
      m_inBootloader(m_config.startsInBootloader) {
    forget();
}

void ThingMagicModule::forget() {
    m_region.reset();
    m_isGen2 = false;
    m_hasReadFilter = true;
    m_session = 0;
    m_target = Target::A;
    m_readCentiDbm = m_config.maxCentiDbm;
    m_searchPorts.clear();
    m_streaming = false;
    m_told.clear();
}

Frame ThingMagicModule::restart() {
    m_inBootloader = m_config.startsInBootloader;
    forget();
    return {Opcode::BootFirmware, Status::Success, version()};
}

std::optional<Frame> ThingMagicModule::answer(const Frame &command) {
    m_newBaud.reset();
    const bool isStreamOption = command.opcode == Opcode::MultiProtocolTagOp;
    if (m_streaming && !isStreamOption)
        return std::nullopt;
    if (m_inBootloader && !knownToBootloader(command.opcode))
        return Frame{command.opcode, Status::InvalidOpcode, {}};
    return perform(command.opcode, command.data);
}

Frame ThingMagicModule::perform(Opcode opcode, base::ByteView data) {
    const auto unlessOld = [&](base::Bytes bytes) {
        return m_config.tellsAll ? Frame{opcode, Status::Success, std::move(bytes)}
                                 : Frame{opcode, Status::UnimplementedOpcode, {}};
    };
    base::Bytes told;
    switch (opcode) {
    case Opcode::BootFirmware:
        m_inBootloader = false;
        [[fallthrough]];
    case Opcode::Version:
        return {opcode, Status::Success, version()};
    case Opcode::CurrentProgram:
        return {opcode, Status::Success, {m_inBootloader ? bootloaderProgram : applicationProgram}};
    case Opcode::SetBaudRate:
        m_newBaud = base::ByteReader(data).u32();
        return {opcode, Status::Success, {}};
    case Opcode::GetAvailableRegions:
        for (const auto region : m_config.regions)
            told.push_back(static_cast<std::uint8_t>(region));
        return unlessOld(told);
    case Opcode::GetAntennaPort:
        told.assign(data.begin(), data.end());
        for (std::uint8_t port = 1; port <= m_config.ports; ++port) {
            const auto &detected = m_config.detectedPorts;
            const bool isThere = std::find(detected.begin(), detected.end(), port) != detected.end();
            told.insert(told.end(), {port, static_cast<std::uint8_t>(isThere ? 1 : 0)});
        }
        return unlessOld(told);
    case Opcode::GetReadTxPower:
        return unlessOld(power());
    case Opcode::SetRegion:
        return {opcode, setRegion(data), {}};
    case Opcode::SetReadTxPower:
    case Opcode::SetWriteTxPower:
        return {opcode, setPower(opcode, data), {}};
    case Opcode::SetTagProtocol:
        m_isGen2 = base::ByteReader(data).u16() == thingmagic::protocolGen2;
        return {opcode, m_isGen2 ? Status::Success : Status::InvalidProtocol, {}};
    case Opcode::SetAntennaPort:
        return {opcode, setPorts(data), {}};
    case Opcode::SetReaderOptionalParams:
    case Opcode::SetProtocolParam:
        return {opcode, setParameter(data), {}};
    case Opcode::MultiProtocolTagOp:
        return streamOption(data);
    case Opcode::WriteTagData:
        return {opcode, writeTag(data), {}};
    case Opcode::WriteTagSpecific:
        return {opcode, changeEas(data), {}};
    default:
        return {opcode, Status::UnimplementedOpcode, {}};
    }
}

base::Bytes ThingMagicModule::version() const {
    const auto hardware = m_config.ports == 1 ? nanoHardware : m6eHardware;
    return {0x12, 0x12, 0x13, 0x00, hardware, 0x00, 0x00, 0x01, 0x20, 0x23,
            0x06, 0x01, 0x01, 0x0B, 0x04,     0x0D, 0x00, 0x00, 0x00, 0x10};
}

base::Bytes ThingMagicModule::power() const {
    base::ByteWriter writer;
    writer.u8(1);
    for (const auto level : {m_readCentiDbm, m_config.maxCentiDbm, m_config.minCentiDbm})
        writer.u16(static_cast<std::uint16_t>(level));
    return std::move(writer).take();
}

Status ThingMagicModule::setRegion(base::ByteView data) {
    if (data.size() != 1)
        return Status::WrongNumberOfData;
    const auto region = static_cast<Region>(data[0]);
    if (std::find(m_config.regions.begin(), m_config.regions.end(), region) == m_config.regions.end())
        return Status::InvalidRegion;
    m_region = region;
    return Status::Success;
}

Status ThingMagicModule::setPower(Opcode opcode, base::ByteView data) {
    if (data.size() != 2)
        return Status::WrongNumberOfData;
    const auto level = static_cast<std::int16_t>(base::ByteReader(data).u16());
    if (level > m_config.maxCentiDbm)
        return Status::PowerTooHigh;
    if (level < m_config.minCentiDbm)
        return Status::PowerTooLow;
    if (opcode == Opcode::SetReadTxPower)
        m_readCentiDbm = level;
    return Status::Success;
}

Status ThingMagicModule::setPorts(base::ByteView data) {
    const bool isList = data.size() % 2 == 1;
    if (data.size() < 2 || (isList && data[0] != 2))
        return Status::InvalidParameter;
    std::vector<std::uint8_t> ports;
    for (std::size_t i = isList ? 1 : 0; i < data.size(); i += 2) {
        if (data[i] == 0 || data[i] > m_config.ports || data[i + 1] != data[i])
            return Status::InvalidAntennaConfig;
        ports.push_back(data[i]);
    }
    if (isList)
        m_searchPorts = std::move(ports);
    else
        m_tagPort = ports.front();
    return Status::Success;
}

// Keys of both kinds of parameters: 01 0C is the read filter; 05 and 00, 01, 12 are Gen2's session, target and Q.
Status ThingMagicModule::setParameter(base::ByteView data) {
    base::ByteReader reader(data);
    const auto key = reader.u16();
    if (key == 0x010C) {
        m_hasReadFilter = reader.u8() != 0;
    } else if (key == 0x0500) {
        if (!m_isGen2)
            return Status::InvalidProtocol;
        m_session = reader.u8();
    } else if (key == 0x0501) {
        m_target = static_cast<Target>(reader.u16());
    } else if (key == 0x0512) {
        (void)reader.u8();
    } else {
        return Status::InvalidParameter;
    }
    return reader.ok() && reader.remaining() == 0 && m_session < 4 ? Status::Success : Status::WrongNumberOfData;
}

Frame ThingMagicModule::streamOption(base::ByteView data) {
    Frame frame{Opcode::MultiProtocolTagOp, Status::WrongNumberOfData, {}};
    if (data.size() < 3)
        return frame;
    if (data[2] == static_cast<std::uint8_t>(thingmagic::StreamOption::Start)) {
        frame.status = startStream(data);
    } else if (data[2] == static_cast<std::uint8_t>(thingmagic::StreamOption::Stop)) {
        frame.status = m_streaming ? Status::Success : Status::WrongNumberOfData;
        m_streaming = false;
    }
    if (frame.status == Status::Success)
        frame.data = {data[2], 0, 0, 0};
    return frame;
}

Status ThingMagicModule::startStream(base::ByteView data) {
    base::ByteReader reader(data.subspan(3));
    if (reader.u8() != static_cast<std::uint8_t>(Opcode::ReadTagMultiple))
        return Status::InvalidOpcode;
    reader.skip(2);
    if (reader.u8() != thingmagic::protocolGen2)
        return Status::InvalidProtocol;
    const std::size_t length = reader.u8();
    if (reader.remaining() != length + 1 || reader.u8() != static_cast<std::uint8_t>(Opcode::ReadTagMultiple))
        return Status::WrongNumberOfData;
    const auto option = reader.u8();
    const auto searchFlags = reader.u16();
    const int cycleMs = reader.u16();
    const auto flags = reader.u16();
    if (!reader.ok() || (option & thingmagic::singulation::metadataFlag) == 0 ||
        (searchFlags & thingmagic::search::streaming) == 0 || cycleMs < 20)
        return Status::InvalidParameter;
    if (!m_region)
        return Status::InvalidRegion;
    if (!m_isGen2)
        return Status::NoProtocolDefined;
    if (m_searchPorts.empty())
        return Status::InvalidAntennaConfig;
    m_cycleMs = cycleMs;
    m_flags = flags;
    m_inCycleMs = 0;
    m_told.clear();
    m_streaming = true;
    return Status::Success;
}

void ThingMagicModule::leaveStreaming() {
    m_inBootloader = false;
    m_region = m_config.regions.front();
    m_isGen2 = true;
    m_hasReadFilter = false;
    m_searchPorts.clear();
    for (std::uint8_t port = 1; port <= m_config.ports; ++port)
        m_searchPorts.push_back(port);
    m_flags = thingmagic::metadata::ours;
    m_streaming = true;
}

std::vector<Frame> ThingMagicModule::stream(int elapsedMs) {
    std::vector<Frame> frames;
    if (!m_streaming)
        return frames;
    m_inCycleMs += elapsedMs;
    if (!m_cycleFault)
        for (const auto &read : m_world.inventory(elapsedMs))
            if (isTold(read))
                frames.push_back(record(read));
    if (m_inCycleMs >= m_cycleMs) {
        m_inCycleMs = 0;
        frames.push_back({Opcode::ReadTagMultiple, m_cycleFault.value_or(Status::NoTagsFound), {}});
    }
    return frames;
}

// A tag that is told once in this stream: by the filter, or because its flag stays where the read has put it.
bool ThingMagicModule::isTold(const TagRead &read) {
    if (std::find(m_searchPorts.begin(), m_searchPorts.end(), read.antenna) == m_searchPorts.end())
        return false;
    const bool isFlagKept = m_session >= 2 && m_target == Target::A;
    return m_told.insert(read.epc).second || (!m_hasReadFilter && !isFlagKept);
}

Frame ThingMagicModule::record(const TagRead &read) const {
    using namespace thingmagic;
    base::ByteWriter writer;
    writer.u8(singulation::metadataFlag);
    writer.u16(search::configuredList | search::streaming | search::largePopulation);
    writer.u16(m_flags);
    writer.u8(1); // a tag
    const auto has = [&](std::uint16_t flag) { return (m_flags & flag) != 0; };
    if (has(metadata::readCount))
        writer.u8(1);
    if (has(metadata::rssi))
        writer.u8(static_cast<std::uint8_t>(read.rssiDbm));
    if (has(metadata::antenna))
        writer.u8(static_cast<std::uint8_t>(read.antenna << 4 | read.antenna));
    if (has(metadata::frequency)) {
        const auto khz = channelsKhz.at(static_cast<std::size_t>(-read.rssiDbm) % channelsKhz.size());
        writer.u8(static_cast<std::uint8_t>(khz >> 16));
        writer.u16(static_cast<std::uint16_t>(khz));
    }
    if (has(metadata::timestamp))
        writer.u32(static_cast<std::uint32_t>(m_inCycleMs));
    if (has(metadata::phase)) // degrees: it takes a half turn for none
        writer.u16(static_cast<std::uint16_t>((read.antenna * 37 - read.rssiDbm * 11) % 180));
    if (has(metadata::protocol))
        writer.u8(protocolGen2);
    if (has(metadata::data))
        writer.u16(0);
    if (has(metadata::gpio))
        writer.u8(0);
    const auto epc = read.epc.bytes();
    writer.u16(static_cast<std::uint16_t>((epc.size() + 4) * 8));
    writer.u16(static_cast<std::uint16_t>((epc.size() / 2) << 11)); // PC: the length in words
    writer.append(epc);
    writer.u16(0xC0DE); // the tag's own CRC, which hosts don't check
    return {Opcode::ReadTagMultiple, Status::Success, std::move(writer).take()};
}

bool ThingMagicModule::putTag(const codes::Epc &epc, TagPlace place) {
    if (!m_world.put(epc, place))
        return false;
    m_tags[epc].place = place;
    return true;
}

void ThingMagicModule::removeTag(const codes::Epc &epc) {
    m_world.remove(epc);
    m_tags.erase(epc);
}

// The tag itself, if a write reaches it and it lets us.
base::Expected<ThingMagicModule::Tag *, Status> ThingMagicModule::reach(const codes::Epc &epc, std::uint32_t password) {
    const auto found = m_tags.find(epc);
    const bool isHeard =
        found != m_tags.end() && found->second.place != TagPlace::Hidden && found->second.place != TagPlace::Stray;
    if (!isHeard || (found->second.memory.port != 0 && found->second.memory.port != m_tagPort))
        return tl::make_unexpected(Status::NoTagsFound);
    if (m_session >= 2 && m_told.contains(epc))
        return tl::make_unexpected(Status::NoTagsFound); // it keeps quiet since it was read
    auto &tag = found->second;
    if (tag.place == TagPlace::Edge)
        return tl::make_unexpected(Status::Gen2InsufficientPower);
    if (tag.memory.isLocked && password != tag.memory.accessPassword)
        return tl::make_unexpected(Status::Gen2MemoryLocked);
    return &tag;
}

Status ThingMagicModule::writeTag(base::ByteView data) {
    base::ByteReader reader(data);
    reader.skip(2); // for how long it looks: it knows at once
    const auto option = reader.u8();
    const auto address = reader.u32();
    const auto bank = static_cast<thingmagic::Bank>(reader.u8());
    const auto password = reader.u32();
    const auto epc = readSelection(reader, option);
    const auto words = reader.remaining() / 2;
    if (!reader.ok() || !epc || words == 0 || words > maxWords || reader.remaining() % 2 != 0)
        return Status::InvalidParameter;
    const auto tag = reach(*epc, password);
    if (!tag)
        return tag.error();
    auto &user = (*tag)->memory.user;
    if (bank != thingmagic::Bank::User || address > user.size() || words > user.size() - address)
        return Status::Gen2MemoryOverrun;
    for (std::size_t i = 0; i < words; ++i)
        user[address + i] = reader.u16();
    return Status::Success;
}

Status ThingMagicModule::changeEas(base::ByteView data) {
    base::ByteReader reader(data);
    reader.skip(2);
    const auto silicon = reader.u8();
    const auto option = reader.u8();
    const auto command = reader.u16();
    const auto epc = readSelection(reader, option);
    const auto password = reader.u32();
    const auto value = reader.u8();
    if (!reader.ok() || !epc || silicon != thingmagic::nxpG2iSilicon || command != thingmagic::changeEasSubcommand ||
        (option & thingmagic::singulation::chipSpecific) == 0 || value == 0 || value > 2)
        return Status::InvalidParameter;
    const auto tag = reach(*epc, password);
    if (!tag)
        return tag.error();
    (*tag)->memory.hasEas = value == 1;
    return Status::Success;
}

} // namespace panier::rfid::emulator

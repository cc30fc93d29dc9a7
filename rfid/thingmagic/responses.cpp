#include "rfid/thingmagic/responses.h"

#include "rfid/thingmagic/commands.h"

#include <algorithm>
#include <fmt/format.h>

namespace panier::rfid::thingmagic {

namespace {

constexpr std::uint8_t tagPart = 0x01; // what a part of a stream is
constexpr unsigned degreesInTurn = 360;
constexpr unsigned phaseSteps = 4096;
constexpr std::uint16_t xpcFollows = 0x0200; // PC word, Gen2 v2.0.1, 6.3.2.1.2.2: XI
constexpr std::uint16_t secondXpcFollows = 0x8000;
constexpr std::uint16_t portsInNibble = 16;

tl::unexpected<DecodeFailure> tooShort(const char *what) {
    return base::fail(DecodeError::TooShort, std::string(what) + " is too short");
}

std::size_t bytesOfBits(std::size_t bits) {
    return (bits + 7) / 8;
}

// Four bits each for sending and receiving; the sixteenth port doesn't fit and is told as 0.
std::uint16_t portOf(std::uint8_t antenna) {
    const auto port = static_cast<std::uint16_t>(antenna >> 4);
    return port == 0 ? portsInNibble : port;
}

std::optional<std::uint16_t> phaseOf(std::uint16_t degrees) {
    if (degrees >= degreesInTurn)
        return std::nullopt;
    return static_cast<std::uint16_t>((degrees * phaseSteps + degreesInTurn / 2) / degreesInTurn % phaseSteps);
}

// The fields come in the order of their flags.
Decoded<TagRecord> readMetadata(base::ByteReader &reader, std::uint16_t flags) {
    if ((flags & ~metadata::all) != 0)
        return base::fail(DecodeError::UnknownMetadata, fmt::format("metadata of unknown kind, flags {:04X}", flags));
    const auto has = [&](std::uint16_t flag) { return (flags & flag) != 0; };
    TagRecord record;
    if (has(metadata::readCount))
        record.readCount = std::max<std::uint8_t>(reader.u8(), 1);
    if (has(metadata::rssi))
        record.rssiDbm = static_cast<std::int8_t>(reader.u8());
    if (has(metadata::antenna))
        record.antenna = portOf(reader.u8());
    if (has(metadata::frequency)) {
        record.frequencyKhz = static_cast<std::uint32_t>(reader.u8()) << 16;
        record.frequencyKhz |= reader.u16();
    }
    if (has(metadata::timestamp))
        record.cycleMs = reader.u32();
    if (has(metadata::phase))
        record.phase = phaseOf(reader.u16());
    if (has(metadata::protocol) && reader.u8() != protocolGen2 && reader.ok())
        return base::fail(DecodeError::BadField, "a tag that isn't Gen2");
    if (has(metadata::data))
        reader.skip(bytesOfBits(reader.u16()));
    for (const auto flag : {metadata::gpio, metadata::gen2Q, metadata::gen2LinkFrequency, metadata::gen2Target})
        reader.skip(has(flag) ? 1 : 0);
    reader.skip(has(metadata::brand) ? 2 : 0);
    return record;
}

// PC, extended PC where it announces one, EPC, the tag's own CRC; the length in bits counts them all.
Decoded<codes::Epc> readEpc(base::ByteReader &reader) {
    const auto bytes = reader.take(bytesOfBits(reader.u16()));
    base::ByteReader inner(bytes);
    constexpr std::size_t crcBytes = 2;
    if ((inner.u16() & xpcFollows) != 0 && (inner.u16() & secondXpcFollows) != 0)
        inner.skip(2);
    if (!reader.ok() || !inner.ok() || inner.remaining() < crcBytes)
        return tooShort("a tag's record");
    const auto epc = codes::Epc::fromBytes(inner.take(inner.remaining() - crcBytes));
    if (!epc)
        return base::fail(DecodeError::BadField, "a tag without an EPC, or with too long a one");
    return *epc;
}

} // namespace

std::string VersionInfo::model() const {
    // MercuryAPI 1.35.2, serial_reader_imp.h, TMR_SR_ModelHardwareID.
    switch (hardware[0]) {
    case 0x18:
        return "M6e";
    case 0x19:
        return "M6e-i";
    case 0x20:
        return "M6e Micro";
    case 0x30:
        return "M6e Nano";
    case 0x38:
        return "M7e";
    default:
        return fmt::format("ThingMagic 0x{:02X}", hardware[0]);
    }
}

Decoded<VersionInfo> decodeVersion(base::ByteView data) {
    base::ByteReader reader(data);
    reader.skip(4); // the bootloader's
    VersionInfo info;
    for (auto &byte : info.hardware)
        byte = reader.u8();
    reader.skip(4); // the firmware's date
    const auto version = reader.take(4);
    if (!reader.ok())
        return tooShort("the version");
    info.firmware = fmt::format("{:02X}.{:02X}.{:02X}.{:02X}", version[0], version[1], version[2], version[3]);
    return info;
}

Decoded<bool> decodeInBootloader(base::ByteView data) {
    if (data.empty())
        return tooShort("the current program");
    constexpr std::uint8_t programMask = 0x03;
    constexpr std::uint8_t bootloader = 0x01;
    return (data[0] & programMask) == bootloader;
}

std::vector<Region> decodeRegions(base::ByteView data) {
    std::vector<Region> regions;
    for (const auto byte : data)
        regions.push_back(static_cast<Region>(byte));
    return regions;
}

Decoded<std::vector<Port>> decodePorts(base::ByteView data) {
    base::ByteReader reader(data);
    reader.skip(1); // the option, as asked
    std::vector<Port> ports;
    while (reader.ok() && reader.remaining() >= 2) {
        const auto number = reader.u8();
        const bool detected = reader.u8() == 1;
        ports.push_back({number, detected});
    }
    if (!reader.ok() || ports.empty())
        return tooShort("the list of antenna ports");
    return ports;
}

Decoded<PowerLimits> decodePower(base::ByteView data) {
    base::ByteReader reader(data);
    reader.skip(1); // the option, as asked
    PowerLimits limits;
    for (auto *const field : {&limits.now, &limits.max, &limits.min})
        *field = static_cast<std::int16_t>(reader.u16());
    if (!reader.ok())
        return tooShort("the transmit power");
    if (limits.min > limits.max)
        return base::fail(DecodeError::BadField, "transmit power limits that can't be");
    return limits;
}

Decoded<StreamPart> decodeStreamPart(base::ByteView data) {
    base::ByteReader reader(data);
    auto option = reader.u8();
    if ((option & singulation::extendedOption) == singulation::extendedOption)
        option = reader.u8();
    reader.skip(2); // search flags
    const bool hasMetadata = (option & singulation::metadataFlag) != 0;
    const std::uint16_t flags = hasMetadata ? reader.u16() : 0;
    const auto kind = reader.u8();
    if (!reader.ok())
        return tooShort("a part of the stream");
    StreamPart part;
    part.isRecord = kind == tagPart;
    if (!part.isRecord)
        return part;
    auto record = readMetadata(reader, flags);
    if (!record)
        return tl::make_unexpected(record.error());
    const auto epc = readEpc(reader);
    if (!epc)
        return tl::make_unexpected(epc.error());
    part.record = std::move(*record);
    part.record.epc = *epc;
    return part;
}

} // namespace panier::rfid::thingmagic

#include "rfid/llrp/wire/capabilities.h"

#include "rfid/llrp/wire/parameter.h"

#include <functional>

namespace panier::rfid::llrp {

namespace {

constexpr std::uint16_t hasUtcClockFlag = 0x4000;
constexpr std::uint8_t stateAwareFlag = 0x10;
constexpr std::uint8_t canHoldEventsFlag = 0x08;
constexpr std::uint8_t hoppingFlag = 0x80;
constexpr std::uint8_t protocolC1G2 = 1;

using Done = Decoded<void>;
// Reads the fixed fields of one parameter and says whether they were all there.
using FieldsOf = std::function<void(base::ByteReader &)>;

DecodeFailure tooShort(const char *what) {
    return {DecodeError::BadLength, std::string(what) + " is shorter than its fields"};
}

// A parameter's fixed fields were read by `reader`; what is left of `body` is its row of parameters.
base::ByteView restOf(base::ByteView body, const base::ByteReader &reader) {
    return body.subspan(reader.offset());
}

// Gives the body of each parameter of one type in a row to `read`.
Done forEach(base::ByteView row, ParameterType type, const char *name, const FieldsOf &read) {
    ParameterReader reader(row);
    while (const auto parameter = reader.next()) {
        if (parameter->type != type)
            continue;
        base::ByteReader fields(parameter->body);
        read(fields);
        if (!fields.ok())
            return tl::make_unexpected(tooShort(name));
    }
    if (reader.failure())
        return tl::make_unexpected(*reader.failure());
    return {};
}

template <typename Table, typename Entry>
void keep(Table &table, Entry &&entry) {
    if (table.size() < maxTableEntries)
        table.push_back(std::forward<Entry>(entry));
}

std::vector<std::uint32_t> readFrequencies(base::ByteReader &fields) {
    std::vector<std::uint32_t> found;
    for (std::size_t left = fields.u16(); left > 0 && fields.ok(); --left)
        if (const auto kHz = fields.u32(); fields.ok())
            keep(found, kHz);
    return found;
}

Done readGeneralRow(base::ByteView row, Capabilities &capabilities) {
    if (const auto done = forEach(row, ParameterType::ReceiveSensitivityTableEntry, "ReceiveSensitivityTableEntry",
                                  [&](base::ByteReader &fields) {
                                      const auto index = fields.u16();
                                      const auto below = static_cast<std::int16_t>(fields.u16());
                                      keep(capabilities.sensitivities, SensitivityLevel{index, below});
                                  });
        !done)
        return done;
    if (const auto done = forEach(row, ParameterType::GpioCapabilities, "GPIOCapabilities",
                                  [&](base::ByteReader &fields) {
                                      capabilities.inputs = fields.u16();
                                      capabilities.outputs = fields.u16();
                                  });
        !done)
        return done;
    return forEach(row, ParameterType::PerAntennaAirProtocol, "PerAntennaAirProtocol", [&](base::ByteReader &fields) {
        const auto antenna = fields.u16();
        const auto protocols = fields.take(fields.u16());
        for (const auto protocol : protocols)
            if (protocol == protocolC1G2)
                keep(capabilities.gen2Antennas, antenna);
    });
}

Done readGeneral(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    capabilities.antennas = reader.u16();
    capabilities.hasUtcClock = (reader.u16() & hasUtcClockFlag) != 0;
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
    return readGeneralRow(rest, capabilities);
}

Done readLlrp(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    const auto flags = reader.u8();
    reader.skip(1 + 2); // priorities, ClientRequestOpSpec time-out
    capabilities.maxRoSpecs = reader.u32();
    reader.skip(4 + 4); // specs in a ROSpec, inventory parameter specs in an AISpec
    capabilities.maxAccessSpecs = reader.u32();
    reader.skip(4); // OpSpecs in an AccessSpec
    if (!reader.ok())
        return tl::make_unexpected(tooShort("LLRPCapabilities"));
    capabilities.canHoldEvents = (flags & canHoldEventsFlag) != 0;
    capabilities.stateAware = (flags & stateAwareFlag) != 0;
    return {};
}

Done readFrequencyInformation(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    capabilities.hops = (reader.u8() & hoppingFlag) != 0;
    if (!reader.ok())
        return tl::make_unexpected(tooShort("FrequencyInformation"));
    const auto rest = restOf(body, reader);
    const auto required = capabilities.hops ? ParameterType::FrequencyHopTable : ParameterType::FixedFrequencyTable;
    if (const auto table = requireParameter(rest, required); !table)
        return tl::make_unexpected(table.error());
    if (!capabilities.hops)
        return forEach(rest, ParameterType::FixedFrequencyTable, "FixedFrequencyTable",
                       [&](base::ByteReader &fields) { capabilities.fixedChannelsKhz = readFrequencies(fields); });
    return forEach(rest, ParameterType::FrequencyHopTable, "FrequencyHopTable", [&](base::ByteReader &fields) {
        HopTable table;
        table.id = fields.u8();
        fields.skip(1);
        table.frequenciesKhz = readFrequencies(fields);
        keep(capabilities.hopTables, std::move(table));
    });
}

Done readModes(base::ByteView table, Capabilities &capabilities) {
    return forEach(table, ParameterType::UhfC1G2RfModeTableEntry, "UHFC1G2RFModeTableEntry",
                   [&](base::ByteReader &fields) {
                       RfMode mode;
                       mode.id = fields.u32();
                       fields.skip(1); // divide ratio, conformance
                       mode.miller = fields.u8();
                       fields.skip(1); // forward modulation
                       mode.spectralMask = fields.u8();
                       mode.bitsPerSecond = fields.u32();
                       fields.skip(4 * 4); // PIE, Tari: least, most, step
                       keep(capabilities.modes, mode);
                   });
}

Done readRegulatory(base::ByteView body, Capabilities &capabilities) {
    base::ByteReader reader(body);
    capabilities.country = reader.u16();
    capabilities.standard = reader.u16();
    if (!reader.ok())
        return tl::make_unexpected(tooShort("RegulatoryCapabilities"));
    const auto band = findParameter(restOf(body, reader), ParameterType::UhfBandCapabilities);
    if (!band)
        return tl::make_unexpected(band.error());
    if (!*band)
        return {}; // no regulatory capabilities that we could use
    const auto row = (*band)->body;
    if (const auto done = forEach(row, ParameterType::TransmitPowerLevelTableEntry, "TransmitPowerLevelTableEntry",
                                  [&](base::ByteReader &fields) {
                                      const auto index = fields.u16();
                                      const auto centiDbm = static_cast<std::int16_t>(fields.u16());
                                      keep(capabilities.powerLevels, PowerLevel{index, centiDbm});
                                  });
        !done)
        return done;
    const auto frequencies = requireParameter(row, ParameterType::FrequencyInformation);
    if (!frequencies)
        return tl::make_unexpected(frequencies.error());
    if (const auto done = readFrequencyInformation(frequencies->body, capabilities); !done)
        return done;
    const auto modes = findParameter(row, ParameterType::UhfC1G2RfModeTable);
    if (!modes)
        return tl::make_unexpected(modes.error());
    return *modes ? readModes((*modes)->body, capabilities) : Done();
}

} // namespace

std::uint32_t Capabilities::frequencyKhz(std::uint16_t channelIndex) const {
    static const std::vector<std::uint32_t> none;
    const auto &table = hops ? (hopTables.empty() ? none : hopTables.front().frequenciesKhz) : fixedChannelsKhz;
    return channelIndex >= 1 && channelIndex <= table.size() ? table[channelIndex - 1] : 0;
}

Decoded<Capabilities> decodeCapabilities(base::ByteView body) {
    Capabilities capabilities;
    ParameterReader reader(body);
    while (const auto parameter = reader.next()) {
        Done read;
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

} // namespace panier::rfid::llrp

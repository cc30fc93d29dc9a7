#include "rfid/emulator/llrp/capabilities.h"

#include "rfid/llrp/wire/capabilities.h"
#include "rfid/llrp/wire/parameter.h"

#include <array>
#include <string_view>

namespace panier::rfid::emulator {

using llrp::ParameterType;
using llrp::TlvScope;

namespace {

constexpr std::string_view firmware = "panier-bench";
constexpr std::uint16_t hasUtcClock = 0x4000;
constexpr std::uint8_t protocolC1G2 = 1;
constexpr std::uint16_t countryFrance = 250;
constexpr std::uint16_t countryUnitedStates = 840;
constexpr std::uint16_t standardFccPart15 = 1;
constexpr std::uint16_t standardEtsi302208 = 2;
constexpr std::array<std::uint32_t, fixedChannels> etsiChannelsKhz{865'700, 866'300, 866'900, 867'500};
constexpr std::uint8_t bitHolding = 0x08;
constexpr std::uint8_t bitStateAware = 0x10;
constexpr std::int16_t bestSensitivityDbm = -85;
constexpr std::uint32_t impinjModel = 2001001; // a Speedway R220
constexpr std::uint32_t fccFirstKhz = 902'750;
constexpr std::uint32_t fccStepKhz = 500;

void writeGeneral(base::ByteWriter &writer, const ReaderTraits &traits, llrp::Version version) {
    const TlvScope general(writer, ParameterType::GeneralDeviceCapabilities);
    writer.u16(traits.antennas);
    writer.u16(traits.clock == ReaderTraits::Clock::Utc ? hasUtcClock : 0);
    writer.u32(traits.impinj ? llrp::impinj::vendor : 0); // otherwise nobody's number
    writer.u32(traits.impinj ? impinjModel : 1);
    writer.u16(static_cast<std::uint16_t>(firmware.size()));
    writer.append(firmware);
    if (version == llrp::Version::V1_1) {
        const TlvScope sensitivity(writer, ParameterType::MaximumReceiveSensitivity);
        writer.u16(static_cast<std::uint16_t>(bestSensitivityDbm));
    }
    for (std::uint16_t index = 1; index <= sensitivityLevels; ++index) {
        const TlvScope sensitivity(writer, ParameterType::ReceiveSensitivityTableEntry);
        writer.u16(index);
        writer.u16(static_cast<std::uint16_t>(10 * (index - 1))); // dB below the best
    }
    {
        const TlvScope gpio(writer, ParameterType::GpioCapabilities);
        writer.u16(traits.inputs);
        writer.u16(0); // outputs
    }
    for (std::uint16_t antenna = 1; antenna <= traits.antennas; ++antenna) {
        const TlvScope protocols(writer, ParameterType::PerAntennaAirProtocol);
        writer.u16(antenna);
        writer.u16(1); // how many
        writer.u8(protocolC1G2);
    }
}

void writeLimits(base::ByteWriter &writer, const ReaderTraits &traits) {
    const TlvScope limits(writer, ParameterType::LlrpCapabilities);
    writer.u8(traits.stateAware ? bitHolding | bitStateAware : bitHolding);
    writer.u8(0);  // priorities
    writer.u16(0); // ClientRequestOpSpec time-out
    writer.u32(maxRoSpecs);
    writer.u32(1); // specs in each
    writer.u32(1); // inventory parameter specs in each AISpec
    writer.u32(traits.writes ? maxAccessSpecs : 0);
    writer.u32(traits.writes ? 1 : 0); // OpSpecs in each
}

void writeFrequencies(base::ByteWriter &writer, bool hops) {
    const TlvScope information(writer, ParameterType::FrequencyInformation);
    writer.u8(hops ? 0x80 : 0);
    if (!hops) {
        const TlvScope table(writer, ParameterType::FixedFrequencyTable);
        writer.u16(static_cast<std::uint16_t>(etsiChannelsKhz.size()));
        for (const auto kHz : etsiChannelsKhz)
            writer.u32(kHz);
        return;
    }
    const TlvScope table(writer, ParameterType::FrequencyHopTable);
    writer.u8(hopTableId);
    writer.u8(0);
    writer.u16(hopChannels);
    for (std::uint32_t hop = 0; hop < hopChannels; ++hop)
        writer.u32(fccFirstKhz + hop * fccStepKhz);
}

void writeMode(base::ByteWriter &writer, const llrp::RfMode &mode) {
    const TlvScope entry(writer, ParameterType::UhfC1G2RfModeTableEntry);
    writer.u32(mode.id);
    writer.u8(0x80); // divide ratio 64/3
    writer.u8(mode.miller);
    writer.u8(0); // PR-ASK
    writer.u8(mode.spectralMask);
    writer.u32(mode.bitsPerSecond);
    writer.u32(1'500);  // PIE, thousandths
    writer.u32(25'000); // Tari in ns: least, most, step
    writer.u32(25'000);
    writer.u32(0);
}

void writeModes(base::ByteWriter &writer) {
    const TlvScope table(writer, ParameterType::UhfC1G2RfModeTable);
    writeMode(writer, {1, 0, 2, 640'000}); // FM0, multi-interrogator
    writeMode(writer, {2, 2, 3, 250'000}); // Miller 4, dense-interrogator
    writeMode(writer, {3, 3, 3, 125'000}); // Miller 8, dense-interrogator
}

void writeRegulatory(base::ByteWriter &writer, bool hops) {
    const TlvScope regulatory(writer, ParameterType::RegulatoryCapabilities);
    writer.u16(hops ? countryUnitedStates : countryFrance);
    writer.u16(hops ? standardFccPart15 : standardEtsi302208);
    const TlvScope band(writer, ParameterType::UhfBandCapabilities);
    for (std::uint16_t index = 1; index <= powerLevels; ++index) {
        const TlvScope level(writer, ParameterType::TransmitPowerLevelTableEntry);
        writer.u16(index);
        writer.u16(static_cast<std::uint16_t>(500 + 500 * index)); // hundredths of a dBm
    }
    writeFrequencies(writer, hops);
    writeModes(writer);
}

} // namespace

void writeCapabilities(base::ByteWriter &writer, const ReaderTraits &traits, llrp::Version version) {
    writeGeneral(writer, traits, version);
    writeLimits(writer, traits);
    writeRegulatory(writer, traits.hops);
    const TlvScope airProtocol(writer, ParameterType::C1G2LlrpCapabilities);
    writer.u8(0);
    writer.u16(0); // select filters: no limit
}

} // namespace panier::rfid::emulator

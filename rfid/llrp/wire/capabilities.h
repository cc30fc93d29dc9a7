// What a reader says of itself. LLRP 1.1, clauses 10 and 16.2.1.1 (1.0.1: clauses 9 and 15.2.1.1).
#pragma once

#include "base/bytes.h"
#include "rfid/llrp/wire/types.h"

#include <optional>
#include <string>
#include <vector>

namespace panier::rfid::llrp {

struct PowerLevel {
    std::uint16_t index = 0;
    std::int16_t centiDbm = 0;
};
// A receive sensitivity, in dB less than the reader's best.
struct SensitivityLevel {
    std::uint16_t index = 0;
    std::int16_t belowBestDb = 0;
};
// Frequencies in kHz, in the order in which ChannelIndex counts them from 1.
struct HopTable {
    std::uint16_t id = 0;
    std::vector<std::uint32_t> frequenciesKhz;
};
// An entry of UHFC1G2RFModeTable.
struct RfMode {
    std::uint32_t id = 0;
    std::uint8_t miller = 0;       // 0 FM0, otherwise 1, 2, 3 for Miller 2, 4, 8
    std::uint8_t spectralMask = 0; // 0 unknown, 1 single-, 2 multi-, 3 dense-interrogator
    std::uint32_t bitsPerSecond = 0;
};

// Every table holds at most maxTableEntries; a reader that lists more is cut off there.
constexpr std::size_t maxTableEntries = 1024;

struct Capabilities {
    std::uint32_t manufacturer = 0; // IANA private enterprise number
    std::uint32_t model = 0;
    std::string firmware;
    std::uint16_t antennas = 0;
    std::uint16_t inputs = 0;  // general purpose
    std::uint16_t outputs = 0; // general purpose
    bool hasUtcClock = false;
    std::vector<SensitivityLevel> sensitivities;
    std::vector<std::uint16_t> gen2Antennas; // those that speak EPC Class 1 Gen 2

    bool canHoldEvents = false;
    bool stateAware = false; // tags' inventoried flags can be named
    std::uint32_t maxRoSpecs = 0;
    std::uint32_t maxAccessSpecs = 0;

    std::uint16_t country = 0;           // ISO 3166 number; 0 when not told
    std::uint16_t standard = 0;          // clause 10.2.4
    std::vector<PowerLevel> powerLevels; // empty when the reader doesn't tell
    bool hops = false;
    std::vector<HopTable> hopTables;             // when it hops
    std::vector<std::uint32_t> fixedChannelsKhz; // when it doesn't
    std::vector<RfMode> modes;

    // The frequency that a report's ChannelIndex means; 0 when unknown.
    [[nodiscard]] std::uint32_t frequencyKhz(std::uint16_t channelIndex) const;
};

// GET_READER_CAPABILITIES_RESPONSE after a successful status. Each part is optional in the message's grammar, so a
// modest reader may leave it out; what is there must be whole.
[[nodiscard]] Decoded<Capabilities> decodeCapabilities(base::ByteView body);

} // namespace panier::rfid::llrp

// What the emulated reader says of itself: the parameters of GET_READER_CAPABILITIES_RESPONSE after LLRPStatus.
#pragma once

#include "base/bytes.h"
#include "rfid/emulator/llrp/reader_traits.h"

namespace panier::rfid::emulator {

constexpr std::uint16_t powerLevels = 5; // indices 1 to 5: 10 to 30 dBm in steps of 5
constexpr std::uint8_t hopTableId = 1;
constexpr std::uint16_t fixedChannels = 4;
constexpr std::uint16_t hopChannels = 50;
constexpr std::uint16_t sensitivityLevels = 3; // indices 1 to 3: 0, 10 and 20 dB below the best
constexpr std::uint16_t rfModes = 3;           // 1: FM0; 2: Miller 4, dense; 3: Miller 8, dense
constexpr std::uint16_t maxRoSpecs = 4;
constexpr std::uint16_t maxAccessSpecs = 8;

// LLRP 1.1, clauses 10.2 and 16.2.1.1; in 1.0.1 without what that doesn't know.
void writeCapabilities(base::ByteWriter &writer, const ReaderTraits &traits, llrp::Version version);

} // namespace panier::rfid::emulator

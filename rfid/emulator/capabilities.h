// What the emulated reader says of itself: the parameters of GET_READER_CAPABILITIES_RESPONSE after LLRPStatus.
#pragma once

#include "base/bytes.h"

#include <cstdint>

namespace panier::rfid::emulator {

constexpr std::uint16_t powerLevels = 5; // indices 1 to 5: 10 to 30 dBm in steps of 5
constexpr std::uint8_t hopTableId = 1;

// LLRP 1.0.1, clauses 9.2 and 15.2.1. `hops`: FCC's hop table, otherwise ETSI's four channels.
void writeCapabilities(base::ByteWriter &writer, std::uint16_t antennas, bool hops);

} // namespace panier::rfid::emulator

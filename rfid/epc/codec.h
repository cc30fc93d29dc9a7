// The two layouts behind decode() and encode(). Header and length are the caller's business.
#pragma once

#include "rfid/epc/identity.h"

namespace panier::rfid::epc {

// TDS 14.3.1 to 14.4.5: filter, partition, company prefix, the rest of the key, serial.
[[nodiscard]] EpcStatus takePartitioned(BitReader &bits, Identity &identity);
[[nodiscard]] EpcStatus putPartitioned(BitWriter &bits, const Identity &identity);

// TDS 14.5: toggle, filter, date, digits of the key, serial, hostname; not what comes after. `toggle` says whether
// anything does.
[[nodiscard]] EpcStatus takePlus(BitReader &bits, Identity &identity, bool &toggle);
[[nodiscard]] EpcStatus putPlus(BitWriter &bits, const Identity &identity);

constexpr std::size_t bitsOfHeader = 8;
constexpr std::size_t bitsOfFilter = 3;

} // namespace panier::rfid::epc

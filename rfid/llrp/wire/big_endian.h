// Big-endian numbers at a place that is known to be there: no bounds are asked. Where they aren't known,
// base::ByteReader asks them.
#pragma once

#include "base/bytes.h"

namespace panier::rfid::llrp {

[[nodiscard]] inline std::uint16_t at16(base::ByteView bytes, std::size_t at = 0) {
    return static_cast<std::uint16_t>(bytes[at] << 8U | bytes[at + 1]);
}
[[nodiscard]] inline std::uint32_t at32(base::ByteView bytes, std::size_t at = 0) {
    return static_cast<std::uint32_t>(at16(bytes, at)) << 16U | at16(bytes, at + 2);
}
[[nodiscard]] inline std::uint64_t at64(base::ByteView bytes, std::size_t at = 0) {
    return static_cast<std::uint64_t>(at32(bytes, at)) << 32U | at32(bytes, at + 4);
}

} // namespace panier::rfid::llrp

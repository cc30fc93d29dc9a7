// What a reader tells about one tag, in plain values.
#pragma once

#include "codes/epc.h"

#include <cstdint>
#include <optional>

namespace panier::rfid::tray {

// One tag seen by one antenna, once or a few times since the reader's last report.
struct TagObservation {
    codes::Epc epc;
    std::uint16_t antenna = 0;   // the reader's number, from 1; 0 when the reader doesn't tell
    std::optional<int> rssiDbm;  // peak; empty when the reader doesn't tell
    std::uint16_t seenCount = 1; // reads that this report stands for, at least 1
    std::int64_t timeUs = 0;     // when it was seen, on the host's monotonic clock
    std::optional<std::uint16_t> phase =
        {};                         // of the backscatter, in 1/4096 of a turn; empty when the reader doesn't tell
    std::uint32_t frequencyKhz = 0; // of the carrier; 0 when the reader doesn't tell
};

} // namespace panier::rfid::tray

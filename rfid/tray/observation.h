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
    std::int64_t timeUs = 0;     // the host's monotonic clock when the report came in
};

} // namespace panier::rfid::tray

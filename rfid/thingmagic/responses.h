// What a reader's responses hold, after their status.
#pragma once

#include "base/bytes.h"
#include "codes/epc.h"
#include "rfid/thingmagic/types.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace panier::rfid::thingmagic {

// Of Version and BootFirmware.
struct VersionInfo {
    std::array<std::uint8_t, 4> hardware{};
    std::string firmware; // "01.07.00.0E"

    // "M6e Nano"; "ThingMagic 0x99" for one that isn't known.
    [[nodiscard]] std::string model() const;
};
[[nodiscard]] Decoded<VersionInfo> decodeVersion(base::ByteView data);

// Of CurrentProgram: nothing but the bootloader runs.
[[nodiscard]] Decoded<bool> decodeInBootloader(base::ByteView data);

[[nodiscard]] std::vector<Region> decodeRegions(base::ByteView data);

struct Port {
    std::uint8_t number = 0;
    bool detected = false; // an antenna that passes direct current is there
    bool operator==(const Port &) const = default;
};
// Of GetAntennaPort with askPorts().
[[nodiscard]] Decoded<std::vector<Port>> decodePorts(base::ByteView data);

// In 1/100 dBm.
struct PowerLimits {
    std::int16_t now = 0;
    std::int16_t max = 0;
    std::int16_t min = 0;
};
// Of GetReadTxPower with askPower().
[[nodiscard]] Decoded<PowerLimits> decodePower(base::ByteView data);

// One tag, read once or a few times.
struct TagRecord {
    codes::Epc epc;
    std::uint8_t readCount = 1;
    std::optional<int> rssiDbm;
    std::uint16_t antenna = 0;          // the port it was sent from, 1 to 16; 0: not told
    std::uint32_t frequencyKhz = 0;     // 0: not told
    std::uint32_t cycleMs = 0;          // when, since the search cycle began
    std::optional<std::uint16_t> phase; // in 1/4096 of a turn; the reader can't tell a half turn from none
};

// A response of ReadTagMultiple in a stream. A record has the metadata that its own flags announce, and is decoded by
// them, whatever was asked for.
struct StreamPart {
    bool isRecord = false; // otherwise a report about the reader itself, which Panier doesn't ask for
    TagRecord record;
};
[[nodiscard]] Decoded<StreamPart> decodeStreamPart(base::ByteView data);

} // namespace panier::rfid::thingmagic

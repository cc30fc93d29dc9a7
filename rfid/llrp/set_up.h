// What to ask of this reader for what the shop has configured: everything that depends on both.
#pragma once

#include "rfid/llrp/wire/capabilities.h"
#include "rfid/llrp/wire/specs.h"
#include "rfid/reader/reader.h"

#include <optional>
#include <vector>

namespace panier::rfid::llrp {

// One antenna that is set apart from the others.
struct AntennaConfig {
    std::uint16_t antenna = 1;
    std::optional<int> powerDbm;               // empty: InventoryConfig::powerDbm
    std::optional<std::uint32_t> frequencyKhz; // of the reader's fixed channels; ignored by a reader that hops
    std::optional<int> sensitivityDb;          // how much deafer than at best; the nearest that the reader has
};

// How the tray is inventoried.
struct InventoryConfig {
    std::vector<std::uint16_t> antennas;   // empty: all that the reader has
    std::optional<int> powerDbm;           // empty: as the reader is set; otherwise its nearest level not above
    std::vector<AntennaConfig> perAntenna; // those set apart
    std::uint16_t tagPopulation = 32;      // a guess for the reader's first round
    std::uint8_t session = 1;              // while the tray is open, 0 to 3
    std::uint8_t deepSession = 2;          // in a deep scan
    std::optional<std::uint32_t> mode;     // an RfMode of the reader; empty: dense-reader Miller 4 where there is
};

// The ROSpec for this reader. `withImpinj`: its extensions were enabled on this connection.
[[nodiscard]] RoSpec roSpecFor(const InventoryConfig &config, const Capabilities &capabilities,
                               reader::InventoryMode mode, bool withImpinj);

} // namespace panier::rfid::llrp

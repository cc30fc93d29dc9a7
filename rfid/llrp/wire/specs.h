// What a reader is asked to do: inventories (ROSpecs) and operations on a tag's memory (AccessSpecs).
// LLRP 1.1, clauses 11, 12 and 16.2 (1.0.1: clauses 10, 11 and 15.2).
#pragma once

#include "base/bytes.h"
#include "codes/epc.h"
#include "rfid/llrp/wire/framer.h"

#include <optional>
#include <vector>

namespace panier::rfid::llrp {

// How one antenna is driven. Clause 13.2.6: AntennaConfiguration.
struct AntennaSetting {
    std::uint16_t antenna = 0;                     // 0: all
    std::optional<std::uint16_t> sensitivityIndex; // empty: as the reader is set
    struct Transmitter {
        std::uint16_t hopTableId = 0;
        std::uint16_t channelIndex = 0;
        std::uint16_t powerIndex = 0;
    };
    std::optional<Transmitter> transmitter; // empty: as the reader is set
};

// What the reader's vendor adds, for an Impinj reader only.
struct ImpinjInventory {
    impinj::SearchMode searchMode = impinj::DualTarget;
};

// An RO specification: what to inventory, and what to report.
struct RoSpec {
    std::uint32_t id = 1;
    std::vector<std::uint16_t> antennas{0};   // 0: all
    std::vector<AntennaSetting> settings{{}}; // one for each antenna that is set apart, or one for all
    std::uint8_t session = 1;                 // 0 to 3
    std::uint16_t tagPopulation = 32;         // from which the reader takes its first Q
    std::optional<std::uint32_t> mode;        // RfMode::id; empty: as the reader is set
    bool resetToA = false;                    // each round asks every tag anew, and each tag once: only where
                                              // Capabilities::stateAware
    std::optional<ImpinjInventory> impinj;    // with its phase and fine RSSI in the reports
};
[[nodiscard]] base::Bytes addRoSpec(Head head, const RoSpec &roSpec);

// One operation on the one tag whose EPC is `epc`, done once, on whatever antenna sees it.
struct AccessSpec {
    std::uint32_t id = 1;
    codes::Epc epc;
    std::uint32_t accessPassword = 0; // 0: without Access
    MemoryBank bank = MemoryBank::User;
    std::uint16_t wordPointer = 0;
    std::vector<std::uint16_t> words; // to write; empty: one word is read
};
[[nodiscard]] base::Bytes addAccessSpec(Head head, const AccessSpec &spec);

} // namespace panier::rfid::llrp

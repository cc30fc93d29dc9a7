// The ROSpecs that clients have left in the emulated reader. LLRP 1.1, clause 11.
#pragma once

#include "codes/epc.h"
#include "rfid/emulator/llrp/reader_traits.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace panier::rfid::emulator {

struct RoSpec {
    enum class State { Disabled, Inactive, Active };
    State state = State::Disabled;
    std::vector<std::uint16_t> antennas; // empty: all
    std::uint16_t reportEvery = 1;       // 0: as many as there are
    std::uint16_t contents = 0;          // TagReportContentSelector
    std::uint8_t session = 0;
    bool startsAtOnce = false;    // as soon as it is enabled; otherwise when told
    std::uint32_t durationMs = 0; // it ends by itself after this; 0: when told
    std::uint64_t sinceUs = 0;    // the reader's time of its first round
    bool singleTarget = false;    // a tag that was read keeps quiet, in S2 and S3 until the ROSpec ends
    bool tellsPhase = false;      // Impinj's contents
    bool tellsFineRssi = false;
    std::set<codes::Epc> quiet; // those that were read
};

// Holds its clients to the standard: what lacks a parameter, names what the capabilities don't, or comes in the wrong
// state is refused.
class RoSpecs {
public:
    explicit RoSpecs(const ReaderTraits &traits) : m_traits(traits) {}

    // `extended`: Impinj's extensions are on.
    [[nodiscard]] Result add(base::ByteView body, bool extended);
    // DELETE_, ENABLE_, DISABLE_, START_ or STOP_ROSPEC. `changed` gets the id of one that has started or ended.
    [[nodiscard]] Result change(llrp::MessageType type, base::ByteView body, std::optional<std::uint32_t> &changed);
    // The one that runs, and its id.
    [[nodiscard]] RoSpec *active();
    [[nodiscard]] std::optional<std::uint32_t> activeId() const;
    [[nodiscard]] std::size_t count() const { return m_specs.size(); }
    void clear() { m_specs.clear(); }

private:
    [[nodiscard]] static Result readBoundary(base::ByteView body, RoSpec &roSpec);
    [[nodiscard]] Result readAiSpec(base::ByteView body, bool extended, RoSpec &roSpec) const;
    [[nodiscard]] Result readAntenna(base::ByteView body, bool extended, RoSpec &roSpec) const;
    [[nodiscard]] Result readInventoryCommand(base::ByteView body, bool extended, RoSpec &roSpec) const;
    [[nodiscard]] Result checkTransmitter(base::ByteView body) const;
    [[nodiscard]] static Result readReportSpec(base::ByteView row, bool extended, RoSpec &roSpec);

    ReaderTraits m_traits;
    std::map<std::uint32_t, RoSpec> m_specs;
};

} // namespace panier::rfid::emulator

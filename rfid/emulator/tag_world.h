// Articles around the antennas, and what an antenna would hear of them.
#pragma once

#include "codes/epc.h"

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <vector>

namespace panier::rfid::emulator {

// Where a tag is, as the antennas hear it.
enum class TagPlace {
    OnTray, // every antenna, well: about -46 dBm
    Edge,   // one antenna, as strongly as what lies at the rim: about -66 dBm
    Stray,  // one antenna, now and then, weakly: about -72 dBm
    Hidden, // there, but shadowed: not heard at all
};

struct TagRead {
    codes::Epc epc;
    std::uint16_t antenna = 1;
    std::int8_t rssiDbm = 0;
};

// What a tag keeps besides its EPC, as a writer meets it.
struct TagMemory {
    std::vector<std::uint16_t> user = std::vector<std::uint16_t>(32);
    std::uint32_t accessPassword = 0;      // 0: open to everybody
    bool locked = false;                   // written only with the password
    std::optional<std::uint16_t> ucode{0}; // an NXP UCODE's configuration word; empty: another make
    bool weak = false;                     // too far away to be written
};

// How fast reads come.
struct ReadRates {
    int perTagPerSecond = 30;
    int perSecond = 1500; // all tags together: more tags, fewer reads each
};

// Seeded: the same calls give the same reads.
class TagWorld {
public:
    TagWorld(std::uint32_t seed, std::uint16_t antennas, ReadRates rates, std::size_t maxTags);

    // Puts a tag there, or moves it. False when maxTags are there already.
    bool put(const codes::Epc &epc, TagPlace place);
    void remove(const codes::Epc &epc) { m_tags.erase(epc); }
    void clear() { m_tags.clear(); }
    // nullptr for a tag that isn't there; valid until the next change of the world.
    [[nodiscard]] TagMemory *memory(const codes::Epc &epc);
    [[nodiscard]] std::size_t size() const { return m_tags.size(); }

    // What the antennas read in the next `elapsedMs`, in random order.
    [[nodiscard]] std::vector<TagRead> inventory(int elapsedMs);

private:
    struct Tag {
        TagPlace place = TagPlace::OnTray;
        std::uint16_t nearAntenna = 1; // the one that hears it when it isn't on the tray
        TagMemory memory;
    };
    [[nodiscard]] int readsOf(const Tag &tag, double expected);

    std::mt19937 m_random;
    std::uint16_t m_antennas;
    ReadRates m_rates;
    std::size_t m_maxTags;
    std::map<codes::Epc, Tag> m_tags;
};

} // namespace panier::rfid::emulator

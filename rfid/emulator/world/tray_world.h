// Plays a scenario to a reader: what its antennas read, when, how strongly, and when the kiosk is told.
#pragma once

#include "rfid/emulator/world/gen2_inventory.h"
#include "rfid/emulator/world/noisy_report.h"
#include "rfid/emulator/world/scenario.h"
#include "rfid/tray/observation.h"

#include <vector>

namespace panier::rfid::world {

// How the reader looks: as the scenario says, or S2 single target, which tells each tag once.
enum class Inventory { Open, DeepScan };

// Thread: any one at a time. The scenario must outlive the world.
class TrayWorld {
public:
    explicit TrayWorld(const Scenario &scenario);

    // What reaches the kiosk up to this time, in the order of delivery. Times only go forward.
    [[nodiscard]] std::vector<tray::TagObservation> observationsUntil(std::int64_t timeUs);
    // From now on.
    void setInventory(Inventory inventory) { m_inventory = inventory; }

    [[nodiscard]] const Scenario &scenario() const { return m_scenario; }
    [[nodiscard]] const RoundCount &rounds() const { return m_gen2.count(); }
    [[nodiscard]] std::uint64_t reads() const { return m_reads; }

private:
    // One tag at one antenna.
    struct Way {
        double meanDb = 0; // to the chip, without fading
        Diffuse standing;  // the part of the field that stands still
        double chipDbm = -1000;
        double returnDbm = -1000;
    };
    // What is kept of a tag between two looks at it.
    struct Live {
        std::size_t place = 0;
        std::int64_t nextLookUs = 0;
        Vec3 at;
        bool absent = true;
        bool rests = false;     // it has come to rest, and its mean ways are known
        bool concealed = false; // hidden, and on the tray
        std::vector<Way> ways;  // by antenna
    };

    void look(std::int64_t nowUs);
    void lookAt(std::size_t tag, std::int64_t nowUs);
    [[nodiscard]] bool hopeless(std::size_t tag) const;
    void measureWays(std::size_t tag, std::int64_t nowUs);
    void fade(std::size_t tag, bool moving, std::int64_t nowUs);
    void dwell();
    void readRound(Session session, Flag target, std::int64_t endUs);
    void report(const TagReply &reply);
    [[nodiscard]] bool stalled();

    const Scenario &m_scenario;
    std::vector<Antenna> m_antennas;
    Random m_random;
    Gen2Inventory m_gen2;
    NoisyReport m_noise;
    std::vector<Live> m_live;
    std::vector<Candidate> m_candidates;
    std::vector<TagReply> m_replies;
    Inventory m_inventory = Inventory::Open;
    std::int64_t m_nowUs = 0;
    std::int64_t m_nextStallUs = 0;
    std::size_t m_antenna = 0;
    int m_channel = 0;
    std::int64_t m_channelUntilUs = 0;
    std::uint64_t m_reads = 0;
};

} // namespace panier::rfid::world

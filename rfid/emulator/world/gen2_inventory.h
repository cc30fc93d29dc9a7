// The air protocol: who answers in which slot, how long that takes, and who keeps quiet afterwards. EPC Gen2 v2.0.1:
// link timing 6.3.1.6, sessions and inventoried flags 6.3.2.2, inventory 6.3.2.10, the Q algorithm of annex D.
#pragma once

#include "rfid/emulator/world/random.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace panier::rfid::world {

// How reader and tag talk. Times in microseconds.
struct LinkMode {
    double tariUs = 6.25;        // data-0 of the reader
    double linkKhz = 640;        // backscatter link frequency
    int miller = 1;              // cycles per tag symbol: 1 is FM0, or 2, 4, 8
    double sensitivityDbm = -74; // of the reader at half of the replies decoded
};
[[nodiscard]] LinkMode fm0At640();
[[nodiscard]] LinkMode miller4At256();

// How long each kind of slot takes, and the command that opens a round.
struct SlotTimes {
    double queryUs = 0;
    double emptyUs = 0;
    double collisionUs = 0;
    double successUs = 0; // QueryRep, RN16, ACK, and PC, a 96-bit EPC and its CRC
};
[[nodiscard]] SlotTimes slotTimes(const LinkMode &mode);

enum class Session : std::uint8_t { S0, S1, S2, S3 };
enum class Flag : std::uint8_t { A, B };

// One tag's inventoried flags and how long they last.
struct TagFlags {
    std::array<Flag, 4> inventoried{};
    std::int64_t s1UntilUs = 0;            // then S1 falls back to A
    std::int64_t poweredUs = 0;            // when it last had power
    std::int64_t s1PersistsUs = 2'000'000; // 0.5 to 5 s, powered or not
    std::int64_t persistsUs = 10'000'000;  // S2 and S3: more than 2 s without power, for ever with it
};

// A tag that has power at this antenna.
struct Candidate {
    std::uint32_t tag = 0; // index into the flags
    double returnDbm = 0;  // what the reader gets of it
    double answers = 1;    // chance that it answers at all in this round
};

struct TagReply {
    std::uint32_t tag = 0;
    std::int64_t timeUs = 0;
    double returnDbm = 0;
};

struct RoundCount {
    std::uint64_t rounds = 0;
    std::uint64_t empty = 0;
    std::uint64_t collision = 0;
    std::uint64_t success = 0; // one tag or a capture, decoded
    std::uint64_t failed = 0;  // one tag or a capture, not decoded
};

struct InventoryParameters {
    LinkMode mode;
    double qStep = 0.3; // C of annex D
    int firstQ = 3;
    double captureDb = 6;      // stronger than the next by this: read in spite of the collision
    double decodeSpreadDb = 1; // softness of the reader's sensitivity
};

// The reader's side: rounds in one session and the tags' flags. Thread: any one at a time.
class Gen2Inventory {
public:
    Gen2Inventory(InventoryParameters parameters, std::vector<TagFlags> tags, std::uint64_t seed);

    // One round: from `startUs` until nobody answers any more or `endUs` is reached; appends what was read and returns
    // when it ended.
    std::int64_t round(Session session, Flag target, std::span<const Candidate> candidates, std::int64_t startUs,
                       std::int64_t endUs, std::vector<TagReply> &replies);

    // These tags have power now: what the others forget while they haven't is theirs to forget.
    void power(std::span<const Candidate> candidates, std::int64_t nowUs);

    [[nodiscard]] const RoundCount &count() const { return m_count; }
    [[nodiscard]] const SlotTimes &times() const { return m_times; }
    [[nodiscard]] Flag flag(std::uint32_t tag, Session session, std::int64_t nowUs) const;

private:
    void draw(int q);
    void answer(std::size_t slot, Session session, std::vector<TagReply> &replies);
    [[nodiscard]] bool decoded(double returnDbm);
    void setFlag(std::uint32_t tag, Session session, Flag flag);

    InventoryParameters m_parameters;
    SlotTimes m_times;
    std::vector<TagFlags> m_tags;
    Random m_random;
    RoundCount m_count;
    double m_q;
    double m_nowUs = 0;
    // The round under way.
    std::vector<Candidate> m_active;      // those not read yet
    std::vector<std::int32_t> m_slotHead; // first active tag in each slot, -1 for none
    std::vector<std::int32_t> m_next;     // the next one in the same slot
    std::vector<std::uint8_t> m_done;     // of m_active: read in this round
};

} // namespace panier::rfid::world

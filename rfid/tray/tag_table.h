// The tags that the engine remembers: bounded, found by EPC at a cost that doesn't grow with their number.
#pragma once

#include "codes/epc.h"
#include "rfid/tray/tag_signal.h"

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace panier::rfid::tray {

// Off: not ours to sell. Unsure: may be on the tray, must not be sold or ignored silently.
enum class TrayClass { Off, Unsure, On };

// Why a tag is Unsure.
enum class UnsureReason {
    None,           // it isn't
    WeakSignal,     // as strong as a tag beside the tray, too strong for a stray
    OneAntennaOnly, // strong enough, but only one antenna sees it
    Intermittent,   // seen too seldom to be sure
};

struct Verdict {
    TrayClass cls = TrayClass::Off;
    UnsureReason reason = UnsureReason::None;
    bool operator==(const Verdict &) const = default;
};

// Times in seconds of the engine's clock.
struct Tag {
    codes::Epc epc;
    TagSignal signal;
    Verdict told;      // what the last update said
    Verdict candidate; // what would be said if it holds
    double candidateSinceS = 0;
    double toldSinceS = 0;
    double lastDbm = 0;               // of the last read
    double landedS = -1e9;            // when it was last told to count
    double leftS = -1e9;              // when it last became Off after having counted
    double peakSumDb = 0;             // its greatest strength since it was told to be on the tray
    std::optional<double> weakenedS;  // since when less than half of that is left
    bool faded = false;               // or even little
    std::optional<double> cameS;      // since when it is near, if it is
    bool certain = false;             // since then an article beyond doubt,
    bool accompanied = false;         // and not the only one to come then
    bool flickers = false;            // it fell silent on the tray, and was heard again
    double patience = 1;              // of goneS: it was told gone, and was back at once
    std::optional<double> ambientDbm; // its level when nothing lay on the tray
    bool taughtExposure = false;      // in this stay
    bool awake = false;               // judged at each advance()
};

class TagTable {
public:
    explicit TagTable(std::size_t capacity) : m_capacity(capacity) {}

    [[nodiscard]] Tag *find(const codes::Epc &epc);
    [[nodiscard]] const Tag *find(const codes::Epc &epc) const;
    // The tag's entry, made if need be. When the memory is full a weaker, older tag that doesn't count gives way: a
    // flood of strays can't push out an article. nullptr if none of those looked at is less than this one.
    [[nodiscard]] Tag *findOrMake(const codes::Epc &epc, double levelDbm, double nowS);
    // To be judged at each advance() from now on.
    void wake(Tag &tag);
    // Calls `judge(tag)` for each that is awake, in the order of waking; those for which it answers false fall asleep.
    template <typename Judge>
    void forAwake(Judge &&judge) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_awake.size(); ++i) {
            const auto slot = m_awake[i];
            m_tags[slot].awake = judge(m_tags[slot]);
            if (m_tags[slot].awake)
                m_awake[kept++] = slot;
        }
        m_awake.resize(kept);
    }
    template <typename Look>
    void forAll(Look &&look) const {
        for (const auto &[epc, slot] : m_slots)
            look(m_tags[slot]);
    }
    // Looks at the next few tags that sleep and forgets those of which `stale(tag)`.
    template <typename Stale>
    void forgetSome(Stale &&stale) {
        for (std::size_t looks = std::min(looksPerSweep, m_tags.size()); looks > 0; --looks) {
            m_hand = (m_hand + 1) % m_tags.size();
            auto &tag = m_tags[m_hand];
            if (!tag.signal.empty() && !tag.awake && stale(tag))
                release(m_hand);
        }
    }
    [[nodiscard]] std::size_t size() const { return m_slots.size(); }

private:
    static constexpr std::size_t looksPerSweep = 64;
    static constexpr std::size_t looksForVictim = 8;

    [[nodiscard]] std::optional<std::uint32_t> victim(double levelDbm, double nowS);
    void release(std::size_t slot);

    std::size_t m_capacity;
    std::vector<Tag> m_tags; // an entry without reads is free
    std::vector<std::uint32_t> m_free;
    std::vector<std::uint32_t> m_awake;
    std::unordered_map<codes::Epc, std::uint32_t> m_slots;
    std::size_t m_hand = 0;
};

} // namespace panier::rfid::tray

// The tags that the engine remembers: bounded, found by EPC at a cost that doesn't grow with their number.
#pragma once

#include "codes/epc.h"
#include "rfid/tray/tag_signal.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <tsl/robin_set.h>
#include <utility>
#include <vector>

namespace panier::rfid::tray {

// Off: not ours to sell. Unsure: may be on the tray, must not be sold or ignored silently.
enum class TrayClass : std::uint8_t { Off, Unsure, On };

// Why a tag is Unsure.
enum class UnsureReason : std::uint8_t {
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

// Times in seconds of the engine's clock. What each read touches stands first, in few lines of the processor's cache.
struct Tag {
    codes::Epc epc;
    bool awake = false;               // judged at each advance()
    bool taughtExposure = false;      // in this stay
    bool flickers = false;            // it fell silent on the tray, and was heard again
    bool faded = false;               // of its strength on the tray little is left
    bool certain = false;             // since cameS an article beyond doubt,
    bool accompanied = false;         // and not the only one to come then
    Verdict told;                     // what the last update said
    Verdict candidate;                // what would be said if it holds
    double patience = 1;              // of goneS: it was told gone, and was back at once
    double lastDbm = 0;               // of the last read
    std::optional<double> ambientDbm; // its level when nothing lay on the tray
    TagSignal signal;
    double candidateSinceS = 0;
    double toldSinceS = 0;
    double landedS = -1e9;           // when it was last told to count
    double leftS = -1e9;             // when it last became Off after having counted
    double peakSumDb = 0;            // its greatest strength since it was told to be on the tray
    std::optional<double> weakenedS; // since when less than half of that is left
    std::optional<double> cameS;     // since when it is near, if it is
};

class TagTable {
public:
    explicit TagTable(std::size_t capacity);
    TagTable(const TagTable &) = delete; // the index knows where the tags are
    TagTable(TagTable &&) = default;
    TagTable &operator=(const TagTable &) = delete;
    TagTable &operator=(TagTable &&) = default;
    ~TagTable() = default;

    [[nodiscard]] Tag *find(const codes::Epc &epc);
    [[nodiscard]] const Tag *find(const codes::Epc &epc) const;
    // The tag's entry, made if need be. When the memory is full a weaker, older tag that doesn't count gives way: a
    // flood of strays can't push out an article. nullptr if none of those looked at is less than this one.
    [[nodiscard]] Tag *findOrMake(const codes::Epc &epc, double levelDbm, double nowS);
    // To be judged at each advance() from now on: it was read, or what is known of it has changed.
    void wake(Tag &tag);
    // Calls `judge(tag)` for each that is awake, in the order of waking; those for which it answers false fall asleep.
    template <typename Judge>
    void forAwake(Judge &&judge) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < m_awake.size(); ++i) {
            const auto slot = m_awake[i];
            auto &tag = m_tags[slot];
            tag.awake = judge(tag);
            m_worths[slot] = worthOf(tag);
            if (tag.awake)
                m_awake[kept++] = slot;
        }
        m_awake.resize(kept);
    }
    template <typename Look>
    void forAll(Look &&look) {
        for (auto &tag : m_tags)
            if (!tag.signal.empty())
                look(tag);
    }
    // Looks at the next few tags that sleep and forgets those of which `stale(tag)`.
    template <typename Stale>
    void forgetSome(Stale &&stale) {
        for (std::size_t looks = std::min(looksPerSweep, m_tags.size()); looks > 0; --looks) {
            m_hand = static_cast<std::uint32_t>((m_hand + 1) % m_tags.size());
            auto &tag = m_tags[m_hand];
            if (!tag.signal.empty() && !tag.awake && stale(tag))
                release(m_hand);
        }
    }
    [[nodiscard]] std::size_t size() const { return m_slots.size(); }

private:
    static constexpr std::size_t looksPerSweep = 64;
    static constexpr std::size_t looksForVictim = 8;

    // The index holds places only; their tags' EPCs are what it looks at.
    struct HashOfEpc {
        const Tag *tags = nullptr;
        [[nodiscard]] std::size_t operator()(const codes::Epc &epc) const { return std::hash<codes::Epc>{}(epc); }
        [[nodiscard]] std::size_t operator()(std::uint32_t slot) const { return (*this)(tags[slot].epc); }
    };
    struct SameEpc {
        using is_transparent = void;
        const Tag *tags = nullptr;
        [[nodiscard]] bool operator()(std::uint32_t a, std::uint32_t b) const { return a == b; }
        [[nodiscard]] bool operator()(std::uint32_t slot, const codes::Epc &epc) const { return tags[slot].epc == epc; }
        [[nodiscard]] bool operator()(const codes::Epc &epc, std::uint32_t slot) const { return tags[slot].epc == epc; }
    };
    static constexpr bool storeHash = true; // so that hardly any other tag's EPC is looked at
    using Slots = tsl::robin_set<std::uint32_t, HashOfEpc, SameEpc, std::allocator<std::uint32_t>, storeHash>;

    // What a tag is worth keeping for, in decibels, at the beginning of the engine's time: it falls from then on by the
    // same for all. Infinite for one that may count.
    [[nodiscard]] static double worthOf(const Tag &tag);
    [[nodiscard]] std::optional<std::uint32_t> victim(double levelDbm, double nowS);
    // For a new tag; none if those that were looked at are all worth more.
    [[nodiscard]] std::optional<std::uint32_t> freeSlot(double levelDbm, double nowS);
    void release(std::uint32_t slot);

    std::size_t m_capacity;
    std::vector<Tag> m_tags;      // never moves; an entry without reads is free
    std::vector<double> m_worths; // of the same: the weakest of some is found without a look at them
    std::vector<std::uint32_t> m_free;
    std::vector<std::uint32_t> m_awake;
    Slots m_slots;
    std::uint32_t m_hand = 0;
};

} // namespace panier::rfid::tray

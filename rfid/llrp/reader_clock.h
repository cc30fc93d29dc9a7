// The reader's clock on the host's: when a tag was really seen, and not when the network brought the news.
#pragma once

#include <cstdint>
#include <optional>

namespace panier::rfid::llrp {

// Follows one clock of one reader over one connection. The network can only delay, so the smallest difference between
// arrival and the reader's time, over the last minute or two, is the offset between the clocks; drift and slow steps of
// either are followed. A time that the offset can't explain is a suspect: several that agree mean that the clock was
// set, and the offset is taken anew. A clock that is set again and again, or whose times never agree, is no clock: it
// isn't believed any more on this connection. Microseconds throughout.
class ReaderClock {
public:
    static constexpr std::int64_t maxAgeUs = 2'000'000;  // older than this is no news
    static constexpr std::int64_t windowUs = 60'000'000; // the offset is the least of one to two of these
    static constexpr int agreeing = 8;                   // so many suspects in a row
    static constexpr std::int64_t agreeingUs = 500'000;  // over so long make a new offset
    static constexpr int maxSteps = 3;                   // such new offsets bear with
    static constexpr int maxSuspects = 64;               // in a row that agree on nothing

    // When something that the reader dates `readerUs` and that arrived at `arrivalUs` happened, on the host's clock:
    // from arrivalUs - maxAgeUs to arrivalUs. nullopt if it is older: a report that lay about.
    [[nodiscard]] std::optional<std::int64_t> toHost(std::uint64_t readerUs, std::int64_t arrivalUs);
    [[nodiscard]] bool believed() const { return m_believed; }

private:
    void anchor(std::int64_t offsetUs, std::int64_t arrivalUs);
    void fold(std::int64_t offsetUs, std::int64_t arrivalUs);
    [[nodiscard]] bool agreesWithSuspects(std::int64_t offsetUs, std::int64_t arrivalUs);

    std::optional<std::int64_t> m_offsetUs; // of this window and the last one
    std::int64_t m_windowLeastUs = 0;       // of this window alone
    std::int64_t m_windowSinceUs = 0;
    int m_suspects = 0; // in a row
    int m_agreeing = 0; // the last of them
    std::int64_t m_suspectUs = 0;
    std::int64_t m_agreeingSinceUs = 0;
    int m_steps = 0;
    bool m_believed = true;
};

} // namespace panier::rfid::llrp

// The engine's own time: it runs with the host's clock while the reader reads, and waits while the reader stalls. A tag
// that a stalled reader doesn't tell has not left.
#pragma once

#include <cstdint>

namespace panier::rfid::tray {

class ReaderClock {
public:
    static constexpr std::int64_t hushUs = 150'000;    // no read at all for this long: it may be a stall
    static constexpr std::int64_t stallUs = 1'150'000; // for longer: the tray is empty, and so was the time
    static constexpr std::int64_t mostStepUs =
        250'000; // of one advance(): beyond it the host slept, or its clock was set
    static constexpr std::int64_t latestUs = 2'000'000; // an observation older than this says nothing

    // Goes on to `nowUs`. An earlier time than the last one counts as the last.
    void advance(std::int64_t nowUs);
    // A silence of the reader is no news now: it was asked to tell nothing twice.
    void excuseSilence() { m_hushedUs = 0; }
    // A read of `timeUs`. Returns when that was in the engine's time, or a negative number if it is too old. A time
    // that is yet to come counts as now.
    [[nodiscard]] double readAt(std::int64_t timeUs);
    [[nodiscard]] double nowS() const { return static_cast<double>(m_engineUs) / 1e6; }

private:
    bool m_started = false;
    std::int64_t m_hostUs = 0;
    std::int64_t m_engineUs = 0;
    std::int64_t m_hushedUs = 0; // since the last read
    std::int64_t m_heldUs = 0;   // not counted yet: a stall, or an empty tray
};

} // namespace panier::rfid::tray

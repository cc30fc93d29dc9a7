// The last half minute of what the reader saw, as it came: for the attendant's panel and for recordings.
#pragma once

#include "rfid/tray/observation.h"
#include "visit/signal.h"

#include <deque>
#include <span>
#include <vector>

namespace panier::devices {

// Thread: one at a time. Times are microseconds of the observations' clock.
class ObservationLog {
public:
    static constexpr std::int64_t spanUs = std::int64_t{visit::TagSignal::spanMs} * 1000;
    static constexpr std::size_t maxObservations = 60'000; // some 6 MB; a reader that tells more has a shorter log

    void add(std::span<const rfid::tray::TagObservation> batch);

    // How strongly a tag was heard; no series if it wasn't.
    [[nodiscard]] visit::TagSignal signalOf(const codes::Epc &epc, std::int64_t nowUs) const;
    // What was seen since `nowUs` - spanUs, as it came.
    [[nodiscard]] std::vector<rfid::tray::TagObservation> recent(std::int64_t nowUs) const;
    // How many different tags were seen since then.
    [[nodiscard]] int tagsSince(std::int64_t sinceUs) const;

private:
    std::deque<rfid::tray::TagObservation> m_observations;
};

} // namespace panier::devices

// Between a reader and the kiosk: reports leave in batches, late now and then, some twice, some never.
#pragma once

#include "rfid/emulator/world/random.h"
#include "rfid/emulator/world/scenario.h"
#include "rfid/tray/observation.h"

#include <vector>

namespace panier::rfid::world {

// Thread: any one at a time.
class NoisyReport {
public:
    NoisyReport(const ReaderParameters &reader, std::uint64_t seed) : m_reader(reader), m_random(seed) {}

    // By the time of reading, ascending.
    void push(const tray::TagObservation &observation);
    // What has arrived by then, in the order of arrival.
    [[nodiscard]] std::vector<tray::TagObservation> takeUntil(std::int64_t timeUs);

private:
    struct Waiting {
        std::int64_t arrivesUs;
        tray::TagObservation observation;
    };

    const ReaderParameters &m_reader;
    Random m_random;
    std::vector<Waiting> m_waiting;
    std::int64_t m_batch = -1;
    std::int64_t m_batchArrivesUs = 0;
};

} // namespace panier::rfid::world

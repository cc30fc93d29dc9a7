// What the reader saw before an alert about the tray, kept to be replayed: recordings/alert-<id>.csv.
#pragma once

#include "rfid/tray/observation.h"

#include <QThreadPool>
#include <atomic>
#include <filesystem>
#include <vector>

namespace panier::devices {

// Writes off the caller's thread, one file after the other; the destructor finishes what was taken up.
// Thread: the owner's.
class AlertRecorder {
public:
    static constexpr int maxWaiting = 4;                    // recordings; more are dropped, and the log says so
    static constexpr std::size_t maxFileBytes = 8ULL << 20; // the oldest lines give way

    // Keeps the `most` (at least 1) latest files of `folder`, which is made when it is first needed.
    AlertRecorder(std::filesystem::path folder, int most);
    ~AlertRecorder();
    AlertRecorder(const AlertRecorder &) = delete;
    AlertRecorder &operator=(const AlertRecorder &) = delete;

    void record(std::uint64_t alertId, std::vector<rfid::tray::TagObservation> observations);

private:
    const std::filesystem::path m_folder;
    const std::size_t m_most;
    std::atomic<int> m_waiting = 0;
    QThreadPool m_pool;
};

} // namespace panier::devices

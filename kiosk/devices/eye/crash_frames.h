// The frames that ended panier-eye, for whoever mends the decoder. Off unless the configuration asks for it: a frame
// may show a shopper.
#pragma once

#include "base/clock.h"

#include <QThreadPool>
#include <filesystem>

namespace panier::devices {

struct CrashFrameRules {
    int kept = 0;                 // files at the most; 0: nothing is kept
    int days = 7;                 // and none is older
    std::filesystem::path folder; // made when it is needed; files are the owner's alone
};

// Thread: Qt's event loop of the thread that made it; files are written on one of its own.
class CrashFrames {
public:
    explicit CrashFrames(CrashFrameRules rules);
    ~CrashFrames();
    CrashFrames(const CrashFrames &) = delete;
    CrashFrames &operator=(const CrashFrames &) = delete;

    // The memory to hand down to the child (vision::agree::FrameBox); -1 where nothing is kept.
    [[nodiscard]] int file() const { return m_file; }
    // The child has died: the frame that it was decoding, if it was, becomes "eye-<milliseconds>.pgm", and that of its
    // hard pass another one: nobody knows which of them it was.
    void childDied(base::TimeMs nowMs);
    // Removes what is too old.
    void purge(base::TimeMs nowMs);
    void waitUntilWritten() { m_pool.waitForDone(); }

private:
    const CrashFrameRules m_rules;
    int m_file = -1;
    QThreadPool m_pool;
};

} // namespace panier::devices

// One shop, one kill, one recovery: what a reference model of the visit says must be there, and what wasn't.
#pragma once

#include "tests/crash/host_process.h"
#include "tests/devices/shop_fixture.h"

#include <memory>

namespace panier::tests {

struct TrialPrograms {
    QString host;
    QString vfs;
    QString admin;
};

enum class CrashMode {
    Kill,       // the process dies; the machine's caches live on
    Lossy,      // the power goes: what wasn't synced is lost
    LossyNoSync // the same, with a sync that does nothing: losses must be found
};

// The reference model knows two books: the states that the kiosk told, each of which was acknowledged, and the
// terminal's own. Needs a QGuiApplication.
class Trial {
public:
    Trial(TrialPrograms programs, CrashMode mode);

    // Dies at each of the points in turn, named as libcrashvfs.so takes them, and then finishes the visit. Returns what
    // was lost or wrong, one line each. Throws std::runtime_error where the trial itself fails: no kill, no recovery.
    [[nodiscard]] std::vector<std::string> run(const std::vector<std::string> &points);

private:
    void sellOnce();
    void crash(const std::string &point);
    void examineFiles(const std::string &point);
    void restart();
    void examineRestored();
    void finishVisit();
    void examineBooks();

    void shop(HostProcess &host, const std::function<bool()> &over, const char *what);
    [[nodiscard]] std::string gestureFor(const visit::State &state) const;
    void expect(bool holds, const std::string &otherwise);

    TrialPrograms m_programs;
    CrashMode m_mode;
    Shop m_shop;
    visit::State m_before;               // what was stored before the kiosk that died started
    std::size_t m_earlier = 0;           // the events that were recorded before
    std::vector<visit::State> m_told;    // by the kiosk that died
    std::unique_ptr<HostProcess> m_host; // the restarted one
    std::vector<std::string> m_wrong;
};

} // namespace panier::tests

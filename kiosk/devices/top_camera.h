// The camera above the tray: what its panier-eye sees there, as events of a visit, and how it is.
#pragma once

#include "devices/event_sink.h"
#include "devices/eye/eye_process.h"

#include <optional>

namespace panier::devices {

// How many things a view says lie on the tray; nullopt: it can't tell. What reaches over the edge was not laid down.
[[nodiscard]] std::optional<int> thingsIn(const vision::tray::TrayView &view);

// Tells the visit when what it sees has become another and has remained so. Thread: Qt's event loop of the thread that
// made it.
class TopCamera : public QObject {
    Q_OBJECT

public:
    static constexpr base::TimeMs lastsMs = 1000;      // what lasts no longer is never told
    static constexpr base::TimeMs blockedMs = 300'000; // nearly all hidden for so long: somebody must look at it

    // `config.task` is set here.
    TopCamera(EyeConfig config, const base::Clock &clock, EventSink sink, QObject *parent = nullptr);

    void start() { m_eye.start(); }
    void stop() { m_eye.stop(); }
    // The tray is empty now. Answers with TraySeen; 0: nobody waits for an answer.
    void learn(std::uint64_t commandId);
    // For tests of what follows from a view; the eye's come by the same way.
    void see(const vision::tray::TrayView &view);

private:
    void tellHealth();
    void forget();
    [[nodiscard]] base::TimeMs nowMs() const { return m_clock.monotonicUs() / 1000; }

    EventSink m_sink;
    const base::Clock &m_clock;
    EyeProcess m_eye;
    std::optional<int> m_told;
    std::optional<int> m_seen; // since
    base::TimeMs m_sinceMs = 0;
    bool m_blocked = false; // for blockedMs
};

} // namespace panier::devices

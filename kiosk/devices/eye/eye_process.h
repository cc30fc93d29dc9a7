// The kiosk's side of panier-eye: starts it, listens to it, starts it again. Its death is nothing that a shopper sees.
#pragma once

#include "base/clock.h"
#include "devices/eye/crash_frames.h"
#include "devices/eye/shown_memory.h"
#include "vision/agree/wire.h"

#include <QObject>
#include <QProcess>
#include <QString>
#include <QTimer>

namespace panier::devices {

// How the kiosk's eye is.
enum class EyeState {
    Starting, // the process or its source isn't there yet, or comes back in a moment
    Watching,
    Lost, // the source is gone or the process keeps dying; it is tried again
};

// Why the last child ended.
enum class EyeEnd {
    None,       // none has
    Crashed,    // by a signal, or without a reason
    Hung,       // said nothing for healthTimeoutMs, or its camera library didn't come back
    Babbled,    // sent what is no message
    SourceGone, // its source was lost, and only a new process may open what stands there later
};

// Since start(); a source that remains gone is counted once.
struct EyeRestarts {
    int count = 0;
    EyeEnd last = EyeEnd::None;
    bool operator==(const EyeRestarts &) const = default;
};

// How to set a V4L2 camera; -1 leaves it to the camera.
struct EyeCamera {
    int focus = -1;      // the driver's unit
    int exposureUs = -1; // microseconds
    int mainsHz = -1;    // 0 (no flicker), 50 or 60
    bool operator==(const EyeCamera &) const = default;
};

using vision::agree::EyeTask;

// What to start, and the written limits.
struct EyeConfig {
    QString source;             // see vision::camera::CameraConfig
    QString program = {};       // empty: panier-eye beside this executable
    int healthTimeoutMs = 5000; // no health message for this long: it hangs, and is killed
    int backOffMinMs = 250;     // before it is started again; doubled each time
    int backOffMaxMs = 8000;
    int visibleBackOffMs = 1000; // a death that is waited out longer than this is Lost, a shorter one Starting
    int settledMs = 10000;       // it lived this long: the back-off starts from the minimum again
    EyeCamera camera = {};
    CrashFrameRules crashFrames = {};
    EyeTask task = EyeTask::Codes;
};

// Thread: Qt's event loop of the thread that made it.
class EyeProcess : public QObject {
    Q_OBJECT

public:
    EyeProcess(EyeConfig config, const base::Clock &clock, QObject *parent = nullptr);
    ~EyeProcess() override;

    void start();
    // Ends the child and starts no other, until start(). Waits for the child's end, about a second at most.
    void stop();
    // Small pictures, at most 5 a second, come by preview() until it is switched off. Off at first.
    void setPreview(bool wanted);
    // EyeTask::Tray: nothing lies there now, so this is how the empty tray looks. A child that is away learns by
    // itself.
    void learnTray();

    [[nodiscard]] EyeState state() const { return m_state; }
    [[nodiscard]] const vision::agree::Health &health() const { return m_health; }
    // It keeps ending by itself: Lost for no fault of its source.
    [[nodiscard]] bool isDead() const { return m_lastEnd != EyeEnd::None && m_lastEnd != EyeEnd::SourceGone; }
    [[nodiscard]] EyeRestarts restarts() const { return m_restarts; }
    // 0 when none runs; for diagnosis.
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

signals:
    // Once per presentation, whatever happened to the child in the meantime; and once more when a read that was Fair
    // has become Strong.
    void codeRead(const panier::vision::agree::CodeRead &code);
    // The article with that code has left the picture.
    void codeGone(const panier::vision::agree::CodeRead &code);
    // A code was seen, and can't count or doesn't yet.
    void codeNotCounted(panier::vision::agree::Refusal reason);
    // Also when only restarts() or the health's fault changed. `reason` is for a log.
    void healthChanged(panier::devices::EyeState state, const QString &reason);
    void preview(const QByteArray &jpeg);
    // EyeTask::Tray: at each change, and about twice a second.
    void trayViewed(const panier::vision::tray::TrayView &view);

private:
    void spawn();
    void kill(EyeEnd end, const QString &reason);
    [[nodiscard]] QStringList arguments() const;
    void readOutput();
    [[nodiscard]] bool isFlood();
    void readErrors();
    void onMessage(const vision::agree::Message &message);
    void onHealth(const vision::agree::Health &health);
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void onEnded(EyeEnd end, const QString &reason);
    void tellHealth();
    void setState(EyeState state, const QString &reason);
    void sendPreviewWish();
    void forgetExpired();
    [[nodiscard]] base::TimeMs nowMs() const { return m_clock.monotonicUs() / 1000; }

    EyeConfig m_config;
    const base::Clock &m_clock;
    QProcess m_process;
    QTimer m_healthTimer;
    QTimer m_retryTimer;
    QTimer m_expiryTimer;
    vision::agree::WireReader m_reader;
    vision::agree::Health m_health;
    ShownMemory m_memory;
    EyeState m_state = EyeState::Starting;
    QString m_reason;
    EyeEnd m_ending = EyeEnd::None; // why we are ending the child ourselves,
    QString m_endReason;            // in words
    EyeRestarts m_restarts;
    EyeEnd m_lastEnd = EyeEnd::None; // None again when a child has spoken
    bool m_hasWatched = false;       // this child
    CrashFrames m_crashFrames;
    QTimer m_purgeTimer;
    base::TimeMs m_spawnedMs = 0;
    int m_backOffMs;
    int m_logLines = 0;
    base::TimeMs m_messagesSinceMs = 0;
    int m_messages = 0; // since then
    bool m_wanted = false;
    bool m_previewWanted = false;
};

} // namespace panier::devices

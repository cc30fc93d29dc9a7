#include "devices/eye/eye_process.h"

#include "base/log.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>
#include <fcntl.h>

namespace panier::devices {

namespace {
constexpr int expiryCheckMs = 250;
constexpr int terminateMs = 1000; // between closing its input and killing it
constexpr int purgeMs = 3'600'000;
constexpr int maxLogLines = 50; // of one child's life: a hostile stream makes libraries talkative

EyeState stateOf(vision::agree::SourceState source) {
    switch (source) {
    case vision::agree::SourceState::Watching:
        return EyeState::Watching;
    case vision::agree::SourceState::Lost:
        return EyeState::Lost;
    case vision::agree::SourceState::Opening:
        break;
    }
    return EyeState::Starting;
}
} // namespace

EyeProcess::EyeProcess(EyeConfig config, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_config(std::move(config)), m_clock(clock), m_crashFrames(m_config.crashFrames),
      m_backOffMs(m_config.backOffMinMs) {
    if (m_config.program.isEmpty())
        m_config.program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("panier-eye"));
    m_healthTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_expiryTimer.setInterval(expiryCheckMs);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EyeProcess::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EyeProcess::readErrors);
    connect(&m_process, &QProcess::started, this, &EyeProcess::sendPreviewWish);
    connect(&m_process, &QProcess::finished, this, &EyeProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // no finished() follows
            onEnded(EyeEnd::Crashed, QStringLiteral("the eye can't be started: ") + m_process.errorString());
    });
    if (const int file = m_crashFrames.file(); file >= 0)
        m_process.setChildProcessModifier([file] { (void)::fcntl(file, F_SETFD, 0); }); // inherited
    connect(&m_healthTimer, &QTimer::timeout, this, [this] { kill(EyeEnd::Hung, QStringLiteral("the eye hung")); });
    connect(&m_purgeTimer, &QTimer::timeout, this, [this] { m_crashFrames.purge(m_clock.nowMs()); });
    connect(&m_retryTimer, &QTimer::timeout, this, &EyeProcess::spawn);
    connect(&m_expiryTimer, &QTimer::timeout, this, &EyeProcess::forgetExpired);
}

EyeProcess::~EyeProcess() {
    stop();
}

void EyeProcess::start() {
    if (m_wanted)
        return;
    m_wanted = true;
    m_restarts = {};
    m_backOffMs = m_config.backOffMinMs;
    m_crashFrames.purge(m_clock.nowMs());
    m_purgeTimer.start(purgeMs);
    spawn();
}

void EyeProcess::stop() {
    m_wanted = false;
    m_healthTimer.stop();
    m_retryTimer.stop();
    m_expiryTimer.stop();
    m_purgeTimer.stop();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel(); // which ends it
    if (!m_process.waitForFinished(terminateMs)) {
        m_process.kill();
        m_process.waitForFinished(terminateMs);
    }
}

void EyeProcess::setPreview(bool wanted) {
    m_previewWanted = wanted;
    if (m_process.state() == QProcess::Running)
        sendPreviewWish();
}

void EyeProcess::learnTray() {
    const char wish = static_cast<char>(vision::agree::wireLearnTray);
    if (m_process.state() == QProcess::Running)
        m_process.write(&wish, 1);
}

void EyeProcess::sendPreviewWish() {
    const char wish = static_cast<char>(m_previewWanted ? vision::agree::wirePreviewOn : vision::agree::wirePreviewOff);
    m_process.write(&wish, 1);
}

void EyeProcess::spawn() {
    m_reader = {};
    m_ending = EyeEnd::None;
    m_endReason.clear();
    m_hasWatched = false;
    m_logLines = 0;
    m_spawnedMs = nowMs();
    m_healthTimer.start(m_config.healthTimeoutMs);
    m_process.start(m_config.program, arguments());
}

QStringList EyeProcess::arguments() const {
    QStringList list = {QStringLiteral("--source"), m_config.source};
    const auto add = [&list](const char *name, int value) {
        if (value >= 0)
            list << QString::fromLatin1(name) << QString::number(value);
    };
    add("--focus", m_config.camera.focus);
    add("--exposure-us", m_config.camera.exposureUs);
    add("--mains-hz", m_config.camera.mainsHz);
    add("--frame-file", m_crashFrames.file());
    if (m_config.task == EyeTask::Tray)
        list << QStringLiteral("--watch") << QStringLiteral("tray");
    return list;
}

void EyeProcess::kill(EyeEnd end, const QString &reason) {
    if (m_ending == EyeEnd::None) {
        m_ending = end;
        m_endReason = reason;
    }
    m_process.kill(); // finished() follows
}

void EyeProcess::readOutput() {
    // What it said before it was told to end doesn't count any more.
    const auto bytes = m_process.readAllStandardOutput();
    if (m_ending != EyeEnd::None || !m_wanted)
        return;
    m_reader.feed({reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    while (true) {
        const auto message = m_reader.next();
        if (!message) {
            kill(EyeEnd::Babbled, QString::fromStdString(message.error().text));
            return;
        }
        if (!*message)
            return;
        if (isFlood())
            return kill(EyeEnd::Babbled, QStringLiteral("too many messages"));
        onMessage(**message);
    }
}

// An honest one sends some ten messages a second; each may cost a look into the catalogue.
bool EyeProcess::isFlood() {
    constexpr base::TimeMs second = 1000;
    constexpr int maxMessages = 500; // in a second
    if (nowMs() - m_messagesSinceMs >= second) {
        m_messagesSinceMs = nowMs();
        m_messages = 0;
    }
    return ++m_messages > maxMessages;
}

void EyeProcess::readErrors() {
    const auto text = m_process.readAllStandardError().left(4096);
    for (const auto &line : text.split('\n')) {
        if (!line.isEmpty() && m_logLines < maxLogLines && ++m_logLines > 0)
            base::logInfo("eye: {}", line.toStdString());
    }
}

void EyeProcess::onMessage(const vision::agree::Message &message) {
    if (const auto *shown = std::get_if<vision::agree::Shown>(&message)) {
        if (m_memory.shown(nowMs(), shown->code))
            emit codeRead(shown->code);
    } else if (const auto *gone = std::get_if<vision::agree::Gone>(&message)) {
        m_memory.gone(gone->code);
        emit codeGone(gone->code);
    } else if (const auto *refused = std::get_if<vision::agree::NotCounted>(&message)) {
        emit codeNotCounted(refused->reason);
    } else if (const auto *health = std::get_if<vision::agree::Health>(&message)) {
        onHealth(*health);
    } else if (const auto *view = std::get_if<vision::tray::TrayView>(&message)) {
        emit trayViewed(*view);
    } else if (const auto *picture = std::get_if<vision::agree::Preview>(&message)) {
        if (m_previewWanted)
            emit preview(QByteArray(reinterpret_cast<const char *>(picture->jpeg.data()),
                                    static_cast<qsizetype>(picture->jpeg.size())));
    }
}

void EyeProcess::forgetExpired() {
    for (const auto &code : m_memory.expire(nowMs()))
        emit codeGone(code);
}

void EyeProcess::onHealth(const vision::agree::Health &health) {
    const bool sameFault = health.fault == m_health.fault;
    m_health = health;
    m_lastEnd = EyeEnd::None;
    m_healthTimer.start(m_config.healthTimeoutMs);
    if (health.state == vision::agree::SourceState::Watching) {
        m_hasWatched = true;
        m_memory.watching(nowMs());
        m_expiryTimer.start();
    }
    const auto state = stateOf(health.state);
    const auto reason = QString::fromStdString(health.reason);
    if (state != m_state || reason != m_reason)
        setState(state, reason);
    else if (!sameFault)
        tellHealth();
}

void EyeProcess::onFinished(int exitCode, QProcess::ExitStatus status) {
    readOutput(); // what it said before it died counts
    if (m_ending != EyeEnd::None)
        onEnded(m_ending, m_endReason);
    else if (status == QProcess::CrashExit)
        onEnded(EyeEnd::Crashed, QStringLiteral("the eye's process ended by signal %1").arg(exitCode));
    else if (exitCode == vision::agree::exitSourceGone)
        onEnded(EyeEnd::SourceGone, QString::fromStdString(m_health.reason));
    else if (exitCode == vision::agree::exitStuck)
        onEnded(EyeEnd::Hung, QStringLiteral("the camera's library or the decoder hung"));
    else
        onEnded(EyeEnd::Crashed, QStringLiteral("the eye's process ended with %1").arg(exitCode));
}

void EyeProcess::onEnded(EyeEnd end, const QString &reason) {
    m_healthTimer.stop();
    m_expiryTimer.stop();
    m_memory.childDied();
    if (!m_wanted)
        return;
    m_lastEnd = end;
    if (end == EyeEnd::Crashed || end == EyeEnd::Hung)
        m_crashFrames.childDied(m_clock.nowMs());
    if (end != EyeEnd::SourceGone || m_hasWatched)
        m_restarts = {m_restarts.count + 1, end};
    if (nowMs() - m_spawnedMs >= m_config.settledMs)
        m_backOffMs = m_config.backOffMinMs;
    base::logWarning("{}; it is started again in {} ms, {} times so far", reason.toStdString(), m_backOffMs,
                     m_restarts.count);
    const bool isLost = end == EyeEnd::SourceGone || m_backOffMs > m_config.visibleBackOffMs;
    setState(isLost ? EyeState::Lost : EyeState::Starting, reason);
    m_retryTimer.start(m_backOffMs);
    m_backOffMs = std::min(m_backOffMs * 2, m_config.backOffMaxMs);
}

void EyeProcess::tellHealth() {
    emit healthChanged(m_state, m_reason);
}

void EyeProcess::setState(EyeState state, const QString &reason) {
    m_state = state;
    m_reason = reason;
    tellHealth();
}

} // namespace panier::devices

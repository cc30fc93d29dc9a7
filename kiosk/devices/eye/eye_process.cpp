#include "devices/eye/eye_process.h"

#include "base/log.h"

#include <QCoreApplication>
#include <QDir>
#include <algorithm>

namespace panier::devices {

namespace {
constexpr int expiryCheckMs = 250;
constexpr int terminateMs = 1000; // between closing its input and killing it
constexpr int maxLogLines = 50;   // of one child's life: a hostile stream makes libraries talkative

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
    : QObject(parent), m_config(std::move(config)), m_clock(clock), m_memory(m_config.rememberMs),
      m_backOffMs(m_config.backOffMinMs) {
    if (m_config.program.isEmpty())
        m_config.program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("panier-eye"));
    m_healthTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    m_expiryTimer.setInterval(expiryCheckMs);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &EyeProcess::readOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &EyeProcess::readErrors);
    connect(&m_process, &QProcess::started, this, &EyeProcess::sendPreviewWish);
    connect(&m_process, &QProcess::finished, this, [this] { onEnded(QStringLiteral("the eye's process ended")); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) // no finished() follows
            onEnded(QStringLiteral("the eye can't be started: ") + m_process.errorString());
    });
    connect(&m_healthTimer, &QTimer::timeout, this, [this] { kill(QStringLiteral("the eye hung")); });
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
    m_backOffMs = m_config.backOffMinMs;
    spawn();
}

void EyeProcess::stop() {
    m_wanted = false;
    m_healthTimer.stop();
    m_retryTimer.stop();
    m_expiryTimer.stop();
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

void EyeProcess::sendPreviewWish() {
    const char wish = static_cast<char>(m_previewWanted ? vision::agree::wirePreviewOn : vision::agree::wirePreviewOff);
    m_process.write(&wish, 1);
}

void EyeProcess::spawn() {
    m_reader = {};
    m_endReason.clear();
    m_logLines = 0;
    m_spawnedMs = nowMs();
    m_healthTimer.start(m_config.healthTimeoutMs);
    m_process.start(m_config.program, {QStringLiteral("--source"), m_config.source});
}

void EyeProcess::kill(const QString &reason) {
    if (m_endReason.isEmpty())
        m_endReason = reason;
    m_process.kill(); // finished() follows
}

void EyeProcess::readOutput() {
    // What it said before it was told to end doesn't count any more.
    const auto bytes = m_process.readAllStandardOutput();
    if (!m_endReason.isEmpty() || !m_wanted)
        return;
    m_reader.feed({reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())});
    while (true) {
        const auto message = m_reader.next();
        if (!message) {
            kill(QString::fromStdString(message.error().text));
            return;
        }
        if (!*message)
            return;
        onMessage(**message);
    }
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
    } else if (const auto *health = std::get_if<vision::agree::Health>(&message)) {
        m_health = *health;
        m_healthTimer.start(m_config.healthTimeoutMs);
        if (health->state == vision::agree::SourceState::Watching) {
            m_memory.watching(nowMs());
            m_expiryTimer.start();
        }
        setState(stateOf(health->state), QString::fromStdString(health->reason));
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

void EyeProcess::onEnded(const QString &reason) {
    readOutput(); // what it said before it died counts
    m_healthTimer.stop();
    m_expiryTimer.stop();
    m_memory.childDied();
    if (!m_wanted)
        return;
    if (nowMs() - m_spawnedMs >= m_config.settledMs)
        m_backOffMs = m_config.backOffMinMs;
    const auto why = m_endReason.isEmpty() ? reason : m_endReason;
    base::logWarning("{}; it is started again in {} ms", why.toStdString(), m_backOffMs);
    setState(m_backOffMs > m_config.visibleBackOffMs ? EyeState::Lost : EyeState::Starting, why);
    m_retryTimer.start(m_backOffMs);
    m_backOffMs = std::min(m_backOffMs * 2, m_config.backOffMaxMs);
}

void EyeProcess::setState(EyeState state, const QString &reason) {
    if (state == m_state && reason == m_reason)
        return;
    m_state = state;
    m_reason = reason;
    emit healthChanged(state, reason);
}

} // namespace panier::devices

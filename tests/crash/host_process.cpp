#include "tests/crash/host_process.h"

#include "tests/support/wait_for.h"
#include "visit/json.h"

#include <QProcessEnvironment>
#include <csignal>

namespace panier::tests {

HostProcess::HostProcess(const QString &program, const QString &configFile, const QStringList &environment) {
    auto all = QProcessEnvironment::systemEnvironment();
    all.insert(QStringLiteral("ASAN_OPTIONS"), QStringLiteral("verify_asan_link_order=0")); // the VFS comes first
    for (const QString &entry : environment)
        all.insert(entry.section(u'=', 0, 0), entry.section(u'=', 1));
    m_process.setProcessEnvironment(all);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &HostProcess::read);
    m_process.start(program, {QStringLiteral("--config"), configFile});
}

HostProcess::~HostProcess() {
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished();
}

void HostProcess::say(const std::string &word) {
    m_process.write((word + '\n').c_str());
}

bool HostProcess::stop() {
    constexpr int goodbyeMs = 15'000;
    m_process.closeWriteChannel();
    return waitFor([this] { return !running(); }, goodbyeMs) && m_process.exitStatus() == QProcess::NormalExit &&
           m_process.exitCode() == 0;
}

bool HostProcess::killed() const {
    return !running() && m_process.exitStatus() == QProcess::CrashExit && m_process.exitCode() == SIGKILL;
}

void HostProcess::read() {
    while (m_process.canReadLine()) {
        const auto line = m_process.readLine().trimmed().toStdString();
        const auto space = line.find(' ');
        auto state = visit::stateFromJson(line.substr(space + 1));
        if (!state)
            qFatal("till_host said: %s", line.c_str());
        if (line.starts_with("restored"))
            m_restored = std::move(*state);
        else
            m_states.push_back(std::move(*state));
        emit stateChanged();
    }
}

} // namespace panier::tests

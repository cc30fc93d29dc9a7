// till_host as a child process: what it said, and words for it.
#pragma once

#include "visit/state.h"

#include <QProcess>
#include <optional>
#include <string>
#include <vector>

namespace panier::tests {

// Thread: Qt's event loop of the thread that made it.
class HostProcess : public QObject {
    Q_OBJECT

public:
    // `environment`: NAME=VALUE, added to the process's own.
    HostProcess(const QString &program, const QString &configFile, const QStringList &environment);
    ~HostProcess() override;

    void say(const std::string &word);
    // Ends its input; false if it doesn't go in time, or not with 0.
    [[nodiscard]] bool stop();

    [[nodiscard]] bool running() const { return m_process.state() != QProcess::NotRunning; }
    // Died by SIGKILL.
    [[nodiscard]] bool killed() const;

    // What it found at its start; nullopt before it is ready.
    [[nodiscard]] const std::optional<visit::State> &restored() const { return m_restored; }
    // After each transaction that was acknowledged, in order.
    [[nodiscard]] const std::vector<visit::State> &states() const { return m_states; }

signals:
    void stateChanged();

private:
    void read();

    QProcess m_process;
    std::optional<visit::State> m_restored;
    std::vector<visit::State> m_states;
};

} // namespace panier::tests

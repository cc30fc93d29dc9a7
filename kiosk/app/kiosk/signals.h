// SIGTERM and SIGINT as a signal of Qt's, so that the kiosk ends in its own order.
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <memory>

namespace panier::app {

// One at a time in a process. Thread: Qt's event loop.
class TerminationSignals : public QObject {
    Q_OBJECT

public:
    TerminationSignals();
    ~TerminationSignals() override;

signals:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace panier::app

#include "tests/support/wait_for.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

namespace panier::tests {

bool waitFor(const std::function<bool()> &holds, int timeoutMs) {
    const QDeadlineTimer deadline(timeoutMs);
    QTimer wake; // a bound on how long one round may wait for an event
    wake.start(5);
    while (!holds()) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace panier::tests

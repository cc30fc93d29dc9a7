// The card terminal, as events of a visit.
#pragma once

#include "devices/event_sink.h"
#include "peripherals/payment/card_terminal.h"
#include "visit/command.h"

#include <QTimer>

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it.
class PaymentDevice : public QObject {
    Q_OBJECT

public:
    PaymentDevice(peripherals::payment::CardTerminalOptions options, EventSink sink, QObject *parent = nullptr);

    // Looks whether the terminal is there, now and then while nobody shops.
    void start();
    void setIdle(bool idle) { m_idle = idle; }
    // Answers with TerminalConnected or TerminalUnreachable.
    void connectTerminal(const visit::ConnectTerminal &command, std::uint64_t commandId);
    // Answers with TerminalAnswered, once; TerminalAccepted may come before.
    void charge(const visit::Charge &command, std::uint64_t commandId);

private:
    EventSink m_sink;
    peripherals::payment::CardTerminal m_terminal;
    QTimer m_probe;
    bool m_idle = true;
    std::uint64_t m_connecting = 0; // the commands that wait
    std::uint64_t m_charging = 0;
};

} // namespace panier::devices

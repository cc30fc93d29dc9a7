#include "devices/payment_device.h"

#include "base/log.h"

namespace panier::devices {

namespace {

using peripherals::payment::CardTerminal;
using peripherals::payment::TerminalOutcome;

// A terminal takes one connection at a time: while it answers it is asked seldom, and never during a visit.
constexpr int probeMs = 61'000;
constexpr int probeLostMs = 5'000; // one that is away holds up nobody

peripherals::payment::CardTerminalOptions probingOften(peripherals::payment::CardTerminalOptions options) {
    options.probeRestMs = probeLostMs / 2; // the pace is set here
    return options;
}

visit::PaymentReason reasonOf(TerminalOutcome::Reason reason) {
    using Reason = TerminalOutcome::Reason;
    switch (reason) {
    case Reason::None:
        return visit::PaymentReason::None;
    case Reason::Refused:
    case Reason::Forbidden:
        return visit::PaymentReason::Refused;
    case Reason::Abandoned:
    case Reason::OperatorAbort:
        return visit::PaymentReason::Abandoned;
    case Reason::InputTimeout:
    case Reason::TimedOut:
        return visit::PaymentReason::TimeOut;
    case Reason::NotSent:
        return visit::PaymentReason::Unreachable;
    case Reason::ConnectionLost:
        return visit::PaymentReason::ConnectionLost;
    case Reason::Contradictory:
    case Reason::Unreadable:
        return visit::PaymentReason::Contradictory;
    case Reason::AmountDiffers:
        return visit::PaymentReason::AmountDiffers;
    default:
        return visit::PaymentReason::TerminalError;
    }
}

visit::TerminalAnswered translate(const std::string &reference, const TerminalOutcome &outcome) {
    using Kind = TerminalOutcome::Kind;
    visit::TerminalAnswered event;
    event.reference = reference;
    event.outcome = outcome.kind == Kind::Approved     ? visit::PaymentOutcome::Approved
                    : outcome.kind == Kind::Declined   ? visit::PaymentOutcome::Declined
                    : outcome.kind == Kind::NotCharged ? visit::PaymentOutcome::NotCharged
                                                       : visit::PaymentOutcome::Unknown;
    event.reason = reasonOf(outcome.reason);
    event.payment = {reference,
                     {outcome.amountMinor},
                     outcome.authorisation,
                     outcome.maskedPan,
                     outcome.contract,
                     outcome.contactless,
                     {}};
    return event;
}

} // namespace

PaymentDevice::PaymentDevice(peripherals::payment::CardTerminalOptions options, EventSink sink, QObject *parent)
    : QObject(parent), m_sink(std::move(sink)), m_terminal(probingOften(std::move(options))) {
    connect(&m_terminal, &CardTerminal::connected, this, [this](const std::string &reference) {
        m_sink(visit::TerminalConnected{reference}, std::exchange(m_connecting, 0));
    });
    connect(&m_terminal, &CardTerminal::unreachable, this, [this](const std::string &reference, const QString &reason) {
        base::logWarning("terminal: unreachable, {}", reason.toStdString());
        m_sink(visit::TerminalUnreachable{reference}, std::exchange(m_connecting, 0));
    });
    connect(&m_terminal, &CardTerminal::accepted, this,
            [this](const std::string &reference) { m_sink(visit::TerminalAccepted{reference}, 0); });
    connect(&m_terminal, &CardTerminal::answered, this,
            [this](const std::string &reference, const TerminalOutcome &outcome) {
                base::logInfo("terminal: {}, {}", name(outcome.kind), name(outcome.reason));
                m_sink(translate(reference, outcome), std::exchange(m_charging, 0));
            });
    connect(&m_terminal, &CardTerminal::lateAnswer, this,
            [this](const std::string &reference, const TerminalOutcome &outcome) {
                base::logWarning("terminal: late answer, {}", name(outcome.kind));
                m_sink(translate(reference, outcome), 0);
            });
    connect(&m_terminal, &CardTerminal::reachabilityChanged, this, [this](CardTerminal::Reachability reachability) {
        const bool reached = reachability == CardTerminal::Reachability::Reached;
        m_probe.setInterval(reached ? probeMs : probeLostMs);
        m_sink(visit::DeviceChanged{visit::Device::Terminal,
                                    {reached ? visit::Health::Ready : visit::Health::Lost,
                                     reached ? visit::DeviceReason::None : visit::DeviceReason::Unreachable}},
               0);
    });
    m_probe.setInterval(probeMs);
    connect(&m_probe, &QTimer::timeout, this, [this] {
        if (m_idle)
            m_terminal.probe();
    });
}

void PaymentDevice::start() {
    m_probe.start();
    if (m_idle)
        m_terminal.probe();
}

void PaymentDevice::connectTerminal(const visit::ConnectTerminal &command, std::uint64_t commandId) {
    m_connecting = commandId;
    m_terminal.connectFor(command.reference);
}

void PaymentDevice::charge(const visit::Charge &command, std::uint64_t commandId) {
    m_charging = commandId;
    m_terminal.charge(command.reference, command.amount.minor);
}

} // namespace panier::devices

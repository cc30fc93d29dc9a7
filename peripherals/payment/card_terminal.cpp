#include "peripherals/payment/card_terminal.h"

#include <algorithm>
#include <utility>

namespace panier::peripherals::payment {

using Kind = TerminalOutcome::Kind;
using Reason = TerminalOutcome::Reason;

CardTerminal::CardTerminal(CardTerminalOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_link(m_options.endpoint, m_options.tcp) {
    for (QTimer *timer : {&m_timeout, &m_settle, &m_probeRest})
        timer->setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, &CardTerminal::onTimeout);
    connect(&m_settle, &QTimer::timeout, this, &CardTerminal::onSilence);
    connect(&m_link, &link::TcpLink::opened, this, &CardTerminal::onOpened);
    connect(&m_link, &link::TcpLink::lost, this, &CardTerminal::onLost);
    connect(&m_link, &link::TcpLink::received, this, &CardTerminal::onReceived);
}

void CardTerminal::connectFor(const std::string &reference) {
    const bool used = reference == m_sent;
    if (used || (!idle() && m_state != State::Probing)) {
        const QString reason = used ? QStringLiteral("this reference was sent already") : QStringLiteral("busy");
        QMetaObject::invokeMethod(
            this, [this, reference, reason] { emit unreachable(reference, reason); }, Qt::QueuedConnection);
        return;
    }
    const bool opening = m_state == State::Probing;
    if (!opening)
        reset(); // a late answer is no longer listened for
    m_request = {reference, 0, m_options.till, m_options.immediateAnswer};
    m_state = State::Connecting;
    if (!opening)
        m_link.openOnce();
}

void CardTerminal::charge(const std::string &reference, std::int64_t amountMinor) {
    if (reference == m_sent)
        return;
    if (m_state != State::Connected || reference != m_request.reference) {
        answerLater(reference, Reason::NotSent);
        return;
    }
    m_request.amountMinor = amountMinor;
    const auto message = makeRequest(m_request);
    if (!message || !m_link.send(base::viewOf(message->text()))) {
        reset();
        answerLater(reference, message ? Reason::NotSent : Reason::FormatError);
        return;
    }
    m_sent = reference;
    m_state = State::Charging;
    m_timeout.start(m_options.answerTimeoutMs);
}

void CardTerminal::release() {
    if (m_state == State::Connecting || m_state == State::Connected)
        reset();
}

void CardTerminal::probe() {
    if (m_state != State::Idle || m_probeRest.isActive())
        return;
    m_probeRest.start(m_options.probeRestMs);
    m_state = State::Probing;
    m_link.openOnce();
}

void CardTerminal::onOpened() {
    const bool probing = m_state == State::Probing;
    if (probing) {
        reset();
    } else {
        m_state = State::Connected;
        m_timeout.start(m_options.holdMs);
    }
    setReachability(Reachability::Reached);
    if (!probing)
        emit connected(m_request.reference);
}

void CardTerminal::onLost(const QString &reason) {
    switch (m_state) {
    case State::Idle:
        return;
    case State::Probing:
        reset();
        setReachability(Reachability::Unreached);
        return;
    case State::Connecting: {
        const std::string reference = m_request.reference;
        reset();
        setReachability(Reachability::Unreached);
        emit unreachable(reference, reason);
        return;
    }
    case State::Connected:
        reset(); // charge() will say that nothing was sent
        return;
    case State::Charging:
    case State::Late:
        break;
    }
    if (const Message *answer = m_parser.open(); answer && saysEnough(*answer))
        judge(*answer);
    if (m_verdict && !m_parser.insideField())
        conclude(*m_verdict);
    else if (m_state == State::Charging)
        conclude(unknown(Reason::ConnectionLost));
    else
        reset();
}

void CardTerminal::onReceived(const QByteArray &bytes) {
    if (m_state == State::Connected) {
        // Whoever answers before being asked is no terminal; nothing was sent.
        m_link.drop(QStringLiteral("spoke before it was asked"));
        return;
    }
    if (m_state != State::Charging && m_state != State::Late)
        return;
    const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    m_raw += text.substr(0, Message::maxBytes - std::min(m_raw.size(), Message::maxBytes));
    if (!m_parser.feed(base::viewOf(text))) {
        conclude(unknown(Reason::Unreadable));
        return;
    }
    while (const auto answer = m_parser.takeEnded())
        judge(*answer);
    const Message *answer = m_parser.open();
    if (answer && saysEnough(*answer))
        m_settle.start(m_options.settleMs);
    else
        m_settle.stop();
}

void CardTerminal::onSilence() {
    if (const Message *answer = m_parser.open())
        judge(*answer);
    if (m_verdict)
        conclude(*m_verdict);
}

void CardTerminal::onTimeout() {
    if (m_state != State::Charging) { // held too long before charge(), or listened long enough
        reset();
        return;
    }
    m_state = State::Late;
    m_timeout.start(m_options.lateWindowMs);
    emit answered(m_request.reference, unknown(Reason::TimedOut));
}

void CardTerminal::judge(const Message &answer) {
    auto outcome = interpret(answer, m_request);
    if (!outcome) {
        if (!std::exchange(m_accepted, true) && m_state == State::Charging)
            emit accepted(m_request.reference);
        return;
    }
    if (m_verdict && m_verdict->kind != outcome->kind)
        outcome = unknown(Reason::Contradictory); // two final answers that disagree
    m_verdict = std::move(outcome);
}

void CardTerminal::conclude(const TerminalOutcome &outcome) {
    const TerminalOutcome told = outcome; // reset() forgets what it may refer to
    const bool late = m_state == State::Late;
    const std::string reference = m_request.reference;
    reset();
    if (late)
        emit lateAnswer(reference, told);
    else
        emit answered(reference, told);
}

void CardTerminal::answerLater(const std::string &reference, Reason reason) {
    TerminalOutcome outcome;
    outcome.kind = Kind::NotCharged;
    outcome.reason = reason;
    QMetaObject::invokeMethod(
        this, [this, reference, outcome] { emit answered(reference, outcome); }, Qt::QueuedConnection);
}

void CardTerminal::reset() {
    m_timeout.stop();
    m_settle.stop();
    m_link.close();
    m_parser = {};
    m_raw.clear();
    m_verdict.reset();
    m_accepted = false;
    m_state = State::Idle;
}

void CardTerminal::setReachability(Reachability reachability) {
    if (std::exchange(m_reachability, reachability) != reachability)
        emit reachabilityChanged(reachability);
}

TerminalOutcome CardTerminal::unknown(Reason reason) const {
    TerminalOutcome outcome;
    outcome.reason = reason;
    outcome.raw = printable(m_raw);
    return outcome;
}

} // namespace panier::peripherals::payment

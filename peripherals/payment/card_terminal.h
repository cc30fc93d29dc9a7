// A card terminal that speaks Caisse-AP over IP.
#pragma once

#include "peripherals/link/tcp_link.h"
#include "peripherals/payment/caisse_ap.h"

#include <QObject>
#include <QTimer>

namespace panier::peripherals::payment {

// Where the terminal is, and the written limits.
struct CardTerminalOptions {
    link::Endpoint endpoint{"", 8888};
    std::string till = "01";
    bool immediateAnswer = false;  // ask for BA=1; some terminals then never send the final answer
    int answerTimeoutMs = 180'000; // from sending to the answer
    int settleMs = 250;            // silence that ends an answer
    int holdMs = 30'000;           // connected and nothing sent: the line is given back
    int lateWindowMs = 600'000;    // after a time-out, how long a late answer is still listened for
    int probeRestMs = 60'000;      // between two probes
    link::TcpLimits tcp;
};

// Charges cards, one at a time, in two steps, so that its caller can write "sending" to disk between them:
//   connectFor(ref) -> connected(ref) | unreachable(ref, reason)     nothing has been sent: safe to try again
//   charge(ref, amount) -> accepted(ref)? -> answered(ref, outcome)  exactly one answered() for each charge()
// Nothing is ever sent twice. The line is closed after each payment: such terminals take one connection at a time.
// Thread: Qt's event loop of the thread that made it.
class CardTerminal : public QObject {
    Q_OBJECT

public:
    enum class Reachability { Untried, Reached, Unreached }; // at the last attempt

    explicit CardTerminal(CardTerminalOptions options, QObject *parent = nullptr);

    // Opens the line for a payment. Refused with unreachable() while another payment is under way, and for a reference
    // that was sent already.
    void connectFor(const std::string &reference);
    // Sends the request; only after connected(reference). If the line was lost meanwhile, or the request can't be
    // encoded, the answer is NotCharged and nothing was sent. Answers come through the event loop, never from inside.
    // A second call with a reference that was sent is ignored: the first one's answer stands.
    void charge(const std::string &reference, std::int64_t amountMinor);
    // Closes the line before charge(): the shopper went back. Does nothing once something was sent.
    void release();
    // Connects and closes, to learn whether the terminal is there; nothing else happens on such a terminal, but it is
    // busy meanwhile, so: on the attract screen only. Does nothing unless idle, nor within probeRestMs of the last.
    void probe();

    [[nodiscard]] Reachability reachability() const { return m_reachability; }
    [[nodiscard]] bool idle() const { return m_state == State::Idle || m_state == State::Late; }

signals:
    void connected(const std::string &reference);
    // The line could not be opened. (One that is lost after connected() shows in the answer to charge().)
    void unreachable(const std::string &reference, const QString &reason);
    // The terminal says that it took the request (BA=1).
    void accepted(const std::string &reference);
    void answered(const std::string &reference, const panier::peripherals::payment::TerminalOutcome &outcome);
    // An answer that came after answered() had said TimedOut: within lateWindowMs, and before the next connectFor().
    // For the attendant and the journal.
    void lateAnswer(const std::string &reference, const panier::peripherals::payment::TerminalOutcome &outcome);
    void reachabilityChanged(panier::peripherals::payment::CardTerminal::Reachability reachability);

private:
    // Late: answered() said TimedOut, and the line is kept open for what may still come.
    enum class State { Idle, Probing, Connecting, Connected, Charging, Late };

    void onOpened();
    void onLost(const QString &reason);
    void onReceived(const QByteArray &bytes);
    void onTimeout();
    void onSilence();
    void judge(const Message &answer);
    void conclude(const TerminalOutcome &outcome);
    void answerLater(const std::string &reference, TerminalOutcome::Reason reason);
    void reset();
    void setReachability(Reachability reachability);
    [[nodiscard]] TerminalOutcome unknown(TerminalOutcome::Reason reason) const;

    CardTerminalOptions m_options;
    link::TcpLink m_link;
    QTimer m_timeout; // of the present state
    QTimer m_settle;  // silence after an answer
    QTimer m_probeRest;
    State m_state = State::Idle;
    Reachability m_reachability = Reachability::Untried;
    Request m_request;
    std::string m_sent; // the last reference whose request left
    bool m_accepted = false;
    MessageParser m_parser;
    std::string m_raw;
    std::optional<TerminalOutcome> m_verdict; // of the answers so far
};

} // namespace panier::peripherals::payment

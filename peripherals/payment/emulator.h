// A Caisse-AP payment terminal on the loopback interface, with a book of its own. For the bench and the tests.
#pragma once

#include "base/clock.h"
#include "peripherals/payment/caisse_ap.h"

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace panier::peripherals::payment {

// One decision that the terminal took and remembers, whether or not its answer arrived.
struct BookEntry {
    std::string reference;
    std::int64_t amountMinor = 0;
    base::TimeMs whenMs = 0;
    bool approved = false;
    bool operator==(const BookEntry &) const = default;
};

// The terminal. One connection at a time, as on real ones. Thread: Qt's event loop of the thread that made it.
class CaisseApTerminal : public QObject {
    Q_OBJECT

public:
    // What the terminal does with a request.
    enum class Behaviour {
        Interactive,   // waits for presentCard(), refuse() or abandon()
        Approve,       // by itself, after delayMs
        Refuse,        // the same
        Abandon,       // the same
        Cut,           // closes after delayMs and books nothing
        LostAnswer,    // books after delayMs, and closes without answering
        WrongAmount,   // books and answers ten cents more
        Contradictory, // books, and answers AE=10 with AF=09
        Garbage,       // books, and answers bytes that aren't Caisse-AP
        Silent,        // never answers
        Busy,          // closes every connection at once
    };
    // How the answer's bytes travel.
    enum class Delivery {
        Whole,
        Split,  // a byte at a time
        Merged, // "request taken" and the final answer in one write, whatever BA asked
    };
    enum class State { Idle, CardAwaited, Approved, Refused, Abandoned };

    static constexpr std::size_t maxBook = 10'000; // entries kept in memory; the oldest go first

    // `clock` must outlive the terminal.
    explicit CaisseApTerminal(const base::Clock &clock, QObject *parent = nullptr);
    ~CaisseApTerminal() override;

    // Listens on 127.0.0.1; 0 takes any free port. False if it can't.
    [[nodiscard]] bool listen(std::uint16_t port = 0);
    [[nodiscard]] std::uint16_t port() const { return m_server.serverPort(); }
    // Pulls the network plug (a connection in progress is cut); listen() plugs it in again.
    void unplug();

    // Also appends each entry to this file as a JSON line, synced before the answer leaves, and reads what is there:
    // {"reference":"...","amountMinor":1250,"whenMs":...,"approved":true}; a line that a crash cut is passed over.
    // False if it can't be opened.
    [[nodiscard]] bool keepBookIn(const QString &path);
    [[nodiscard]] const std::vector<BookEntry> &book() const { return m_book; }

    void setBehaviour(Behaviour behaviour) { m_behaviour = behaviour; }
    void setDelivery(Delivery delivery) { m_delivery = delivery; }
    void setDelayMs(int delayMs) { m_delayMs = delayMs; }

    // The shopper's hand, in Interactive; nothing happens unless a card is awaited.
    void presentCard(bool contactless);
    void refuse();  // the bank says no to the card that is presented
    void abandon(); // the red key

    [[nodiscard]] State state() const { return m_state; }
    // What the terminal shows; 0 when idle.
    [[nodiscard]] std::int64_t amountMinor() const { return m_amountMinor; }

signals:
    void stateChanged(panier::peripherals::payment::CaisseApTerminal::State state, qint64 amountMinor);
    void booked(const panier::peripherals::payment::BookEntry &entry);

private:
    void onConnection();
    void onBytes();
    void onRequest(Message request);
    void act();
    void finish(State state, bool contactless);
    void record(bool approved, std::int64_t amountMinor);
    void answer(const Message &message);
    void send(const std::string &text);
    void sendNextByte();
    void dropClient();
    void setState(State state);

    const base::Clock &m_clock;
    QTcpServer m_server;
    QTcpSocket *m_client = nullptr;
    QTimer m_actTimer;
    QTimer m_settleTimer;
    QTimer m_splitTimer;
    MessageParser m_parser;
    Message m_request;
    std::string m_outgoing;
    Behaviour m_behaviour = Behaviour::Interactive;
    Delivery m_delivery = Delivery::Whole;
    int m_delayMs = 0;
    State m_state = State::Idle;
    std::int64_t m_amountMinor = 0;
    std::vector<BookEntry> m_book;
    QString m_bookPath;
};

} // namespace panier::peripherals::payment

#include "peripherals/payment/emulator.h"

#include "peripherals/link/hung_up.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <unistd.h>
#include <utility>

namespace panier::peripherals::payment {

namespace {

constexpr int settleMs = 20;         // silence that ends a request
constexpr std::int64_t wrongBy = 10; // cents, in WrongAmount
constexpr qint64 maxRequestBytes = 16 * 1024;

std::int64_t amountOf(const Message &request) {
    return QByteArray::fromStdString(std::string(request.value("CB").value_or(""))).toLongLong();
}

// What a request must hold for the terminal to begin.
bool isRequest(const Message &message) {
    constexpr std::string_view mandatory[] = {"CZ", "CJ", "CA", "CB", "CD", "CE"};
    return amountOf(message) > 0 &&
           std::all_of(std::begin(mandatory), std::end(mandatory),
                       [&message](std::string_view tag) { return message.value(tag).has_value(); });
}

QByteArray toLine(const BookEntry &entry) {
    const QJsonObject object{{"reference", QString::fromStdString(entry.reference)},
                             {"amountMinor", static_cast<qint64>(entry.amountMinor)},
                             {"whenMs", static_cast<qint64>(entry.whenMs)},
                             {"approved", entry.approved}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<BookEntry> fromLine(const QByteArray &line) {
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (!object["reference"].isString())
        return std::nullopt; // a last line that was cut by a crash
    return BookEntry{object["reference"].toString().toStdString(), object["amountMinor"].toInteger(),
                     object["whenMs"].toInteger(), object["approved"].toBool()};
}

} // namespace

CaisseApTerminal::CaisseApTerminal(const base::Clock &clock, QObject *parent) : QObject(parent), m_clock(clock) {
    for (QTimer *timer : {&m_actTimer, &m_settleTimer})
        timer->setSingleShot(true);
    connect(&m_server, &QTcpServer::newConnection, this, &CaisseApTerminal::onConnection);
    connect(&m_actTimer, &QTimer::timeout, this, &CaisseApTerminal::act);
    connect(&m_splitTimer, &QTimer::timeout, this, &CaisseApTerminal::sendNextByte);
    connect(&m_settleTimer, &QTimer::timeout, this, [this] {
        if (const Message *request = m_parser.open())
            onRequest(*request);
    });
}

CaisseApTerminal::~CaisseApTerminal() {
    dropClient(); // before the members that its signals would reach
}

bool CaisseApTerminal::listen(std::uint16_t port) {
    return m_server.isListening() || m_server.listen(QHostAddress::LocalHost, port);
}

void CaisseApTerminal::unplug() {
    m_server.close();
    dropClient();
}

bool CaisseApTerminal::keepBookIn(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    QByteArray end("\n");
    while (!file.atEnd()) {
        const QByteArray line = file.readLine(1024);
        end = line.right(1);
        if (const auto entry = fromLine(line); entry && m_book.size() < maxBook)
            m_book.push_back(*entry);
    }
    if (end != "\n") // the next entry begins a line of its own
        file.write("\n");
    m_bookPath = path;
    return true;
}

void CaisseApTerminal::presentCard(bool contactless) {
    if (m_state == State::CardAwaited)
        finish(State::Approved, contactless);
}

void CaisseApTerminal::refuse() {
    if (m_state == State::CardAwaited)
        finish(State::Refused, false);
}

void CaisseApTerminal::abandon() {
    if (m_state == State::CardAwaited)
        finish(State::Abandoned, false);
}

void CaisseApTerminal::onConnection() {
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_client && link::hungUp(*m_client))
            dropClient();
        if (m_client || m_behaviour == Behaviour::Busy) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_client = socket;
        socket->setReadBufferSize(maxRequestBytes);
        connect(socket, &QTcpSocket::readyRead, this, &CaisseApTerminal::onBytes);
        // A till that hangs up cancels nothing: the card is still awaited, and what it pays is booked.
        connect(socket, &QTcpSocket::disconnected, this, [this] {
            dropClient();
            if (m_behaviour == Behaviour::Silent)
                setState(State::Idle);
        });
    }
}

void CaisseApTerminal::onBytes() {
    const QByteArray bytes = m_client->readAll();
    if (!m_parser.feed(base::viewOf({bytes.constData(), static_cast<std::size_t>(bytes.size())}))) {
        dropClient();
        return;
    }
    while (const auto request = m_parser.takeEnded())
        onRequest(*request);
    if (m_parser.open())
        m_settleTimer.start(settleMs);
    else
        m_settleTimer.stop();
}

void CaisseApTerminal::onRequest(Message request) {
    if (m_state == State::CardAwaited)
        return; // one payment at a time
    m_parser = {};
    m_request = std::move(request);
    m_amountMinor = amountOf(m_request);
    if (!isRequest(m_request)) {
        Message answer = m_request;
        answer.set("AE", "01");
        answer.set("AF", "09");
        send(answer.text());
        return;
    }
    if (m_request.value("BA") == "1" && m_delivery != Delivery::Merged) {
        Message taken = m_request;
        taken.set("AE", "11");
        send(taken.text());
    }
    setState(State::CardAwaited);
    if (m_behaviour != Behaviour::Interactive && m_behaviour != Behaviour::Silent)
        m_actTimer.start(m_delayMs);
}

void CaisseApTerminal::act() {
    switch (m_behaviour) {
    case Behaviour::Refuse:
        return refuse();
    case Behaviour::Abandon:
        return abandon();
    case Behaviour::Cut:
        dropClient();
        return setState(State::Idle);
    case Behaviour::Silent:
    case Behaviour::Busy:
    case Behaviour::Interactive:
        return;
    case Behaviour::Approve:
    case Behaviour::LostAnswer:
    case Behaviour::WrongAmount:
    case Behaviour::Contradictory:
    case Behaviour::Garbage:
        return presentCard(true);
    }
}

void CaisseApTerminal::finish(State state, bool contactless) {
    m_actTimer.stop();
    const bool approved = state == State::Approved;
    Message reply = m_request;
    if (approved) {
        if (m_behaviour == Behaviour::WrongAmount)
            m_amountMinor += wrongBy;
        reply.set("CB", QString::number(m_amountMinor).rightJustified(2, '0').toStdString());
        reply.set("AE", "10");
        if (m_behaviour == Behaviour::Contradictory)
            reply.set("AF", "09");
        reply.set("CC", contactless ? "00B" : "001");
        reply.set("CI", contactless ? "2" : "1");
        reply.set("AC", QString::number(100000 + m_book.size() % 900000).toStdString());
        reply.set("AA", "497010######4242");
        reply.set("AB", "3012");
        reply.set("AI", "A0000000421010");
        reply.set("CG", "4242424");
    } else {
        reply.set("AE", "01");
        reply.set("AF", state == State::Refused ? "04" : "06");
    }
    record(approved, m_amountMinor);
    setState(state);
    if (m_behaviour == Behaviour::LostAnswer)
        dropClient();
    else if (m_behaviour == Behaviour::Garbage)
        send("\x02not a caisse-ap answer\x03");
    else
        answer(reply);
}

void CaisseApTerminal::record(bool approved, std::int64_t amountMinor) {
    const BookEntry entry{std::string(m_request.value("CJ").value_or("")), amountMinor, m_clock.nowMs(), approved};
    if (m_book.size() >= maxBook)
        m_book.erase(m_book.begin());
    m_book.push_back(entry);
    if (!m_bookPath.isEmpty()) {
        QFile file(m_bookPath);
        const QByteArray line = toLine(entry);
        const bool kept = file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(line) == line.size() &&
                          file.flush() && fsync(file.handle()) == 0;
        if (!kept)
            qFatal("the terminal's book can't be written: %s", qPrintable(file.errorString()));
    }
    emit booked(entry);
}

void CaisseApTerminal::answer(const Message &message) {
    std::string text = message.text();
    if (m_delivery == Delivery::Merged) {
        Message taken = m_request;
        taken.set("AE", "11");
        text = taken.text() + text;
    }
    send(text);
}

void CaisseApTerminal::send(const std::string &text) {
    if (!m_client)
        return;
    if (m_delivery != Delivery::Split) {
        m_client->write(text.data(), static_cast<qint64>(text.size()));
        return;
    }
    m_outgoing += text;
    m_splitTimer.start(0);
}

void CaisseApTerminal::sendNextByte() {
    if (!m_client || m_outgoing.empty()) {
        m_splitTimer.stop();
        return;
    }
    m_client->write(m_outgoing.data(), 1);
    m_client->flush();
    m_outgoing.erase(0, 1);
}

void CaisseApTerminal::dropClient() {
    m_parser = {};
    m_settleTimer.stop();
    m_outgoing.clear();
    if (QTcpSocket *client = std::exchange(m_client, nullptr)) {
        client->disconnect(this);
        client->abort();
        client->deleteLater();
    }
}

void CaisseApTerminal::setState(State state) {
    m_state = state;
    if (state == State::Idle)
        m_amountMinor = 0;
    emit stateChanged(state, m_amountMinor);
}

} // namespace panier::peripherals::payment

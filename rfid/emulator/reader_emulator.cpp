#include "rfid/emulator/reader_emulator.h"

#include <QDateTime>
#include <QHostAddress>
#include <algorithm>
#include <utility>

namespace panier::rfid::emulator {

namespace {

constexpr qsizetype pieceBytes = 3; // less than a header, so that no border of a message is spared
constexpr qsizetype mergeAtBytes = 400;
constexpr int mergeMs = 150;                // held back no longer than this
constexpr qint64 maxPendingBytes = 1 << 20; // to a client that doesn't read: further reports are lost, as on a reader
constexpr std::size_t lengthOffset = 2;

base::ByteView viewOf(const QByteArray &bytes) {
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

std::uint64_t utcUs() {
    return static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch()) * 1000;
}

} // namespace

LlrpReaderEmulator::LlrpReaderEmulator(EmulatorConfig config, QObject *parent)
    : QObject(parent), m_config(config), m_world(config.seed, config.antennas, config.rates, config.maxTags),
      m_session(config) {
    m_rebootTimer.setSingleShot(true);
    m_mergeTimer.setSingleShot(true);
    connect(&m_server, &QTcpServer::newConnection, this, &LlrpReaderEmulator::onConnection);
    connect(&m_rebootTimer, &QTimer::timeout, this, &LlrpReaderEmulator::plug);
    connect(&m_inventoryTimer, &QTimer::timeout, this, &LlrpReaderEmulator::inventory);
    connect(&m_keepaliveTimer, &QTimer::timeout, this, [this] { send(m_session.keepalive()); });
    connect(&m_pieceTimer, &QTimer::timeout, this, &LlrpReaderEmulator::writeNextPiece);
    connect(&m_mergeTimer, &QTimer::timeout, this, [this] { write(std::exchange(m_held, {})); });
}

LlrpReaderEmulator::~LlrpReaderEmulator() {
    dropClient();
}

bool LlrpReaderEmulator::listen(std::uint16_t port) {
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

void LlrpReaderEmulator::setFault(Fault fault) {
    m_fault = fault;
    write(std::exchange(m_held, {}));
}

void LlrpReaderEmulator::unplug() {
    m_server.close();
    dropClient();
}

void LlrpReaderEmulator::plug() {
    m_rebootTimer.stop();
    if (!m_server.isListening() && !listen(m_port))
        m_rebootTimer.start(m_config.rebootMs); // somebody took the port meanwhile
}

void LlrpReaderEmulator::reboot() {
    unplug();
    m_session.reboot();
    m_rebootTimer.start(m_config.rebootMs);
}

void LlrpReaderEmulator::onConnection() {
    while (auto *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_client != nullptr) {
            const auto refusal = m_session.connectionAttempt(llrp::ConnectionAttempt::ClientInitiatedExists, utcUs());
            socket->write(reinterpret_cast<const char *>(refusal.data()), static_cast<qint64>(refusal.size()));
            socket->disconnectFromHost();
            continue;
        }
        m_client = socket;
        m_framer.reset();
        m_session.beginClient();
        connect(socket, &QTcpSocket::readyRead, this, &LlrpReaderEmulator::onReadyRead);
        connect(socket, &QTcpSocket::disconnected, this, &LlrpReaderEmulator::dropClient);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        emit clientChanged(true);
        send(m_session.connectionAttempt(llrp::ConnectionAttempt::Success, utcUs()));
        m_inventoryTimer.start(m_config.inventoryMs);
    }
}

void LlrpReaderEmulator::onReadyRead() {
    const auto bytes = m_client->readAll();
    emit crossed(false, bytes);
    if (m_fault == Fault::Stall)
        return;
    m_framer.append(viewOf(bytes));
    while (m_client != nullptr) {
        const auto frame = m_framer.next();
        if (!frame) // a client without borders can't be answered
            return dropClient();
        if (!*frame)
            return;
        const auto response = m_session.answer(**frame);
        if (response.empty())
            continue;
        if (m_fault == Fault::LateResponses)
            QTimer::singleShot(m_config.lateMs, m_client, [this, response] { afterAnswer(response); });
        else
            afterAnswer(response);
    }
}

// The response goes out, and what the request changed comes into force.
void LlrpReaderEmulator::afterAnswer(const base::Bytes &response) {
    send(response);
    if (m_client != nullptr && m_session.isClosing()) {
        write(std::exchange(m_held, {}) + std::exchange(m_pieces, {}));
        auto *leaving = std::exchange(m_client, nullptr);
        disconnect(leaving, nullptr, this, nullptr);
        leaving->disconnectFromHost();
        return forgetClient();
    }
    const auto keepaliveMs = static_cast<int>(std::min<std::uint32_t>(m_session.keepaliveMs(), 3'600'000));
    if (keepaliveMs == 0)
        m_keepaliveTimer.stop();
    else if (!m_keepaliveTimer.isActive() || m_keepaliveTimer.interval() != keepaliveMs)
        m_keepaliveTimer.start(keepaliveMs);
}

void LlrpReaderEmulator::inventory() {
    const auto reads = m_world.inventory(m_config.inventoryMs);
    for (const auto &report : m_session.reports(reads))
        send(report);
}

void LlrpReaderEmulator::send(const base::Bytes &message) {
    if (m_client == nullptr || m_fault == Fault::Stall || m_client->bytesToWrite() > maxPendingBytes)
        return;
    QByteArray bytes(reinterpret_cast<const char *>(message.data()), static_cast<qsizetype>(message.size()));
    switch (m_fault) {
    case Fault::MalformedLength:
        m_fault = Fault::None;
        for (std::size_t i = 0; i < 4; ++i)
            bytes[static_cast<qsizetype>(lengthOffset + i)] = i == 3 ? '\x05' : '\0';
        return write(bytes);
    case Fault::SplitBytes:
        if (m_pieces.size() <= maxPendingBytes)
            m_pieces += bytes;
        return m_pieceTimer.start(0);
    case Fault::MergeMessages:
        m_held += bytes;
        if (m_held.size() >= mergeAtBytes)
            return write(std::exchange(m_held, {}));
        if (!m_mergeTimer.isActive())
            m_mergeTimer.start(mergeMs);
        return;
    default:
        return write(std::exchange(m_pieces, {}) + bytes);
    }
}

void LlrpReaderEmulator::writeNextPiece() {
    const auto piece = m_pieces.left(pieceBytes);
    m_pieces.remove(0, piece.size());
    if (m_pieces.isEmpty())
        m_pieceTimer.stop();
    write(piece);
}

void LlrpReaderEmulator::write(const QByteArray &bytes) {
    if (m_client == nullptr || bytes.isEmpty())
        return;
    m_client->write(bytes);
    m_client->flush();
    emit crossed(true, bytes);
}

void LlrpReaderEmulator::dropClient() {
    if (m_client == nullptr)
        return;
    auto *gone = std::exchange(m_client, nullptr);
    disconnect(gone, nullptr, this, nullptr);
    gone->abort();
    forgetClient();
}

void LlrpReaderEmulator::forgetClient() {
    for (auto *timer : {&m_inventoryTimer, &m_keepaliveTimer, &m_pieceTimer, &m_mergeTimer})
        timer->stop();
    m_pieces.clear();
    m_held.clear();
    emit clientChanged(false);
}

} // namespace panier::rfid::emulator

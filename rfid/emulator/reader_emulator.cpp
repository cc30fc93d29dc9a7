#include "rfid/emulator/reader_emulator.h"

#include <QFile>
#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <algorithm>
#include <chrono>
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

constexpr int floodTimes = 100;
constexpr std::int64_t yearUs = 365LL * 24 * 3600 * 1'000'000;

std::unique_ptr<QTcpServer> makeServer(const std::optional<TlsIdentity> &tls) {
    if (!tls)
        return std::make_unique<QTcpServer>();
    auto server = std::make_unique<QSslServer>();
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(QString::fromStdString(tls->certificateFile)));
    QFile key(QString::fromStdString(tls->keyFile));
    if (key.open(QIODevice::ReadOnly))
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (!tls->clientCaFile.empty()) {
        configuration.setCaCertificates(QSslCertificate::fromPath(QString::fromStdString(tls->clientCaFile)));
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    }
    server->setSslConfiguration(configuration);
    return server;
}

} // namespace

LlrpReaderEmulator::LlrpReaderEmulator(EmulatorConfig config, QObject *parent)
    : QObject(parent), m_config(config), m_world(config.seed, config.antennas, config.rates, config.maxTags),
      m_session(config), m_server(makeServer(config.tls)) {
    m_uptime.start();
    m_rebootTimer.setSingleShot(true);
    m_mergeTimer.setSingleShot(true);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &LlrpReaderEmulator::onConnection);
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
    if (!m_server->listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_server->serverPort();
    return true;
}

void LlrpReaderEmulator::setFault(Fault fault) {
    m_fault = fault;
    write(std::exchange(m_held, {}));
}

void LlrpReaderEmulator::unplug() {
    m_server->close();
    dropClient();
}

void LlrpReaderEmulator::plug() {
    m_rebootTimer.stop();
    if (!m_server->isListening() && !listen(m_port))
        m_rebootTimer.start(m_config.rebootMs); // somebody took the port meanwhile
}

void LlrpReaderEmulator::reboot() {
    unplug();
    m_session.reboot();
    m_rebootTimer.start(m_config.rebootMs);
}

void LlrpReaderEmulator::rebootInMidReport() {
    m_rebootsInMidReport = true;
}

void LlrpReaderEmulator::setInput(std::uint16_t port, bool high) {
    if (m_session.setInput(port, high))
        notify(inputEvent(now(), port, high));
}

void LlrpReaderEmulator::setAntennaConnected(std::uint16_t antenna, bool connected) {
    if (m_session.wants(llrp::EventType::Antenna))
        notify(antennaEvent(now(), antenna, connected));
}

void LlrpReaderEmulator::tellException(std::string_view text) {
    if (m_session.wants(llrp::EventType::ReaderException))
        notify(exceptionEvent(now(), text));
}

void LlrpReaderEmulator::endRoSpec() {
    m_session.endRoSpec();
    send(m_session.roSpecNews(now()));
}

ReaderTime LlrpReaderEmulator::now() const {
    using namespace std::chrono;
    const std::int64_t us = m_config.clock == ReaderTraits::Clock::Utc
                                ? duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()
                                : m_uptime.nsecsElapsed() / 1000;
    return {m_config.clock, static_cast<std::uint64_t>(us + m_clockOffsetUs)};
}

void LlrpReaderEmulator::notify(const base::Bytes &eventBody) {
    send(m_session.notification(eventBody));
}

void LlrpReaderEmulator::onConnection() {
    while (auto *socket = m_server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (m_client != nullptr) {
            const auto refusal =
                m_session.notification(connectionAttemptEvent(now(), llrp::ConnectionAttempt::ClientInitiatedExists));
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
        notify(connectionAttemptEvent(now(), llrp::ConnectionAttempt::Success));
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
    send(m_session.roSpecNews(now()));
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
    auto time = now();
    const bool old = m_fault == Fault::OldReport && !reads.empty();
    if (old)
        time.us -= static_cast<std::uint64_t>(std::min<std::int64_t>(yearUs, static_cast<std::int64_t>(time.us)));
    for (auto &report : m_session.reports(reads, m_world, time)) {
        if (m_fault == Fault::LyingReport)
            spoil(report);
        if (std::exchange(m_rebootsInMidReport, false)) {
            write(QByteArray(reinterpret_cast<const char *>(report.data()), static_cast<qsizetype>(report.size() / 2)));
            m_client->waitForBytesWritten(m_config.rebootMs);
            return reboot();
        }
        for (int i = 0; i < (m_fault == Fault::Flood ? floodTimes : 1); ++i)
            send(report);
        if (old)
            m_fault = Fault::None;
    }
    send(m_session.roSpecNews(now()));
}

// The length of the first parameter of the first tag, once: it runs past the end.
void LlrpReaderEmulator::spoil(base::Bytes &report) {
    constexpr std::size_t firstTag = llrp::headerBytes + 4; // after the message's header and TagReportData's
    report[firstTag] = 0;
    report[firstTag + 1] = static_cast<std::uint8_t>(llrp::ParameterType::EpcData);
    report[firstTag + 2] = 0x7F;
    m_fault = Fault::None;
}

void LlrpReaderEmulator::send(const base::Bytes &message) {
    if (message.empty() || m_client == nullptr || m_fault == Fault::Stall || m_client->bytesToWrite() > maxPendingBytes)
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

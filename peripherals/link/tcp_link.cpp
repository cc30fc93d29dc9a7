#include "peripherals/link/tcp_link.h"

#include <QNetworkProxy>
#include <algorithm>

namespace panier::peripherals::link {

TcpLink::TcpLink(Endpoint endpoint, TcpLimits limits, QObject *parent)
    : QObject(parent), m_endpoint(std::move(endpoint)), m_limits(limits), m_backOffMs(limits.backOffMinMs) {
    m_socket.setProxy(QNetworkProxy::NoProxy); // devices stand on the shop's own network
    m_socket.setReadBufferSize(m_limits.maxReadBytes);
    m_connectTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] { drop(QStringLiteral("no answer to the connection")); });
    connect(&m_retryTimer, &QTimer::timeout, this, &TcpLink::connectNow);
    connect(&m_socket, &QTcpSocket::connected, this, [this] {
        m_connectTimer.stop();
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        emit opened();
    });
    connect(&m_socket, &QTcpSocket::readyRead, this, [this] {
        m_backOffMs = m_limits.backOffMinMs;
        emit received(m_socket.readAll());
    });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] { onLost(m_socket.errorString()); });
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] { onLost(QStringLiteral("closed by the device")); });
}

TcpLink::~TcpLink() {
    close();
}

void TcpLink::keepOpen() {
    m_keep = true;
    m_wanted = true;
    connectNow();
}

void TcpLink::openOnce() {
    m_keep = false;
    m_wanted = true;
    connectNow();
}

void TcpLink::close() {
    m_wanted = false;
    m_keep = false;
    m_connectTimer.stop();
    m_retryTimer.stop();
    m_socket.flush();
    m_socket.abort();
}

void TcpLink::drop(const QString &reason) {
    onLost(reason);
}

bool TcpLink::send(base::ByteView bytes) {
    if (!isOpen() || m_socket.bytesToWrite() + static_cast<qint64>(bytes.size()) > m_limits.maxPendingBytes)
        return false;
    return m_socket.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size())) >= 0;
}

void TcpLink::connectNow() {
    if (!m_wanted || m_socket.state() != QAbstractSocket::UnconnectedState)
        return;
    m_retryTimer.stop();
    m_connectTimer.start(m_limits.connectTimeoutMs);
    m_socket.connectToHost(QString::fromStdString(m_endpoint.host), m_endpoint.port);
}

void TcpLink::onLost(const QString &reason) {
    if (!m_wanted || m_retryTimer.isActive())
        return; // one loss is told once, though the socket says it twice
    m_wanted = m_keep;
    m_connectTimer.stop();
    if (m_keep) {
        m_retryTimer.start(m_backOffMs);
        m_backOffMs = std::min(m_backOffMs * 2, m_limits.backOffMaxMs);
    }
    m_socket.abort();
    emit lost(reason);
}

} // namespace panier::peripherals::link

#include "peripherals/link/tcp_link.h"

#include <QCryptographicHash>
#include <QFile>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslKey>
#include <algorithm>

namespace panier::peripherals::link {

namespace {

constexpr qsizetype fingerprintDigits = 64;

// Lower case, without colons.
QString expectedFingerprint(const TlsSettings &tls) {
    return QString::fromStdString(tls.fingerprint).remove(QLatin1Char(':')).toLower();
}

QString fingerprintOf(const QSslSocket &socket) {
    return QString::fromLatin1(socket.peerCertificate().digest(QCryptographicHash::Sha256).toHex());
}

// Either kind of private key that devices' certificates are made with.
QSslKey readKey(const QString &path) {
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        if (QSslKey key(&file, algorithm); !key.isNull())
            return key;
    }
    return {};
}

// Whom to believe and who we are; why that can't be, or empty.
QString prepareTls(QSslSocket &socket, const TlsSettings &tls) {
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setCaCertificates({});
    if (!tls.caFile.empty()) {
        const auto authorities = QSslCertificate::fromPath(QString::fromStdString(tls.caFile));
        if (authorities.isEmpty())
            return QStringLiteral("no certificate in %1").arg(QString::fromStdString(tls.caFile));
        configuration.setCaCertificates(authorities);
    } else if (expectedFingerprint(tls).size() != fingerprintDigits) {
        return QStringLiteral("TLS needs an authority's certificate or the device's fingerprint");
    }
    if (!tls.certificateFile.empty()) {
        const auto own = QSslCertificate::fromPath(QString::fromStdString(tls.certificateFile));
        const auto key = readKey(QString::fromStdString(tls.keyFile));
        if (own.isEmpty() || key.isNull())
            return QStringLiteral("no certificate or no key in %1").arg(QString::fromStdString(tls.certificateFile));
        configuration.setLocalCertificateChain(own);
        configuration.setPrivateKey(key);
    }
    socket.setSslConfiguration(configuration);
    return {};
}

} // namespace

TcpLink::TcpLink(Endpoint endpoint, TcpLimits limits, QObject *parent)
    : TcpLink(std::move(endpoint), limits, std::nullopt, parent) {}

TcpLink::TcpLink(Endpoint endpoint, TcpLimits limits, std::optional<TlsSettings> tls, QObject *parent)
    : QObject(parent), m_endpoint(std::move(endpoint)), m_limits(limits), m_tls(std::move(tls)),
      m_backOffMs(limits.backOffMinMs) {
    m_socket.setProxy(QNetworkProxy::NoProxy); // devices stand on the shop's own network
    m_socket.setReadBufferSize(m_limits.maxReadBytes);
    m_connectTimer.setSingleShot(true);
    m_retryTimer.setSingleShot(true);
    connect(&m_connectTimer, &QTimer::timeout, this, [this] { drop(QStringLiteral("no answer to the connection")); });
    connect(&m_retryTimer, &QTimer::timeout, this, &TcpLink::connectNow);
    connect(&m_socket, &QSslSocket::connected, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
        if (!m_tls)
            onOpened();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, &TcpLink::onOpened);
    connect(&m_socket, &QSslSocket::sslErrors, this, &TcpLink::onTlsErrors);
    connect(&m_socket, &QSslSocket::readyRead, this, [this] {
        m_backOffMs = m_limits.backOffMinMs;
        emit received(m_socket.readAll());
    });
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { onLost(m_socket.errorString()); });
    connect(&m_socket, &QSslSocket::disconnected, this, [this] { onLost(QStringLiteral("closed by the device")); });
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
    const auto host = QString::fromStdString(m_endpoint.host);
    if (!m_tls) {
        m_socket.connectToHost(host, m_endpoint.port);
        return;
    }
    if (const auto refusal = prepareTls(m_socket, *m_tls); !refusal.isEmpty())
        return onLost(refusal);
    const auto name = m_tls->peerName.empty() ? host : QString::fromStdString(m_tls->peerName);
    m_socket.connectToHostEncrypted(host, m_endpoint.port, name);
}

void TcpLink::onOpened() {
    if (m_tls && !m_tls->fingerprint.empty() && fingerprintOf(m_socket) != expectedFingerprint(*m_tls))
        return onLost(QStringLiteral("the device's certificate is another one"));
    m_connectTimer.stop();
    emit opened();
}

// A certificate that is known by its fingerprint needs no authority to vouch for it, nor for its name or its dates.
void TcpLink::onTlsErrors(const QList<QSslError> &errors) {
    const bool known = m_tls->caFile.empty() && fingerprintOf(m_socket) == expectedFingerprint(*m_tls);
    if (known)
        return m_socket.ignoreSslErrors();
    onLost(QStringLiteral("the device isn't who it should be: %1")
               .arg(errors.isEmpty() ? QString() : errors.front().errorString()));
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

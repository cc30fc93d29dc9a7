// A TCP connection to a device: opened, watched, opened again with back-off, never an unbounded buffer.
#pragma once

#include "base/bytes.h"

#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <optional>
#include <string>

namespace panier::peripherals::link {

// Where a device listens: a host name or an address, and a TCP port.
struct Endpoint {
    std::string host;
    std::uint16_t port = 0;
};

// A link inside TLS 1.2 or later. Whoever the device says it is must be proved: by a certificate of `caFile` for
// `peerName`, or by the one certificate with `fingerprint`, or by both. With neither a connection is refused.
struct TlsSettings {
    std::string caFile;          // PEM: whose certificates are believed; the system's authorities never are
    std::string peerName;        // empty: Endpoint::host
    std::string fingerprint;     // SHA-256 of the device's certificate, 64 hexadecimal digits; colons are ignored
    std::string certificateFile; // PEM: ours, for a device that asks for one; both or neither
    std::string keyFile;
};

// The written limits of a link.
struct TcpLimits {
    int connectTimeoutMs = 3000;            // with the TLS handshake
    int backOffMinMs = 250;                 // before the first new attempt; doubled after each, until bytes come in
    int backOffMaxMs = 8000;                // never longer between attempts
    std::int64_t maxPendingBytes = 1 << 20; // to send: beyond that send() refuses
    std::int64_t maxReadBytes = 1 << 16;    // received and not yet handed on
};

// One TCP client connection. Thread: Qt's event loop of the thread that made it.
class TcpLink : public QObject {
    Q_OBJECT

public:
    explicit TcpLink(Endpoint endpoint, TcpLimits limits = {}, QObject *parent = nullptr);
    TcpLink(Endpoint endpoint, TcpLimits limits, std::optional<TlsSettings> tls, QObject *parent = nullptr);
    ~TcpLink() override;

    // Connects, and after a loss connects again by itself, until close().
    void keepOpen();
    // Connects once; a failure or a loss is reported by lost() and nothing more is tried.
    void openOnce();
    // Closes and tries nothing more; no lost() follows.
    void close();
    // Drops the connection as if the other side had; with keepOpen() it is opened again.
    void drop(const QString &reason);

    // With TLS: once the device is proved.
    [[nodiscard]] bool isOpen() const {
        return m_socket.state() == QAbstractSocket::ConnectedState && (!m_tls || m_socket.isEncrypted());
    }
    // False, and nothing is sent, if the link isn't open or too much waits already.
    [[nodiscard]] bool send(base::ByteView bytes);
    [[nodiscard]] const Endpoint &endpoint() const { return m_endpoint; }

signals:
    void opened();
    // The connection was lost or could not be made; `reason` is for a log.
    void lost(const QString &reason);
    void received(const QByteArray &bytes);

private:
    void connectNow();
    void onOpened();
    void onTlsErrors(const QList<QSslError> &errors);
    void onLost(const QString &reason);

    Endpoint m_endpoint;
    TcpLimits m_limits;
    std::optional<TlsSettings> m_tls;
    QSslSocket m_socket;
    QTimer m_connectTimer;
    QTimer m_retryTimer;
    int m_backOffMs;
    bool m_keep = false;
    bool m_wanted = false;
};

} // namespace panier::peripherals::link

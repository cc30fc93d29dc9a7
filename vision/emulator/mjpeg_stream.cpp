#include "vision/emulator/mjpeg_stream.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <algorithm>
#include <random>

namespace panier::vision::emulator {

namespace {
constexpr char streamHeader[] = "HTTP/1.0 200 OK\r\n"
                                "Cache-Control: no-store\r\n"
                                "Connection: close\r\n"
                                "Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";
constexpr char notFound[] = "HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

QByteArray bytesOf(const std::vector<std::uint8_t> &bytes) {
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

QByteArray partOf(const QByteArray &jpeg) {
    return "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + QByteArray::number(jpeg.size()) + "\r\n\r\n" +
           jpeg + "\r\n";
}
} // namespace

MjpegStream::MjpegStream(MjpegLimits limits, QObject *parent) : QObject(parent), m_limits(limits) {
    connect(&m_server, &QTcpServer::newConnection, this, &MjpegStream::onConnection);
    connect(&m_timer, &QTimer::timeout, this, &MjpegStream::serveFrame);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1000 / std::clamp(limits.framesPerSecond, 1, 60));
}

MjpegStream::~MjpegStream() {
    for (const auto &client : m_clients)
        client.socket->disconnect(this);
}

bool MjpegStream::listen(quint16 port) {
    if (!m_server.listen(QHostAddress::LocalHost, port))
        return false;
    m_port = m_server.serverPort();
    return true;
}

QString MjpegStream::url() const {
    return QStringLiteral("http://127.0.0.1:%1/video.mjpg").arg(m_port);
}

void MjpegStream::setFault(CameraFault fault) {
    m_fault = fault;
    if (fault != CameraFault::Unplugged) {
        if (!m_server.isListening() && m_port != 0)
            (void)m_server.listen(QHostAddress::LocalHost, m_port); // still taken: as if unplugged
        return;
    }
    m_server.close();
    while (!m_clients.empty())
        drop(m_clients.back().socket);
}

QByteArray MjpegStream::currentJpeg() {
    if (m_fault == CameraFault::Black) {
        if (m_blackJpeg.isEmpty())
            m_blackJpeg = bytesOf(paintDark());
        return m_blackJpeg;
    }
    auto &jpeg = m_jpegs[m_tick % m_jpegs.size()];
    if (jpeg.isEmpty() || moves())
        jpeg = bytesOf(paint(m_tick));
    return faulty(jpeg);
}

QByteArray MjpegStream::faulty(const QByteArray &jpeg) const {
    switch (m_fault) {
    case CameraFault::CorruptJpeg: {
        QByteArray damaged = jpeg;
        std::mt19937 random(static_cast<std::uint32_t>(m_tick));
        for (int i = 0; i < 200; ++i)
            damaged[static_cast<qsizetype>(random() % static_cast<std::uint64_t>(damaged.size()))] =
                static_cast<char>(random());
        return damaged;
    }
    case CameraFault::HalfFrames:
        return jpeg.left(jpeg.size() / 2);
    case CameraFault::None:
    case CameraFault::Unplugged:
    case CameraFault::Stalled:
    case CameraFault::Black:
        break;
    }
    return jpeg;
}

void MjpegStream::onConnection() {
    while (auto *socket = m_server.nextPendingConnection()) {
        if (clients() >= m_limits.maxClients) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_clients.push_back({socket, {}, false});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onRequest(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { drop(socket); });
        emit clientsChanged(clients());
    }
}

void MjpegStream::onRequest(QTcpSocket *socket) {
    const auto client = std::find_if(m_clients.begin(), m_clients.end(),
                                     [socket](const Client &known) { return known.socket == socket; });
    if (client == m_clients.end())
        return;
    if (client->streaming) {
        (void)socket->readAll(); // nothing more is asked of us
        return;
    }
    client->request += socket->read(m_limits.maxRequestBytes + 1 - client->request.size());
    const bool whole = client->request.contains("\r\n\r\n");
    if (!whole && client->request.size() <= m_limits.maxRequestBytes)
        return;
    if (!whole || !client->request.startsWith("GET /video.mjpg ")) {
        socket->write(notFound);
        socket->disconnectFromHost();
        return;
    }
    client->request.clear();
    client->streaming = true;
    socket->write(streamHeader);
    if (!m_timer.isActive())
        m_timer.start();
}

void MjpegStream::drop(QTcpSocket *socket) {
    const auto dropped = std::erase_if(m_clients, [socket](const Client &client) { return client.socket == socket; });
    if (dropped == 0)
        return;
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
    if (m_clients.empty())
        m_timer.stop();
    emit clientsChanged(clients());
}

void MjpegStream::serveFrame() {
    ++m_tick;
    if (m_fault == CameraFault::Stalled)
        return;
    const auto part = partOf(currentJpeg());
    for (const auto &client : m_clients) {
        if (!client.streaming || client.socket->bytesToWrite() > m_limits.maxPendingBytes)
            continue;
        client.socket->write(part);
        ++m_framesServed;
    }
}

} // namespace panier::vision::emulator

// A network camera that doesn't exist: serves pictures that somebody paints as motion JPEG.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>
#include <QTimer>
#include <array>
#include <cstdint>
#include <vector>

class QTcpSocket;

namespace panier::vision::emulator {

// What goes wrong.
enum class CameraFault {
    None,
    Unplugged,   // every connection is closed, new ones are refused
    Stalled,     // connections stay open and nothing comes any more
    Black,       // frames without light
    CorruptJpeg, // frames whose compressed data is damaged
    HalfFrames,  // frames cut off in the middle
};

// The written limits.
struct MjpegLimits {
    int width = 1280;
    int height = 720;
    int framesPerSecond = 12;
    int maxClients = 8;
    qint64 maxPendingBytes = 1 << 20; // of one client: beyond that it misses frames
    qint64 maxRequestBytes = 4096;    // a longer request is refused
};

// Serves GET /video.mjpg as multipart/x-mixed-replace on 127.0.0.1. A scene at rest is encoded twice; without clients
// nothing is painted. Thread: Qt's event loop of the thread that made it.
class MjpegStream : public QObject {
    Q_OBJECT

public:
    ~MjpegStream() override;

    // 0: any free port, see port(). False if the port is taken.
    [[nodiscard]] bool listen(quint16 port = 0);
    [[nodiscard]] quint16 port() const { return m_port; }
    // Such as http://127.0.0.1:41234/video.mjpg; remains the same over Unplugged.
    [[nodiscard]] QString url() const;

    void setFault(CameraFault fault);

    [[nodiscard]] CameraFault fault() const { return m_fault; }
    [[nodiscard]] int clients() const { return static_cast<int>(m_clients.size()); }
    [[nodiscard]] quint64 framesServed() const { return m_framesServed; }
    // The picture that is served now, as JPEG, for a panel.
    [[nodiscard]] QByteArray currentJpeg();

signals:
    void clientsChanged(int count);

protected:
    explicit MjpegStream(MjpegLimits limits, QObject *parent);

    // The scene as JPEG; `tick` counts frames.
    [[nodiscard]] virtual std::vector<std::uint8_t> paint(std::uint64_t tick) = 0;
    // What the camera sends behind a cap.
    [[nodiscard]] virtual std::vector<std::uint8_t> paintDark() = 0;
    // Whether the next picture differs from the last by more than noise.
    [[nodiscard]] virtual bool moves() const = 0;
    // The scene is another.
    void repaint() { m_jpegs = {}; }
    [[nodiscard]] const MjpegLimits &limits() const { return m_limits; }

private:
    struct Client {
        QTcpSocket *socket = nullptr;
        QByteArray request;
        bool streaming = false;
    };
    void onConnection();
    void onRequest(QTcpSocket *socket);
    void drop(QTcpSocket *socket);
    void serveFrame();
    [[nodiscard]] QByteArray faulty(const QByteArray &jpeg) const;

    MjpegLimits m_limits;
    QTcpServer m_server;
    QTimer m_timer;
    std::vector<Client> m_clients;
    // Of the scene at rest, with the noise of two moments, in turns: a sensor never sends one picture twice. Empty: to
    // be painted.
    std::array<QByteArray, 2> m_jpegs;
    QByteArray m_blackJpeg;
    CameraFault m_fault = CameraFault::None;
    quint16 m_port = 0;
    quint64 m_tick = 0;
    quint64 m_framesServed = 0;
};

} // namespace panier::vision::emulator

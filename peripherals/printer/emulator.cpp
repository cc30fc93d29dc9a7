#include "peripherals/printer/emulator.h"

#include "peripherals/link/hung_up.h"
#include "peripherals/printer/escpos.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <utility>

namespace panier::peripherals::printer {

namespace {

constexpr int maxSaved = 999; // receipts in a folder; then the numbers begin again
constexpr std::uint8_t clear = 0x12;

} // namespace

EscPosPrinter::EscPosPrinter(QObject *parent) : QObject(parent) {
    connect(&m_server, &QTcpServer::newConnection, this, &EscPosPrinter::onConnection);
}

EscPosPrinter::~EscPosPrinter() {
    dropClient(); // before the members that its signals would reach
}

bool EscPosPrinter::listen(std::uint16_t port) {
    return m_server.isListening() || m_server.listen(QHostAddress::LocalHost, port);
}

void EscPosPrinter::unplug() {
    m_server.close();
    dropClient();
}

void EscPosPrinter::setPaper(Paper paper) {
    change(m_paper, paper);
}

void EscPosPrinter::openCover(bool open) {
    change(m_coverOpen, open);
}

void EscPosPrinter::setOffline(bool offline) {
    change(m_offline, offline);
}

void EscPosPrinter::setError(bool error) {
    change(m_error, error);
}

template <typename T>
void EscPosPrinter::change(T &member, T value) {
    if (std::exchange(member, value) == value)
        return;
    emit stateChanged();
    work(); // what waited may come out now
}

QByteArray EscPosPrinter::lastReceiptPng() const {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    m_lastImage.save(&buffer, "PNG");
    return png;
}

void EscPosPrinter::onConnection() {
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_client && link::hungUp(*m_client))
            dropClient();
        if (m_client) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        m_client = socket;
        m_scanner = {};
        socket->setReadBufferSize(static_cast<qint64>(maxBuffer));
        connect(socket, &QTcpSocket::readyRead, this, &EscPosPrinter::onBytes);
        connect(socket, &QTcpSocket::disconnected, this, &EscPosPrinter::dropClient);
    }
}

void EscPosPrinter::onBytes() {
    const QByteArray bytes = m_client->readAll();
    auto view = base::viewOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    m_scanner.feed(view, [this](std::uint8_t which) { answerStatus(which); });
    m_parser.feed(view.first(std::min(view.size(), maxBuffer - std::min(maxBuffer, m_parser.pending()))));
    work();
}

// DLE EOT n, answered at once, whatever the print buffer holds.
void EscPosPrinter::answerStatus(std::uint8_t which) {
    const bool out = m_paper == Paper::Out;
    int bits = 0;
    switch (which) {
    case 1:
        bits = canPrint() ? 0 : 0x08;
        break;
    case 2:
        bits = (m_coverOpen ? 0x04 : 0) | (out ? 0x20 : 0) | (m_error ? 0x40 : 0);
        break;
    case 3:
        bits = m_error ? 0x08 : 0;
        break;
    default:
        bits = (m_paper != Paper::Ok ? 0x0C : 0) | (out ? 0x60 : 0);
        break;
    }
    reply(static_cast<std::uint8_t>(clear | bits));
}

void EscPosPrinter::reply(std::uint8_t byte) {
    if (m_client && !m_silent && m_client->bytesToWrite() < static_cast<qint64>(maxBuffer))
        m_client->write(reinterpret_cast<const char *>(&byte), 1);
}

void EscPosPrinter::work() {
    while (canPrint()) {
        const auto command = m_parser.next();
        if (!command)
            return;
        execute(*command);
    }
}

void EscPosPrinter::execute(const Command &command) {
    if (command.kind == Command::Kind::PaperQuery)
        return reply(m_paper == Paper::Ok ? 0x00 : 0x03);
    if (command.kind == Command::Kind::Cut)
        return cut();
    const bool usedPaper = m_canvas.draw(command);
    if (usedPaper && m_linesLeft > 0 && --m_linesLeft == 0) {
        m_linesLeft = -1;
        setPaper(Paper::Out);
    }
}

void EscPosPrinter::cut() {
    auto [image, text] = m_canvas.take();
    if (image.isNull())
        return;
    m_lastImage = std::move(image);
    m_lastText = std::move(text);
    const int number = m_receipts++ % maxSaved + 1;
    if (!m_directory.isEmpty()) {
        const QDir directory(m_directory);
        const QString path = directory.filePath(QStringLiteral("receipt-%1").arg(number, 3, 10, QLatin1Char('0')));
        QFile file(path + QStringLiteral(".txt"));
        const QByteArray utf8 = m_lastText.toUtf8();
        const bool saved = directory.mkpath(QStringLiteral(".")) && m_lastImage.save(path + QStringLiteral(".png")) &&
                           file.open(QIODevice::WriteOnly) && file.write(utf8) == utf8.size();
        if (!saved)
            qWarning("a receipt can't be written to %s", qPrintable(m_directory));
    }
    emit receiptPrinted(m_lastImage, m_lastText);
}

void EscPosPrinter::dropClient() {
    if (QTcpSocket *client = std::exchange(m_client, nullptr)) {
        client->disconnect(this);
        client->abort();
        client->deleteLater();
    }
}

bool EscPosPrinter::canPrint() const {
    return !m_offline && !m_coverOpen && !m_error && m_paper != Paper::Out;
}

} // namespace panier::peripherals::printer

// An ESC/POS receipt printer on the loopback interface, which draws what it prints. For the bench and the tests.
#pragma once

#include "peripherals/printer/escpos_parser.h"
#include "peripherals/printer/receipt_canvas.h"

#include <QImage>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

namespace panier::peripherals::printer {

// The printer. One connection at a time. Needs a QGuiApplication (offscreen will do) for its fonts.
// Thread: Qt's event loop of the thread that made it.
class EscPosPrinter : public QObject {
    Q_OBJECT

public:
    enum class Paper { Ok, Near, Out };
    static constexpr std::size_t maxBuffer = 256 * 1024; // bytes that wait while it can't print; the rest is dropped

    explicit EscPosPrinter(QObject *parent = nullptr);
    ~EscPosPrinter() override;

    // Listens on 127.0.0.1; 0 takes any free port. False if it can't.
    [[nodiscard]] bool listen(std::uint16_t port = 0);
    [[nodiscard]] std::uint16_t port() const { return m_server.serverPort(); }
    // Pulls the network plug (a connection in progress is cut); listen() plugs it in again.
    void unplug();

    void setPaper(Paper paper);
    // The roll ends after this many more printed lines.
    void setLinesLeft(int lines) { m_linesLeft = lines; }
    void openCover(bool open);
    // The feed button is held: it answers, and prints nothing.
    void setOffline(bool offline);
    // Takes everything in and answers nothing.
    void setSilent(bool silent) { m_silent = silent; }
    // A fault that it reports: the cutter is jammed.
    void setError(bool error);

    [[nodiscard]] Paper paper() const { return m_paper; }
    [[nodiscard]] bool coverOpen() const { return m_coverOpen; }

    // The last receipt that was cut off; null and empty before the first.
    [[nodiscard]] const QImage &lastReceipt() const { return m_lastImage; }
    [[nodiscard]] QByteArray lastReceiptPng() const;
    // Its lines in UTF-8; a QR code stands as "[QR data]".
    [[nodiscard]] const QString &lastReceiptText() const { return m_lastText; }
    [[nodiscard]] int receipts() const { return m_receipts; }
    // From now on each receipt is also written there, as receipt-001.png and receipt-001.txt.
    void saveTo(const QString &directory) { m_directory = directory; }

signals:
    void receiptPrinted(const QImage &image, const QString &text);
    // Its paper, cover, or line changed.
    void stateChanged();

private:
    template <typename T>
    void change(T &member, T value);
    void onConnection();
    void onBytes();
    void answerStatus(std::uint8_t which);
    void reply(std::uint8_t byte);
    void work();
    void execute(const Command &command);
    void cut();
    void dropClient();
    [[nodiscard]] bool canPrint() const;

    QTcpServer m_server;
    QTcpSocket *m_client = nullptr;
    RealTimeScanner m_scanner;
    CommandParser m_parser;
    ReceiptCanvas m_canvas;
    Paper m_paper = Paper::Ok;
    int m_linesLeft = -1; // -1: enough
    bool m_coverOpen = false;
    bool m_offline = false;
    bool m_silent = false;
    bool m_error = false;
    QImage m_lastImage;
    QString m_lastText;
    int m_receipts = 0;
    QString m_directory;
};

} // namespace panier::peripherals::printer

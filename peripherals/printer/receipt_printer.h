// An ESC/POS receipt printer on TCP.
#pragma once

#include "peripherals/link/tcp_link.h"
#include "peripherals/printer/escpos.h"

#include <QObject>
#include <QTimer>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace panier::peripherals::printer {

struct ReceiptPrinterOptions {
    link::Endpoint endpoint{"", 9100};
    int columns = 48;            // 42 or 48
    int pollMs = 4000;           // between two status queries when idle
    int busyPollMs = 400;        // the same while a receipt prints
    int replyTimeoutMs = 2000;   // for the answer to a status query
    int printTimeoutMs = 20'000; // from sending a receipt to its end
    link::TcpLimits tcp;
};

// Prints receipts, one after the other, and knows whether they came out: the printer is asked before, and after; only
// its answer makes a receipt "printed". A receipt that failed is never sent again by itself.
// Thread: Qt's event loop of the thread that made it.
class ReceiptPrinter : public QObject {
    Q_OBJECT

public:
    enum class Failure { Unreachable, Offline, CoverOpen, PaperOut, Error, TimedOut, ConnectionLost, Document, Busy };
    static constexpr std::size_t maxJobs = 8; // waiting; more fail as Busy

    explicit ReceiptPrinter(ReceiptPrinterOptions options, QObject *parent = nullptr);

    // Connects and stays connected, until destroyed.
    void start();
    // Queues a receipt. Exactly one printed() or failed() follows for each call, through the event loop.
    void print(const std::string &jobId, const PrintDocument &document);

    // The last status; not online before the first answer and while the connection is lost.
    [[nodiscard]] const PrinterStatus &status() const { return m_status; }
    [[nodiscard]] bool connected() const { return m_link.isOpen(); }

signals:
    void printed(const std::string &jobId);
    void failed(const std::string &jobId, panier::peripherals::printer::ReceiptPrinter::Failure reason);
    // Also once when the first attempt to connect fails, though nothing was known before.
    void statusChanged(const panier::peripherals::printer::PrinterStatus &status);

private:
    struct Job {
        std::string id;
        base::Bytes bytes;
    };
    // Asking: is it ready for the job at the head? Printing: the job was sent, its end is awaited.
    enum class State { Idle, Asking, Printing };

    void onOpened();
    void onLost(const QString &reason);
    void onReceived(const QByteArray &bytes);
    void onStatus(const PrinterStatus &status);
    void query();
    void nextJob();
    void sendJob();
    void finish(std::optional<Failure> failure);
    void failLater(const std::string &jobId, Failure reason);
    void setStatus(const PrinterStatus &status);

    ReceiptPrinterOptions m_options;
    link::TcpLink m_link;
    QTimer m_pollTimer;
    QTimer m_replyTimer;
    QTimer m_printTimer;
    State m_state = State::Idle;
    std::deque<Job> m_jobs;
    PrinterStatus m_status;
    bool m_told = false; // m_status, at least once
    std::array<std::uint8_t, statusReplyBytes> m_reply{};
    std::size_t m_replied = 0;
    bool m_asked = false;
    bool m_askedAfterEnd = false; // the query under way was sent after the job's end had been reported
    int m_owed = 0;               // jobs sent on this connection whose end the printer hasn't reported
};

// "paper out", "cover open"... for a log.
[[nodiscard]] std::string_view name(ReceiptPrinter::Failure failure);

} // namespace panier::peripherals::printer

// Paper on demand: a stored ticket, laid out and printed, as events of a visit.
#pragma once

#include "devices/event_sink.h"
#include "peripherals/printer/receipt_printer.h"
#include "storage/till_store.h"
#include "visit/command.h"

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it. `store` outlives it.
class ReceiptDevice : public QObject {
    Q_OBJECT

public:
    // `publicUrl` is where e-tickets are read; empty: the paper carries no link.
    ReceiptDevice(peripherals::printer::ReceiptPrinterOptions options, std::string publicUrl, storage::TillStore &store,
                  EventSink sink, QObject *parent = nullptr);

    void start() { m_printer.start(); }
    // Answers with Printed or PrintFailed.
    void print(const visit::PrintTicket &command, std::uint64_t commandId);

private:
    struct Job {
        std::int64_t ticket = 0;
        std::uint64_t commandId = 0;
    };
    void finish(const std::string &jobId, const std::function<visit::EventData(std::int64_t)> &event);

    EventSink m_sink;
    std::string m_publicUrl;
    storage::TillStore &m_store;
    peripherals::printer::ReceiptPrinter m_printer;
    std::map<std::string, Job> m_jobs; // at most ReceiptPrinter::maxJobs: more fail at once
};

} // namespace panier::devices

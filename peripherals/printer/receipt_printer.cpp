#include "peripherals/printer/receipt_printer.h"

#include <utility>

namespace panier::peripherals::printer {

namespace {

std::optional<ReceiptPrinter::Failure> failureOf(const PrinterStatus &status) {
    using Failure = ReceiptPrinter::Failure;
    if (status.coverOpen)
        return Failure::CoverOpen;
    if (status.paperOut)
        return Failure::PaperOut;
    if (status.error)
        return Failure::Error;
    if (!status.online)
        return Failure::Offline;
    return std::nullopt;
}

} // namespace

ReceiptPrinter::ReceiptPrinter(ReceiptPrinterOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_link(m_options.endpoint, m_options.tcp) {
    for (QTimer *timer : {&m_pollTimer, &m_replyTimer, &m_printTimer})
        timer->setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &ReceiptPrinter::query);
    connect(&m_replyTimer, &QTimer::timeout, this, [this] {
        if (m_state != State::Idle)
            finish(Failure::TimedOut);
        m_link.drop(QStringLiteral("no answer to a status query"));
    });
    connect(&m_printTimer, &QTimer::timeout, this, [this] { finish(Failure::TimedOut); });
    connect(&m_link, &link::TcpLink::opened, this, &ReceiptPrinter::onOpened);
    connect(&m_link, &link::TcpLink::lost, this, &ReceiptPrinter::onLost);
    connect(&m_link, &link::TcpLink::received, this, &ReceiptPrinter::onReceived);
}

void ReceiptPrinter::start() {
    m_link.keepOpen();
}

void ReceiptPrinter::print(const std::string &jobId, const PrintDocument &document) {
    auto bytes = encode(document, m_options.columns);
    if (!bytes)
        return failLater(jobId, Failure::Document);
    if (!connected())
        return failLater(jobId, Failure::Unreachable);
    if (m_jobs.size() >= maxJobs)
        return failLater(jobId, Failure::Busy);
    m_jobs.push_back({jobId, std::move(*bytes)});
    QMetaObject::invokeMethod(this, &ReceiptPrinter::nextJob, Qt::QueuedConnection);
}

void ReceiptPrinter::onOpened() {
    constexpr std::uint8_t noUnaskedStatus[] = {0x1D, 0x61, 0x00};
    (void)m_link.send(noUnaskedStatus); // a failure shows in the query
    query();
}

void ReceiptPrinter::onLost(const QString &) {
    m_pollTimer.stop();
    m_replyTimer.stop();
    m_printTimer.stop();
    m_asked = false;
    m_owed = 0;
    const bool printing = std::exchange(m_state, State::Idle) == State::Printing;
    const auto jobs = std::exchange(m_jobs, {});
    setStatus({});
    for (const Job &job : jobs)
        emit failed(job.id, printing && &job == &jobs.front() ? Failure::ConnectionLost : Failure::Unreachable);
}

void ReceiptPrinter::onReceived(const QByteArray &bytes) {
    for (const char c : bytes) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (m_asked && isStatusByte(byte)) {
            m_reply[m_replied++] = byte;
            if (m_replied < m_reply.size())
                continue;
            m_asked = false;
            m_replyTimer.stop();
            onStatus(parseStatus(m_reply).value_or(PrinterStatus{}));
        } else if (m_owed > 0 && isCompletionByte(byte)) {
            if (--m_owed == 0 && m_state == State::Printing && !m_asked)
                query();
        } else {
            m_link.drop(QStringLiteral("a byte that answers nothing"));
            return;
        }
    }
}

void ReceiptPrinter::onStatus(const PrinterStatus &status) {
    setStatus(status);
    const auto failure = failureOf(status);
    switch (m_state) {
    case State::Idle:
        m_pollTimer.start(m_options.pollMs);
        break;
    case State::Asking:
        if (failure)
            finish(failure);
        else
            sendJob();
        break;
    case State::Printing:
        if (failure || m_askedAfterEnd)
            finish(failure);
        else if (m_owed == 0)
            query();
        else
            m_pollTimer.start(m_options.busyPollMs);
        break;
    }
}

void ReceiptPrinter::query() {
    if (m_asked || !m_link.isOpen())
        return;
    m_pollTimer.stop();
    m_asked = true;
    m_replied = 0;
    m_askedAfterEnd = m_state == State::Printing && m_owed == 0;
    m_replyTimer.start(m_options.replyTimeoutMs);
    if (!m_link.send(statusQuery()))
        m_link.drop(QStringLiteral("it takes no more bytes"));
}

void ReceiptPrinter::nextJob() {
    if (m_state != State::Idle || m_jobs.empty())
        return;
    m_state = State::Asking;
    query(); // or the answer that is awaited already serves
}

void ReceiptPrinter::sendJob() {
    m_state = State::Printing;
    ++m_owed;
    m_printTimer.start(m_options.printTimeoutMs);
    if (m_link.send(m_jobs.front().bytes) && m_link.send(completionQuery()))
        m_pollTimer.start(m_options.busyPollMs);
    else
        m_link.drop(QStringLiteral("it takes no more bytes"));
}

void ReceiptPrinter::finish(std::optional<Failure> failure) {
    const std::string id = m_jobs.front().id;
    m_jobs.pop_front();
    m_printTimer.stop();
    m_state = State::Idle;
    if (m_jobs.empty())
        m_pollTimer.start(m_options.pollMs);
    else
        nextJob();
    if (failure)
        emit failed(id, *failure);
    else
        emit printed(id);
}

void ReceiptPrinter::failLater(const std::string &jobId, Failure reason) {
    QMetaObject::invokeMethod(
        this, [this, jobId, reason] { emit failed(jobId, reason); }, Qt::QueuedConnection);
}

void ReceiptPrinter::setStatus(const PrinterStatus &status) {
    if (std::exchange(m_told, true) && status == m_status)
        return;
    m_status = status;
    emit statusChanged(status);
}

std::string_view name(ReceiptPrinter::Failure failure) {
    using Failure = ReceiptPrinter::Failure;
    switch (failure) {
    case Failure::Unreachable:
        return "unreachable";
    case Failure::Offline:
        return "offline";
    case Failure::CoverOpen:
        return "cover open";
    case Failure::PaperOut:
        return "paper out";
    case Failure::Error:
        return "error";
    case Failure::TimedOut:
        return "timed out";
    case Failure::ConnectionLost:
        return "connection lost";
    case Failure::Document:
        return "document";
    case Failure::Busy:
        return "busy";
    }
    return "error";
}

} // namespace panier::peripherals::printer

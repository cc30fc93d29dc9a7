#include "devices/receipt_device.h"

#include "base/log.h"
#include "eticket/link.h"
#include "eticket/paper.h"

namespace panier::devices {

namespace {

using namespace peripherals::printer;

visit::DeviceReason reasonOf(ReceiptPrinter::Failure failure) {
    switch (failure) {
    case ReceiptPrinter::Failure::PaperOut:
        return visit::DeviceReason::PaperOut;
    case ReceiptPrinter::Failure::CoverOpen:
        return visit::DeviceReason::CoverOpen;
    case ReceiptPrinter::Failure::Unreachable:
    case ReceiptPrinter::Failure::ConnectionLost:
        return visit::DeviceReason::Unreachable;
    case ReceiptPrinter::Failure::TimedOut:
        return visit::DeviceReason::Silent;
    default:
        return visit::DeviceReason::DeviceError;
    }
}

visit::DeviceState stateOf(const PrinterStatus &status, bool connected) {
    using visit::DeviceReason;
    using visit::Health;
    if (!connected)
        return {Health::Lost, DeviceReason::Unreachable};
    if (status.paperOut)
        return {Health::Lost, DeviceReason::PaperOut};
    if (status.coverOpen)
        return {Health::Lost, DeviceReason::CoverOpen};
    if (!status.online || status.error)
        return {Health::Lost, DeviceReason::DeviceError};
    if (status.paperNearEnd)
        return {Health::Attention, DeviceReason::PaperNearEnd};
    return {Health::Ready, DeviceReason::None};
}

Block blockOf(const eticket::PaperBlock &block) {
    using Kind = eticket::PaperBlock::Kind;
    switch (block.kind) {
    case Kind::Title:
        return TextBlock{block.left, Align::Center, true, true};
    case Kind::Centred:
        return TextBlock{block.left, Align::Center, false, false};
    case Kind::Text:
        return TextBlock{block.left, Align::Left, false, false};
    case Kind::Detail:
        return TextBlock{"  " + block.left, Align::Left, false, false};
    case Kind::Pair:
        return PairBlock{block.left, block.right, false, false};
    case Kind::BoldPair:
        return PairBlock{block.left, block.right, true, true};
    case Kind::Rule:
        return RuleBlock{};
    }
    return RuleBlock{};
}

} // namespace

ReceiptDevice::ReceiptDevice(ReceiptPrinterOptions options, std::string publicUrl, storage::TillStore &store,
                             EventSink sink, QObject *parent)
    : QObject(parent), m_sink(std::move(sink)), m_publicUrl(std::move(publicUrl)), m_store(store),
      m_printer(std::move(options)) {
    connect(&m_printer, &ReceiptPrinter::printed, this, [this](const std::string &jobId) {
        finish(jobId, [](std::int64_t ticket) { return visit::Printed{ticket}; });
    });
    connect(&m_printer, &ReceiptPrinter::failed, this, [this](const std::string &jobId, ReceiptPrinter::Failure why) {
        base::logWarning("printer: {}", name(why));
        finish(jobId, [why](std::int64_t ticket) { return visit::PrintFailed{ticket, reasonOf(why)}; });
    });
    connect(&m_printer, &ReceiptPrinter::statusChanged, this, [this](const PrinterStatus &status) {
        m_sink(visit::DeviceChanged{visit::Device::Printer, stateOf(status, m_printer.connected())}, 0);
    });
}

void ReceiptDevice::print(const visit::PrintTicket &command, std::uint64_t commandId) {
    m_store.readTicket(command.ticket.number, [this, command, commandId](const auto &content) {
        if (!content) {
            base::logError("ticket {} can't be printed: {}", command.ticket.number, content.error().text);
            m_sink(visit::PrintFailed{command.ticket.number, visit::DeviceReason::DeviceError}, commandId);
            return;
        }
        const auto receipt =
            eticket::makeReceipt(*content, command.ticket.signatureExtract, content->ticket.language, command.copy);
        PrintDocument document;
        for (const auto &block : eticket::paperBlocks(receipt))
            document.blocks.push_back(blockOf(block));
        if (!m_publicUrl.empty())
            document.blocks.emplace_back(QrBlock{eticket::eticketUrl(m_publicUrl, content->eticketId)});
        document.blocks.emplace_back(CutBlock{});
        const auto jobId = std::to_string(commandId);
        m_jobs[jobId] = {command.ticket.number, commandId};
        m_printer.print(jobId, document);
    });
}

void ReceiptDevice::finish(const std::string &jobId, const std::function<visit::EventData(std::int64_t)> &event) {
    const auto job = m_jobs.find(jobId);
    if (job == m_jobs.end())
        return;
    const auto [ticket, commandId] = job->second;
    m_jobs.erase(job);
    m_sink(event(ticket), commandId);
}

} // namespace panier::devices

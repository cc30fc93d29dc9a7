// The client's ears: what it makes of each message of its reader. Whom it asks for what, and when, stands in
// client.cpp.
#include "rfid/llrp/client.h"

#include <fmt/format.h>

namespace panier::rfid::llrp {

using reader::ReaderState;

namespace {

QString textOfAttempt(std::uint16_t attempt) {
    switch (static_cast<ConnectionAttempt>(attempt)) {
    case ConnectionAttempt::ReaderInitiatedExists:
    case ConnectionAttempt::ClientInitiatedExists:
        return QStringLiteral("the reader has another client already");
    default:
        return QStringLiteral("the reader refused the connection (status %1)").arg(attempt);
    }
}

QString nonsense(const DecodeFailure &failure) {
    return QString::fromStdString("the reader sends nonsense: " + failure.text);
}

} // namespace

void Client::onReceived(const QByteArray &bytes) {
    m_silenceTimer.start(m_config.silenceMs);
    m_framer.append({reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())});
    while (true) {
        const auto frame = m_framer.next();
        if (!frame)
            return giveUp(nonsense(frame.error()));
        if (!*frame)
            return;
        if (!m_rate.take(m_clock.monotonicUs()))
            return giveUp(QStringLiteral("the reader floods us with messages"));
        if (const auto handled = handle(**frame); !handled)
            return giveUp(handled.error());
        if (m_step == Step::Idle)
            return;
    }
}

Client::Handled Client::handle(const Frame &frame) {
    switch (frame.type) {
    case MessageType::Keepalive:
        if (!m_link.send(keepaliveAck({frame.id, m_talk.version})))
            return tl::make_unexpected(QStringLiteral("the reader takes nothing any more"));
        return {};
    case MessageType::ReaderEventNotification:
        return handleEvent(frame);
    case MessageType::RoAccessReport:
        return handleReport(frame);
    default:
        return handleResponse(frame);
    }
}

Client::Handled Client::handleEvent(const Frame &frame) {
    const auto event = decodeReaderEvent(frame.body);
    if (!event)
        return tl::make_unexpected(nonsense(event.error()));
    // The first news of the reader's clock, before any report can lie about it.
    const auto nowUs = m_clock.monotonicUs();
    if (event->utcUs)
        (void)m_utcClock.toHost(*event->utcUs, nowUs);
    if (event->uptimeUs)
        (void)m_uptimeClock.toHost(*event->uptimeUs, nowUs);
    if (event->connectionClose)
        return tl::make_unexpected(QStringLiteral("the reader closes the connection"));
    if (m_step == Step::Running && event->endedRoSpec == roSpec().id)
        return tl::make_unexpected(QStringLiteral("the reader has ended the inventory"));
    tellEvent(*event);
    if (m_step != Step::Greeting || !event->connectionAttempt)
        return {};
    if (*event->connectionAttempt != static_cast<std::uint16_t>(ConnectionAttempt::Success))
        return tl::make_unexpected(textOfAttempt(*event->connectionAttempt));
    request(m_asksVersion ? Step::SupportedVersion : Step::Capabilities);
    return {};
}

void Client::tellEvent(const ReaderEvent &event) {
    if (event.antenna)
        warn(fmt::format("reader: antenna {} {}", event.antenna->antenna,
                         event.antenna->connected ? "is connected" : "is gone"));
    if (event.exception)
        warn("reader: " + *event.exception);
    if (event.input && !isLeaving())
        emit inputChanged(event.input->port, event.input->high);
}

// All of a message or nothing: what follows a nonsensical tag isn't believed, nor what came before it.
Client::Handled Client::handleReport(const Frame &frame) {
    const auto nowUs = m_clock.monotonicUs();
    // Reports come of our ROSpec, or of somebody else's that is about to be deleted, or while we leave.
    const bool ours = !isLeaving() && (m_step == Step::Start || m_state == ReaderState::Ready);
    m_batch.clear();
    TagReportReader tags(frame.body);
    while (const auto *report = tags.next()) {
        if (!m_rate.take(nowUs))
            return tl::make_unexpected(QStringLiteral("the reader floods us with tags"));
        if (ours) {
            observe(*report, nowUs);
            noteOperation(*report);
        }
    }
    if (tags.failure())
        return tl::make_unexpected(nonsense(*tags.failure()));
    if (!m_batch.empty())
        emit observations(m_batch);
    if (m_step == Step::Operation && m_operation)
        finishOperation();
    return {};
}

void Client::observe(const TagReport &report, std::int64_t nowUs) {
    const auto epc = report.epc();
    if (!epc)
        return;
    const auto timeUs = seenAt(report, nowUs);
    if (!timeUs) {
        ++m_staleReports;
        return warn("reader: a report of a tag is older than the connection bears; it is left out");
    }
    m_batch.push_back({*epc, report.antenna, report.peakRssiDbm, report.seenCount, *timeUs, report.phase,
                       m_talk.capabilities.frequencyKhz(report.channelIndex)});
}

std::optional<std::int64_t> Client::seenAt(const TagReport &report, std::int64_t nowUs) {
    if (report.seenUtcUs)
        return m_utcClock.toHost(*report.seenUtcUs, nowUs);
    if (report.seenUptimeUs)
        return m_uptimeClock.toHost(*report.seenUptimeUs, nowUs);
    return nowUs;
}

// The result may come before the response to ENABLE_ACCESSSPEC does.
void Client::noteOperation(const TagReport &report) {
    const bool underWay = m_step == Step::EnableAccess || m_step == Step::Operation;
    if (underWay && report.access && report.accessSpecId == m_accessSpecId && report.epc() == m_marker.epc())
        m_operation = report.access;
}

Client::Handled Client::handleResponse(const Frame &frame) {
    const auto request = requestOf(m_step);
    if (!request || !isOurAnswer(frame, *request))
        return {}; // too late, or nothing of ours
    const auto status = decodeStatus(frame.body, frame.type);
    if (!status)
        return tl::make_unexpected(nonsense(status.error()));
    if (!status->success() || frame.type == MessageType::ErrorMessage) {
        refused(m_step, QStringLiteral("the reader refused message %1: status %2 %3")
                            .arg(static_cast<int>(*request))
                            .arg(status->code)
                            .arg(QString::fromStdString(status->description).left(200)));
        return {};
    }
    if (const auto taken = takeAnswer(frame); !taken)
        return taken;
    goOn();
    return {};
}

// A response carries its request's id. Some peers number their responses themselves, against the standard: with one
// request under way the type still tells, unless the id is of an earlier request on this connection.
bool Client::isOurAnswer(const Frame &frame, MessageType request) const {
    const bool isResponse = frame.type == responseTo(request);
    if (frame.id == m_requestId)
        return isResponse || frame.type == MessageType::ErrorMessage;
    return isResponse && frame.type != MessageType::Custom && (frame.id < firstRequestId || frame.id > m_requestId);
}

// What a response says beyond its status.
Client::Handled Client::takeAnswer(const Frame &frame) {
    if (const auto learnt = m_talk.learn(m_step, frame.body); !learnt)
        return tl::make_unexpected(nonsense(learnt.error()));
    if (m_step != Step::Inputs)
        return {};
    const auto inputs = decodeInputs(frame.body);
    if (!inputs)
        return tl::make_unexpected(nonsense(inputs.error()));
    for (const auto &input : *inputs)
        emit inputChanged(input.port, input.high);
    return {};
}

} // namespace panier::rfid::llrp

#include "rfid/llrp/client.h"

#include "base/log.h"

#include <algorithm>

namespace panier::rfid::llrp {

using reader::InventoryMode;
using reader::MarkOutcome;
using reader::ReaderState;

namespace {

constexpr std::uint32_t allSpecs = 0;
// Our ids begin far from where a peer that numbers its own messages begins (see isOurAnswer).
constexpr std::uint32_t firstRequestId = 0x50414E00;
constexpr int warningsPerSecond = 5;

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

Client::Client(ClientConfig config, const base::Clock &clock, QObject *parent)
    : Reader(parent), m_config(std::move(config)), m_clock(clock), m_link(m_config.endpoint, {}, m_config.tls),
      m_requestId(firstRequestId), m_backOffMs(m_config.backOffMinMs), m_asksVersion(m_config.offersVersion11),
      m_rate(m_config.maxPerSecond), m_warnings(warningsPerSecond) {
    for (auto *timer : {&m_stepTimer, &m_silenceTimer, &m_retryTimer})
        timer->setSingleShot(true);
    connect(&m_link, &peripherals::link::TcpLink::opened, this, [this] {
        m_step = Step::Greeting;
        m_stepTimer.start(m_config.responseMs);
        m_silenceTimer.start(m_config.silenceMs);
    });
    connect(&m_link, &peripherals::link::TcpLink::lost, this, &Client::giveUp);
    connect(&m_link, &peripherals::link::TcpLink::received, this, &Client::onReceived);
    connect(&m_stepTimer, &QTimer::timeout, this, &Client::onStepTimeout);
    connect(&m_silenceTimer, &QTimer::timeout, this, [this] { giveUp(QStringLiteral("the reader has gone silent")); });
    connect(&m_retryTimer, &QTimer::timeout, this, &Client::open);
}

void Client::start() {
    if (m_step == Step::Idle && !m_retryTimer.isActive())
        open();
}

void Client::stop() {
    if (isLeaving())
        return;
    const bool isConversing = m_link.isOpen() && m_step != Step::Idle && m_step != Step::Greeting;
    if (!isConversing)
        return finish();
    request(m_hasAccessSpec ? Step::FinalAccess : Step::FinalDelete);
    loseMarks();
}

void Client::setInventory(InventoryMode mode) {
    m_wantedMode = mode;
    work();
}

void Client::mark(const codes::Epc &epc, const reader::SoldMark &mark) {
    if (m_state != ReaderState::Ready || isLeaving())
        emit marked(epc, MarkOutcome::Lost, QStringLiteral("the reader isn't ready"));
    else if (!m_info.marksTags)
        emit marked(epc, MarkOutcome::NotSupported, QStringLiteral("the reader takes no AccessSpecs"));
    else if (!m_marker.add(epc, mark))
        emit marked(epc, MarkOutcome::Failed, QStringLiteral("too many marks wait"));
    else
        work();
}

// Once at a time: this class spaces its attempts itself, because a reader that lets us in and turns us away is as lost
// as one that refuses the connection.
void Client::open() {
    m_framer.reset();
    m_talk = {};
    m_talk.vendorExtensions = m_config.vendorExtensions;
    m_talk.mode = m_wantedMode;
    m_utcClock = {};
    m_uptimeClock = {};
    m_requestId = firstRequestId;
    m_link.openOnce();
}

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

void Client::onStepTimeout() {
    if (m_step == Step::Operation)
        finishOperation();
    else if (bearsSilence(m_step))
        goOn();
    else
        giveUp(QStringLiteral("the reader doesn't answer"));
}

// Without versions, capabilities, extensions and events a reader works as it is set; one with nothing to delete may say
// so by a refusal; a farewell needs no consent.
void Client::refused(Step step, const QString &why) {
    switch (step) {
    case Step::Config:
    case Step::Add:
    case Step::Enable:
    case Step::Start:
        return giveUp(why);
    case Step::AddAccess:
    case Step::EnableAccess:
        answerMark({MarkOutcome::Failed, why.toStdString()});
        return isLeaving() || m_step == Step::Idle ? void() : request(Step::DropAccess);
    case Step::Events:
        warn(why.toStdString());
        return goOn();
    default:
        return goOn();
    }
}

void Client::goOn() {
    const auto next = m_talk.after(m_step);
    switch (next) {
    case Step::Idle:
        return finish();
    case Step::Running:
        m_stepTimer.stop();
        m_hasAccessSpec = false;
        if (m_step == Step::Start)
            return ready();
        m_step = Step::Running;
        return work();
    case Step::Operation:
        m_step = Step::Operation;
        m_stepTimer.start(m_config.markMs);
        if (m_operation)
            finishOperation();
        return;
    default:
        return request(next);
    }
}

// The inventory runs: for the first time on this connection, or in another mode.
void Client::ready() {
    m_step = Step::Running; // whoever is told may ask for something at once
    m_info.model = m_talk.capabilities.model == 0
                       ? QString()
                       : QStringLiteral("%1/%2").arg(m_talk.capabilities.manufacturer).arg(m_talk.capabilities.model);
    m_info.firmware = QString::fromStdString(m_talk.capabilities.firmware).left(100);
    m_info.antennas = m_talk.capabilities.antennas;
    m_info.tellsPhase = m_talk.extended;
    m_info.marksTags = m_talk.capabilities.maxAccessSpecs > 0;
    m_backOffMs = m_config.backOffMinMs;
    m_asksVersion = m_config.offersVersion11;
    setState(ReaderState::Ready, {});
    work();
}

// Between requests: another mode first, then the marks.
void Client::work() {
    if (m_step != Step::Running)
        return;
    if (m_wantedMode != m_talk.mode)
        return request(Step::Delete);
    while (m_step == Step::Running && !m_marker.empty()) {
        if (const auto refusal = m_marker.impossible()) {
            answerMark(*refusal);
            continue;
        }
        ++m_accessSpecId;
        m_operation.reset();
        m_hasAccessSpec = true;
        request(Step::AddAccess);
    }
}

// The result is here, or won't come.
void Client::finishOperation() {
    const auto done = m_operation ? m_marker.take(*m_operation)
                                  : Marker::Done{MarkOutcome::TagNotFound, "the reader hasn't met the tag"};
    m_operation.reset();
    request(Step::DropAccess); // a reader that obeyed has dropped it by itself, and refuses
    if (done)
        answerMark(*done);
}

void Client::answerMark(const Marker::Done &done) {
    const auto epc = m_marker.epc();
    m_marker.pop();
    emit marked(epc, done.outcome, QString::fromStdString(done.detail));
}

void Client::loseMarks() {
    m_operation.reset();
    while (!m_marker.empty())
        answerMark({MarkOutcome::Lost, "the reader went away"});
}

void Client::request(Step step) {
    m_step = step;
    if (step == Step::Add)
        m_talk.mode = m_wantedMode;
    m_stepTimer.start(isLeaving() ? m_config.closeMs : m_config.responseMs);
    if (!m_link.send(message(step, ++m_requestId)))
        m_stepTimer.start(0); // it can't be answered
}

base::Bytes Client::message(Step step, std::uint32_t id) const {
    const Head head(id, m_talk.version);
    switch (step) {
    case Step::SupportedVersion:
        return getSupportedVersion(id);
    case Step::SetVersion:
        return setProtocolVersion(id, Version::V1_1);
    case Step::Capabilities:
        return getReaderCapabilities(head);
    case Step::Extensions:
        return enableImpinjExtensions(head);
    case Step::Config:
        return setReaderConfig(head, static_cast<std::uint32_t>(m_config.keepaliveMs),
                               m_talk.capabilities.canHoldEvents);
    case Step::Events:
        return setReaderEvents(head, m_talk.capabilities.inputs);
    case Step::Inputs:
        return getInputs(head);
    case Step::Add:
        return addRoSpec(head, roSpec());
    case Step::AddAccess:
        return addAccessSpec(head, m_marker.operation(m_accessSpecId));
    case Step::Enable:
    case Step::Start:
        return specRequest(*requestOf(step), head, roSpec().id);
    case Step::EnableAccess:
    case Step::DropAccess:
        return specRequest(*requestOf(step), head, m_accessSpecId);
    case Step::DeleteAccess:
    case Step::FinalAccess:
    case Step::Delete:
    case Step::FinalDelete:
        return specRequest(*requestOf(step), head, allSpecs);
    default:
        return closeConnection(head);
    }
}

RoSpec Client::roSpec() const {
    return m_talk.roSpec(m_config.inventory);
}

void Client::giveUp(const QString &reason) {
    if (isLeaving())
        return finish();
    if (m_step == Step::SupportedVersion || m_step == Step::SetVersion)
        m_asksVersion = false; // the question itself may be more than this reader bears
    closeLink();
    m_retryTimer.start(m_backOffMs);
    m_backOffMs = std::min(m_backOffMs * 2, m_config.backOffMaxMs);
    loseMarks();
    setState(ReaderState::Lost, reason);
}

void Client::finish() {
    closeLink();
    m_retryTimer.stop();
    loseMarks();
    m_state = ReaderState::Starting;
    emit stopped();
}

void Client::closeLink() {
    m_step = Step::Idle;
    m_hasAccessSpec = false;
    m_stepTimer.stop();
    m_silenceTimer.stop();
    m_link.close();
}

void Client::setState(ReaderState state, const QString &reason) {
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state, reason);
}

// A reader that has much to complain about mustn't fill the disk with it.
void Client::warn(const std::string &text) {
    if (m_warnings.take(m_clock.monotonicUs()))
        base::logWarning("{}", text);
}

} // namespace panier::rfid::llrp

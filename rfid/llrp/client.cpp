#include "rfid/llrp/client.h"

#include "base/log.h"

#include <algorithm>

namespace panier::rfid::llrp {

using reader::InventoryMode;
using reader::MarkOutcome;
using reader::ReaderState;

namespace {

constexpr std::uint32_t allSpecs = 0;
constexpr int warningsPerSecond = 5;

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

#include "rfid/llrp/client.h"

#include <algorithm>

namespace panier::rfid::llrp {

using reader::ReaderState;

namespace {

constexpr std::uint32_t allRoSpecs = 0;
constexpr std::uint32_t ourRoSpec = 1;
// Our ids begin far from where a peer that numbers its own messages begins (see isOurAnswer).
constexpr std::uint32_t firstRequestId = 0x50414E00;

MessageType responseTo(MessageType request) {
    if (request == MessageType::CloseConnection)
        return MessageType::CloseConnectionResponse;
    return static_cast<MessageType>(static_cast<std::uint16_t>(request) + 10);
}

QString textOfAttempt(std::uint16_t attempt) {
    switch (static_cast<ConnectionAttempt>(attempt)) {
    case ConnectionAttempt::ReaderInitiatedExists:
    case ConnectionAttempt::ClientInitiatedExists:
        return QStringLiteral("the reader has another client already");
    default:
        return QStringLiteral("the reader refused the connection (status %1)").arg(attempt);
    }
}

// The level nearest to what was asked for, not above it; the lowest if all are above.
std::optional<PowerLevel> choosePower(const std::vector<PowerLevel> &levels, int powerDbm) {
    std::optional<PowerLevel> best;
    for (const auto &level : levels) {
        const bool allowed = level.centiDbm <= powerDbm * 100;
        const bool bestAllowed = best && best->centiDbm <= powerDbm * 100;
        if (!best || (allowed && !bestAllowed) ||
            (allowed == bestAllowed && (level.centiDbm > best->centiDbm) == allowed))
            best = level;
    }
    return best;
}

} // namespace

Client::Client(ClientConfig config, const base::Clock &clock, QObject *parent)
    : Reader(parent), m_config(std::move(config)), m_clock(clock), m_link(m_config.endpoint),
      m_requestId(firstRequestId), m_backOffMs(m_config.backOffMinMs) {
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
    const bool isConversing = m_link.isOpen() && m_step != Step::Idle && m_step != Step::Greeting;
    if (m_step == Step::FinalDelete || m_step == Step::Close)
        return;
    if (isConversing)
        request(Step::FinalDelete);
    else
        finish();
}

void Client::setInventory(reader::InventoryMode) {}

void Client::mark(const codes::Epc &epc, const reader::SoldMark &) {
    emit marked(epc, reader::MarkOutcome::NotSupported, {});
}

// Once at a time: this class spaces its attempts itself, because a reader that lets us in and turns us away is as lost
// as one that refuses the connection.
void Client::open() {
    m_framer.reset();
    m_capabilities = {};
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
        if (const auto handled = handle(**frame); !handled)
            return giveUp(handled.error());
        if (m_step == Step::Idle)
            return;
    }
}

Client::Handled Client::handle(const Frame &frame) {
    switch (frame.type) {
    case MessageType::Keepalive:
        if (!m_link.send(keepaliveAck(frame.id)))
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
    if (event->connectionClose)
        return tl::make_unexpected(QStringLiteral("the reader closes the connection"));
    if (m_step != Step::Greeting || !event->connectionAttempt)
        return {};
    if (*event->connectionAttempt != static_cast<std::uint16_t>(ConnectionAttempt::Success))
        return tl::make_unexpected(textOfAttempt(*event->connectionAttempt));
    request(Step::Capabilities);
    return {};
}

Client::Handled Client::handleReport(const Frame &frame) {
    const auto reports = decodeTagReports(frame.body);
    if (!reports)
        return tl::make_unexpected(nonsense(reports.error()));
    if (m_step != Step::Start && m_step != Step::Running)
        return {}; // of somebody else's ROSpec, which is about to be deleted, or of ours while we leave
    const auto nowUs = m_clock.monotonicUs();
    std::vector<tray::TagObservation> batch;
    for (const auto &report : *reports)
        if (report.epc)
            batch.push_back({*report.epc, report.antenna, report.peakRssiDbm, report.seenCount, nowUs});
    if (!batch.empty())
        emit observations(batch);
    return {};
}

Client::Handled Client::handleResponse(const Frame &frame) {
    const auto request = requestOf(m_step);
    if (!request || !isOurAnswer(frame, *request))
        return {}; // too late, or nothing of ours
    const auto status = decodeStatus(frame.body);
    if (!status)
        return tl::make_unexpected(nonsense(status.error()));
    const bool success = status->success() && frame.type != MessageType::ErrorMessage;
    if (!success && mustSucceed(m_step))
        return tl::make_unexpected(QStringLiteral("the reader refused message %1: status %2 %3")
                                       .arg(static_cast<int>(*request))
                                       .arg(status->code)
                                       .arg(QString::fromStdString(status->description).left(200)));
    if (success && m_step == Step::Capabilities) {
        const auto capabilities = decodeCapabilities(frame.body);
        if (!capabilities)
            return tl::make_unexpected(nonsense(capabilities.error()));
        m_capabilities = *capabilities;
    }
    goOn();
    return {};
}

// A response carries its request's id. Some peers number their responses themselves, against the standard: with one
// request under way the type still tells, unless the id is of an earlier request on this connection.
bool Client::isOurAnswer(const Frame &frame, MessageType request) const {
    const bool isResponse = frame.type == responseTo(request);
    if (frame.id == m_requestId)
        return isResponse || frame.type == MessageType::ErrorMessage;
    return isResponse && (frame.id < firstRequestId || frame.id > m_requestId);
}

void Client::onStepTimeout() {
    // A modest reader may not know the question; without an answer its power and channels stay as they are.
    if (m_step == Step::Capabilities)
        return goOn();
    giveUp(QStringLiteral("the reader doesn't answer"));
}

void Client::goOn() {
    switch (m_step) {
    case Step::Start:
        m_step = Step::Running;
        m_info.antennas = m_capabilities.antennas;
        m_stepTimer.stop();
        m_backOffMs = m_config.backOffMinMs;
        setState(ReaderState::Ready, {});
        return;
    case Step::Close:
        return finish();
    default:
        return request(static_cast<Step>(static_cast<int>(m_step) + 1));
    }
}

void Client::request(Step step) {
    m_step = step;
    const bool isLeaving = step == Step::FinalDelete || step == Step::Close;
    m_stepTimer.start(isLeaving ? m_config.closeMs : m_config.responseMs);
    if (!m_link.send(message(step, ++m_requestId)))
        m_stepTimer.start(0); // it can't be answered
}

// Without capabilities the reader stays as it is set; one with nothing to delete may say so by a refusal; a farewell
// needs no consent.
bool Client::mustSucceed(Step step) {
    return step == Step::Config || step == Step::Add || step == Step::Enable || step == Step::Start;
}

std::optional<MessageType> Client::requestOf(Step step) {
    switch (step) {
    case Step::Capabilities:
        return MessageType::GetReaderCapabilities;
    case Step::Config:
        return MessageType::SetReaderConfig;
    case Step::Delete:
    case Step::FinalDelete:
        return MessageType::DeleteRoSpec;
    case Step::Add:
        return MessageType::AddRoSpec;
    case Step::Enable:
        return MessageType::EnableRoSpec;
    case Step::Start:
        return MessageType::StartRoSpec;
    case Step::Close:
        return MessageType::CloseConnection;
    case Step::Idle:
    case Step::Greeting:
    case Step::Running:
        break;
    }
    return std::nullopt;
}

base::Bytes Client::message(Step step, std::uint32_t id) const {
    switch (step) {
    case Step::Capabilities:
        return getReaderCapabilities(id);
    case Step::Config:
        return setReaderConfig(id, static_cast<std::uint32_t>(m_config.keepaliveMs), m_capabilities.canHoldEvents);
    case Step::Add:
        return addRoSpec(id, roSpec());
    case Step::Delete:
    case Step::FinalDelete:
        return roSpecRequest(MessageType::DeleteRoSpec, id, allRoSpecs);
    case Step::Enable:
        return roSpecRequest(MessageType::EnableRoSpec, id, ourRoSpec);
    case Step::Start:
        return roSpecRequest(MessageType::StartRoSpec, id, ourRoSpec);
    default:
        return closeConnection(id);
    }
}

RoSpec Client::roSpec() const {
    RoSpec spec;
    spec.id = ourRoSpec;
    if (!m_config.antennas.empty())
        spec.antennas = m_config.antennas;
    spec.tagPopulation = m_config.tagPopulation;
    if (!m_config.powerDbm)
        return spec;
    if (const auto level = choosePower(m_capabilities.powerLevels, *m_config.powerDbm))
        spec.transmitter = {m_capabilities.hopTableId.value_or(0), m_capabilities.channelIndex, level->index};
    return spec;
}

void Client::giveUp(const QString &reason) {
    if (m_step == Step::FinalDelete || m_step == Step::Close)
        return finish();
    closeLink();
    m_retryTimer.start(m_backOffMs);
    m_backOffMs = std::min(m_backOffMs * 2, m_config.backOffMaxMs);
    setState(ReaderState::Lost, reason);
}

void Client::finish() {
    closeLink();
    m_retryTimer.stop();
    m_state = ReaderState::Starting;
    emit stopped();
}

void Client::closeLink() {
    m_step = Step::Idle;
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

QString Client::nonsense(const DecodeFailure &failure) {
    return QString::fromStdString("the reader sends nonsense: " + failure.text);
}

} // namespace panier::rfid::llrp

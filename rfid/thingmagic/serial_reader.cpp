#include "rfid/thingmagic/serial_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace panier::rfid::thingmagic {

using reader::MarkOutcome;
using reader::ReaderState;

namespace {

// What a module can be set to, the likelier first. The configured speed comes before them, twice: the first bytes may
// only wake it up.
constexpr std::array<int, 8> speeds{115200, 921600, 9600, 57600, 38400, 19200, 230400, 460800};
constexpr std::size_t maxProbes = speeds.size() + 2;
constexpr int maxDrains = 3;
constexpr int maxAttempts = 2; // of a command

base::ByteView viewOf(const QByteArray &bytes) {
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

bool isStreamOption(const Frame &frame, StreamOption option) {
    return !frame.data.empty() && frame.data[0] == static_cast<std::uint8_t>(option);
}

QString inWords(const Command &command, Status status) {
    return QStringLiteral("the reader refused command %1: %2")
        .arg(static_cast<int>(command.opcode), 2, 16, QLatin1Char('0'))
        .arg(QString::fromStdString(textOf(status)));
}

} // namespace

SerialReader::SerialReader(ReaderConfig config, const base::Clock &clock, QObject *parent)
    : Reader(parent), m_config(std::move(config)), m_clock(clock), m_conversation(m_config),
      m_link({m_config.device, m_config.baud}), m_backOffMs(m_config.backOffMinMs) {
    for (auto *timer : {&m_stepTimer, &m_silenceTimer, &m_retryTimer, &m_pauseTimer})
        timer->setSingleShot(true);
    using peripherals::link::SerialLink;
    connect(&m_link, &SerialLink::opened, this, [this] {
        m_conversation.begin();
        m_framer.reset();
        m_probes = 0;
        m_drains = 0;
        probeNext();
    });
    connect(&m_link, &SerialLink::lost, this, &SerialReader::giveUp);
    connect(&m_link, &SerialLink::received, this, &SerialReader::onReceived);
    connect(&m_stepTimer, &QTimer::timeout, this, &SerialReader::onStepTimeout);
    connect(&m_silenceTimer, &QTimer::timeout, this, [this] { giveUp(QStringLiteral("the reader has gone silent")); });
    connect(&m_retryTimer, &QTimer::timeout, this, &SerialReader::open);
    connect(&m_pauseTimer, &QTimer::timeout, this, &SerialReader::pauseIfDue);
}

void SerialReader::start() {
    if (m_step == Step::Idle && !m_retryTimer.isActive())
        open();
}

void SerialReader::stop() {
    if (m_step == Step::FinalStop)
        return;
    const bool mayStream = m_link.isOpen() && m_step >= Step::Start;
    if (mayStream)
        request(Step::FinalStop);
    else
        finish();
}

void SerialReader::setInventory(reader::InventoryMode mode) {
    m_conversation.setInventory(mode);
    pauseIfDue();
}

void SerialReader::mark(const codes::Epc &epc, const reader::SoldMark &mark) {
    const bool isSane = !epc.bytes().empty() && (mark.kind == reader::SoldMark::Kind::Eas ||
                                                 (!mark.words.empty() && mark.words.size() <= maxMarkWords));
    if (m_state != ReaderState::Ready)
        emit marked(epc, MarkOutcome::Lost, QStringLiteral("the reader isn't ready"));
    else if (!isSane || m_marks.size() >= maxMarks)
        emit marked(epc, MarkOutcome::Failed,
                    isSane ? QStringLiteral("too many marks wait") : QStringLiteral("a mark that can't be written"));
    else {
        m_marks.push_back({epc, mark});
        pauseIfDue();
    }
}

void SerialReader::open() {
    m_link.openOnce();
}

void SerialReader::onReceived(const QByteArray &bytes) {
    m_framer.append(viewOf(bytes));
    handleWaiting();
}

void SerialReader::handleWaiting() {
    while (m_link.isOpen() && m_step != Step::Idle) {
        const auto frame = m_framer.next();
        if (!frame)
            break;
        if (m_silenceTimer.isActive())
            m_silenceTimer.start(m_config.silenceMs);
        const auto handled = handle(*frame);
        if (!handled)
            giveUp(handled.error());
    }
    if (m_batch.empty())
        return;
    const auto batch = std::exchange(m_batch, {});
    emit observations(batch);
}

SerialReader::Handled SerialReader::handle(const Frame &frame) {
    // What a module says when its power comes back: it has forgotten everything.
    if (frame.opcode == Opcode::BootFirmware && m_step != Step::Boot && m_step != Step::Probe)
        return tl::make_unexpected(QStringLiteral("the reader has restarted"));
    const bool isOfStream = frame.opcode == Opcode::ReadTagMultiple || frame.opcode == Opcode::MultiProtocolTagOp ||
                            frame.opcode == Opcode::SetUserProfile;
    if (m_step == Step::Probe && isOfStream) {
        if (++m_drains > maxDrains)
            return tl::make_unexpected(QStringLiteral("the reader doesn't stop to read"));
        request(Step::Drain);
        return {};
    }
    if (frame.opcode == Opcode::ReadTagMultiple)
        return handleStream(frame);
    if (frame.opcode == Opcode::MultiProtocolTagOp)
        return handleStreamOption(frame);
    return handleAnswer(frame);
}

// Records count wherever they come in between, but for the reads of somebody else's stream.
SerialReader::Handled SerialReader::handleStream(const Frame &frame) {
    if (m_step < Step::Start)
        return {};
    if (m_step == Step::Start)
        run(); // the answer to the start was lost, the stream wasn't
    const bool isCycleEnd = frame.status == Status::NoTagsFound || frame.status == Status::TagBufferFull ||
                            (frame.status == Status::Success && frame.data.empty());
    if (isCycleEnd) {
        m_cycleStartUs = m_clock.monotonicUs();
        m_faults = 0;
        return {};
    }
    if (frame.status != Status::Success) {
        if (++m_faults < faultyCycles)
            return {};
        return tl::make_unexpected(
            QStringLiteral("the reader can't read: %1").arg(QString::fromStdString(textOf(frame.status))));
    }
    // One tag with an odd memory must not cost the line: the CRC says that the reader meant it so.
    const auto part = decodeStreamPart(frame.data);
    if (part && part->isRecord)
        observe(part->record);
    return {};
}

// The responses to starting and to stopping look alike but for their first byte.
SerialReader::Handled SerialReader::handleStreamOption(const Frame &frame) {
    const bool isRefused = frame.status != Status::Success;
    const bool isStop = isStreamOption(frame, StreamOption::Stop) || isRefused;
    switch (m_step) {
    case Step::Start:
        if (isRefused)
            return tl::make_unexpected(inWords(m_command, frame.status));
        if (!isStop)
            run();
        return {};
    case Step::Running:
        if (isStop)
            return tl::make_unexpected(
                QStringLiteral("the reader stopped to read: %1").arg(QString::fromStdString(textOf(frame.status))));
        return {};
    case Step::Drain:
        if (isStop)
            request(Step::Probe);
        return {};
    case Step::Pause:
        if (isStop) {
            m_marksDone = 0;
            nextMark();
        }
        return {};
    case Step::FinalStop:
        if (isStop)
            finish();
        return {};
    default:
        return {};
    }
}

SerialReader::Handled SerialReader::handleAnswer(const Frame &frame) {
    const bool isWaiting = m_step != Step::Running && m_step != Step::Idle;
    if (!isWaiting || frame.opcode != m_command.opcode)
        return {}; // too late, or nothing of ours
    if (m_step == Step::Mark) {
        handleMarkAnswer(frame.status);
        return {};
    }
    const bool isSuccess = frame.status == Status::Success;
    if (!isSuccess && Conversation::mustSucceed(m_step))
        return tl::make_unexpected(inWords(m_command, frame.status));
    if (isSuccess) {
        const auto taken = m_conversation.take(m_step, frame.data);
        if (!taken)
            return tl::make_unexpected(QString::fromStdString(taken.error()));
        if (m_step == Step::Baud && !m_link.setBaud(m_config.baud))
            return tl::make_unexpected(QStringLiteral("the line doesn't take the speed %1").arg(m_config.baud));
    }
    request(m_conversation.after(m_step, m_link.line().baud));
    return {};
}

void SerialReader::observe(const TagRecord &record) {
    m_faults = 0;
    const auto nowUs = m_clock.monotonicUs();
    const auto saidUs = m_cycleStartUs + static_cast<std::int64_t>(record.cycleMs) * 1000;
    m_batch.push_back({record.epc, record.antenna, record.rssiDbm, record.readCount,
                       std::clamp(saidUs, nowUs - oldestUs, nowUs), record.phase, record.frequencyKhz});
}

void SerialReader::onStepTimeout() {
    // A length that lied may hide the answer.
    const auto waitedFor = m_step;
    const auto wentOn = [&] { return m_step != waitedFor || m_stepTimer.isActive(); };
    while (!wentOn() && m_framer.skip())
        handleWaiting();
    if (wentOn())
        return;
    switch (m_step) {
    case Step::Probe:
        return probeNext();
    case Step::FinalStop:
        return finish();
    case Step::Mark: // it may be written or not: it isn't tried again
        return giveUp(QStringLiteral("the reader doesn't say whether the tag is marked"));
    default:
        if (m_attempts >= maxAttempts)
            return giveUp(QStringLiteral("the reader doesn't answer"));
        return sendCommand();
    }
}

// At one speed after the other, until the reader understands.
void SerialReader::probeNext() {
    if (m_probes >= maxProbes)
        return giveUp(QStringLiteral("nothing answers at any speed"));
    const int baud = m_probes < 2 ? m_config.baud : speeds.at(m_probes - 2);
    ++m_probes;
    m_framer.reset();
    (void)m_link.setBaud(baud); // a line that doesn't have this speed gets no answer at it either
    request(Step::Probe);
}

void SerialReader::request(Step step) {
    m_step = step;
    m_attempts = 0;
    switch (step) {
    case Step::Running:
        return; // run() has it
    case Step::MarkPort:
        m_command = setTagPort(m_conversation.ports().at(m_markPort));
        break;
    case Step::Mark:
        m_command = m_conversation.markCommand(m_marks.front().epc, m_marks.front().mark);
        break;
    default:
        m_command = m_conversation.command(step);
    }
    sendCommand();
}

void SerialReader::sendCommand() {
    ++m_attempts;
    m_stepTimer.start(timeoutMs(m_step));
    if (!m_link.send(toBytes(m_command)))
        m_stepTimer.start(0); // it can't be answered
}

int SerialReader::timeoutMs(Step step) const {
    switch (step) {
    case Step::Probe:
        return m_config.probeMs;
    case Step::Drain:
    case Step::Pause:
    case Step::FinalStop:
        return m_config.stopMs;
    case Step::Mark:
        return m_config.writeMs + m_config.responseMs;
    default:
        return m_config.responseMs;
    }
}

void SerialReader::run() {
    m_step = Step::Running;
    m_stepTimer.stop();
    m_silenceTimer.start(m_config.silenceMs);
    m_cycleStartUs = m_clock.monotonicUs();
    m_faults = 0;
    m_runningMode = m_conversation.inventory();
    m_backOffMs = m_config.backOffMinMs;
    setState(ReaderState::Ready, {});
    pauseIfDue();
}

void SerialReader::pauseIfDue() {
    const bool isModeDue = m_conversation.inventory() != m_runningMode;
    const bool isMarkDue = !m_marks.empty() && !m_pauseTimer.isActive();
    if (m_step != Step::Running || (!isModeDue && !isMarkDue))
        return;
    m_silenceTimer.stop(); // each step has its own time now
    request(Step::Pause);
}

void SerialReader::nextMark() {
    if (m_marks.empty() || m_marksDone >= marksAtOnce) {
        if (m_marksDone > 0)
            m_pauseTimer.start(marksPauseMs);
        return request(Step::Antennas);
    }
    m_markPort = 0;
    request(m_marksDone == 0 ? Step::MarkSession : Step::MarkPort);
}

void SerialReader::handleMarkAnswer(Status status) {
    if (status == Status::NoTagsFound && m_markPort + 1 < m_conversation.ports().size()) {
        ++m_markPort;
        return request(Step::MarkPort);
    }
    ++m_marksDone;
    m_stepTimer.stop();
    answerMark(outcomeOf(status), status == Status::Success ? QString() : QString::fromStdString(textOf(status)));
    if (m_step == Step::Mark)
        nextMark();
}

void SerialReader::answerMark(MarkOutcome outcome, const QString &detail) {
    const auto done = std::move(m_marks.front());
    m_marks.pop_front();
    emit marked(done.epc, outcome, detail);
}

void SerialReader::giveUp(const QString &reason) {
    if (m_step == Step::FinalStop)
        return finish();
    closeLink();
    m_retryTimer.start(m_backOffMs);
    m_backOffMs = std::min(m_backOffMs * 2, m_config.backOffMaxMs);
    setState(ReaderState::Lost, reason);
    for (auto waiting = m_marks.size(); waiting > 0; --waiting)
        answerMark(MarkOutcome::Lost, reason);
}

void SerialReader::finish() {
    closeLink();
    m_retryTimer.stop();
    m_state = ReaderState::Starting;
    for (auto waiting = m_marks.size(); waiting > 0; --waiting)
        answerMark(MarkOutcome::Lost, QStringLiteral("the reader is being stopped"));
    emit stopped();
}

void SerialReader::closeLink() {
    m_step = Step::Idle;
    for (auto *timer : {&m_stepTimer, &m_silenceTimer, &m_pauseTimer})
        timer->stop();
    m_batch.clear();
    m_link.close();
}

void SerialReader::setState(ReaderState state, const QString &reason) {
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged(state, reason);
}

} // namespace panier::rfid::thingmagic

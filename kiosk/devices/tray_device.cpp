#include "devices/tray_device.h"

#include "base/log.h"
#include "rfid/epc/identity.h"

#include <algorithm>
#include <cmath>

namespace panier::devices {

namespace {

constexpr int judgeMs = 100; // how often the engine judges
constexpr std::int64_t rereadUs =
    2'500'000; // after the reader came (back), before its silence about a tag means anything
constexpr std::int64_t unreadEveryUs = 1'000'000; // the estimate wavers: alone it is news this often at the most
constexpr int maxUnread = 999;

// Articles, not fractions of them; nothing below a half.
int unreadOf(double estimated) {
    return estimated >= 0.5 ? static_cast<int>(std::lround(std::min<double>(estimated, maxUnread))) : 0;
}

visit::MarkOutcome outcomeOf(rfid::reader::MarkOutcome outcome) {
    using Outcome = rfid::reader::MarkOutcome;
    switch (outcome) {
    case Outcome::Written:
        return visit::MarkOutcome::Written;
    case Outcome::TagNotFound:
        return visit::MarkOutcome::NotFound;
    case Outcome::Refused:
        return visit::MarkOutcome::Refused;
    case Outcome::NotEnoughPower:
        return visit::MarkOutcome::NotEnoughPower;
    case Outcome::NotSupported:
        return visit::MarkOutcome::NotSupported;
    case Outcome::Failed:
        return visit::MarkOutcome::Failed;
    case Outcome::Lost:
        return visit::MarkOutcome::Lost;
    }
    return visit::MarkOutcome::Failed;
}

visit::TagChange translate(const rfid::tray::TrayChange &change) {
    using Class = rfid::tray::TrayClass;
    using Reason = rfid::tray::UnsureReason;
    visit::TagChange result;
    result.epc = change.epc;
    result.gtin = rfid::epc::gtinIn(change.epc);
    result.tagClass = change.cls == Class::On       ? visit::TagClass::On
                      : change.cls == Class::Unsure ? visit::TagClass::Unsure
                                                    : visit::TagClass::Off;
    result.reason = change.reason == Reason::WeakSignal       ? visit::UnsureReason::WeakSignal
                    : change.reason == Reason::OneAntennaOnly ? visit::UnsureReason::OneAntenna
                    : change.reason == Reason::Intermittent   ? visit::UnsureReason::Intermittent
                                                              : visit::UnsureReason::None;
    return result;
}

} // namespace

TrayDevice::TrayDevice(std::unique_ptr<rfid::reader::Reader> reader, TraySettings settings, const base::Clock &clock,
                       EventSink sink, QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_clock(clock), m_sink(std::move(sink)),
      m_reader(std::move(reader)), m_engine(m_settings.engine) {
    m_timer.setInterval(judgeMs);
    connect(&m_timer, &QTimer::timeout, this, &TrayDevice::judge);
    connect(m_reader.get(), &rfid::reader::Reader::stopped, this, &TrayDevice::stopped);
    connect(m_reader.get(), &rfid::reader::Reader::observations, this,
            [this](const std::vector<rfid::tray::TagObservation> &batch) {
                m_engine.observe(batch);
                m_log.add(batch);
            });
    connect(m_reader.get(), &rfid::reader::Reader::inputChanged, this, &TrayDevice::onInput);
    connect(m_reader.get(), &rfid::reader::Reader::marked, this, &TrayDevice::onMarked);
    connect(m_reader.get(), &rfid::reader::Reader::stateChanged, this,
            [this](rfid::reader::ReaderState state, const QString &reason) {
                base::logInfo("reader: {} {}", state == rfid::reader::ReaderState::Ready ? "ready" : "lost",
                              reason.toStdString());
                onState(state);
            });
}

void TrayDevice::start() {
    m_reader->start();
}

void TrayDevice::deepScan(std::uint64_t commandId) {
    if (!m_timer.isActive()) { // no reader: nothing more will be learnt
        m_sink(visit::DeepScanDone{}, commandId);
        return;
    }
    m_deepScans.push_back(commandId);
    m_engine.beginDeepScan();
    followDeepScan();
}

void TrayDevice::learnSurroundings(std::uint64_t commandId) {
    endLesson(false);
    m_lesson = Lesson{commandId, std::max(m_clock.monotonicUs(), m_readyUs + rereadUs) + lessonUs};
    if (!m_timer.isActive() || !m_learning)
        endLesson(false);
}

void TrayDevice::setLearning(bool learning) {
    m_learning = learning;
    if (!learning)
        endLesson(false);
}

void TrayDevice::endLesson(bool whole) {
    if (const auto lesson = std::exchange(m_lesson, std::nullopt))
        m_sink(visit::SurroundingsLearnt{whole, whole ? m_log.tagsSince(lesson->endUs - lessonUs) : 0},
               lesson->commandId);
}

rfid::tray::TrayUse TrayDevice::useAt(std::int64_t nowUs) const {
    using rfid::tray::TrayUse;
    if (!m_learning || nowUs < m_readyUs + rereadUs)
        return TrayUse::Visit;
    return m_lesson ? TrayUse::Empty : TrayUse::Idle;
}

// While the reader is away its tags are neither here nor gone: the engine is asked nothing, and starts afresh after.
void TrayDevice::onState(rfid::reader::ReaderState state) {
    using rfid::reader::ReaderState;
    endLesson(false);
    if (state == ReaderState::Ready) {
        m_engine.restart();
        m_engine.setAntennas(std::max(1, m_reader->info().antennas));
        m_readyUs = m_clock.monotonicUs();
        m_settledTold = false;
        m_unreadTold = 0;
        m_sink(visit::TrayRestarted{}, 0);
        m_sink(visit::DeviceChanged{visit::Device::Reader, {visit::Health::Ready, {}}}, 0);
        m_timer.start();
    } else if (state == ReaderState::Lost) {
        m_timer.stop();
        m_engine.restart();
        followDeepScan();
        m_sink(visit::DeviceChanged{visit::Device::Reader, {visit::Health::Lost, visit::DeviceReason::Unreachable}}, 0);
        answerDeepScans();
    }
}

void TrayDevice::judge() {
    const auto nowUs = m_clock.monotonicUs();
    m_engine.setUse(useAt(nowUs));
    const auto update = m_engine.advance(nowUs);
    followDeepScan();
    tell(update, nowUs);
    if (update.deepScanDone)
        answerDeepScans();
    if (m_lesson && nowUs >= m_lesson->endUs)
        endLesson(true);
}

// Changes of the tray; between visits how many may be unread is nobody's question.
void TrayDevice::tell(const rfid::tray::TrayUpdate &update, std::int64_t nowUs) {
    const bool settled = update.settled && !m_lidOpen && nowUs >= m_readyUs + rereadUs;
    const int unread = m_learning ? 0 : unreadOf(update.estimatedUnread);
    const bool due = update.deepScanDone || nowUs >= m_unreadToldUs + unreadEveryUs;
    if (update.changes.empty() && settled == m_settledTold && (unread == m_unreadTold || !due))
        return;
    visit::TrayChanged event;
    for (const auto &change : update.changes)
        event.changes.push_back(translate(change));
    event.settled = m_settledTold = settled;
    event.unread = m_unreadTold = unread;
    m_unreadToldUs = nowUs;
    m_sink(std::move(event), 0);
}

void TrayDevice::followDeepScan() {
    using rfid::reader::InventoryMode;
    const auto wanted = m_engine.wantsDeepInventory() ? InventoryMode::DeepScan : InventoryMode::Open;
    if (std::exchange(m_inventory, wanted) != wanted)
        m_reader->setInventory(wanted);
}

void TrayDevice::answerDeepScans() {
    for (const auto commandId : std::exchange(m_deepScans, {}))
        m_sink(visit::DeepScanDone{}, commandId);
}

// Whoever has the lid open isn't done.
void TrayDevice::onInput(int port, bool high) {
    base::logInfo("reader: input {} is {}", port, high ? "high" : "low");
    if (port == m_settings.lidInput)
        m_lidOpen = high;
}

void TrayDevice::mark(const visit::MarkTag &command, std::uint64_t commandId) {
    if (!m_settings.mark) {
        m_sink(visit::TagMarked{command.epc, command.ticketNumber, visit::MarkOutcome::NotSupported}, commandId);
        return;
    }
    m_marks.push_back({command, commandId});
    m_reader->mark(command.epc, *m_settings.mark);
}

void TrayDevice::onMarked(const codes::Epc &epc, rfid::reader::MarkOutcome outcome, const QString &detail) {
    if (m_marks.empty() || m_marks.front().command.epc != epc)
        return;
    const auto [command, commandId] = m_marks.front();
    m_marks.pop_front();
    if (outcome != rfid::reader::MarkOutcome::Written)
        base::logWarning("tag {} of ticket {} is not marked: {}", epc.hex(), command.ticketNumber,
                         detail.toStdString());
    m_sink(visit::TagMarked{epc, command.ticketNumber, outcomeOf(outcome)}, commandId);
}

visit::TagSignal TrayDevice::signalOf(const codes::Epc &epc) const {
    return m_log.signalOf(epc, m_clock.monotonicUs());
}

std::vector<rfid::tray::TagObservation> TrayDevice::heard() const {
    return m_log.recent(m_clock.monotonicUs());
}

} // namespace panier::devices

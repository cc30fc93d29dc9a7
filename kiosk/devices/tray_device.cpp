#include "devices/tray_device.h"

#include "base/log.h"
#include "rfid/epc/identity.h"

#include <algorithm>

namespace panier::devices {

namespace {

constexpr int judgeMs = 100; // how often the engine judges
constexpr std::int64_t rereadUs =
    2'500'000; // after the reader came (back), before its silence about a tag means anything

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

TrayDevice::TrayDevice(std::unique_ptr<rfid::reader::Reader> reader, const rfid::tray::TrayConfig &config,
                       const base::Clock &clock, EventSink sink, QObject *parent)
    : QObject(parent), m_config(config), m_clock(clock), m_sink(std::move(sink)), m_reader(std::move(reader)),
      m_engine(m_config) {
    m_timer.setInterval(judgeMs);
    connect(&m_timer, &QTimer::timeout, this, &TrayDevice::judge);
    connect(m_reader.get(), &rfid::reader::Reader::stopped, this, &TrayDevice::stopped);
    connect(m_reader.get(), &rfid::reader::Reader::observations, this,
            [this](const std::vector<rfid::tray::TagObservation> &batch) { m_engine.observe(batch); });
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
}

// While the reader is away its tags are neither here nor gone: the engine is asked nothing, and starts afresh after.
void TrayDevice::onState(rfid::reader::ReaderState state) {
    using rfid::reader::ReaderState;
    if (state == ReaderState::Ready) {
        m_engine = rfid::tray::TrayEngine(m_config);
        m_engine.setAntennas(std::max(1, m_reader->info().antennas));
        m_readyUs = m_clock.monotonicUs();
        m_settledTold = false;
        m_sink(visit::TrayRestarted{}, 0);
        m_sink(visit::DeviceChanged{visit::Device::Reader, {visit::Health::Ready, {}}}, 0);
        m_timer.start();
    } else if (state == ReaderState::Lost) {
        m_timer.stop();
        m_sink(visit::DeviceChanged{visit::Device::Reader, {visit::Health::Lost, visit::DeviceReason::Unreachable}}, 0);
        answerDeepScans();
    }
}

void TrayDevice::judge() {
    const auto nowUs = m_clock.monotonicUs();
    m_engine.setUse(m_learning && nowUs >= m_readyUs + rereadUs ? rfid::tray::TrayUse::Idle
                                                                : rfid::tray::TrayUse::Visit);
    const auto update = m_engine.advance(nowUs);
    const bool settled = update.settled && nowUs >= m_readyUs + rereadUs;
    if (!update.changes.empty() || settled != m_settledTold) {
        visit::TrayChanged event;
        for (const auto &change : update.changes)
            event.changes.push_back(translate(change));
        event.settled = m_settledTold = settled;
        m_sink(std::move(event), 0);
    }
    if (update.deepScanDone)
        answerDeepScans();
}

void TrayDevice::answerDeepScans() {
    for (const auto commandId : std::exchange(m_deepScans, {}))
        m_sink(visit::DeepScanDone{}, commandId);
}

} // namespace panier::devices

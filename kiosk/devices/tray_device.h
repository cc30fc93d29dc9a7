// The tray: a UHF reader and the engine that judges what it sees, as events of a visit.
#pragma once

#include "devices/event_sink.h"
#include "rfid/reader/reader.h"
#include "rfid/tray/tray_engine.h"

#include <QTimer>
#include <memory>

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it.
class TrayDevice : public QObject {
    Q_OBJECT

public:
    TrayDevice(std::unique_ptr<rfid::reader::Reader> reader, const rfid::tray::TrayConfig &config,
               const base::Clock &clock, EventSink sink, QObject *parent = nullptr);

    void start();
    // Says goodbye to the reader; stopped() follows.
    void stop() { m_reader->stop(); }
    // Answers with DeepScanDone.
    void deepScan(std::uint64_t commandId);
    // Nobody's articles belong on the tray now.
    void setLearning(bool learning) { m_learning = learning; }

signals:
    void stopped();

private:
    void onState(rfid::reader::ReaderState state);
    void judge();
    void answerDeepScans();

    rfid::tray::TrayConfig m_config;
    const base::Clock &m_clock;
    EventSink m_sink;
    std::unique_ptr<rfid::reader::Reader> m_reader;
    rfid::tray::TrayEngine m_engine;
    QTimer m_timer;
    bool m_settledTold = false;
    bool m_learning = false;
    std::int64_t m_readyUs = 0;
    std::vector<std::uint64_t> m_deepScans; // the commands that wait for the scan under way: pay, back, pay again
};

} // namespace panier::devices

// The tray: a UHF reader and the engine that judges what it sees, as events of a visit.
#pragma once

#include "devices/event_sink.h"
#include "devices/observation_log.h"
#include "rfid/reader/reader.h"
#include "rfid/tray/tray_engine.h"

#include "visit/command.h"

#include <QTimer>
#include <deque>
#include <memory>
#include <optional>

namespace panier::devices {

struct TraySettings {
    rfid::tray::TrayConfig engine;
    std::optional<rfid::reader::SoldMark> mark; // how a sold tag is marked; empty: not at all
    int lidInput = 0; // the reader's input, from 1, that is high while a lid over the tray is open; 0: there is none
};

// Thread: Qt's event loop of the thread that made it.
class TrayDevice : public QObject {
    Q_OBJECT

public:
    TrayDevice(std::unique_ptr<rfid::reader::Reader> reader, TraySettings settings, const base::Clock &clock,
               EventSink sink, QObject *parent = nullptr);

    static constexpr std::int64_t lessonUs = 3'000'000;

    void start();
    // Says goodbye to the reader; stopped() follows.
    void stop() { m_reader->stop(); }
    // Answers with DeepScanDone.
    void deepScan(std::uint64_t commandId);
    // Answers with TagMarked, in the order of the calls.
    void mark(const visit::MarkTag &command, std::uint64_t commandId);
    // Answers with SurroundingsLearnt: for lessonUs all that is heard lies around the tray, whatever its strength.
    // Broken off when the reader is lost or a visit begins.
    void learnSurroundings(std::uint64_t commandId);
    // Nobody's articles belong on the tray now.
    void setLearning(bool learning);

    // How a tag was heard lately.
    [[nodiscard]] visit::TagSignal signalOf(const codes::Epc &epc) const;
    // All that was heard lately.
    [[nodiscard]] std::vector<rfid::tray::TagObservation> heard() const;

signals:
    void stopped();

private:
    void onState(rfid::reader::ReaderState state);
    void judge();
    void tell(const rfid::tray::TrayUpdate &update, std::int64_t nowUs);
    void followDeepScan();
    void answerDeepScans();
    void endLesson(bool whole);
    [[nodiscard]] rfid::tray::TrayUse useAt(std::int64_t nowUs) const;
    void onInput(int port, bool high);
    void onMarked(const codes::Epc &epc, rfid::reader::MarkOutcome outcome, const QString &detail);

    struct Lesson {
        std::uint64_t commandId = 0;
        std::int64_t endUs = 0;
    };
    struct WaitingMark {
        visit::MarkTag command;
        std::uint64_t commandId = 0;
    };

    const TraySettings m_settings;
    const base::Clock &m_clock;
    EventSink m_sink;
    std::unique_ptr<rfid::reader::Reader> m_reader;
    rfid::tray::TrayEngine m_engine;
    ObservationLog m_log;
    QTimer m_timer;
    bool m_settledTold = false;
    int m_unreadTold = 0;
    std::int64_t m_unreadToldUs = 0;
    bool m_lidOpen = false;
    std::deque<WaitingMark> m_marks; // given to the reader, not answered yet
    rfid::reader::InventoryMode m_inventory = rfid::reader::InventoryMode::Open;
    bool m_learning = false;
    std::optional<Lesson> m_lesson;
    std::int64_t m_readyUs = 0;
    std::vector<std::uint64_t> m_deepScans; // the commands that wait for the scan under way: pay, back, pay again
};

} // namespace panier::devices

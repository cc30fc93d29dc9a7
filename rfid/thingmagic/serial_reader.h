// A ThingMagic module on a serial line as the kiosk uses it: found, set up, inventorying all the time, and back by
// itself after a loss.
#pragma once

#include "base/clock.h"
#include "peripherals/link/serial_link.h"
#include "rfid/reader/reader.h"
#include "rfid/thingmagic/conversation.h"

#include <QTimer>
#include <deque>

namespace panier::rfid::thingmagic {

// One reader. Commands go one at a time, each waits for its response. While it reads, the module sends a record for
// each read of a tag, and a frame at the end of each search cycle: that is how a quiet tray differs from a dead line.
// Tags are marked in pauses of the stream.
// Thread: Qt's event loop of the thread that made it. `clock` must outlive the reader.
class SerialReader : public reader::Reader {
    Q_OBJECT

public:
    static constexpr std::size_t maxMarks = 512;        // waiting; more fail
    static constexpr std::size_t maxMarkWords = 32;     // more fail
    static constexpr int marksAtOnce = 4;               // in one pause of the stream,
    static constexpr int marksPauseMs = 300;            // which then runs at least this long before the next
    static constexpr int faultyCycles = 5;              // search cycles that end in one fault after the other: lost
    static constexpr std::int64_t oldestUs = 2'000'000; // no observation is older when it is told

    SerialReader(ReaderConfig config, const base::Clock &clock, QObject *parent = nullptr);

    void start() override;
    // stopped() follows within ReaderConfig::stopMs.
    void stop() override;
    [[nodiscard]] reader::ReaderState state() const override { return m_state; }
    [[nodiscard]] const reader::ReaderInfo &info() const override { return m_conversation.info(); }
    void setInventory(reader::InventoryMode mode) override;
    // Answered Lost while the reader isn't ready. Tried on each antenna in turn until one finds the tag.
    void mark(const codes::Epc &epc, const reader::SoldMark &mark) override;

private:
    struct WaitingMark {
        codes::Epc epc;
        reader::SoldMark mark;
    };
    // An error is why the line must be given up.
    using Handled = base::Expected<void, QString>;

    void open();
    void onReceived(const QByteArray &bytes);
    void handleWaiting();
    [[nodiscard]] Handled handle(const Frame &frame);
    [[nodiscard]] Handled handleStream(const Frame &frame);
    [[nodiscard]] Handled handleStreamOption(const Frame &frame);
    [[nodiscard]] Handled handleAnswer(const Frame &frame);
    void handleMarkAnswer(Status status);
    void observe(const TagRecord &record);
    void onStepTimeout();
    void probeNext();
    void request(Step step);
    void sendCommand();
    [[nodiscard]] int timeoutMs(Step step) const;
    void run();
    void pauseIfDue();
    void nextMark();
    void answerMark(reader::MarkOutcome outcome, const QString &detail);
    void giveUp(const QString &reason);
    void finish();
    void closeLink();
    void setState(reader::ReaderState state, const QString &reason);

    ReaderConfig m_config;
    const base::Clock &m_clock;
    Conversation m_conversation;
    peripherals::link::SerialLink m_link;
    Framer m_framer;
    QTimer m_stepTimer;
    QTimer m_silenceTimer;
    QTimer m_retryTimer;
    QTimer m_pauseTimer;
    Step m_step = Step::Idle;
    reader::ReaderState m_state = reader::ReaderState::Starting;
    reader::InventoryMode m_runningMode = reader::InventoryMode::Open;
    int m_backOffMs;
    std::size_t m_probes = 0; // speeds tried on this connection
    int m_drains = 0;         // streams stopped on this connection
    int m_attempts = 0;       // of the command under way
    Command m_command;        // under way
    int m_faults = 0;         // search cycles that ended in a fault, one after the other
    std::int64_t m_cycleStartUs = 0;
    std::vector<tray::TagObservation> m_batch;
    std::deque<WaitingMark> m_marks;
    std::size_t m_markPort = 0; // index into the ports
    int m_marksDone = 0;        // in this pause
};

} // namespace panier::rfid::thingmagic

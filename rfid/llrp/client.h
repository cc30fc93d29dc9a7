// An LLRP reader as the kiosk uses it: connected, set up, inventorying all the time, and back by itself after a loss.
#pragma once

#include "base/clock.h"
#include "peripherals/link/tcp_link.h"
#include "rfid/llrp/conversation.h"
#include "rfid/llrp/rate_limit.h"
#include "rfid/llrp/reader_clock.h"
#include "rfid/reader/reader.h"

#include <QObject>
#include <QTimer>
#include <optional>
#include <vector>

namespace panier::rfid::llrp {

// What the kiosk asks of its reader, and the written limits of the conversation.
struct ClientConfig {
    peripherals::link::Endpoint endpoint;              // LLRP's port is 5084, with TLS 5085
    std::optional<peripherals::link::TlsSettings> tls; // empty: in the clear
    InventoryConfig inventory;                         // antennas, power, session
    bool offersVersion11 = true;                       // false for a reader that can't bear to be asked
    bool vendorExtensions = true;                      // Impinj's, to an Impinj reader: phase, fine RSSI, search mode
    int keepaliveMs = 2000;                            // asked of the reader
    int silenceMs = 6500;                              // nothing received for this long: the reader is lost
    int responseMs = 3000;                             // for each request, and for the greeting after TCP opened
    int markMs = 2000;                                 // for each operation on a tag, once the reader has taken it
    int closeMs = 1000;                                // for each step of the farewell in stop()
    int backOffMinMs = 250;                            // before the first new attempt; doubled after each,
    int backOffMaxMs = 8000;                           // up to this; starts over once the reader is ready
    int maxPerSecond = 10'000;                         // messages and tags: a reader that sends more is out of its mind
};

// One client of one reader. Requests go one at a time, each waits for its response.
// Thread: Qt's event loop of the thread that made it. `clock` must outlive the client.
class Client : public reader::Reader {
    Q_OBJECT

public:
    Client(ClientConfig config, const base::Clock &clock, QObject *parent = nullptr);

    void start() override;
    // stopped() follows within three times ClientConfig::closeMs.
    void stop() override;
    [[nodiscard]] reader::ReaderState state() const override { return m_state; }
    [[nodiscard]] const reader::ReaderInfo &info() const override { return m_info; }
    // On the connection that runs, too: the reader stays Ready while its ROSpec is exchanged.
    void setInventory(reader::InventoryMode mode) override;
    void mark(const codes::Epc &epc, const reader::SoldMark &mark) override;

    // What the reader said of itself on this connection; all zero when it said nothing.
    [[nodiscard]] const Capabilities &capabilities() const { return m_talk.capabilities; }
    // The version that is spoken on this connection.
    [[nodiscard]] Version version() const { return m_talk.version; }
    // Reports left out because the reader itself dates them more than ReaderClock::maxAgeUs ago, since the beginning.
    [[nodiscard]] std::uint64_t staleReports() const { return m_staleReports; }

private:
    // Our ids begin far from where a peer that numbers its own messages begins (see isOurAnswer).
    static constexpr std::uint32_t firstRequestId = 0x50414E00;
    // An error is why the connection must be given up.
    using Handled = base::Expected<void, QString>;

    void open();
    void onReceived(const QByteArray &bytes);
    [[nodiscard]] Handled handle(const Frame &frame);
    [[nodiscard]] Handled handleEvent(const Frame &frame);
    void tellEvent(const ReaderEvent &event);
    [[nodiscard]] Handled handleReport(const Frame &frame);
    void observe(const TagReport &report, std::int64_t nowUs);
    [[nodiscard]] std::optional<std::int64_t> seenAt(const TagReport &report, std::int64_t nowUs);
    void noteOperation(const TagReport &report);
    [[nodiscard]] Handled handleResponse(const Frame &frame);
    [[nodiscard]] bool isOurAnswer(const Frame &frame, MessageType request) const;
    [[nodiscard]] Handled takeAnswer(const Frame &frame);
    void onStepTimeout();
    void refused(Step step, const QString &why);
    void goOn();
    void ready();
    void work();
    void finishOperation();
    void answerMark(const Marker::Done &done);
    void loseMarks();
    void request(Step step);
    [[nodiscard]] base::Bytes message(Step step, std::uint32_t id) const;
    [[nodiscard]] RoSpec roSpec() const;
    [[nodiscard]] bool isLeaving() const { return m_step >= Step::FinalAccess; }
    void giveUp(const QString &reason);
    void finish();
    void closeLink();
    void setState(reader::ReaderState state, const QString &reason);
    void warn(const std::string &text);

    ClientConfig m_config;
    const base::Clock &m_clock;
    peripherals::link::TcpLink m_link;
    Framer m_framer;
    QTimer m_stepTimer;
    QTimer m_silenceTimer;
    QTimer m_retryTimer;
    Step m_step = Step::Idle;
    reader::ReaderState m_state = reader::ReaderState::Starting;
    reader::ReaderInfo m_info;
    std::uint32_t m_requestId;
    int m_backOffMs;
    bool m_asksVersion;
    Conversation m_talk;
    ReaderClock m_utcClock;
    ReaderClock m_uptimeClock;
    RateLimit m_rate;
    RateLimit m_warnings;
    std::uint64_t m_staleReports = 0;
    std::vector<tray::TagObservation> m_batch; // kept, so that a report costs no allocation
    reader::InventoryMode m_wantedMode = reader::InventoryMode::Open;
    Marker m_marker;
    std::uint32_t m_accessSpecId = 0;        // of the operation under way, or the last one
    bool m_hasAccessSpec = false;            // it may be in the reader
    std::optional<AccessResult> m_operation; // what it brought
};

} // namespace panier::rfid::llrp

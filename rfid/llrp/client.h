// An LLRP reader as the kiosk uses it: connected, set up, inventorying all the time, and back by itself after a loss.
#pragma once

#include "base/clock.h"
#include "peripherals/link/tcp_link.h"
#include "rfid/llrp/framer.h"
#include "rfid/llrp/messages.h"
#include "rfid/reader/reader.h"

#include <QObject>
#include <QTimer>
#include <optional>
#include <vector>

namespace panier::rfid::llrp {

// What the kiosk asks of its reader, and the written limits of the conversation.
struct ClientConfig {
    peripherals::link::Endpoint endpoint; // LLRP's port is 5084
    std::vector<std::uint16_t> antennas;  // empty: all that the reader has
    std::optional<int> powerDbm;          // empty: as the reader is set; otherwise its nearest level not above
    std::uint16_t tagPopulation = 32;     // a guess for the reader's first round
    int keepaliveMs = 2000;               // asked of the reader
    int silenceMs = 6500;                 // nothing received for this long: the reader is lost
    int responseMs = 3000;                // for each request, and for the greeting after TCP opened
    int closeMs = 1000;                   // for the farewell in stop()
    int backOffMinMs = 250;               // before the first new attempt; doubled after each,
    int backOffMaxMs = 8000;              // up to this; starts over once the reader is ready
};

// One client of one reader. Requests go one at a time, each waits for its response.
// Thread: Qt's event loop of the thread that made it. `clock` must outlive the client.
class Client : public reader::Reader {
    Q_OBJECT

public:
    Client(ClientConfig config, const base::Clock &clock, QObject *parent = nullptr);

    void start() override;
    // stopped() follows within twice ClientConfig::closeMs.
    void stop() override;
    [[nodiscard]] reader::ReaderState state() const override { return m_state; }
    [[nodiscard]] const reader::ReaderInfo &info() const override { return m_info; }
    void setInventory(reader::InventoryMode mode) override;
    void mark(const codes::Epc &epc, const reader::SoldMark &mark) override;

    // What the reader said of itself on this connection; all zero when it said nothing.
    [[nodiscard]] const Capabilities &capabilities() const { return m_capabilities; }

private:
    // What the client waits for, in the order of a conversation; all but Idle, Greeting and Running are requests.
    enum class Step { Idle, Greeting, Capabilities, Config, Delete, Add, Enable, Start, Running, FinalDelete, Close };
    // An error is why the connection must be given up.
    using Handled = base::Expected<void, QString>;

    void open();
    void onReceived(const QByteArray &bytes);
    [[nodiscard]] Handled handle(const Frame &frame);
    [[nodiscard]] Handled handleEvent(const Frame &frame);
    [[nodiscard]] Handled handleReport(const Frame &frame);
    [[nodiscard]] Handled handleResponse(const Frame &frame);
    [[nodiscard]] bool isOurAnswer(const Frame &frame, MessageType request) const;
    void onStepTimeout();
    void goOn();
    void request(Step step);
    [[nodiscard]] static bool mustSucceed(Step step);
    [[nodiscard]] static std::optional<MessageType> requestOf(Step step);
    [[nodiscard]] base::Bytes message(Step step, std::uint32_t id) const;
    [[nodiscard]] RoSpec roSpec() const;
    void giveUp(const QString &reason);
    void finish();
    void closeLink();
    void setState(reader::ReaderState state, const QString &reason);
    [[nodiscard]] static QString nonsense(const DecodeFailure &failure);

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
    Capabilities m_capabilities;
};

} // namespace panier::rfid::llrp

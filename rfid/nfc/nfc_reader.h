// The NFC reader: a thread of its own for libnfc, which blocks, and signals on Qt's event loop.
#pragma once

#include "base/bounded_queue.h"
#include "rfid/nfc/badge_key.h"
#include "rfid/nfc/nfc_field.h"
#include "rfid/nfc/presence.h"

#include <QObject>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace panier::rfid::nfc {

struct NfcReaderOptions {
    std::string connection;         // as libnfc names it, "pn532_uart:/dev/ttyUSB0"
    std::optional<AesKey> badgeKey; // the master key; without it a badge is a card as any other
    int lookMs = 150;               // from one look at the field to the next
    int firstRetryMs = 500;         // before a lost reader is opened again; doubles
    int longestRetryMs = 30'000;
};

// Tells what is laid on the reader, each card once until it leaves, and whether the reader is there; keeps it open.
// Thread: Qt's event loop of the thread that made it. The destructor waits for libnfc to come back, some 2 s at most
// where the reader is silent.
class NfcReader : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t maxWaiting =
        32;                               // events; a card beyond it is told at a later look, while it lies there
    static constexpr int maxFailures = 3; // looks in a row that the reader failed at, before it is opened again

    explicit NfcReader(NfcReaderOptions options, QObject *parent = nullptr);
    ~NfcReader() override;

    // Once. told() begins with ReaderReady or ReaderLost.
    void start();
    // Ends the thread soon; nothing is told afterwards.
    void stop();

signals:
    void told(const panier::rfid::nfc::NfcEvent &event);

private:
    void run();
    void watch(NfcField &field);
    [[nodiscard]] bool look(NfcField &field);
    void read(NfcField &field, const FoundCard &card);
    [[nodiscard]] NfcResult<NfcEvent> eventOf(NfcField &field, const FoundCard &card);
    [[nodiscard]] bool tell(NfcEvent event);
    [[nodiscard]] bool waitedFor(int milliseconds);
    [[nodiscard]] bool stopping();

    const NfcReaderOptions m_options;
    base::BoundedQueue<NfcEvent> m_events{maxWaiting};
    std::mutex m_mutex;
    std::condition_variable m_stop;
    bool m_stopping = false;
    Presence m_presence; // the thread's
    NfcEvent m_instead;  // the thread's: what is told of a card that can't be read to its end
    std::string m_lost; // the thread's: why the reader is away, as it was told; empty: it is there, or nothing was told
    std::thread m_thread;
};

} // namespace panier::rfid::nfc

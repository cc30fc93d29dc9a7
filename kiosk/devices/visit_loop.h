// One way round: events, the next state, one transaction, and only then the commands and the screen.
#pragma once

#include "base/clock.h"
#include "storage/till_store.h"
#include "visit/step.h"

#include <QObject>
#include <QTimer>
#include <deque>

namespace panier::devices {

// Thread: Qt's event loop of the thread that made it; the store answers there too.
class VisitLoop : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t maxWaiting = 2048; // events; beyond that they are refused
    static constexpr std::size_t maxFolded = 1000;  // changes of the tray in one event
    static constexpr std::size_t maxBatch = 256;    // events in one transaction: what waits while one is written
    static constexpr int retryMs = 2000;            // after a transaction that failed

    // `state` is what the store restored, or a fresh one. `store` and `clock` outlive the loop.
    VisitLoop(visit::Settings settings, visit::State state, storage::TillStore &store, const base::Clock &clock,
              QObject *parent = nullptr);

    // The first event of a run: puts right what was under way. `openCommands` are closed with it.
    void start(const std::vector<storage::CommandRow> &openCommands);

    // Takes an event up; `answers` names the command whose last answer it is: such are never refused, there are no more
    // of them than commands. What the tray says while its last word still waits is folded into that. False if too many
    // wait.
    bool post(visit::EventData data, std::uint64_t answers = 0);

    // The state that is on disk.
    [[nodiscard]] const visit::State &state() const { return m_state; }
    // The last transaction failed and is tried again; nothing goes on meanwhile.
    [[nodiscard]] bool stuck() const { return m_stuck; }

signals:
    // The state that is on disk has changed, or stuck() has.
    void changed();
    // To be run now: the transaction that holds it is on disk.
    void command(const panier::visit::Command &command);

private:
    struct Waiting {
        visit::EventData data;
        std::vector<std::uint64_t> answers;
    };
    // What one transaction writes, and what follows once it is on disk.
    struct Batch {
        storage::Commit commit;
        visit::State state;
        std::vector<visit::Command> commands;
        std::vector<Waiting> taken; // what it is made of; the last event is the one that uses a code, if one does
    };
    bool fold(const visit::EventData &data);
    void next();
    void take(Waiting waiting, Batch &batch) const;
    void write();
    void written(const storage::Result<storage::CommitResult> &result);
    void refuseUsedCode();
    void setWake();

    visit::Settings m_settings;
    visit::State m_state;
    storage::TillStore &m_store;
    const base::Clock &m_clock;
    std::deque<Waiting> m_waiting;
    std::optional<Batch> m_batch; // being written
    QTimer m_wake;
    QTimer m_retry;
    bool m_stuck = false;
    bool m_full = false; // an event was dropped since the queue was last empty
};

} // namespace panier::devices

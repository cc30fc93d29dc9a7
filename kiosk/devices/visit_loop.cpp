#include "devices/visit_loop.h"

#include "base/log.h"
#include "visit/json.h"

#include <algorithm>
#include <utility>

namespace panier::devices {

VisitLoop::VisitLoop(visit::Settings settings, visit::State state, storage::TillStore &store, const base::Clock &clock,
                     QObject *parent)
    : QObject(parent), m_settings(std::move(settings)), m_state(std::move(state)), m_store(store), m_clock(clock) {
    m_wake.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, [this] { post(visit::TimePassed{}); });
    connect(&m_retry, &QTimer::timeout, this, &VisitLoop::write);
}

void VisitLoop::start(const std::vector<storage::CommandRow> &openCommands) {
    std::vector<std::uint64_t> abandoned;
    for (const auto &row : openCommands)
        abandoned.push_back(row.id);
    m_waiting.push_front({visit::Started{}, std::move(abandoned)});
    next();
}

bool VisitLoop::post(visit::EventData data, std::uint64_t answers) {
    if (fold(data))
        return true;
    if (m_waiting.size() >= maxWaiting && answers == 0) {
        if (!std::exchange(m_full, true)) // said once: a flood of events is none of lines
            base::logError("too many events wait: {} and others are dropped", visit::eventName(data));
        return false;
    }
    m_waiting.push_back({std::move(data), answers == 0 ? std::vector<std::uint64_t>{} : std::vector{answers}});
    next();
    return true;
}

// While nothing can be written the tray goes on: of each tag only the latest counts, and none may be lost.
bool VisitLoop::fold(const visit::EventData &data) {
    const auto *later = std::get_if<visit::TrayChanged>(&data);
    auto *waiting = m_waiting.empty() ? nullptr : std::get_if<visit::TrayChanged>(&m_waiting.back().data);
    if (later == nullptr || waiting == nullptr || waiting->changes.size() + later->changes.size() > maxFolded)
        return false;
    for (const auto &change : later->changes) {
        std::erase_if(waiting->changes, [&](const visit::TagChange &earlier) { return earlier.epc == change.epc; });
        waiting->changes.push_back(change);
    }
    waiting->settled = later->settled;
    waiting->unread = later->unread;
    return true;
}

// All that waits goes into one transaction: three hundred look-ups are answered in a few. Events that change nothing
// and answer nothing leave no trace.
void VisitLoop::next() {
    if (m_batch)
        return;
    Batch batch;
    batch.state = m_state;
    while (!m_waiting.empty() && batch.commit.events.size() < maxBatch && !batch.commit.ticket &&
           !batch.commit.usedCode) {
        auto waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        take(std::move(waiting), batch);
    }
    if (m_waiting.empty())
        m_full = false;
    if (!batch.commit.events.empty()) {
        batch.commit.stateJson = visit::toJson(batch.state);
        m_batch = std::move(batch);
        write();
    }
    setWake();
}

void VisitLoop::take(Waiting waiting, Batch &batch) const {
    visit::Event event{m_clock.nowMs(), std::move(waiting.data)};
    auto step = visit::step(m_settings, batch.state, event);
    if (step.state == batch.state && step.commands.empty() && waiting.answers.empty())
        return;
    auto &commit = batch.commit;
    commit.visitId = step.state.visitId.empty() ? batch.state.visitId : step.state.visitId;
    commit.events.push_back(
        {event.at, commit.visitId, std::string(visit::eventName(event.data)), visit::toJson(event.data)});
    for (const auto &command : step.commands)
        commit.commands.push_back(
            {command.id, std::string(visit::commandName(command.data)), visit::toJson(command.data)});
    commit.finishedCommands.insert(commit.finishedCommands.end(), waiting.answers.begin(), waiting.answers.end());
    commit.ticket = std::move(step.ticket);
    commit.usedCode = step.usedCode;
    if (const auto *marked = std::get_if<visit::TagMarked>(&event.data))
        commit.marks.push_back(
            {marked->epc, marked->ticketNumber, std::string(visit::name(marked->outcome)), event.at});
    std::move(step.commands.begin(), step.commands.end(), std::back_inserter(batch.commands));
    batch.state = std::move(step.state);
    batch.taken.push_back({std::move(event.data), std::move(waiting.answers)});
}

void VisitLoop::write() {
    m_store.commit(m_batch->commit, [this](const auto &result) { written(result); });
}

void VisitLoop::written(const storage::Result<storage::CommitResult> &result) {
    if (!result && result.error().code == storage::StorageError::AlreadyUsed) {
        refuseUsedCode();
        return;
    }
    if (!result) {
        base::logError("{} could not be written, tried again in {} ms: {}", m_batch->commit.events.front().kind,
                       retryMs, result.error().text);
        m_stuck = true;
        m_retry.start(retryMs);
        emit changed();
        return;
    }
    m_stuck = false;
    m_state = std::move(m_batch->state);
    const auto commands = std::move(m_batch->commands);
    m_batch.reset();
    emit changed();
    for (const auto &run : commands)
        emit command(run);
    next();
}

// Nothing of the batch was written: it is taken again, and says of the code that it was used.
void VisitLoop::refuseUsedCode() {
    auto taken = std::move(m_batch->taken);
    m_batch.reset();
    m_stuck = false;
    taken.back().data = visit::CodeRefused{codes::Refusal::AlreadyUsed, {}};
    m_waiting.insert(m_waiting.begin(), std::make_move_iterator(taken.begin()), std::make_move_iterator(taken.end()));
    next();
}

void VisitLoop::setWake() {
    const auto wake = visit::nextWake(m_settings, m_state);
    if (m_batch || !wake) {
        m_wake.stop();
        return;
    }
    constexpr base::TimeMs longestMs = 3'600'000; // beyond it we look again: the clock may be set meanwhile
    m_wake.start(static_cast<int>(std::clamp<base::TimeMs>(*wake - m_clock.nowMs(), 1, longestMs)));
}

} // namespace panier::devices

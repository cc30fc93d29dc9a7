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
    return true;
}

// Events that change nothing and answer nothing leave no trace; the first that does is written, the others wait.
void VisitLoop::next() {
    while (!m_current && !m_waiting.empty()) {
        auto waiting = std::move(m_waiting.front());
        m_waiting.pop_front();
        visit::Event event{m_clock.nowMs(), std::move(waiting.data)};
        m_step = visit::step(m_settings, m_state, event);
        if (m_step.state == m_state && m_step.commands.empty() && waiting.answers.empty())
            continue;
        m_current = std::move(event);
        m_answers = std::move(waiting.answers);
        write();
    }
    if (m_waiting.empty())
        m_full = false;
    setWake();
}

void VisitLoop::write() {
    storage::Commit commit;
    commit.eventKind = visit::eventName(m_current->data);
    commit.eventJson = visit::toJson(m_current->data);
    commit.at = m_current->at;
    commit.visitId = m_step.state.visitId.empty() ? m_state.visitId : m_step.state.visitId;
    commit.stateJson = visit::toJson(m_step.state);
    for (const auto &command : m_step.commands)
        commit.commands.push_back(
            {command.id, std::string(visit::commandName(command.data)), visit::toJson(command.data)});
    commit.finishedCommands = m_answers;
    commit.ticket = m_step.ticket;
    m_store.commit(std::move(commit), [this](const auto &result) { written(result); });
}

void VisitLoop::written(const storage::Result<storage::CommitResult> &result) {
    if (!result) {
        base::logError("{} could not be written, tried again in {} ms: {}", visit::eventName(m_current->data), retryMs,
                       result.error().text);
        m_stuck = true;
        m_retry.start(retryMs);
        emit changed();
        return;
    }
    m_stuck = false;
    m_state = std::move(m_step.state);
    const auto commands = std::move(m_step.commands);
    m_current.reset();
    emit changed();
    for (const auto &run : commands)
        emit command(run);
    next();
}

void VisitLoop::setWake() {
    const auto wake = visit::nextWake(m_settings, m_state);
    if (m_current || !wake) {
        m_wake.stop();
        return;
    }
    constexpr base::TimeMs longestMs = 3'600'000; // beyond it we look again: the clock may be set meanwhile
    m_wake.start(static_cast<int>(std::clamp<base::TimeMs>(*wake - m_clock.nowMs(), 1, longestMs)));
}

} // namespace panier::devices

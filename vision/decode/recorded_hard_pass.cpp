#include "vision/decode/recorded_hard_pass.h"

#include <ctime>
#include <utility>

namespace panier::vision::decode {

namespace {
std::int64_t processorMs() {
    std::timespec now{};
    (void)::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}
} // namespace

void RecordedHardPass::offer(base::TimeMs takenMs, const GreyView &picture) {
    m_next.emplace(takenMs, picture);
    begin(takenMs);
}

std::optional<LateLook> RecordedHardPass::take(base::TimeMs nowMs) {
    if (!m_look || nowMs < m_doneMs)
        return std::nullopt;
    auto look = std::exchange(m_look, std::nullopt);
    begin(m_doneMs);
    return look;
}

void RecordedHardPass::begin(base::TimeMs nowMs) {
    if (m_look || !m_next)
        return;
    const auto taken = *std::exchange(m_next, std::nullopt);
    const auto before = processorMs();
    m_look = {taken.ms, decode(taken.view(), Effort::Hard)};
    m_doneMs = nowMs + processorMs() - before;
}

} // namespace panier::vision::decode

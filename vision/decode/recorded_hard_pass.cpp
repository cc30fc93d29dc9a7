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
    Taken taken{takenMs, {}, picture.width, picture.height};
    for (int y = 0; y < picture.height; ++y) {
        const auto *row = picture.data + static_cast<std::ptrdiff_t>(y) * picture.stride;
        taken.grey.insert(taken.grey.end(), row, row + picture.width);
    }
    m_next = std::move(taken);
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
    m_look = {taken.ms, decode({taken.grey.data(), taken.width, taken.height, taken.width}, Effort::Hard)};
    m_doneMs = nowMs + processorMs() - before;
}

} // namespace panier::vision::decode

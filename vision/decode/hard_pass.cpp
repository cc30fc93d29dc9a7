#include "vision/decode/hard_pass.h"

#include <algorithm>
#include <utility>

namespace panier::vision::decode {

TakenPicture::TakenPicture(base::TimeMs takenMs, const GreyView &picture)
    : ms(takenMs), width(picture.width), height(picture.height) {
    for (int y = 0; y < height; ++y) {
        const auto *row = picture.data + static_cast<std::ptrdiff_t>(y) * picture.stride;
        grey.insert(grey.end(), row, row + width);
    }
}

HardThread::HardThread(Watcher watcher)
    : m_watcher(std::move(watcher)), m_thread([this](const std::stop_token &stop) { run(stop); }) {}

HardThread::~HardThread() = default;

void HardThread::offer(base::TimeMs takenMs, const GreyView &picture) {
    TakenPicture taken(takenMs, picture);
    {
        const std::scoped_lock lock(m_mutex);
        m_next = std::move(taken);
        m_offeredMs = takenMs;
    }
    m_changed.notify_one();
}

std::optional<LateLook> HardThread::take(base::TimeMs) {
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_done, std::nullopt);
}

base::TimeMs HardThread::busyMs(base::TimeMs nowMs) const {
    const std::scoped_lock lock(m_mutex);
    return m_lookingSinceMs ? nowMs - *m_lookingSinceMs : 0;
}

void HardThread::run(const std::stop_token &stop) {
    while (true) {
        std::optional<TakenPicture> taken;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_next.has_value(); }))
                return;
            taken = std::exchange(m_next, std::nullopt);
            m_lookingSinceMs = std::max(m_offeredMs, taken->ms);
        }
        const auto view = taken->view();
        if (m_watcher.begins)
            m_watcher.begins(view);
        LateLook look{taken->ms, decode(view, Effort::Hard)};
        if (m_watcher.ends)
            m_watcher.ends();
        const std::scoped_lock lock(m_mutex);
        m_done = std::move(look);
        m_lookingSinceMs.reset();
    }
}

} // namespace panier::vision::decode

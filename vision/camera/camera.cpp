#include "vision/camera/camera.h"

#include "base/clock.h"
#include "vision/camera/source.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace panier::vision::camera {

namespace {
// So many damaged pictures in a row, and the source counts as lost.
constexpr int maxDamagedInARow = 30;

std::int64_t nowMs() {
    return base::SystemClock().monotonicUs() / 1000;
}
} // namespace

Camera::Camera(CameraConfig config)
    : m_config(std::move(config)), m_judge(m_config.judge),
      m_thread([this](const std::stop_token &stop) { run(stop); }) {}

Camera::~Camera() = default;

std::shared_ptr<const Frame> Camera::waitForFrame(std::uint64_t after, int timeoutMs) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, std::chrono::milliseconds(timeoutMs),
                       [&] { return m_newest && m_newest->number > after; });
    return m_newest && m_newest->number > after ? m_newest : nullptr;
}

CameraStatus Camera::status() const {
    const std::lock_guard lock(m_mutex);
    return m_status;
}

void Camera::setState(CameraState state, std::string reason, bool refused) {
    const std::lock_guard lock(m_mutex);
    m_status.state = state;
    m_status.refused = refused;
    m_status.reason = std::move(reason);
    m_status.aliveUs = base::SystemClock().monotonicUs();
}

void Camera::publish(Frame frame, const Source &source) {
    auto fault = m_judge.look(nowMs(), frame.view());
    if (fault == PictureFault::Frozen && !source.isLive())
        fault = PictureFault::None;
    {
        const std::lock_guard lock(m_mutex);
        frame.number = ++m_status.frames;
        m_newest = std::make_shared<const Frame>(std::move(frame));
        m_status.state = CameraState::Watching;
        m_status.fault = fault;
        m_status.refused = false;
        m_status.reason = source.notTaken();
        m_status.aliveUs = base::SystemClock().monotonicUs();
    }
    m_changed.notify_all();
}

void Camera::pause(const std::stop_token &stop, int milliseconds) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, stop, std::chrono::milliseconds(milliseconds), [] { return false; });
}

// Whether the source should be closed and opened again because its picture stands still.
bool Camera::shouldThaw() {
    if (status().fault != PictureFault::Frozen) {
        m_thawedMs = -1;
        return false;
    }
    if (m_thawedMs >= 0 && nowMs() - m_thawedMs < m_config.thawEveryMs)
        return false;
    m_thawedMs = nowMs();
    return true;
}

std::string Camera::watch(const std::stop_token &stop, Source &source) {
    int damaged = 0;
    while (!stop.stop_requested()) {
        Frame frame;
        switch (source.read(frame)) {
        case Source::Outcome::Frame:
            damaged = 0;
            publish(std::move(frame), source);
            if (shouldThaw())
                return "the picture stands still";
            break;
        case Source::Outcome::Damaged:
            if (++damaged == maxDamagedInARow)
                return "the source sends damaged pictures only";
            setState(status().state, "damaged picture");
            break;
        case Source::Outcome::Ended:
            return "no more pictures come";
        }
        if (const int ms = source.pauseMs(); ms > 0)
            pause(stop, ms);
    }
    return {};
}

void Camera::run(const std::stop_token &stop) {
    setState(CameraState::Opening, {});
    int backOffMs = m_config.backOffMinMs;
    while (!stop.stop_requested()) {
        Source source(m_config);
        const auto framesBefore = status().frames;
        auto reason = source.open();
        const bool refused = !reason.empty();
        if (!refused)
            reason = watch(stop, source);
        if (status().frames > framesBefore)
            backOffMs = m_config.backOffMinMs;
        setState(CameraState::Lost, reason, refused);
        pause(stop, backOffMs);
        backOffMs = std::min(backOffMs * 2, m_config.backOffMaxMs);
    }
}

} // namespace panier::vision::camera

#include "devices/top_camera.h"

#include "base/log.h"
#include "devices/code_device.h"

#include <algorithm>

namespace panier::devices {

namespace {
using vision::tray::TrayState;

EyeConfig forTray(EyeConfig config) {
    config.task = EyeTask::Tray;
    return config;
}
} // namespace

std::optional<int> thingsIn(const vision::tray::TrayView &view) {
    if (view.state == TrayState::Learning || view.state == TrayState::Blocked)
        return std::nullopt;
    return static_cast<int>(
        std::count_if(view.things.begin(), view.things.end(), [](const auto &thing) { return !thing.atEdge; }));
}

TopCamera::TopCamera(EyeConfig config, const base::Clock &clock, EventSink sink, QObject *parent)
    : QObject(parent), m_sink(std::move(sink)), m_clock(clock), m_eye(forTray(std::move(config)), clock) {
    connect(&m_eye, &EyeProcess::trayViewed, this, &TopCamera::see);
    connect(&m_eye, &EyeProcess::healthChanged, this, [this](EyeState state, const QString &reason) {
        base::logInfo("camera above the tray: {}", reason.toStdString());
        if (state == EyeState::Lost)
            forget();
        if (state != EyeState::Starting) // back in a moment: nobody needs to know
            tellHealth();
    });
}

void TopCamera::tellHealth() {
    auto state = cameraState(m_eye.state(), m_eye.isDead(), m_eye.health().fault, m_eye.restarts());
    if (m_blocked && state.health == visit::Health::Ready)
        state = {visit::Health::Attention, visit::DeviceReason::Covered, state.restarts};
    m_sink(visit::DeviceChanged{visit::Device::TopCamera, state}, 0);
}

void TopCamera::see(const vision::tray::TrayView &view) {
    const bool blocked = view.state == TrayState::Blocked && view.sinceMs >= blockedMs;
    if (std::exchange(m_blocked, blocked) != blocked)
        tellHealth();
    if (view.state == TrayState::Moving) { // what lay there lies there still, as far as anybody knows
        m_sinceMs = nowMs();
        return;
    }
    const auto seen = thingsIn(view);
    if (seen != m_seen) {
        m_seen = seen;
        m_sinceMs = nowMs();
    }
    if (m_seen == m_told || nowMs() - m_sinceMs < lastsMs)
        return;
    m_told = m_seen;
    m_sink(visit::TraySeen{m_told}, 0);
}

void TopCamera::forget() {
    m_seen.reset();
    if (std::exchange(m_told, std::nullopt))
        m_sink(visit::TraySeen{}, 0);
}

void TopCamera::learn(std::uint64_t commandId) {
    m_eye.learnTray();
    m_seen.reset();
    m_told.reset();
    m_sink(visit::TraySeen{}, commandId);
}

} // namespace panier::devices

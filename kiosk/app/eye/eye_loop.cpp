#include "app/eye/eye_loop.h"

#include "base/clock.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <thread>
#include <unistd.h>

namespace panier::app {

namespace {
using vision::agree::SourceState;
using vision::camera::CameraState;
using vision::camera::PictureFault;

constexpr int waitMs = 100; // for a frame, before looking after everything else
constexpr int healthEveryMs = 500;
constexpr int previewEveryMs = 200;
constexpr int previewWidth = 480;
constexpr int trayEveryMs = 150; // nothing that is laid down and lifted faster counts
constexpr int trayToldEveryMs = 500;
constexpr int stuckMarginMs = 5000;
constexpr int hardPassMaxMs = 30'000; // some ten times what a picture full of edges takes

std::int64_t nowMs() {
    return base::SystemClock().monotonicUs() / 1000;
}

SourceState sourceStateOf(CameraState state) {
    switch (state) {
    case CameraState::Watching:
        return SourceState::Watching;
    case CameraState::Lost:
        return SourceState::Lost;
    case CameraState::Opening:
        break;
    }
    return SourceState::Opening;
}

vision::agree::PictureFault faultOf(PictureFault fault) {
    switch (fault) {
    case PictureFault::Frozen:
        return vision::agree::PictureFault::Frozen;
    case PictureFault::Dark:
        return vision::agree::PictureFault::Dark;
    case PictureFault::Bright:
        return vision::agree::PictureFault::Bright;
    case PictureFault::Covered:
        return vision::agree::PictureFault::Covered;
    case PictureFault::None:
        break;
    }
    return vision::agree::PictureFault::None;
}

// On one processor it would only take time from the pass that reads most.
std::unique_ptr<vision::decode::HardThread> hardPassFor(EyeTask task, SharedFrame &shared) {
    if (task != EyeTask::Codes || std::thread::hardware_concurrency() < 2)
        return nullptr;
    using Of = SharedFrame::Of;
    return std::make_unique<vision::decode::HardThread>(vision::decode::HardThread::Watcher{
        [&shared](const vision::decode::GreyView &picture) { shared.begin(Of::HardPass, picture); },
        [&shared] { shared.end(Of::HardPass); }});
}
} // namespace

EyeLoop::EyeLoop(EyeTask task, vision::camera::CameraConfig config, const Locked &locked, SharedFrame &shared,
                 int input, int output)
    : m_task(task), m_config(config), m_reopens(locked.reopens), m_shared(shared), m_input(input), m_output(output),
      m_camera(std::move(config)), m_hard(hardPassFor(task, shared)), m_watch(m_hard.get()) {
    m_health.confinement = locked.what;
}

bool EyeLoop::send(const vision::agree::Message &message) {
    const auto bytes = vision::agree::encode(message);
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto count = ::write(m_output, bytes.data() + sent, bytes.size() - sent);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        sent += static_cast<std::size_t>(count);
    }
    return true;
}

bool EyeLoop::takeWishes() {
    pollfd input{m_input, POLLIN, 0};
    if (::poll(&input, 1, 0) <= 0)
        return true;
    std::array<std::uint8_t, 64> wishes{};
    const auto count = ::read(m_input, wishes.data(), wishes.size());
    if (count < 0)
        return errno == EINTR || errno == EAGAIN;
    for (const auto wish : std::span(wishes).first(static_cast<std::size_t>(count))) {
        if (wish == vision::agree::wirePreviewOn)
            m_previewWanted = true;
        else if (wish == vision::agree::wirePreviewOff)
            m_previewWanted = false;
        else if (wish == vision::agree::wireLearnTray)
            m_tray.learnAgain();
    }
    return count > 0;
}

bool EyeLoop::look(const vision::camera::Frame &frame) {
    return m_task == EyeTask::Tray ? lookAtTray(frame) : lookForCodes(frame);
}

bool EyeLoop::lookAtTray(const vision::camera::Frame &frame) {
    const auto now = nowMs();
    if (now - m_trayMs < trayEveryMs)
        return true;
    m_trayMs = now;
    m_shared.begin(SharedFrame::Of::Loop, frame.view());
    auto view = m_tray.look(now, frame.view());
    m_shared.end(SharedFrame::Of::Loop);
    ++m_health.framesDecoded;
    const bool same = view.state == m_trayTold.state && view.things.size() == m_trayTold.things.size();
    if (same && now - m_trayToldMs < trayToldEveryMs)
        return true;
    m_trayTold = std::move(view);
    m_trayToldMs = now;
    return send(m_trayTold);
}

bool EyeLoop::lookForCodes(const vision::camera::Frame &frame) {
    if (!m_watch.isWorthLooking(frame.view()))
        return true;
    const auto now = nowMs();
    m_shared.begin(SharedFrame::Of::Loop, frame.view());
    const auto agreed = m_watch.look(now, frame.view());
    m_shared.end(SharedFrame::Of::Loop);
    ++m_health.framesDecoded;
    return tell(agreed, now);
}

bool EyeLoop::lookBack() {
    const auto now = nowMs();
    return tell(m_watch.lookBack(now), now);
}

bool EyeLoop::tell(const vision::agree::Agreed &agreed, std::int64_t now) {
    for (const auto &code : agreed.gone) {
        if (!send(vision::agree::Gone{code}))
            return false;
    }
    for (const auto &code : agreed.shown) {
        ++m_health.codes;
        if (!send(vision::agree::Shown{code}))
            return false;
    }
    for (const auto &code : agreed.stronger) {
        if (!send(vision::agree::Shown{code}))
            return false;
    }
    for (const auto &refused : agreed.refused) {
        if (m_refusals.isNews(now, refused) && !send(vision::agree::NotCounted{refused.code.symbology, refused.reason}))
            return false;
    }
    return true;
}

bool EyeLoop::reportHealth() {
    const auto status = m_camera.status();
    const auto state = sourceStateOf(status.state);
    const auto fault = faultOf(status.fault);
    const auto elapsedMs = nowMs() - m_healthMs;
    if (state == m_health.state && fault == m_health.fault && elapsedMs < healthEveryMs)
        return true;
    const auto frames = status.frames - m_framesAtHealth;
    m_health.fpsTimes10 =
        elapsedMs > 0 ? static_cast<std::uint16_t>(frames * 10000 / static_cast<std::uint64_t>(elapsedMs)) : 0;
    m_health.state = state;
    m_health.fault = fault;
    m_health.reason = status.reason;
    m_health.frames = static_cast<std::uint32_t>(status.frames);
    m_healthMs = nowMs();
    m_framesAtHealth = status.frames;
    return send(m_health);
}

bool EyeLoop::reportPreview(const vision::camera::Frame &frame) {
    if (!m_previewWanted || nowMs() - m_previewMs < previewEveryMs)
        return true;
    m_previewMs = nowMs();
    auto picture = vision::camera::encodePreview(frame.view(), previewWidth);
    if (picture.jpeg.empty() || picture.jpeg.size() > vision::agree::maxPreviewBytes)
        return true;
    return send(vision::agree::Preview{static_cast<std::uint16_t>(picture.width),
                                       static_cast<std::uint16_t>(picture.height), std::move(picture.jpeg)});
}

// The camera's library has its own time-outs; past all of them together it won't come back. Nor will the decoder.
bool EyeLoop::isStuck() const {
    if (m_hard != nullptr && m_hard->busyMs(nowMs()) > hardPassMaxMs)
        return true;
    const auto aliveUs = m_camera.status().aliveUs;
    const auto silentMs = aliveUs == 0 ? 0 : nowMs() - aliveUs / 1000;
    return silentMs > m_config.openTimeoutMs + m_config.readTimeoutMs + m_config.backOffMaxMs + stuckMarginMs;
}

bool EyeLoop::sourceIsGone() const {
    return !m_reopens && m_camera.status().refused;
}

int EyeLoop::run() {
    std::uint64_t last = 0;
    while (true) {
        if (!takeWishes())
            return 0;
        if (isStuck())
            return vision::agree::exitStuck;
        if (!reportHealth())
            return 1;
        if (sourceIsGone())
            return vision::agree::exitSourceGone;
        const auto frame = m_camera.waitForFrame(last, waitMs);
        if (!lookBack())
            return 1;
        if (!frame)
            continue;
        last = frame->number;
        if (!look(*frame) || !reportPreview(*frame))
            return 1;
    }
}

} // namespace panier::app

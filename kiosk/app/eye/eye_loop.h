// What panier-eye does: frames in, agreed codes out; or what lies on the tray.
#pragma once

#include "app/eye/confinement.h"
#include "app/eye/shared_frame.h"
#include "vision/agree/code_watch.h"
#include "vision/agree/refusal_memory.h"
#include "vision/agree/wire.h"
#include "vision/camera/camera.h"
#include "vision/tray/tray_watcher.h"

#include <memory>

namespace panier::app {

using vision::agree::EyeTask;

// Looks until its input ends. Messages go to `output`, wishes come from `input` (vision/agree/wire.h).
// Thread: one; the camera has its own, and so has the hard pass where the machine has a second processor.
class EyeLoop {
public:
    EyeLoop(EyeTask task, vision::camera::CameraConfig config, const Locked &locked, SharedFrame &shared, int input,
            int output);

    // The process's exit code. 0: the input ended; 1: the output broke; otherwise as in vision/agree/wire.h.
    [[nodiscard]] int run();

private:
    [[nodiscard]] bool takeWishes();
    [[nodiscard]] bool look(const vision::camera::Frame &frame);
    [[nodiscard]] bool lookForCodes(const vision::camera::Frame &frame);
    [[nodiscard]] bool lookBack();
    [[nodiscard]] bool tell(const vision::agree::Agreed &agreed, std::int64_t now);
    [[nodiscard]] bool lookAtTray(const vision::camera::Frame &frame);
    [[nodiscard]] bool reportHealth();
    [[nodiscard]] bool reportPreview(const vision::camera::Frame &frame);
    [[nodiscard]] bool send(const vision::agree::Message &message);
    [[nodiscard]] bool isStuck() const;
    [[nodiscard]] bool sourceIsGone() const;

    const EyeTask m_task;
    const vision::camera::CameraConfig m_config;
    const bool m_reopens;
    SharedFrame &m_shared;
    const int m_input;
    const int m_output;
    vision::camera::Camera m_camera;
    std::unique_ptr<vision::decode::HardThread> m_hard; // null: one processor, or a tray's eye
    vision::agree::CodeWatch m_watch;
    vision::agree::RefusalMemory m_refusals;
    vision::tray::TrayWatcher m_tray;
    vision::tray::TrayView m_trayTold;
    std::int64_t m_trayMs = 0;     // looked at last,
    std::int64_t m_trayToldMs = 0; // and told
    vision::agree::Health m_health;
    std::int64_t m_healthMs = 0;
    std::uint64_t m_framesAtHealth = 0;
    std::int64_t m_previewMs = 0;
    bool m_previewWanted = false;
};

} // namespace panier::app

// The camera: what panier-eye reads, and how it is.
#pragma once

#include "devices/codes/code_intake.h"
#include "devices/eye/eye_process.h"

namespace panier::devices {

// How the camera is, for the visit: what calls an attendant (Lost, Attention) and what is only shown. `dead`: see
// EyeProcess::isDead.
[[nodiscard]] visit::DeviceState cameraState(EyeState state, bool dead, vision::agree::PictureFault fault,
                                             EyeRestarts restarts);

// Why a code that the camera saw didn't count, for the visit.
[[nodiscard]] codes::Refusal refusalOf(vision::agree::Refusal reason);

// Thread: Qt's event loop of the thread that made it. `intake` outlives it.
class CodeDevice : public QObject {
    Q_OBJECT

public:
    CodeDevice(EyeConfig config, const base::Clock &clock, CodeIntake &intake, EventSink sink,
               QObject *parent = nullptr);

    void start() { m_eye.start(); }
    void stop() { m_eye.stop(); }

private:
    EventSink m_sink;
    EyeProcess m_eye;
};

} // namespace panier::devices

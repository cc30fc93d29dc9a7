#include "devices/code_device.h"

#include "base/log.h"

namespace panier::devices {

CodeDevice::CodeDevice(EyeConfig config, const base::Clock &clock, CodeIntake &intake, EventSink sink, QObject *parent)
    : QObject(parent), m_sink(std::move(sink)), m_eye(std::move(config), clock) {
    connect(&m_eye, &EyeProcess::codeRead, &intake, [&intake](const vision::agree::CodeRead &code) {
        const bool sound = code.strength != vision::agree::Strength::Fair;
        intake.read(CodeSource::Camera, code.aim, code.text, sound ? ReadTrust::Sound : ReadTrust::CheckDigitOnly);
    });
    connect(&m_eye, &EyeProcess::codeGone, &intake,
            [&intake](const vision::agree::CodeRead &code) { intake.left(code.aim, code.text); });
    connect(&m_eye, &EyeProcess::codeNotCounted, &intake,
            [&intake](vision::agree::Refusal reason) { intake.unread(CodeSource::Camera, refusalOf(reason)); });
    connect(&m_eye, &EyeProcess::healthChanged, &intake, [this, &intake](EyeState state, const QString &reason) {
        base::logInfo("camera: {}", reason.toStdString());
        if (state == EyeState::Starting) // back in a moment: nobody needs to know
            return;
        const auto camera = cameraState(state, m_eye.isDead(), m_eye.health().fault, m_eye.restarts());
        if (camera.health == visit::Health::Lost)
            intake.cameraLost();
        m_sink(visit::DeviceChanged{visit::Device::Camera, camera}, 0);
    });
}

codes::Refusal refusalOf(vision::agree::Refusal reason) {
    using vision::agree::Refusal;
    switch (reason) {
    case Refusal::NotAnArticle:
        return codes::Refusal::NotAnArticle;
    case Refusal::BadCheckDigit:
        return codes::Refusal::Misread;
    case Refusal::Contradicted:
    case Refusal::TooManyCodes:
        return codes::Refusal::Several;
    case Refusal::TooFewReads:
    case Refusal::OnlySharpened:
        break;
    }
    return codes::Refusal::Unsteady;
}

visit::DeviceState cameraState(EyeState state, bool dead, vision::agree::PictureFault fault, EyeRestarts ended) {
    using vision::agree::PictureFault;
    using visit::DeviceReason;
    using visit::Health;
    const auto [restarts, last] = ended;
    if (state == EyeState::Lost)
        return {Health::Lost, dead ? DeviceReason::Crashed : DeviceReason::Silent, restarts};
    switch (fault) {
    case PictureFault::Frozen:
        return {Health::Lost, DeviceReason::Frozen, restarts};
    case PictureFault::Bright:
        return {Health::Attention, DeviceReason::Overexposed, restarts};
    case PictureFault::Covered:
        return {Health::Attention, DeviceReason::Covered, restarts};
    case PictureFault::Dark: // every night: it is shown, and calls nobody
        return {Health::Ready, DeviceReason::Dark, restarts};
    case PictureFault::None:
        break;
    }
    const bool crashed = last == EyeEnd::Crashed || last == EyeEnd::Babbled;
    return {Health::Ready,
            crashed                ? DeviceReason::Crashed
            : last == EyeEnd::Hung ? DeviceReason::Silent
                                   : DeviceReason::None,
            restarts};
}

} // namespace panier::devices

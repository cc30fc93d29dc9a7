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
    connect(&m_eye, &EyeProcess::healthChanged, this, [this](EyeState state, const QString &reason) {
        base::logInfo("camera: {}", reason.toStdString());
        if (state == EyeState::Watching)
            m_sink(visit::DeviceChanged{visit::Device::Camera, {visit::Health::Ready, {}}}, 0);
        else if (state == EyeState::Lost)
            m_sink(visit::DeviceChanged{visit::Device::Camera, {visit::Health::Lost, visit::DeviceReason::Silent}}, 0);
    });
}

} // namespace panier::devices

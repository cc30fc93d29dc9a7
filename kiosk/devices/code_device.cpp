#include "devices/code_device.h"

#include "base/log.h"
#include "codes/retail_code.h"

namespace panier::devices {

CodeDevice::CodeDevice(EyeConfig config, const base::Clock &clock, EventSink sink, QObject *parent)
    : QObject(parent), m_sink(std::move(sink)), m_eye(std::move(config), clock) {
    connect(&m_eye, &EyeProcess::codeRead, this, [this](const vision::agree::CodeRead &code) {
        if (const auto gtin = codes::gtinOf(code.aim, code.text))
            m_sink(visit::CodeShown{*gtin}, 0);
        else
            m_sink(visit::CodeRefused{}, 0);
    });
    connect(&m_eye, &EyeProcess::healthChanged, this, [this](EyeState state, const QString &reason) {
        base::logInfo("camera: {}", reason.toStdString());
        if (state == EyeState::Watching)
            m_sink(visit::DeviceChanged{visit::Device::Camera, {visit::Health::Ready, {}}}, 0);
        else if (state == EyeState::Lost)
            m_sink(visit::DeviceChanged{visit::Device::Camera, {visit::Health::Lost, visit::DeviceReason::Silent}}, 0);
    });
}

} // namespace panier::devices

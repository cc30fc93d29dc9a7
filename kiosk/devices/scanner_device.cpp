#include "devices/scanner_device.h"

#include "base/log.h"

namespace panier::devices {

using peripherals::scanner::Scan;
using peripherals::scanner::ScanError;
using peripherals::scanner::Scanner;

ScannerDevice::ScannerDevice(peripherals::scanner::ScannerOptions options, CodeIntake &intake, EventSink sink,
                             QObject *parent)
    : QObject(parent), m_sink(std::move(sink)), m_scanner(std::move(options)) {
    connect(&m_scanner, &Scanner::scanned, &intake,
            [&intake](const Scan &scan) { intake.read(CodeSource::Scanner, scan.aim, scan.text, ReadTrust::Sound); });
    connect(&m_scanner, &Scanner::failed, &intake, [&intake](ScanError error) {
        const bool tooLong = error == ScanError::TooLong;
        intake.unread(CodeSource::Scanner, tooLong ? codes::Refusal::TooLong : codes::Refusal::Misread);
    });
    connect(&m_scanner, &Scanner::opened, this, [this] {
        base::logInfo("scanner: it is there");
        m_sink(visit::DeviceChanged{visit::Device::Scanner, {visit::Health::Ready, {}}}, 0);
    });
    connect(&m_scanner, &Scanner::lost, this, [this](const QString &reason) {
        base::logWarning("scanner: {}", reason.toStdString());
        m_sink(visit::DeviceChanged{visit::Device::Scanner, {visit::Health::Lost, visit::DeviceReason::Unreachable}},
               0);
    });
}

} // namespace panier::devices

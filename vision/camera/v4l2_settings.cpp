#include "vision/camera/v4l2_settings.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace panier::vision::camera {

namespace {
constexpr int exposureUnitUs = 100; // of V4L2_CID_EXPOSURE_ABSOLUTE

class DevicePort final : public ControlPort {
public:
    explicit DevicePort(const std::string &device) : m_file(::open(device.c_str(), O_RDWR | O_CLOEXEC)) {}
    ~DevicePort() override {
        if (m_file >= 0)
            ::close(m_file);
    }
    DevicePort(const DevicePort &) = delete;
    DevicePort &operator=(const DevicePort &) = delete;

    bool set(std::uint32_t control, std::int32_t value) override {
        v4l2_control wanted{control, value};
        return call(VIDIOC_S_CTRL, wanted);
    }
    [[nodiscard]] std::optional<std::int32_t> get(std::uint32_t control) const override {
        v4l2_control is{control, 0};
        return call(VIDIOC_G_CTRL, is) ? std::optional(is.value) : std::nullopt;
    }

private:
    [[nodiscard]] bool call(unsigned long request, v4l2_control &control) const {
        int result = 0;
        do
            result = ::ioctl(m_file, request, &control);
        while (result < 0 && errno == EINTR);
        return result == 0;
    }

    int m_file;
};

struct Wish {
    const char *name;
    const char *unit;
    int shown; // as the configuration has it
    std::uint32_t control;
    std::int32_t value;
};

void take(const Wish &wish, ControlPort &port, std::string &refused) {
    (void)port.set(wish.control, wish.value);
    const auto is = port.get(wish.control);
    if (is == wish.value)
        return;
    refused += (refused.empty() ? "not taken: " : ", ") + std::string(wish.name) + ' ' + std::to_string(wish.shown) +
               wish.unit + (is ? " (is " + std::to_string(*is) + ')' : " (it has no such control)");
}
} // namespace

std::string applySettings(const CameraSettings &wished, ControlPort &port) {
    std::string refused;
    if (wished.focus >= 0) {
        (void)port.set(V4L2_CID_FOCUS_AUTO, 0); // a fixed lens has none; the value below tells
        take({"focus", "", wished.focus, V4L2_CID_FOCUS_ABSOLUTE, wished.focus}, port, refused);
    }
    if (wished.exposureUs >= 0) {
        (void)port.set(V4L2_CID_EXPOSURE_AUTO, V4L2_EXPOSURE_MANUAL);
        const auto units = (wished.exposureUs + exposureUnitUs / 2) / exposureUnitUs;
        take({"exposure", " us", wished.exposureUs, V4L2_CID_EXPOSURE_ABSOLUTE, units}, port, refused);
    }
    if (wished.mainsHz >= 0) {
        const auto value = wished.mainsHz == 50   ? V4L2_CID_POWER_LINE_FREQUENCY_50HZ
                           : wished.mainsHz == 60 ? V4L2_CID_POWER_LINE_FREQUENCY_60HZ
                                                  : V4L2_CID_POWER_LINE_FREQUENCY_DISABLED;
        take({"mains", " Hz", wished.mainsHz, V4L2_CID_POWER_LINE_FREQUENCY, value}, port, refused);
    }
    return refused;
}

std::string applySettings(const CameraSettings &wished, const std::string &device) {
    if (wished == CameraSettings{})
        return {};
    DevicePort port(device);
    return applySettings(wished, port);
}

} // namespace panier::vision::camera

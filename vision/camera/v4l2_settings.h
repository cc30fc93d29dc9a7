// Focus, exposure and mains frequency of a V4L2 camera. Source: kernel, Documentation/userspace-api/media/v4l
// (ext-ctrls-camera.rst, control.rst).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace panier::vision::camera {

// What a camera is to be set to; -1 leaves it as it is.
struct CameraSettings {
    int focus = -1;      // in the driver's unit; ends its automatic
    int exposureUs = -1; // microseconds; ends its automatic
    int mainsHz = -1;    // 50, 60, or 0 for no filter
    bool operator==(const CameraSettings &) const = default;
};

// One device's controls, by V4L2_CID_ number.
class ControlPort {
public:
    virtual ~ControlPort() = default;
    virtual bool set(std::uint32_t control, std::int32_t value) = 0;
    [[nodiscard]] virtual std::optional<std::int32_t> get(std::uint32_t control) const = 0; // nullopt: it has none
};

// Sets what is wished and reads it back. What the camera didn't take, for a log ("focus 30 (is 45), mains 50 Hz (it has
// no such control)"); empty when all is as wished.
[[nodiscard]] std::string applySettings(const CameraSettings &wished, ControlPort &port);

// The same for "/dev/video0"; drivers let a second opener set controls.
[[nodiscard]] std::string applySettings(const CameraSettings &wished, const std::string &device);

} // namespace panier::vision::camera

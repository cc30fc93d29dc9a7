// One opened source, until it is lost. OpenCV stays behind this header.
#pragma once

#include "vision/camera/camera.h"

#include <memory>
#include <string>

namespace panier::vision::camera {

// Thread: the capture thread alone; every call may take as long as the configuration's time-outs say.
class Source {
public:
    explicit Source(const CameraConfig &config);
    ~Source();
    Source(const Source &) = delete;
    Source &operator=(const Source &) = delete;

    // Why it couldn't be opened; empty when it is open.
    [[nodiscard]] std::string open();

    enum class Outcome {
        Frame,
        Damaged, // a picture that can't be decoded: the next may be fine
        Ended,   // no more: time-out, end of file, unplugged
    };
    // Waits for the next picture and fills `frame` but for its number.
    [[nodiscard]] Outcome read(Frame &frame);
    // How long to wait between two frames of a source that doesn't keep time by itself (a file), milliseconds; else 0.
    [[nodiscard]] int pauseMs() const;
    // The settings that the camera refused when it was opened, for a log; empty: none.
    [[nodiscard]] const std::string &notTaken() const;
    // A sensor behind it: pictures of a film may stand still.
    [[nodiscard]] bool isLive() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace panier::vision::camera

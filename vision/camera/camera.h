// A source of grey frames: a camera, a file, a sequence of pictures, a stream. It comes back by itself.
#pragma once

#include "vision/camera/picture_judge.h"
#include "vision/camera/v4l2_settings.h"
#include "vision/decode/decoder.h"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace panier::vision::camera {

class Source;

// Where the frames come from and the written limits.
//
// `source` is one of: "/dev/video0" or better "/dev/v4l/by-id/..." (V4L2), "http://host:port/video.mjpg" (also https,
// rtsp), a video file, a sequence of pictures such as "shots/%05d.jpg". Files and sequences start again at their end.
struct CameraConfig {
    std::string source;
    int width = 1280; // asked of a V4L2 camera; other sources bring their own
    int height = 720;
    int fps = 30;
    CameraSettings settings = {}; // of a V4L2 camera
    int openTimeoutMs = 3000;
    int readTimeoutMs = 2000; // no frame for this long: the source is closed and opened again
    int backOffMinMs = 250;   // before the first new attempt; doubled after each
    int backOffMaxMs = 8000;
    JudgeRules judge = {};
    int thawEveryMs = 60'000; // a frozen camera is closed and opened again, and once more after so long
};

// One grey picture. Immutable once handed out.
struct Frame {
    std::vector<std::uint8_t> grey; // width x height, no padding
    int width = 0;
    int height = 0;
    std::uint64_t number = 0; // counts from 1; gaps are frames that nobody had time for
    [[nodiscard]] decode::GreyView view() const { return {grey.data(), width, height, width}; }
};

enum class CameraState { Opening, Watching, Lost };

struct CameraStatus {
    CameraState state = CameraState::Opening;
    std::string reason;   // why it isn't watching, for a log; while it watches: what the camera didn't take
    bool refused = false; // Lost, because it could not even be opened
    PictureFault fault = PictureFault::None;
    std::uint64_t frames = 0; // since the start
    std::int64_t aliveUs = 0; // monotonic time at which the capture thread last came back from the library
    bool operator==(const CameraStatus &) const = default;
};

// Owns the capture thread and keeps the newest frame only. Thread: any.
// The destructor waits for a call into the library, so at most about openTimeoutMs.
class Camera {
public:
    explicit Camera(CameraConfig config);
    ~Camera();
    Camera(const Camera &) = delete;
    Camera &operator=(const Camera &) = delete;

    // The newest frame whose number is greater than `after`; null when none comes within `timeoutMs`.
    [[nodiscard]] std::shared_ptr<const Frame> waitForFrame(std::uint64_t after, int timeoutMs);
    [[nodiscard]] CameraStatus status() const;

private:
    void run(const std::stop_token &stop);
    [[nodiscard]] std::string watch(const std::stop_token &stop, Source &source);
    void publish(Frame frame, const Source &source);
    void setState(CameraState state, std::string reason, bool refused = false);
    [[nodiscard]] bool shouldThaw();
    void pause(const std::stop_token &stop, int milliseconds);

    const CameraConfig m_config;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    CameraStatus m_status;
    std::shared_ptr<const Frame> m_newest;
    PictureJudge m_judge;         // of the capture thread alone, as the next
    std::int64_t m_thawedMs = -1; // -1: it isn't frozen
    std::jthread m_thread;        // last: stops before what it uses is gone
};

// For logs: what kind of source the text names.
enum class SourceKind { Device, Stream, File };
[[nodiscard]] SourceKind kindOf(const std::string &source);

// Once per process, before the first Camera and its threads: keeps the libraries quiet, on one thread each, and V4L2's
// wait within readTimeoutMs.
void prepareLibraries(const CameraConfig &config);

// A small picture for people, as JPEG; empty if it couldn't be made.
struct PreviewPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> jpeg;
};
[[nodiscard]] PreviewPicture encodePreview(const decode::GreyView &picture, int maxWidth);

} // namespace panier::vision::camera

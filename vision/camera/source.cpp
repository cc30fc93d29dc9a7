#include "vision/camera/source.h"

#include "vision/camera/jpeg.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

namespace panier::vision::camera {

namespace {
const int mjpg = cv::VideoWriter::fourcc('M', 'J', 'P', 'G'); // V4L2
const int mjpe = cv::VideoWriter::fourcc('m', 'j', 'p', 'e'); // FFmpeg, from its codec's name
constexpr double rawPackets = -1; // CAP_PROP_FORMAT: hand out the compressed pictures as they come

std::vector<int> limitsOf(const CameraConfig &config) {
    return {cv::CAP_PROP_OPEN_TIMEOUT_MSEC, config.openTimeoutMs, cv::CAP_PROP_READ_TIMEOUT_MSEC, config.readTimeoutMs};
}

bool isSequence(const std::string &source) {
    return source.find('%') != std::string::npos;
}

// For a log, which a stream's user and password don't belong into.
std::string withoutPassword(std::string text, const std::string &source) {
    const auto scheme = source.find("://");
    if (scheme == std::string::npos)
        return text;
    const auto host = source.substr(scheme + 3, source.find_first_of("/?#", scheme + 3) - (scheme + 3));
    const auto user = host.substr(0, host.rfind('@') + 1); // npos + 1 is 0
    for (auto at = text.find(user); !user.empty() && at != std::string::npos; at = text.find(user, at))
        text.erase(at, user.size());
    return text;
}
} // namespace

SourceKind kindOf(const std::string &source) {
    if (source.find("://") != std::string::npos)
        return SourceKind::Stream;
    return source.starts_with("/dev/") ? SourceKind::Device : SourceKind::File;
}

struct Source::Parts {
    CameraConfig config;
    SourceKind kind = SourceKind::File;
    cv::VideoCapture capture;
    bool compressed = false; // read() gets JPEG, which is decoded straight to grey: half the time of colour
    cv::Mat picture;
    cv::Mat grey;
    double fps = 0;
    std::string notTaken;

    void openDevice() {
        // The order matters to V4L2 drivers: pixel format, then size, then rate.
        capture.open(config.source, cv::CAP_V4L2);
        capture.set(cv::CAP_PROP_FOURCC, mjpg);
        capture.set(cv::CAP_PROP_FRAME_WIDTH, config.width);
        capture.set(cv::CAP_PROP_FRAME_HEIGHT, config.height);
        capture.set(cv::CAP_PROP_FPS, config.fps);
        capture.set(cv::CAP_PROP_BUFFERSIZE, 1);
        if (static_cast<int>(capture.get(cv::CAP_PROP_FOURCC)) == mjpg)
            compressed = capture.set(cv::CAP_PROP_CONVERT_RGB, 0);
        notTaken = applySettings(config.settings, config.source); // last: some drivers forget them with a new format
    }

    void openStream() {
        capture.open(config.source, cv::CAP_FFMPEG, limitsOf(config));
        const int code = static_cast<int>(capture.get(cv::CAP_PROP_FOURCC));
        if (code == mjpg || code == mjpe)
            compressed = capture.set(cv::CAP_PROP_FORMAT, rawPackets);
    }

    void openFile() {
        if (isSequence(config.source))
            capture.open(config.source, cv::CAP_IMAGES);
        else
            capture.open(config.source, cv::CAP_FFMPEG, limitsOf(config));
        fps = capture.get(cv::CAP_PROP_FPS);
    }

    // The picture as grey, where the library has decoded it.
    bool copyGrey(Frame &frame) {
        grey.release();
        if (picture.channels() == 1)
            grey = picture;
        else
            cv::cvtColor(picture, grey, cv::COLOR_BGR2GRAY);
        if (grey.type() != CV_8UC1 || grey.cols > decode::maxSidePixels || grey.rows > decode::maxSidePixels)
            return false;
        frame.width = grey.cols;
        frame.height = grey.rows;
        frame.grey.resize(grey.total());
        grey.copyTo(cv::Mat(grey.rows, grey.cols, CV_8UC1, frame.grey.data()));
        return true;
    }

    bool toGrey(Frame &frame) {
        if (!compressed)
            return copyGrey(frame);
        return picture.isContinuous() && decodeJpeg({picture.data, picture.total() * picture.elemSize()}, frame);
    }
};

Source::Source(const CameraConfig &config) : m_parts(std::make_unique<Parts>()) {
    m_parts->config = config;
    m_parts->kind = kindOf(config.source);
}
Source::~Source() = default;

std::string Source::open() {
    try {
        switch (m_parts->kind) {
        case SourceKind::Device:
            m_parts->openDevice();
            break;
        case SourceKind::Stream:
            m_parts->openStream();
            break;
        case SourceKind::File:
            m_parts->openFile();
            break;
        }
    } catch (const std::exception &error) {
        return withoutPassword("can't open " + m_parts->config.source + ": " + error.what(), m_parts->config.source);
    }
    return m_parts->capture.isOpened()
               ? std::string()
               : withoutPassword("can't open " + m_parts->config.source, m_parts->config.source);
}

Source::Outcome Source::read(Frame &frame) {
    try {
        if (!m_parts->capture.read(m_parts->picture) || m_parts->picture.empty())
            return Outcome::Ended;
        return m_parts->toGrey(frame) ? Outcome::Frame : Outcome::Damaged;
    } catch (const std::exception &) { // cv::Exception, or no memory for a picture that claims to be huge
        return Outcome::Damaged;
    }
}

int Source::pauseMs() const {
    if (m_parts->kind != SourceKind::File)
        return 0;
    // A sequence of pictures has no rate, and says 0 or 1.
    const double fps = m_parts->fps > 1 && m_parts->fps <= 240 ? m_parts->fps : m_parts->config.fps;
    return std::max(1, static_cast<int>(std::lround(1000 / fps)));
}

const std::string &Source::notTaken() const {
    return m_parts->notTaken;
}

bool Source::isLive() const {
    return m_parts->kind != SourceKind::File;
}

void prepareLibraries(const CameraConfig &config) {
    // These are the library's only switches for it; see OpenCV's "Environment variables reference".
    const auto seconds = std::to_string(std::max(1, config.readTimeoutMs / 1000));
    setenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", seconds.c_str(), 1);
    setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 1);
    // A live stream: what was analysed to open it is old, so analyse little and keep nothing back.
    setenv("OPENCV_FFMPEG_CAPTURE_OPTIONS", "rtsp_transport;tcp|fflags;nobuffer|analyzeduration;500000|fpsprobesize;2",
           0);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::setNumThreads(1);
}

PreviewPicture encodePreview(const decode::GreyView &picture, int maxWidth) {
    PreviewPicture preview;
    try {
        const cv::Mat grey(picture.height, picture.width, CV_8UC1, const_cast<std::uint8_t *>(picture.data),
                           static_cast<std::size_t>(picture.stride));
        const double scale = std::min(1.0, static_cast<double>(maxWidth) / std::max(1, picture.width));
        cv::Mat small;
        cv::resize(grey, small, {}, scale, scale, cv::INTER_AREA);
        cv::imencode(".jpg", small, preview.jpeg, {cv::IMWRITE_JPEG_QUALITY, 60});
        preview.width = small.cols;
        preview.height = small.rows;
    } catch (const cv::Exception &) {
        return {};
    }
    return preview;
}

} // namespace panier::vision::camera

// The camera against a network camera that stalls, is unplugged, and sends rubbish.
#include "vision/camera/camera.h"

#include "tests/support/wait_for.h"
#include "vision/emulator/mjpeg_server.h"

#include <QTemporaryDir>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <functional>

namespace {
using namespace panier::vision;
using camera::Camera;
using camera::CameraConfig;
using camera::CameraState;
using emulator::CameraFault;
using emulator::MjpegServer;

// Patient, because a busy machine starts processes and opens streams slowly; a test that passes doesn't wait for it.
bool waitFor(const std::function<bool()> &holds) {
    return panier::tests::waitFor(holds, 20'000);
}

const emulator::PackCode milk{decode::Symbology::Ean13, "3017620422003"};

CameraConfig configFor(const QString &url) {
    CameraConfig config;
    config.source = url.toStdString();
    config.openTimeoutMs = 1000;
    config.readTimeoutMs = 500;
    config.backOffMinMs = 20;
    config.backOffMaxMs = 100;
    camera::prepareLibraries(config);
    return config;
}

bool watches(Camera &camera, std::uint64_t newFrames = 3) {
    const auto before = camera.status().frames;
    return waitFor([&] {
        const auto status = camera.status();
        return status.state == CameraState::Watching && status.frames >= before + newFrames;
    });
}

bool loses(Camera &camera) {
    return waitFor([&] { return camera.status().state == CameraState::Lost; });
}

TEST_CASE("Frames of a network camera arrive grey and whole, and the code in them is read") {
    MjpegServer server;
    REQUIRE(server.listen());
    REQUIRE(server.hold(milk));
    Camera camera(configFor(server.url()));
    REQUIRE(watches(camera));
    const auto frame = camera.waitForFrame(0, 0);
    REQUIRE(frame);
    CHECK(frame->width == 1280);
    CHECK(frame->height == 720);
    CHECK(frame->grey.size() == 1280 * 720);
    const auto codes = decode::decode(frame->view());
    REQUIRE(codes.size() == 1);
    CHECK(codes[0].text == milk.text);
    CHECK(camera.waitForFrame(frame->number + 1000, 0) == nullptr);
}

TEST_CASE("A camera that stalls is lost, and comes back when it goes on") {
    MjpegServer server;
    REQUIRE(server.listen());
    Camera camera(configFor(server.url()));
    REQUIRE(watches(camera));
    server.setFault(CameraFault::Stalled);
    REQUIRE(loses(camera));
    CHECK_FALSE(camera.status().reason.empty());
    server.setFault(CameraFault::None);
    CHECK(watches(camera));
}

TEST_CASE("A camera that is unplugged is lost, and comes back when it is plugged in") {
    MjpegServer server;
    REQUIRE(server.listen());
    Camera camera(configFor(server.url()));
    REQUIRE(watches(camera));
    server.setFault(CameraFault::Unplugged);
    REQUIRE(loses(camera));
    server.setFault(CameraFault::None);
    CHECK(watches(camera));
}

TEST_CASE("Damaged and half pictures neither stop nor crash it") {
    MjpegServer server;
    REQUIRE(server.listen());
    Camera camera(configFor(server.url()));
    REQUIRE(watches(camera));
    for (const auto fault : {CameraFault::CorruptJpeg, CameraFault::HalfFrames}) {
        server.setFault(fault);
        const auto served = server.framesServed();
        REQUIRE(waitFor([&] { return server.framesServed() > served + 10; }));
    }
    server.setFault(CameraFault::None);
    CHECK(watches(camera));
}

TEST_CASE("A source that isn't there is said to be lost") {
    Camera camera(configFor(QStringLiteral("/dev/v4l/by-id/none")));
    CHECK(loses(camera));
    CHECK(camera.status().reason.find("/dev/v4l/by-id/none") != std::string::npos);
}

TEST_CASE("A stream's password isn't told") {
    Camera camera(configFor(QStringLiteral("http://kiosk:s3cret@127.0.0.1:9/video.mjpg")));
    CHECK(loses(camera));
    const auto reason = camera.status().reason;
    CHECK(reason.find("http://127.0.0.1:9/video.mjpg") != std::string::npos);
    CHECK(reason.find("s3cret") == std::string::npos);
}

TEST_CASE("A sequence of pictures is watched, and starts again at its end") {
    const QTemporaryDir folder;
    emulator::ScenePainter painter(320, 240);
    for (int i = 0; i < 3; ++i) {
        const auto jpeg = painter.paintJpeg(static_cast<std::uint64_t>(i), 80);
        std::ofstream file(folder.filePath(QStringLiteral("%1.jpg").arg(i, 5, 10, QChar('0'))).toStdString(),
                           std::ios::binary);
        file.write(reinterpret_cast<const char *>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
    }
    Camera camera(configFor(folder.filePath(QStringLiteral("%05d.jpg"))));
    REQUIRE(waitFor([&] { return camera.status().frames >= 7; }));
    CHECK(camera.waitForFrame(0, 0)->width == 320);
}

TEST_CASE("The kind of a source shows in its name") {
    CHECK(camera::kindOf("/dev/v4l/by-id/usb-cam-video-index0") == camera::SourceKind::Device);
    CHECK(camera::kindOf("http://127.0.0.1:8080/video.mjpg") == camera::SourceKind::Stream);
    CHECK(camera::kindOf("/srv/demo.mp4") == camera::SourceKind::File);
    CHECK(camera::kindOf("shots/%05d.jpg") == camera::SourceKind::File);
}
} // namespace

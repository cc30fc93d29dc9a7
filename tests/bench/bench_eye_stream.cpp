// Hostile pictures as a network camera's stream, through the real panier-eye to the kiosk's side of it: how often the
// eye died, and whether it reads an article afterwards.
#include "devices/eye/eye_process.h"
#include "tests/vision/hostile_pictures.h"
#include "vision/emulator/mjpeg_stream.h"
#include "vision/emulator/scene_painter.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QTimer>
#include <fmt/format.h>

namespace {
using namespace panier;
using vision::emulator::MjpegLimits;

constexpr int width = 640;
constexpr int height = 360;
constexpr int patienceMs = 60'000; // to read the article
const vision::emulator::PackCode article{vision::decode::Symbology::Ean13, "3017620422003"};

class HostileCamera : public vision::emulator::MjpegStream {
public:
    HostileCamera(std::uint32_t seed, int framesPerSecond)
        : MjpegStream(MjpegLimits{width, height, framesPerSecond}, nullptr), m_hostile(seed), m_painter(width, height) {
        (void)m_painter.hold(article, {.motionPixels = 2});
    }
    void calmDown() { m_calm = true; }

private:
    std::vector<std::uint8_t> paint(std::uint64_t tick) override {
        return m_calm ? m_painter.paintJpeg(tick, 90) : m_hostile.next();
    }
    std::vector<std::uint8_t> paintDark() override { return m_painter.paintDarkJpeg(90); }
    bool moves() const override { return true; }

    tests::HostilePictures m_hostile;
    vision::emulator::ScenePainter m_painter;
    bool m_calm = false;
};
} // namespace

int main(int argc, char **argv) {
    int seconds = 60;
    int framesPerSecond = 60;
    std::uint32_t seed = 1;
    CLI::App command("Hostile pictures for panier-eye, as a network camera's stream.");
    command.add_option("--seconds", seconds)->check(CLI::Range(1, 86'400));
    command.add_option("--fps", framesPerSecond)->check(CLI::Range(1, 1000));
    command.add_option("--seed", seed);
    CLI11_PARSE(command, argc, argv);
    QCoreApplication application(argc, argv);

    HostileCamera camera(seed, framesPerSecond);
    if (!camera.listen())
        return 1;
    const base::SystemClock clock;
    devices::EyeConfig config;
    config.source = camera.url();
    config.program = QStringLiteral(PANIER_EYE);
    devices::EyeProcess eye(config, clock);
    bool isCalm = false;
    bool isRead = false;
    quint64 served = 0;
    std::uint64_t framesSeen = 0; // by all children
    std::uint32_t framesOfThis = 0;
    QObject::connect(&eye, &devices::EyeProcess::codeRead, [&](const auto &code) {
        if (isCalm && code.text == article.text) {
            isRead = true;
            application.quit();
        }
    });
    QTimer counter;
    QObject::connect(&counter, &QTimer::timeout, [&] {
        const auto frames = eye.health().frames;
        framesSeen += frames >= framesOfThis ? frames - framesOfThis : frames;
        framesOfThis = frames;
    });
    counter.start(200);
    QTimer::singleShot(seconds * 1000, &application, [&] {
        served = camera.framesServed();
        isCalm = true;
        camera.calmDown();
        QTimer::singleShot(patienceMs, &application, &QCoreApplication::quit);
    });
    eye.start();
    application.exec();
    fmt::print("seed {}: {} pictures served in {} s, {} frames seen by the eye; the eye was started again {} times; "
               "an article shown afterwards was {}\n",
               seed, served, seconds, framesSeen, eye.restarts().count, isRead ? "read" : "missed");
    return isRead ? 0 : 1;
}

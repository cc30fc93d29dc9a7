// The supervisor with the real panier-eye, in front of a network camera that doesn't exist.
#include "devices/eye/eye_process.h"

#include "tests/support/wait_for.h"
#include "vision/decode/zxing_adapter.h"
#include "vision/emulator/mjpeg_server.h"
#include "vision/emulator/tray/tray_camera.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <functional>
#include <set>
#include <sys/types.h>

namespace {
using namespace panier;
using devices::EyeConfig;
using devices::EyeEnd;
using devices::EyeProcess;
using devices::EyeRestarts;
using devices::EyeState;
using vision::agree::CodeRead;
using vision::emulator::CameraFault;
using vision::emulator::MjpegServer;

// Patient, because a busy machine starts processes and opens streams slowly; a test that passes doesn't wait for it.
bool waitFor(const std::function<bool()> &holds) {
    return panier::tests::waitFor(holds, 20'000);
}

const vision::emulator::PackCode milk{vision::decode::Symbology::Ean13, "3017620422003"};
const vision::emulator::PackCode water{vision::decode::Symbology::Ean13, "5449000000996"};

// A shop's camera corner: camera, eye, and what the kiosk heard.
struct Corner {
    base::SystemClock clock;
    MjpegServer camera;
    std::unique_ptr<EyeProcess> eye;
    std::vector<std::string> read;
    std::vector<std::string> gone;
    std::set<std::string> fair; // of those read, that may become strong yet
    std::vector<EyeState> states;
    int previews = 0;

    explicit Corner(QString program = QStringLiteral(PANIER_EYE)) {
        REQUIRE(camera.listen());
        EyeConfig config;
        config.source = camera.url();
        config.program = std::move(program);
        start(config);
    }

    void start(const EyeConfig &config) {
        eye = std::make_unique<EyeProcess>(config, clock);
        QObject::connect(eye.get(), &EyeProcess::codeRead, [this](const CodeRead &code) {
            if (fair.erase(code.text) > 0) // the same presentation, read more surely
                return;
            read.push_back(code.text);
            if (code.strength == vision::agree::Strength::Fair)
                fair.insert(code.text);
        });
        QObject::connect(eye.get(), &EyeProcess::codeGone, [this](const CodeRead &code) {
            gone.push_back(code.text);
            fair.erase(code.text);
        });
        QObject::connect(eye.get(), &EyeProcess::healthChanged, [this](EyeState state) { states.push_back(state); });
        QObject::connect(eye.get(), &EyeProcess::preview, [this] { ++previews; });
        eye->start();
    }

    // So many more frames have come to the eye; it says so twice a second.
    [[nodiscard]] bool sees(std::uint32_t frames) {
        const auto target = eye->health().frames + frames;
        return waitFor([this, target] { return eye->health().frames >= target; });
    }
    [[nodiscard]] bool watches() {
        return waitFor([this] { return eye->state() == EyeState::Watching; });
    }
};

TEST_CASE("An eye above the tray says what lies there, and so does the next one when it is killed") {
    base::SystemClock clock;
    vision::emulator::TrayCamera tray;
    REQUIRE(tray.listen());
    EyeConfig config;
    config.source = tray.url();
    config.program = QStringLiteral(PANIER_EYE);
    config.task = devices::EyeTask::Tray;
    EyeProcess eye(config, clock);
    vision::tray::TrayView view;
    int codes = 0;
    QObject::connect(&eye, &EyeProcess::trayViewed, [&](const auto &seen) { view = seen; });
    QObject::connect(&eye, &EyeProcess::codeRead, [&] { ++codes; });
    eye.start();
    const auto becomes = [&](vision::tray::TrayState state) { return waitFor([&] { return view.state == state; }); };
    REQUIRE(becomes(vision::tray::TrayState::Empty));
    tray.lay(1, vision::emulator::ThingKind::Can, 4);
    tray.lay(2, vision::emulator::ThingKind::Garment, 5);
    REQUIRE(becomes(vision::tray::TrayState::Occupied));
    CHECK(view.things.size() == 2);
    CHECK(eye.health().confinement.systemCalls);
    eye.learnTray();
    REQUIRE(becomes(vision::tray::TrayState::Learning));
    REQUIRE(becomes(vision::tray::TrayState::Empty));

    const auto before = eye.processId();
    REQUIRE(::kill(static_cast<pid_t>(before), SIGKILL) == 0);
    REQUIRE(becomes(vision::tray::TrayState::Learning));
    REQUIRE(becomes(vision::tray::TrayState::Empty));
    tray.take(1); // it lay there when the new one began
    REQUIRE(becomes(vision::tray::TrayState::Moving));
    CHECK(becomes(vision::tray::TrayState::Empty));
    CHECK(eye.restarts() == EyeRestarts{1, EyeEnd::Crashed});
    CHECK(codes == 0);
}

TEST_CASE("A code is read once per presentation") {
    Corner corner;
    REQUIRE(corner.watches());
    corner.camera.hold(milk);
    REQUIRE(waitFor([&] { return !corner.read.empty(); }));
    REQUIRE(corner.sees(8));
    CHECK(corner.read == std::vector<std::string>{milk.text});
    corner.camera.clear();
    REQUIRE(waitFor([&] { return !corner.gone.empty(); }));
    corner.camera.hold(milk);
    REQUIRE(waitFor([&] { return corner.read.size() == 2; }));
    corner.camera.hold(water);
    REQUIRE(waitFor([&] { return corner.read.size() == 3; }));
    CHECK(corner.read.back() == water.text);
}

TEST_CASE("A code that can't count is told once, by its reason, and sells nothing") {
    Corner corner;
    std::vector<vision::agree::Refusal> told;
    QObject::connect(corner.eye.get(), &EyeProcess::codeNotCounted,
                     [&told](vision::agree::Refusal reason) { told.push_back(reason); });
    REQUIRE(corner.watches());
    corner.camera.hold({vision::decode::Symbology::Itf, "1234567890"}); // a shelf's, a parcel's
    REQUIRE(waitFor([&] { return !told.empty(); }));
    REQUIRE(corner.sees(8));
    CHECK(told == std::vector{vision::agree::Refusal::NotAnArticle});
    CHECK(corner.read.empty());
}

TEST_CASE("Killed in the middle of a presentation, it comes back and nobody notices") {
    Corner corner;
    corner.camera.hold(milk);
    REQUIRE(waitFor([&] { return corner.read.size() == 1; }));
    const auto before = corner.eye->processId();
    REQUIRE(::kill(static_cast<pid_t>(before), SIGKILL) == 0);
    REQUIRE(waitFor([&] { return corner.eye->processId() != 0 && corner.eye->processId() != before; }));
    REQUIRE(corner.watches());
    REQUIRE(waitFor([&] { return corner.eye->health().codes == 1; })); // the new one has read it again
    CHECK(corner.read == std::vector<std::string>{milk.text});
    CHECK(corner.gone.empty());
    CHECK(corner.eye->restarts() == EyeRestarts{1, EyeEnd::Crashed});
    CHECK(std::find(corner.states.begin(), corner.states.end(), EyeState::Lost) == corner.states.end());

    corner.camera.clear(); // and the next presentation counts
    REQUIRE(waitFor([&] { return corner.gone.size() == 1; }));
    corner.camera.hold(milk);
    CHECK(waitFor([&] { return corner.read.size() == 2; }));
}

// A line of a process's or thread's status, such as "Seccomp".
QByteArray textOf(const QString &path) {
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QByteArray statusOf(const QString &folder, const QByteArray &key) {
    for (const auto &line : textOf(folder + QStringLiteral("/status")).split('\n'))
        if (line.startsWith(key + ":"))
            return line.mid(key.size() + 1).trimmed();
    return {};
}

TEST_CASE("The eye is locked down while it watches, every thread of it, and says so") {
    Corner corner;
    REQUIRE(corner.watches());
    CHECK(corner.eye->health().confinement == vision::agree::Confinement{true, true, true});
    const QDir process(QStringLiteral("/proc/%1").arg(corner.eye->processId()));
    CHECK(textOf(process.filePath(QStringLiteral("oom_score_adj"))).trimmed() == "1000");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    CHECK(textOf(process.filePath(QStringLiteral("limits"))).simplified().contains("Max address space 2147483648 "));
#endif
    const QDir threads(process.filePath(QStringLiteral("task")));
    const auto ids = threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    CHECK(ids.size() >= 2);
    for (const auto &id : ids) {
        CHECK(statusOf(threads.filePath(id), "Seccomp") == "2");
        CHECK(statusOf(threads.filePath(id), "NoNewPrivs") == "1");
    }
}

TEST_CASE("A lost camera is said to be lost, and watching again when it is back") {
    Corner corner;
    REQUIRE(corner.watches());
    corner.camera.setFault(CameraFault::Unplugged);
    REQUIRE(waitFor([&] { return corner.eye->state() == EyeState::Lost; }));
    corner.camera.setFault(CameraFault::None);
    CHECK(corner.watches());
}

TEST_CASE("Pictures come when asked, and stop when not") {
    Corner corner;
    REQUIRE(corner.watches());
    REQUIRE(corner.sees(1));
    CHECK(corner.previews == 0);
    corner.eye->setPreview(true);
    REQUIRE(waitFor([&] { return corner.previews >= 2; }));
    corner.eye->setPreview(false);
    const int before = corner.previews;
    REQUIRE(corner.sees(1));
    CHECK(corner.previews == before);
}

TEST_CASE("The child says what it reads with") {
    QProcess child;
    child.start(QStringLiteral(PANIER_EYE), {QStringLiteral("--version")});
    REQUIRE(child.waitForFinished(20'000));
    CHECK(child.exitCode() == 0);
    const auto said = child.readAllStandardOutput();
    CHECK(said.contains("ZXing-C++ " + QByteArray::fromStdString(vision::decode::libraryVersion())));
}

TEST_CASE("The child ends by itself when its input does, as when the kiosk dies") {
    QProcess child;
    child.start(QStringLiteral(PANIER_EYE),
                {QStringLiteral("--source"), QStringLiteral("http://127.0.0.1:9/video.mjpg")});
    REQUIRE(child.waitForReadyRead(20'000));
    child.closeWriteChannel();
    REQUIRE(child.waitForFinished(20'000));
    CHECK(child.exitStatus() == QProcess::NormalExit);
    CHECK(child.exitCode() == 0);
}

TEST_CASE("Stopped it is gone, and started again it reads again") {
    Corner corner;
    corner.camera.hold(milk);
    REQUIRE(waitFor([&] { return corner.read.size() == 1; }));
    const auto child = static_cast<pid_t>(corner.eye->processId());
    corner.eye->stop();
    CHECK(::kill(child, 0) != 0);
    corner.camera.hold(water);
    corner.eye->start();
    CHECK(waitFor([&] { return corner.read.size() == 2; }));
}

// A child that isn't panier-eye: a shell script.
QString scriptIn(const QTemporaryDir &folder, const QByteArray &body) {
    const auto path = folder.filePath(QStringLiteral("child"));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\ncd \"${0%/*}\"; printf . >>starts\n" + body + "\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

struct Impostor {
    base::SystemClock clock;
    QTemporaryDir folder;
    QString reason;
    EyeState state = EyeState::Starting;
    int codes = 0;
    std::unique_ptr<EyeProcess> eye;

    [[nodiscard]] qsizetype starts() const {
        QFile file(folder.filePath(QStringLiteral("starts")));
        return file.open(QIODevice::ReadOnly) ? file.size() : 0;
    }

    explicit Impostor(const QByteArray &body, EyeConfig config = {}) {
        config.source = QStringLiteral("none");
        config.program = scriptIn(folder, body);
        config.healthTimeoutMs = 300;
        config.backOffMinMs = 20;
        config.backOffMaxMs = 50;
        config.visibleBackOffMs = 30;
        eye = std::make_unique<EyeProcess>(config, clock);
        QObject::connect(eye.get(), &EyeProcess::healthChanged, [this](EyeState to, const QString &why) {
            state = to;
            reason = why;
        });
        QObject::connect(eye.get(), &EyeProcess::codeRead, [this] { ++codes; });
        eye->start();
    }
};

TEST_CASE("A child that says nothing is killed as hung") {
    Impostor impostor("exec cat >/dev/null 2>&1 < /dev/zero");
    CHECK(waitFor([&] { return impostor.reason.contains(QStringLiteral("hung")); }));
    CHECK(waitFor([&] { return impostor.state == EyeState::Lost; }));
    CHECK(impostor.eye->restarts().count >= 1);
    CHECK(impostor.eye->restarts().last == EyeEnd::Hung);
}

TEST_CASE("A child that talks rubbish is ended") {
    Impostor impostor("exec cat /dev/zero");
    CHECK(waitFor([&] { return impostor.reason.contains(QStringLiteral("impossible length")); }));
    CHECK(impostor.codes == 0);
    CHECK(impostor.eye->restarts().last == EyeEnd::Babbled);
}

// The shell command that sends a message.
QByteArray saying(const vision::agree::Message &message) {
    QByteArray command = "printf '";
    for (const auto byte : vision::agree::encode(message))
        command += "\\" + QByteArray::number(byte, 8).rightJustified(3, '0');
    return command + "'";
}

TEST_CASE("A child that floods the kiosk is ended") {
    vision::agree::Shown shown;
    shown.code = {vision::decode::Symbology::Ean13, "]E0", milk.text, vision::agree::Strength::Strong};
    vision::agree::Gone gone{shown.code};
    Impostor impostor("while " + saying(shown) + " && " + saying(gone) + "; do :; done");
    CHECK(waitFor([&] { return impostor.reason.contains(QStringLiteral("too many messages")); }));
    CHECK(impostor.eye->restarts().last == EyeEnd::Babbled);
}

TEST_CASE("A source that is gone is counted once, however often it is looked for") {
    using vision::agree::Health;
    using vision::agree::SourceState;
    const auto lost = saying(Health{SourceState::Lost, 0, 0, 0, 0, "gone"});
    const auto watching = saying(Health{SourceState::Watching, 0, 0, 0, 0, ""});
    Impostor never(lost + "; exit 3");
    REQUIRE(waitFor([&] { return never.state == EyeState::Lost && never.reason == QStringLiteral("gone"); }));
    const auto first = never.starts();
    REQUIRE(waitFor([&] { return never.starts() > first + 2; }));
    CHECK(never.eye->restarts() == EyeRestarts{});

    Impostor once("test -e watched || " + watching + "; touch watched; " + lost + "; exit 3");
    REQUIRE(waitFor([&] { return once.starts() > 3; }));
    CHECK(once.eye->restarts() == EyeRestarts{1, EyeEnd::SourceGone});
}

TEST_CASE("The frame that ended the eye is kept where that is asked for, and only then") {
    // A picture of two pixels, left in the box by a child that dies of it.
    const QByteArray death = R"(while [ "$1" != --frame-file ]; do [ $# = 0 ] && exit 1; shift; done
printf '\001\000\000\000\002\000\000\000\001\000\000\000\000\000\000\000AB' 1<>/proc/self/fd/$2; kill -9 $$)";
    const QTemporaryDir state;
    const auto folder = state.filePath(QStringLiteral("frames"));
    EyeConfig config;
    config.crashFrames = {2, 7, folder.toStdString()};
    Impostor impostor(death, config);
    REQUIRE(waitFor([&] { return impostor.eye->restarts().count >= 4; }));
    impostor.eye.reset(); // waits until all is written
    const auto kept = QDir(folder).entryInfoList(QDir::Files);
    REQUIRE(kept.size() == 2);
    for (const auto &file : kept) {
        CHECK(file.fileName().startsWith(QStringLiteral("eye-")));
        CHECK(file.permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
        QFile picture(file.filePath());
        REQUIRE(picture.open(QIODevice::ReadOnly));
        CHECK(picture.readAll() == "P5\n2 1\n255\nAB");
    }

    const QTemporaryDir other;
    config.crashFrames = {0, 7, other.filePath(QStringLiteral("frames")).toStdString()};
    Impostor off(death, config);
    REQUIRE(waitFor([&] { return off.eye->restarts().count >= 2; }));
    off.eye.reset();
    CHECK_FALSE(QDir(other.filePath(QStringLiteral("frames"))).exists());
}

TEST_CASE("A child that can't be started is tried again") {
    Impostor impostor("exit 1");
    CHECK(waitFor([&] { return impostor.state == EyeState::Lost; }));
    CHECK(impostor.reason.contains(QStringLiteral("ended")));
}

TEST_CASE("What a child said in its last moment counts") {
    Impostor impostor(R"(printf '\000\000\000\011\001\001\001\001]\000\001\061')"); // short by a byte: no message
    REQUIRE(waitFor([&] { return impostor.state == EyeState::Lost; }));
    CHECK(impostor.codes == 0);
    Impostor honest(R"(printf '\000\000\000\010\001\001\001\001]\000\001\061')");
    CHECK(waitFor([&] { return honest.codes == 1; }));
}
} // namespace

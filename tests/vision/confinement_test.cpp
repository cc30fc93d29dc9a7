// What panier-eye can't do any more once it has locked itself in, each tried in a process of its own.
#include "app/eye/confinement.h"

#include "vision/camera/source.h"
#include "vision/decode/decoder.h"
#include "vision/emulator/scene_painter.h"

#include <arpa/inet.h>
#include <catch2/catch_test_macros.hpp>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {
using namespace panier;
namespace fs = std::filesystem;

// How a child ended that locked itself in and then did `work`: its exit code, or minus the signal.
int afterConfining(const std::string &source, const std::function<int()> &work) {
    const pid_t child = ::fork();
    if (child == 0) {
        app::limitSelf();
        const auto locked = app::confine(source);
        ::_exit(locked.what.systemCalls && locked.what.files ? work() : 99);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// 0 where the call was refused for the right reason.
int refused(long result, int reason) {
    return result == -1 && errno == reason ? 0 : 1;
}

// A folder with three pictures of a pack.
struct Pictures {
    fs::path folder = fs::temp_directory_path() / ("panier-confinement-" + std::to_string(::getpid()));
    std::string source = folder / "%05d.jpg";

    Pictures() {
        fs::create_directories(folder);
        vision::emulator::ScenePainter painter(1280, 720);
        REQUIRE(painter.hold({vision::decode::Symbology::Ean13, "3017620422003"}, {}));
        for (int i = 0; i < 3; ++i) {
            const auto jpeg = painter.paintJpeg(static_cast<std::uint64_t>(i), 85);
            std::ofstream file(folder / ("0000" + std::to_string(i) + ".jpg"), std::ios::binary);
            file.write(reinterpret_cast<const char *>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
        }
    }
    ~Pictures() { fs::remove_all(folder); }
    Pictures(const Pictures &) = delete;
    Pictures &operator=(const Pictures &) = delete;
};

TEST_CASE("Locked in, it still opens its pictures, and reads the code on them, in a thread of its own") {
    const Pictures pictures;
    CHECK(afterConfining(pictures.source, [&] {
              vision::camera::CameraConfig config;
              config.source = pictures.source;
              int codes = 0;
              std::thread([&] {
                  vision::camera::Source source(config);
                  vision::camera::Frame frame;
                  if (source.open().empty() && source.read(frame) == vision::camera::Source::Outcome::Frame)
                      codes = static_cast<int>(vision::decode::decode(frame.view()).size());
              }).join();
              return codes == 1 ? 0 : 1;
          }) == 0);
}

TEST_CASE("It opens no other file, neither to read nor to write, and makes none") {
    const Pictures pictures;
    const auto beside = pictures.folder / "new.jpg";
    CHECK(afterConfining(pictures.source, [] { return refused(::open("/etc/passwd", O_RDONLY), EACCES); }) == 0);
    CHECK(afterConfining(pictures.source, [] { return refused(::open("/proc/self/mem", O_RDWR), EPERM); }) == 0);
    CHECK(afterConfining(pictures.source,
                         [&] { return refused(::open(beside.c_str(), O_CREAT | O_WRONLY, 0600), EPERM); }) == 0);
    CHECK(afterConfining(pictures.source,
                         [&] { return refused(::unlink((pictures.folder / "00000.jpg").c_str()), EPERM); }) == 0);
    CHECK(afterConfining(pictures.source,
                         [&] { return refused(::truncate((pictures.folder / "00000.jpg").c_str(), 0), EPERM); }) == 0);
    CHECK_FALSE(fs::exists(beside));
    CHECK(fs::file_size(pictures.folder / "00000.jpg") > 0);
}

TEST_CASE("It starts no program, no process, and looks into no other: trying ends it") {
    const Pictures pictures;
    CHECK(afterConfining(pictures.source, [] { return ::execl("/bin/true", "true", nullptr); }) == -SIGSYS);
    CHECK(afterConfining(pictures.source, [] { return static_cast<int>(::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)); }) ==
          -SIGSYS);
    CHECK(afterConfining(pictures.source,
                         [] { return static_cast<int>(::ptrace(PTRACE_ATTACH, ::getppid(), 0, 0)); }) == -SIGSYS);
    CHECK(afterConfining(pictures.source, [] { return refused(::kill(::getppid(), SIGTERM), EPERM); }) == 0);
}

TEST_CASE("It makes no memory executable") {
    const Pictures pictures;
    CHECK(afterConfining(pictures.source, [] {
              const void *memory =
                  ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return memory == MAP_FAILED && errno == EPERM ? 0 : 1;
          }) == 0);
}

TEST_CASE("With pictures from this machine it has no network") {
    const Pictures pictures;
    for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK})
        CHECK(afterConfining(pictures.source, [family] { return refused(::socket(family, SOCK_STREAM, 0), EPERM); }) ==
              0);
}

int connectTo(std::uint16_t port) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(::socket(AF_INET, SOCK_STREAM, 0), reinterpret_cast<const sockaddr *>(&there), sizeof there);
}

TEST_CASE("A stream's process speaks to the stream's port, and not to the card terminal's") {
    // Nobody listens on either: what may be tried is refused by the other side.
    const auto source = "http://user:pass@127.0.0.1:9/video.mjpg?port=8888";
    CHECK(afterConfining(source, [] { return refused(connectTo(9), ECONNREFUSED); }) == 0);
    CHECK(afterConfining(source, [] { return refused(connectTo(8888), EACCES); }) == 0);
    CHECK(afterConfining("http://127.0.0.1/video", [] { return refused(connectTo(80), ECONNREFUSED); }) == 0);
    CHECK(afterConfining(source, [] { return refused(::socket(AF_UNIX, SOCK_STREAM, 0), EPERM); }) == 0);
    CHECK(afterConfining(source, [] { return refused(::open("/etc/passwd", O_RDONLY), EACCES); }) == 0);
}

TEST_CASE("Where a device was, another may stand later: only a new process may open that") {
    const Pictures pictures;
    const auto reopens = [](const std::string &source) {
        return afterConfining(source, [] { return 0; }) == 0 &&
               afterConfining(source, [&] { return app::confine(source).reopens ? 0 : 1; }) == 0;
    };
    CHECK(reopens(pictures.source));
    CHECK(reopens("rtsp://127.0.0.1/live"));
    CHECK_FALSE(reopens("/dev/video0"));
    CHECK_FALSE(reopens("/nowhere/film.mp4"));
}
} // namespace

// Shows hostile pictures to what panier-eye is made of, locked in as it is: the way of a V4L2 camera's pictures, from
// the compressed bytes to the codes. A crash or a hang ends the child; the next goes on with the next picture.
#include "app/eye/confinement.h"
#include "tests/vision/hostile_pictures.h"
#include "vision/camera/jpeg.h"
#include "vision/camera/picture_judge.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {
using namespace panier;
constexpr int hungMs = 5000; // as the kiosk has it

struct Answer {
    std::uint8_t isFrame = 0;
    std::uint8_t codes = 0;
};

bool readAll(int file, void *bytes, std::size_t count) {
    for (std::size_t done = 0; done < count;) {
        const auto got = ::read(file, static_cast<char *>(bytes) + done, count - done);
        if (got <= 0)
            return false;
        done += static_cast<std::size_t>(got);
    }
    return true;
}

bool writeAll(int file, const void *bytes, std::size_t count) {
    for (std::size_t done = 0; done < count;) {
        const auto put = ::write(file, static_cast<const char *>(bytes) + done, count - done);
        if (put <= 0)
            return false;
        done += static_cast<std::size_t>(put);
    }
    return true;
}

[[noreturn]] void lookUntilClosed(int file) {
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO); // the JPEG library complains of each
    vision::camera::prepareLibraries({});
    app::limitSelf();
    if (const auto locked = app::confine("/nowhere/none.mp4"); !locked.what.systemCalls)
        ::_exit(1);
    vision::camera::PictureJudge judge;
    std::int64_t nowMs = 0;
    std::uint32_t size = 0;
    while (readAll(file, &size, sizeof size)) {
        std::vector<std::uint8_t> bytes(size);
        if (!readAll(file, bytes.data(), size))
            break;
        Answer answer;
        vision::camera::Frame frame;
        if (vision::camera::decodeJpeg(bytes, frame)) {
            (void)judge.look(nowMs += 33, frame.view());
            answer = {1, static_cast<std::uint8_t>(vision::decode::decode(frame.view()).size())};
        }
        if (!writeAll(file, &answer, sizeof answer))
            break;
    }
    ::_exit(0);
}

class Eye {
public:
    Eye() { spawn(); }
    ~Eye() { end(); }
    Eye(const Eye &) = delete;
    Eye &operator=(const Eye &) = delete;

    enum class Outcome { Looked, Crashed, Hung };
    Outcome show(const std::vector<std::uint8_t> &picture, Answer &answer) {
        const auto size = static_cast<std::uint32_t>(picture.size());
        pollfd ready{m_file, POLLIN, 0};
        const bool sent = writeAll(m_file, &size, sizeof size) && writeAll(m_file, picture.data(), size);
        const bool hung = sent && ::poll(&ready, 1, hungMs) == 0;
        if (sent && !hung && readAll(m_file, &answer, sizeof answer))
            return Outcome::Looked;
        end();
        spawn();
        return hung ? Outcome::Hung : Outcome::Crashed;
    }

private:
    void spawn() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
            std::abort();
        m_child = ::fork();
        if (m_child == 0) {
            ::close(ends[0]);
            lookUntilClosed(ends[1]);
        }
        ::close(ends[1]);
        m_file = ends[0];
    }
    void end() {
        ::close(m_file);
        (void)::kill(m_child, SIGKILL);
        (void)::waitpid(m_child, nullptr, 0);
    }

    int m_file = -1;
    pid_t m_child = -1;
};
} // namespace

int main(int argc, char **argv) {
    int pictures = 100'000;
    std::uint32_t seed = 1;
    CLI::App command("Random, truncated and adversarial pictures, 0x0 to 8K, for the eye's decoders.");
    command.add_option("--pictures", pictures)->check(CLI::Range(1, 100'000'000));
    command.add_option("--seed", seed);
    std::filesystem::path keep;
    command.add_option("--keep", keep, "a folder for the pictures that ended a child");
    CLI11_PARSE(command, argc, argv);
    std::signal(SIGPIPE, SIG_IGN);

    tests::HostilePictures hostile(seed);
    Eye eye;
    std::array<int, 3> outcomes{};
    int frames = 0;
    int codes = 0;
    std::chrono::milliseconds longest{0};
    for (int i = 0; i < pictures; ++i) {
        Answer answer;
        const auto picture = hostile.next();
        const auto before = std::chrono::steady_clock::now();
        const auto outcome = eye.show(picture, answer);
        longest = std::max(
            longest, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before));
        ++outcomes[static_cast<std::size_t>(outcome)];
        frames += answer.isFrame;
        codes += answer.codes;
        if (outcome == Eye::Outcome::Looked)
            continue;
        if (!keep.empty())
            std::ofstream(keep / (std::to_string(i) + ".jpg"), std::ios::binary)
                .write(reinterpret_cast<const char *>(picture.data()), static_cast<std::streamsize>(picture.size()));
        fmt::print("picture {}: {}\n", i, outcome == Eye::Outcome::Hung ? "hung" : "crashed");
    }
    fmt::print("seed {}: {} pictures, {} decoded and looked at for codes, {} codes read off them\n"
               "crashes {}, hangs {}, longest {} ms\n",
               seed, pictures, frames, codes, outcomes[1], outcomes[2], longest.count());
    return outcomes[2] == 0 ? 0 : 1;
}

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
#include <cstdio>
#include <cstdlib>
#include <ctime>
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
constexpr int hungMs = 5000;       // as the kiosk has it
constexpr int hardHungMs = 30'000; // as panier-eye has it

// Two for each picture: the interactive pass's, and that of the hard pass, which may have had nothing to do.
struct Answer {
    std::uint8_t looked = 0;
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

// What panier-eye does with a picture, one pass after the other instead of on two processors. As there, the hard pass
// has no time for each: small ones get `hardMs` of it a picture on the average, and large ones as much.
class Looker {
public:
    explicit Looker(int hardMs) : m_hardMs(hardMs) {}

    Answer quickly(const std::vector<std::uint8_t> &bytes) {
        m_offered = false;
        for (auto &left : m_hardLeftMs)
            left += m_hardMs;
        if (!vision::camera::decodeJpeg(bytes, m_frame))
            return {};
        (void)m_judge.look(m_nowMs += 33, m_frame.view());
        const auto sight = vision::decode::look(m_frame.view(), vision::decode::Effort::Thorough, m_turn++);
        m_offered = sight.codes.empty() && sight.somethingLikeCode && hardLeftMs() > 0;
        return {1, static_cast<std::uint8_t>(sight.codes.size())};
    }
    Answer hard() {
        if (!m_offered)
            return {};
        const auto before = std::clock();
        const auto codes = vision::decode::decode(m_frame.view(), vision::decode::Effort::Hard);
        hardLeftMs() -= static_cast<double>(std::clock() - before) * 1000 / CLOCKS_PER_SEC;
        return {1, static_cast<std::uint8_t>(codes.size())};
    }

private:
    double &hardLeftMs() {
        constexpr int large = 200 * 200; // pixels
        return m_hardLeftMs[m_frame.width * m_frame.height > large ? 1 : 0];
    }

    const int m_hardMs;
    std::array<double, 2> m_hardLeftMs{};
    vision::camera::PictureJudge m_judge;
    vision::camera::Frame m_frame;
    std::int64_t m_nowMs = 0;
    unsigned m_turn = 0;
    bool m_offered = false;
};

[[noreturn]] void lookUntilClosed(int file, int hardMs) {
    ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO); // the JPEG library complains of each
    vision::camera::prepareLibraries({});
    app::limitSelf();
    if (const auto locked = app::confine("/nowhere/none.mp4"); !locked.what.systemCalls)
        ::_exit(1);
    Looker looker(hardMs);
    std::uint32_t size = 0;
    while (readAll(file, &size, sizeof size)) {
        std::vector<std::uint8_t> bytes(size);
        if (!readAll(file, bytes.data(), size))
            break;
        const auto quickly = looker.quickly(bytes);
        if (!writeAll(file, &quickly, sizeof quickly))
            break;
        const auto hard = looker.hard();
        if (!writeAll(file, &hard, sizeof hard))
            break;
    }
    ::_exit(0);
}

class Eye {
public:
    explicit Eye(int hardMs) : m_hardMs(hardMs) { spawn(); }
    ~Eye() { end(); }
    Eye(const Eye &) = delete;
    Eye &operator=(const Eye &) = delete;

    enum class Outcome { Looked, Crashed, Hung };
    Outcome show(const std::vector<std::uint8_t> &picture, Answer &quickly, Answer &hard) {
        const auto size = static_cast<std::uint32_t>(picture.size());
        auto outcome = Outcome::Crashed;
        if (writeAll(m_file, &size, sizeof size) && writeAll(m_file, picture.data(), size)) {
            outcome = answer(quickly, hungMs);
            if (outcome == Outcome::Looked)
                outcome = answer(hard, hardHungMs);
        }
        if (outcome != Outcome::Looked) {
            end();
            spawn();
        }
        return outcome;
    }

private:
    Outcome answer(Answer &answer, int patienceMs) const {
        pollfd ready{m_file, POLLIN, 0};
        if (::poll(&ready, 1, patienceMs) == 0)
            return Outcome::Hung;
        return readAll(m_file, &answer, sizeof answer) ? Outcome::Looked : Outcome::Crashed;
    }
    void spawn() {
        std::array<int, 2> ends{};
        if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
            std::abort();
        m_child = ::fork();
        if (m_child == 0) {
            ::close(ends[0]);
            lookUntilClosed(ends[1], m_hardMs);
        }
        ::close(ends[1]);
        m_file = ends[0];
    }
    void end() {
        ::close(m_file);
        (void)::kill(m_child, SIGKILL);
        (void)::waitpid(m_child, nullptr, 0);
    }

    const int m_hardMs;
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
    int hardMs = 4;
    command
        .add_option("--hard-ms", hardMs,
                    "the hard pass's time for a picture, on the average: of small ones, and of large ones")
        ->check(CLI::Range(0, 10'000));
    std::filesystem::path keep;
    command.add_option("--keep", keep, "a folder for the pictures that ended a child");
    CLI11_PARSE(command, argc, argv);
    std::signal(SIGPIPE, SIG_IGN);

    tests::HostilePictures hostile(seed);
    Eye eye(hardMs);
    std::array<int, 3> outcomes{};
    std::array<int, 2> looks{};
    std::array<int, 2> codes{};
    std::chrono::milliseconds longest{0};
    for (int i = 0; i < pictures; ++i) {
        std::array<Answer, 2> answers;
        const auto picture = hostile.next();
        const auto before = std::chrono::steady_clock::now();
        const auto outcome = eye.show(picture, answers[0], answers[1]);
        longest = std::max(
            longest, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before));
        ++outcomes[static_cast<std::size_t>(outcome)];
        for (std::size_t pass = 0; pass < answers.size(); ++pass) {
            looks[pass] += answers[pass].looked;
            codes[pass] += answers[pass].codes;
        }
        if (outcome == Eye::Outcome::Looked)
            continue;
        if (!keep.empty())
            std::ofstream(keep / (std::to_string(i) + ".jpg"), std::ios::binary)
                .write(reinterpret_cast<const char *>(picture.data()), static_cast<std::streamsize>(picture.size()));
        fmt::print("picture {}: {}\n", i, outcome == Eye::Outcome::Hung ? "hung" : "crashed");
        std::fflush(stdout);
    }
    fmt::print(
        "seed {}: {} pictures, {} decompressed and looked at, {} of them by the hard pass as well; {} codes read, "
        "{} by the hard pass\ncrashes {}, hangs {}, each survived by a new child; longest {} ms\n",
        seed, pictures, looks[0], looks[1], codes[0] + codes[1], codes[1], outcomes[1], outcomes[2], longest.count());
    return outcomes[2] == 0 ? 0 : 1;
}

// The parent's end of an engine's process.
#include "tests/bench/vision_engines.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace panier::bench {

namespace {
constexpr int patienceMs = 30'000;
constexpr std::string_view npmEngine = "zxing-wasm 3.1.4";

bool writeAll(int to, const void *data, std::size_t size) {
    const auto *bytes = static_cast<const char *>(data);
    while (size > 0) {
        const auto written = write(to, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

[[noreturn]] void becomeEngine(const std::string &program, const std::string &engine) {
    if (engine == npmEngine) {
        setenv("NODE_PATH", PEER_MODULES, 1);
        execlp("node", "node", PEER_SCRIPT, nullptr);
    } else {
        execl(program.c_str(), program.c_str(), "--engine", engine.c_str(), nullptr);
    }
    _exit(127);
}
} // namespace

EngineProcess::EngineProcess(std::string program, std::string engine)
    : m_program(std::move(program)), m_engine(std::move(engine)) {
    std::signal(SIGPIPE, SIG_IGN); // a child that died is noticed by what write() returns
}

EngineProcess::~EngineProcess() {
    stop();
}

bool EngineProcess::start() {
    std::array<int, 2> down{};
    std::array<int, 2> up{};
    if (pipe2(down.data(), O_CLOEXEC) != 0 || pipe2(up.data(), O_CLOEXEC) != 0)
        return false;
    m_child = fork();
    if (m_child == 0) {
        dup2(down[0], STDIN_FILENO);
        dup2(up[1], STDOUT_FILENO);
        if (std::freopen("/dev/null", "w", stderr) == nullptr)
            _exit(127);
        becomeEngine(m_program, m_engine);
    }
    close(down[0]);
    close(up[1]);
    m_to = down[1];
    m_from = up[0];
    return m_child > 0;
}

void EngineProcess::stop() {
    if (m_child <= 0)
        return;
    close(m_to);
    close(m_from);
    kill(m_child, SIGKILL);
    waitpid(m_child, nullptr, 0);
    m_child = -1;
}

bool EngineProcess::send(const Picture &picture) const {
    const std::array<std::uint32_t, 2> size = {static_cast<std::uint32_t>(picture.width),
                                               static_cast<std::uint32_t>(picture.height)};
    return writeAll(m_to, size.data(), sizeof(size)) && writeAll(m_to, picture.grey.data(), picture.grey.size());
}

std::optional<std::string> EngineProcess::receive() {
    std::string line;
    while (line.empty() || line.back() != '\n') {
        pollfd ready{m_from, POLLIN, 0};
        if (poll(&ready, 1, patienceMs) <= 0)
            return std::nullopt;
        std::array<char, 4096> chunk{};
        const auto size = read(m_from, chunk.data(), chunk.size());
        if (size <= 0)
            return std::nullopt;
        line.append(chunk.data(), static_cast<std::size_t>(size));
    }
    return line;
}

Look EngineProcess::look(const Picture &picture) {
    Look look;
    std::optional<std::string> line;
    if ((m_child > 0 || start()) && send(picture))
        line = receive();
    const auto answer = line ? nlohmann::json::parse(*line, nullptr, false) : nlohmann::json();
    if (!answer.is_object()) {
        stop();
        look.died = true;
        return look;
    }
    look.ms = answer.value("ms", 0.0);
    for (const auto &code : answer.at("codes"))
        look.codes.push_back({code.value("format", ""), code.value("text", ""), code.value("pass", "")});
    return look;
}

} // namespace panier::bench

// panier-web as a process: what it logs, how it ends, what it may do.
#include "tests/web/raw_client.h"
#include "tests/web/till_fixture.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace panier;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

// A child with its standard error in our hands.
class Program {
public:
    explicit Program(const std::filesystem::path &config) {
        std::array<int, 2> pipe{};
        REQUIRE(::pipe(pipe.data()) == 0);
        m_pid = fork();
        REQUIRE(m_pid >= 0);
        if (m_pid == 0) {
            dup2(pipe[1], STDERR_FILENO);
            close(pipe[0]);
            close(pipe[1]);
            execl(PANIER_WEB, PANIER_WEB, "--config", config.c_str(), nullptr);
            _exit(127);
        }
        close(pipe[1]);
        m_log = pipe[0];
    }
    ~Program() {
        if (m_pid > 0) {
            kill(m_pid, SIGKILL);
            waitpid(m_pid, nullptr, 0);
        }
        close(m_log);
    }
    Program(const Program &) = delete;
    Program &operator=(const Program &) = delete;

    // Reads the log until it says `text` or the program ends; all that was read so far.
    const std::string &logUntil(std::string_view text) {
        pollfd waiting{m_log, POLLIN, 0};
        std::array<char, 4096> buffer{};
        while (m_text.find(text) == std::string::npos && poll(&waiting, 1, 10'000) == 1) {
            const auto got = read(m_log, buffer.data(), buffer.size());
            if (got <= 0)
                break;
            m_text.append(buffer.data(), static_cast<std::size_t>(got));
        }
        return m_text;
    }
    [[nodiscard]] pid_t pid() const { return m_pid; }
    int wait() {
        int status = -1;
        waitpid(m_pid, &status, 0);
        m_pid = -1;
        return status;
    }

private:
    pid_t m_pid = -1;
    int m_log = -1;
    std::string m_text;
};

std::filesystem::path writeConfig(const tests::TillFixture &till, const std::string &eticket) {
    const auto file = till.folder() / "panier.toml";
    std::ofstream(file) << "[store]\nname = \"Ficelle\"\naddress = [\"12 rue des Carmes\", \"44000 Nantes\"]\n"
                           "siret = \"12345678900017\"\nnaf = \"4771Z\"\nvat_number = \"FR32123456789\"\n"
                           "[eticket]\n"
                        << eticket;
    return file;
}

} // namespace

TEST_CASE("panier-web answers, logs no address, has no privilege, and ends when told") {
    const tests::TillFixture till;
    const auto port = tests::freePort();
    Program program(writeConfig(till, "listen = \"127.0.0.1\"\nport = " + std::to_string(port) + "\n"));
    REQUIRE_THAT(program.logUntil("listening"), ContainsSubstring("listening on 127.0.0.1"));

    const auto &id = till.first().eticketId;
    CHECK_THAT(tests::ask(port, "GET /t/" + id + " HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
    CHECK_THAT(tests::ask(port, "BREW /t/" + id + "x HTTP/1.1\r\nHost: x\r\n\r\n"), StartsWith("HTTP/1.1 405 "));
    CHECK_THAT(program.logUntil("other other 405"),
               ContainsSubstring("GET ticket 200") && !ContainsSubstring(id) && !ContainsSubstring("BREW"));

    std::ifstream file("/proc/" + std::to_string(program.pid()) + "/status");
    const std::string status{std::istreambuf_iterator<char>(file), {}};
    CHECK_THAT(status, ContainsSubstring("CapEff:\t0000000000000000") &&
                           ContainsSubstring("CapPrm:\t0000000000000000") && ContainsSubstring("NoNewPrivs:\t1"));

    const tests::RawClient lingering(port); // an open connection doesn't hold it up
    const auto told = std::chrono::steady_clock::now();
    REQUIRE(kill(program.pid(), SIGTERM) == 0);
    const int ended = program.wait();
    CHECK((WIFEXITED(ended) && WEXITSTATUS(ended) == 0));
    CHECK(std::chrono::steady_clock::now() - told < std::chrono::seconds(1));
}

TEST_CASE("panier-web without a usable configuration says so and ends") {
    const tests::TillFixture till;
    Program unknown(writeConfig(till, "prot = 8480\n"));
    CHECK_THAT(unknown.logUntil("panier.toml:"), ContainsSubstring("prot"));
    CHECK(WEXITSTATUS(unknown.wait()) == 2);

    Program off(writeConfig(till, "enabled = false\n"));
    CHECK_THAT(off.logUntil("off"), ContainsSubstring("the e-ticket is off"));
    CHECK(WEXITSTATUS(off.wait()) == 0);

    Program elsewhere(writeConfig(till, "listen = \"192.0.2.1\"\n"));
    CHECK_THAT(elsewhere.logUntil("can't listen"), ContainsSubstring("192.0.2.1"));
    CHECK(WEXITSTATUS(elsewhere.wait()) == 1);
}

// The page as a phone's browser draws it: headless Chromium, 390x844. Missing Chromium is a failure.
#include "tests/web/till_fixture.h"
#include "web/server.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace panier;

namespace {

// Exit status of Chromium, which draws `url` into `png`; -1 if it couldn't be run.
int draw(const std::string &url, const std::filesystem::path &png, const std::filesystem::path &profile, int height,
         const std::string &extra) {
    std::filesystem::remove_all(profile);
    std::vector<std::string> words{"chromium",
                                   "--headless",
                                   "--no-sandbox",
                                   "--disable-gpu",
                                   "--disable-quic",
                                   "--no-first-run",
                                   "--disable-background-networking",
                                   "--disable-component-update",
                                   "--disable-sync",
                                   "--hide-scrollbars",
                                   fmt::format("--user-data-dir={}", profile.string()),
                                   fmt::format("--window-size=390,{}", height),
                                   fmt::format("--screenshot={}", png.string())};
    if (!extra.empty())
        words.push_back(extra);
    words.push_back(url);
    std::vector<char *> argv;
    for (auto &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    const auto pid = fork();
    if (pid == 0) {
        (void)!freopen("/dev/null", "w", stderr);
        execvp(argv[0], argv.data());
        _exit(127);
    }
    int status = -1;
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
        return -1;
    return WEXITSTATUS(status);
}

// Width and height of a PNG (ISO/IEC 15948, IHDR), zeros if it isn't one.
std::array<unsigned, 2> sizeOf(const std::filesystem::path &png) {
    std::ifstream in(png, std::ios::binary);
    std::array<unsigned char, 24> head{};
    in.read(reinterpret_cast<char *>(head.data()), head.size());
    if (!in || head[1] != 'P' || head[2] != 'N' || head[3] != 'G')
        return {};
    const auto integer = [&head](std::size_t at) {
        return unsigned{head[at]} << 24U | unsigned{head[at + 1]} << 16U | unsigned{head[at + 2]} << 8U | head[at + 3];
    };
    return {integer(16), integer(20)};
}

} // namespace

TEST_CASE("the e-ticket on a phone") {
    const tests::TillFixture till;
    const base::SystemClock clock;
    web::Site site(till.files().till, till.files().certificate, clock);
    const auto server = web::Server::start(site, clock, "127.0.0.1", 0);
    REQUIRE(server);
    const auto base = fmt::format("http://127.0.0.1:{}/t/", (*server)->port());
    const std::filesystem::path folder = PANIER_PAGES;
    std::filesystem::create_directories(folder);

    const auto shoot = [&](const std::string &name, const std::string &url, int height, const std::string &extra = "") {
        const auto png = folder / (name + ".png");
        std::filesystem::remove(png);
        REQUIRE(draw(url, png, till.folder() / "profile", height, extra) == 0);
        CHECK(sizeOf(png) == std::array<unsigned, 2>{390, static_cast<unsigned>(height)});
        // Blank white or an error's few words come out far smaller.
        CHECK(std::filesystem::file_size(png) > 15'000);
    };
    const auto url = base + till.second().eticketId;
    constexpr int phone = 844;
    constexpr int whole = 2400;
    shoot("authentic-fr", url + "?lang=fr", phone);
    shoot("authentic-en", url + "?lang=en", phone);
    shoot("authentic-fr-whole", url + "?lang=fr", whole);
    shoot("authentic-en-dark", url + "?lang=en", whole, "--blink-settings=preferredColorScheme=0");
    SQLite::Database(till.files().till.string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE ticket SET content = replace(content, 'Pull', 'Bull') WHERE number = 2");
    shoot("altered-fr", url + "?lang=fr", phone);
    shoot("altered-en-whole", url + "?lang=en", whole);
    shoot("not-found-en", base + "AAECAwQFBgcICQoLDA0ODw?lang=en", phone);
}

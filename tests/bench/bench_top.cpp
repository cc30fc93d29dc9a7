// How right the camera above the tray is: over rendered stories, or over a folder of recorded pictures.
#include "tests/vision/tray_figures.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>

namespace {

using namespace panier;
using tests::TrayFigures;
using vision::emulator::allThemes;

constexpr std::array themeNames{"nothing lies there", "one thing", "dark on dark", "several things", "one left behind"};
constexpr std::array kindNames{"box", "can", "bottle", "garment", "pouch", "book", "stick", "phone"};
constexpr std::array clothNames{"felt", "dark felt", "woven", "wood", "printed mat", "plain"};
constexpr std::array stateNames{"", "learning", "empty", "occupied", "moving", "blocked"};

double percent(int part, int whole) {
    return whole > 0 ? 100.0 * part / whole : 0;
}

void print(const char *name, const TrayFigures &figures) {
    fmt::print("{:20} {:7} {:6} {:11} {:5.2f} % {:9} {:5.2f} % {:7.2f} % {:7.2f} % {:8}\n", name, figures.stories,
               figures.empty, figures.seenThough, percent(figures.seenThough, figures.empty), figures.occupied,
               percent(figures.missed, figures.occupied), percent(figures.fewer, figures.occupied),
               percent(figures.more, figures.occupied), figures.blocked);
    if (figures.endsWith > 0)
        fmt::print("{:20} at the end {} of {} seen\n", "", figures.endSeen, figures.endsWith);
}

int runStories(int count, std::uint32_t seed, bool details) {
    (void)std::setvbuf(stdout, nullptr, _IOLBF, 0); // it takes a while
    fmt::print("seed {}, {} stories of each kind, 320x180, five pictures a second\n"
               "{:20} {:>7} {:>6} {:>19} {:>9} {:>7} {:>9} {:>9} {:>8}\n",
               seed, count, "", "stories", "empty", "seen though empty", "occupied", "missed", "too few", "too many",
               "blocked");
    TrayFigures all;
    for (const auto theme : allThemes) {
        TrayFigures figures;
        for (int i = 0; i < count; ++i) {
            const auto storySeed = seed + static_cast<std::uint32_t>(i);
            const auto story = vision::emulator::tellStory(theme, storySeed);
            const auto moments = tests::watchStory(story, storySeed);
            figures.add(story, moments);
            all.add(story, moments);
            for (std::size_t m = 0; details && m < moments.size(); ++m)
                if (moments[m].seen != moments[m].lying)
                    fmt::print("  {} seed {} moment {}: {} seen of {}, {}, first a {}{}\n",
                               themeNames[static_cast<std::size_t>(theme)], storySeed, m, moments[m].seen,
                               moments[m].lying, clothNames[static_cast<std::size_t>(story.optics.cloth)],
                               kindNames[static_cast<std::size_t>(story.kind)], moments[m].blocked ? ", blocked" : "");
        }
        print(themeNames[static_cast<std::size_t>(theme)], figures);
    }
    print("all", all);
    for (const auto &[kind, counts] : all.alone)
        fmt::print("alone on the tray, a {:8} missed {} of {}\n", kindNames[static_cast<std::size_t>(kind)],
                   counts.second, counts.first);
    for (const auto &[cloth, counts] : all.cloths)
        fmt::print("on {:12} wrong in {} of {} moments\n", clothNames[static_cast<std::size_t>(cloth)], counts.second,
                   counts.first);
    return 0;
}

// A line for each change of the view: picture, milliseconds, state, things.
int runFolder(const std::filesystem::path &folder, int everyMs) {
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    vision::tray::TrayWatcher watcher;
    vision::tray::TrayView last;
    std::int64_t nowMs = 0;
    std::chrono::nanoseconds spent{};
    int pictures = 0;
    for (const auto &file : files) {
        const cv::Mat grey = cv::imread(file.string(), cv::IMREAD_GRAYSCALE);
        if (grey.empty())
            continue;
        const auto before = std::chrono::steady_clock::now();
        const auto view = watcher.look(nowMs, {grey.data, grey.cols, grey.rows, static_cast<int>(grey.step)});
        spent += std::chrono::steady_clock::now() - before;
        ++pictures;
        if (view.state != last.state || view.things.size() != last.things.size())
            fmt::print("{}\t{}\t{}\t{}\n", file.filename().string(), nowMs,
                       stateNames[static_cast<std::size_t>(view.state)], view.things.size());
        last = view;
        nowMs += everyMs;
    }
    fmt::print(stderr, "{} pictures, {:.2f} ms each\n", pictures,
               pictures > 0 ? static_cast<double>(spent.count()) / 1e6 / pictures : 0);
    return pictures > 0 ? 0 : 1;
}

// Leaves a story's pictures in a folder, numbered, for eyes and for --frames.
int record(const std::filesystem::path &folder, std::size_t theme, std::uint32_t seed) {
    const auto story = vision::emulator::tellStory(allThemes.at(theme), seed);
    vision::emulator::TrayPainter painter(640, 360, story.optics, seed);
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < story.frames.size(); ++i) {
        const auto jpeg = painter.paintJpeg(story.frames[i].scene);
        const cv::Mat picture = cv::imdecode(jpeg, cv::IMREAD_COLOR);
        cv::imwrite((folder / fmt::format("{:05}.jpg", i)).string(), picture);
    }
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    int stories = 60;
    std::uint32_t seed = 1;
    std::filesystem::path frames;
    std::filesystem::path recorded;
    int everyMs = 200;
    std::size_t theme = 1;
    bool details = false;
    CLI::App command("Measures the view from above of the tray: missed articles, nudges for nothing, what was left.");
    command.add_option("--stories", stories, "of each kind")->check(CLI::Range(1, 100'000));
    command.add_option("--seed", seed);
    command.add_flag("--details", details, "each moment that went wrong");
    command.add_option("--frames", frames, "a folder of recorded pictures, in the order of their names, instead");
    command.add_option("--every-ms", everyMs, "between two of them")->check(CLI::Range(1, 10'000));
    command.add_option("--record", recorded, "paints the pictures of one story into this folder instead");
    command.add_option("--theme", theme, "of that story")->check(CLI::Range(0, 4));
    CLI11_PARSE(command, argc, argv);
    if (!frames.empty())
        return runFolder(frames, everyMs);
    return recorded.empty() ? runStories(stories, seed, details) : record(recorded, theme, seed);
}

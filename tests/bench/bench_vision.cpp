// How many photographs are read, by ours and, in the same run, by others; every engine in a process of its own.
#include "tests/bench/vision_presentations.h"
#include "tests/bench/vision_report.h"

#include "vision/decode/zxing_adapter.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fstream>

using namespace panier::bench;

namespace {

struct Arguments {
    std::string images;
    std::string truth;
    std::string json;
    std::string engine; // the child's
    std::string only;   // formats
    std::vector<std::string> engines;
    int every = 1;
    bool files = false; // each look is told
    PresentationsOptions presentations;
    CorpusOptions corpus;
    std::string report;
};

// Of all pictures, of those that the decoder was made with, and of those that were held out.
struct Sets {
    Tally all, develop, heldOut;
};

Sets measure(const std::string &engine, const std::vector<Picture> &pictures, const Arguments &arguments) {
    Sets sets;
    sets.all.engine = sets.develop.engine = sets.heldOut.engine = engine;
    EngineProcess process("/proc/self/exe", engine);
    for (const auto &picture : pictures) {
        const auto look = process.look(picture);
        sets.all.add(picture, look);
        (isHeldOut(picture) ? sets.heldOut : sets.develop).add(picture, look);
        if (!arguments.files || isHeldOut(picture))
            continue;
        std::string read;
        for (const auto &code : look.codes)
            read += fmt::format("  {} {} ({})", code.format, code.text.substr(0, 60),
                                code.pass + (sameText(picture, code) ? "" : ", WRONG"));
        fmt::print("{} {:.1f} ms{}\n", picture.file, look.ms, read.empty() ? "  -" : read);
    }
    return sets;
}

std::vector<Picture> chosenPictures(const Arguments &arguments) {
    auto pictures = loadPictures(arguments.images, arguments.truth);
    std::vector<Picture> chosen;
    for (std::size_t i = 0; i < pictures.size(); ++i)
        if (i % static_cast<std::size_t>(arguments.every) == 0 &&
            (arguments.only.empty() || pictures[i].file.find(arguments.only) != std::string::npos))
            chosen.push_back(std::move(pictures[i]));
    return chosen;
}

// What a frame costs on which the motion gate sees nothing new, beside what the library costs as installed.
void printIdle(const std::vector<Tally> &tallies) {
    constexpr int width = 1280;
    constexpr int height = 720;
    Picture table{"an empty table", "", "", width, height, {}};
    for (std::size_t i = 0; i < static_cast<std::size_t>(width) * height; ++i)
        table.grey.push_back(static_cast<std::uint8_t>(120 + i * 2654435761U % 8));
    const double idle = idleMs(width, height);
    fmt::print("\na frame of {}x{} of an empty table: motion gate {:.4f} ms", width, height, idle);
    for (const auto &tally : tallies) {
        if (tally.engine.starts_with("ours"))
            continue;
        EngineProcess process("/proc/self/exe", tally.engine);
        (void)process.look(table); // warms it up
        const auto look = process.look(table);
        fmt::print("; {} {:.1f} ms, {:.0f} times as much", tally.engine, look.ms, look.ms / idle);
    }
    fmt::print("\n");
}

int measureAll(const Arguments &arguments) {
    const auto pictures = chosenPictures(arguments);
    fmt::print("vision bench: {} pictures of {}; ZXing-C++ {}; processor time, without decompressing the file\n",
               pictures.size(), arguments.images, panier::vision::decode::libraryVersion());
    std::vector<Tally> all;
    std::vector<Tally> develop;
    std::vector<Tally> heldOut;
    for (const auto &name : arguments.engines.empty() ? engineNames() : arguments.engines) {
        auto sets = measure(name, pictures, arguments);
        fmt::print(stderr, "  {}\n", name);
        all.push_back(std::move(sets.all));
        develop.push_back(std::move(sets.develop));
        heldOut.push_back(std::move(sets.heldOut));
    }
    fmt::print("{}{}{}", tableOf("all: right/wrong/none", all), tableOf("developed on", develop),
               tableOf("held out", heldOut));
    printIdle(all);
    nlohmann::json json;
    for (std::size_t i = 0; i < all.size(); ++i) {
        fmt::print("\n{}:\n", all[i].engine);
        for (const auto &[pass, count] : all[i].passes)
            if (!pass.empty())
                fmt::print("  {} right by {}\n", count, pass);
        for (const auto &complaint : all[i].complaints)
            fmt::print("  {}\n", complaint);
        json.push_back(
            {{"all", all[i].toJson()}, {"developedOn", develop[i].toJson()}, {"heldOut", heldOut[i].toJson()}});
    }
    if (!arguments.json.empty())
        std::ofstream(arguments.json) << json.dump(2, ' ', true, nlohmann::json::error_handler_t::replace) << '\n';
    return 0;
}

const std::vector<std::string> &paintedEngines(const Arguments &arguments) {
    static const std::vector<std::string> all = {
        "ours, every frame", "ours, interactive", "ZXing as installed", "ZXing, careful", "zbar", "OpenCV",
        "zxing-wasm 3.1.4"};
    return arguments.engines.empty() ? all : arguments.engines;
}

// Those that can be shown a presentation: others' tills are made of what reads in this process.
std::vector<std::string> presentedEngines(const Arguments &arguments) {
    auto engines = paintedEngines(arguments);
    std::erase_if(engines, [](const auto &engine) { return !engine.starts_with("ours") && !runsHere(engine); });
    return engines;
}

// On painted pictures: single ones, then presentations; either may be none.
int measurePainted(Arguments arguments) {
    std::string tables;
    nlohmann::json json;
    std::vector<Plot> plots;
    const auto say = [&tables](const std::string &text) {
        fmt::print("{}", text);
        tables += text;
    };
    if (arguments.corpus.samples > 0) {
        arguments.corpus.engines = paintedEngines(arguments);
        arguments.corpus.seed = arguments.presentations.seed;
        auto result = measureCorpus(arguments.corpus);
        say(tableOf(fmt::format("painted, seed {}", arguments.corpus.seed), result.tallies));
        for (const auto &tally : result.tallies)
            json["pictures"].push_back(tally.toJson());
        plots = std::move(result.plots);
        for (const auto &plot : plots)
            json["plots"].push_back(plot.toJson());
    }
    if (auto &options = arguments.presentations; options.count > 0) {
        options.each = arguments.files;
        options.engines = presentedEngines(arguments);
        const auto tallies = measurePresentations(options);
        say(fmt::format("\n{} presentations of 20 frames, seed {}", options.count, options.seed));
        say(presentationsTable(tallies));
        for (const auto &tally : tallies) {
            for (const auto &complaint : tally.complaints)
                say(fmt::format("  {}: {}\n", tally.engine, complaint));
            json["presentations"].push_back(tally.toJson());
        }
    }
    if (!arguments.json.empty())
        std::ofstream(arguments.json) << json.dump(2, ' ', true, nlohmann::json::error_handler_t::replace) << '\n';
    if (!arguments.report.empty())
        std::ofstream(arguments.report) << reportOf(plots, tables);
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    Arguments arguments;
    CLI::App app("Measures the decoder of vision on photographs or on painted pictures, beside others.");
    app.add_option("--images", arguments.images, "a folder of photographs");
    app.add_option("--truth", arguments.truth, "what is on them: format, file, text, separated by tabs");
    app.add_option("--only", arguments.only, "files whose name contains this");
    app.add_option("--every", arguments.every, "every so many pictures only")->check(CLI::Range(1, 1000));
    app.add_option("--engines", arguments.engines, "these only")->delimiter(';');
    app.add_flag("--files", arguments.files, "tells of each picture, but the held out ones");
    app.add_option("--json", arguments.json, "writes the figures to this file");
    app.add_option("--presentations", arguments.presentations.count,
                   "without --images: packs held before a painted camera (40), and a quarter as many without a code")
        ->check(CLI::Range(0, 100'000));
    app.add_option("--samples", arguments.corpus.samples, "without --images: painted pictures a point of the plots (8)")
        ->check(CLI::Range(0, 10'000));
    app.add_option("--seed", arguments.presentations.seed, "of what is painted (1)");
    app.add_option("--report", arguments.report, "writes the painted pictures' plots to this file, HTML");
    app.add_option("--jobs", arguments.presentations.jobs, "presentations at once (1)")->check(CLI::Range(1, 64));
    app.add_option("--engine", arguments.engine, "what the bench calls itself with")->group("");
    CLI11_PARSE(app, argc, argv);
    if (!arguments.engine.empty())
        return serveEngine(arguments.engine) ? 0 : 2;
    if (arguments.images.empty() != arguments.truth.empty()) {
        fmt::print(stderr, "bench vision: --images DIR --truth FILE\n");
        return 2;
    }
    if (!arguments.images.empty() && !arguments.report.empty()) {
        fmt::print(stderr, "bench vision: --report shows painted pictures; leave --images out, or take --json\n");
        return 2;
    }
    if (arguments.images.empty())
        return measurePainted(std::move(arguments));
    return measureAll(arguments);
}

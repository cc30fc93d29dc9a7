#include "tests/bench/vision_corpus.h"

#include "vision/emulator/shoppers.h"

#include <fmt/format.h>
#include <functional>
#include <memory>

namespace panier::bench {

namespace {
using vision::decode::Symbology;
using vision::emulator::Sample;

constexpr int width = 1280;
constexpr int height = 720;

// The pictures of one plot: for each point a name, and a sample by seed.
struct Sweep {
    std::string title;
    std::string axis;
    bool ordered = true;
    std::vector<std::string> points;
    std::function<Sample(std::size_t point, std::uint32_t seed)> sample;
};

// Held fairly well: half the tilt, flat, lit, a little out of focus.
Sample fair(std::uint32_t seed) {
    auto sample = vision::emulator::drawSample(Symbology::Ean13, seed);
    auto &pose = sample.pose;
    pose = {.pixelsPerModule = 2.2,
            .angleDegrees = pose.angleDegrees,
            .tiltDegrees = pose.tiltDegrees / 2,
            .leanDegrees = pose.leanDegrees / 2,
            .centreX = pose.centreX,
            .centreY = pose.centreY,
            .defocusPixels = 0.7,
            .noise = 4};
    return sample;
}

Sweep alongNumbers(const std::string &title, const std::string &axis, const std::vector<double> &values,
                   double vision::emulator::Pose::*member) {
    Sweep sweep{title, axis, true, {}, [values, member](std::size_t point, std::uint32_t seed) {
                    auto sample = fair(seed);
                    sample.pose.*member = values[point];
                    return sample;
                }};
    for (const double value : values)
        sweep.points.push_back(fmt::format("{:g}", value));
    return sweep;
}

std::vector<Sweep> sweeps() {
    using vision::emulator::Pose;
    Sweep formats{"By format, with all that shoppers do", "", false, {}, [](std::size_t point, std::uint32_t seed) {
                      return vision::emulator::drawSample(vision::emulator::paintedSymbologies[point], seed);
                  }};
    for (const auto symbology : vision::emulator::paintedSymbologies)
        formats.points.emplace_back(nameOf(symbology));
    return {
        formats,
        alongNumbers("By angle, EAN-13", "degrees", {0, 10, 20, 30, 40, 45, 50, 60, 70, 80, 90}, &Pose::angleDegrees),
        alongNumbers("By distance, EAN-13", "pixels per module", {1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4},
                     &Pose::pixelsPerModule),
        alongNumbers("By light, EAN-13", "part of full light", {0.03, 0.05, 0.08, 0.12, 0.2, 0.4, 0.7, 1},
                     &Pose::light),
        alongNumbers("By focus, EAN-13 at 2.2 pixels per module", "radius of the lens's disc, pixels",
                     {0, 0.5, 1, 1.5, 2, 2.5, 3}, &Pose::defocusPixels),
        alongNumbers("By bend, EAN-13 around a can", "degrees from the middle to the rim", {0, 15, 30, 45, 60, 75},
                     &Pose::curveDegrees)};
}

Picture paint(const Sample &sample, const std::string &name, std::uint32_t seed) {
    vision::emulator::ScenePainter painter(width, height, seed);
    std::string format(nameOf(sample.shown.code.symbology));
    std::erase_if(format, [](char c) { return c == '-' || c == ' '; });
    for (char &c : format)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (!painter.hold(sample.shown.code, sample.pose))
        format.clear(); // seen as a read on a negative
    return {name, format, sample.shown.text, width, height, painter.paintGreyThroughJpeg(seed, sample.jpegQuality)};
}
} // namespace

nlohmann::json Plot::toJson() const {
    nlohmann::json rates;
    for (const auto &[engine, scores] : engines)
        for (const auto &score : scores)
            rates[engine].push_back(score.percent());
    return {{"title", title}, {"axis", axis}, {"points", points}, {"percent", rates}};
}

CorpusResult measureCorpus(const CorpusOptions &options) {
    std::vector<std::unique_ptr<EngineProcess>> processes;
    CorpusResult result;
    for (const auto &engine : options.engines) {
        processes.push_back(std::make_unique<EngineProcess>("/proc/self/exe", engine));
        result.tallies.emplace_back().engine = engine;
    }
    for (const auto &sweep : sweeps()) {
        Plot plot{sweep.title, sweep.axis, sweep.ordered, sweep.points, {}};
        for (std::size_t point = 0; point < sweep.points.size(); ++point) {
            for (int i = 0; i < options.samples; ++i) {
                const auto seed = options.seed * 7919U + static_cast<std::uint32_t>(i);
                const auto name = fmt::format("{}: {}, seed {}", sweep.title, sweep.points[point], seed);
                const auto picture = paint(sweep.sample(point, seed), name, seed);
                for (std::size_t engine = 0; engine < processes.size(); ++engine) {
                    const auto look = processes[engine]->look(picture);
                    Tally one;
                    one.add(picture, look);
                    auto &scores = plot.engines[options.engines[engine]];
                    scores.resize(sweep.points.size());
                    scores[point] += one.total(false);
                    result.tallies[engine].add(picture, look);
                }
            }
        }
        fmt::print(stderr, "  {}\n", sweep.title);
        result.plots.push_back(std::move(plot));
    }
    return result;
}

} // namespace panier::bench

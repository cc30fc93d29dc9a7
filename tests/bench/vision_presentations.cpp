#include "tests/bench/vision_presentations.h"

#include "codes/gtin.h"
#include "tests/bench/vision_engines.h"
#include "vision/agree/code_watch.h"
#include "vision/decode/recorded_hard_pass.h"
#include "vision/emulator/shoppers.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <opencv2/core.hpp>
#include <sys/wait.h>
#include <unistd.h>

namespace panier::bench {

namespace {
using nlohmann::json;
using vision::decode::Decoded;
using vision::decode::GreyView;
using vision::decode::Symbology;
using vision::emulator::Presentation;

constexpr int width = 1280;
constexpr int height = 720;
constexpr double frameMs = 1000.0 / 30;

// Two of five, whatever it is.
vision::agree::AgreementRules plainRules() {
    const vision::agree::Quorum quorum{2, 5, 0};
    vision::agree::AgreementRules rules;
    rules.sound = rules.known = rules.unclean = rules.stranger = rules.strictKnown = rules.strictStranger = quorum;
    rules.clearly = 0;
    return rules;
}

// Interleaved 2 of 5 of other lengths is no article's, so that nobody would sell it.
bool isNoArticle(const ReadCode &code) {
    return (code.format == "ITF" || code.format == "I2/5") &&
           (code.text.size() != 14 || !codes::Gtin::parse(code.text));
}

// What others read, as though they named symbologies as we do: only its family matters to the rules.
Decoded asDecoded(const ReadCode &code) {
    Decoded decoded;
    decoded.symbology = isEanOrUpc(code.format) ? Symbology::Ean13 : Symbology::QrCode;
    decoded.text = code.text;
    return decoded;
}

// A reader of frames that says what is sold, frame by frame.
class Till {
public:
    virtual ~Till() = default;
    virtual std::vector<vision::agree::Agreed> look(Picture &picture, int number) = 0;
};

// As panier-eye decides, on one processor or two.
class OurTill : public Till {
public:
    explicit OurTill(bool twoProcessors) : m_watch(twoProcessors ? &m_hard : nullptr) {}
    std::vector<vision::agree::Agreed> look(Picture &picture, int number) override {
        const auto nowMs = static_cast<base::TimeMs>(number * frameMs);
        const GreyView view{picture.grey.data(), picture.width, picture.height, picture.width};
        std::vector<vision::agree::Agreed> agreed{m_watch.lookBack(nowMs)};
        if (m_watch.isWorthLooking(view))
            agreed.push_back(m_watch.look(nowMs, view));
        return agreed;
    }

private:
    vision::decode::RecordedHardPass m_hard;
    vision::agree::CodeWatch m_watch;
};

// Two of five frames, whatever the engine.
class PlainTill : public Till {
public:
    explicit PlainTill(std::string engine) : m_engine(std::move(engine)), m_agreement(plainRules()) {}
    std::vector<vision::agree::Agreed> look(Picture &picture, int number) override {
        std::vector<Decoded> codes;
        for (const auto &code : readWith(m_engine, picture))
            if (!isNoArticle(code))
                codes.push_back(asDecoded(code));
        return {m_agreement.frame(static_cast<base::TimeMs>(number * frameMs), codes)};
    }

private:
    std::string m_engine;
    vision::agree::Agreement m_agreement;
};

std::unique_ptr<Till> tillOf(const std::string &engine) {
    if (engine.starts_with("ours"))
        return std::make_unique<OurTill>(engine != "ours, one processor");
    return std::make_unique<PlainTill>(engine);
}

json present(const std::string &engine, std::uint32_t seed, bool blank) {
    const Presentation presentation(seed, blank);
    vision::emulator::ScenePainter painter(width, height, seed);
    const auto till = tillOf(engine);
    Picture picture;
    picture.width = width;
    picture.height = height;
    if (!blank) {
        picture.format = nameOf(presentation.shown().code.symbology);
        std::erase(picture.format, '-');
        picture.text = presentation.shown().text;
    }
    json sales = json::array();
    for (int number = 0; number < Presentation::frames; ++number) {
        picture.grey = presentation.frame(painter, number);
        for (const auto &agreed : till->look(picture, number))
            for (const auto *codes : {&agreed.shown, &agreed.stronger})
                for (const auto &code : *codes)
                    sales.push_back(
                        {{"frame", number + 1},
                         {"right", !blank && sameText(picture, {std::string(nameOf(code.symbology)), code.text, ""})},
                         {"strong", code.strength == vision::agree::Strength::Strong},
                         {"read", fmt::format("{} {}", nameOf(code.symbology), code.text)}});
    }
    return {
        {"format", nameOf(presentation.shown().code.symbology)}, {"text", presentation.shown().text}, {"sales", sales}};
}

void add(PresentationsTally &tally, const json &outcome, const std::string &name, bool blank, bool each) {
    bool right = false;
    bool strong = false;
    bool wrong = false;
    int first = 0;
    for (const auto &sale : outcome.value("sales", json::array())) {
        const bool same = sale.at("right").get<bool>();
        if (same && !right)
            first = sale.at("frame").get<int>();
        right = right || same;
        strong = strong || (same && sale.at("strong").get<bool>());
        wrong = wrong || !same;
        if (!same)
            tally.complaints.push_back(fmt::format("{}: {} {} sold as {} in frame {}", name,
                                                   outcome.value("format", ""),
                                                   blank ? "(blank)" : outcome.value("text", ""),
                                                   sale.at("read").get<std::string>(), sale.at("frame").get<int>()));
    }
    if (blank) {
        ++tally.blanks;
        tally.readsOnBlanks += wrong ? 1 : 0;
        return;
    }
    ++tally.presentations;
    auto &format = tally.perFormat[outcome.value("format", "")];
    ++format.second;
    tally.wrong += wrong ? 1 : 0;
    if (right && !wrong) {
        ++tally.right;
        ++format.first;
        tally.strong += strong ? 1 : 0;
        tally.firstSale.push_back(first);
    } else if (each) {
        tally.complaints.push_back(
            fmt::format("{}: {} {} not sold", name, outcome.value("format", ""), outcome.value("text", "")));
    }
}

// Processes that each write one line, no more than `jobs` at once.
class Pool {
public:
    explicit Pool(int jobs) : m_jobs(static_cast<std::size_t>(std::max(1, jobs))) {}

    template <typename Work, typename Done>
    void run(Work work, Done done) {
        if (m_running.size() >= m_jobs)
            finishFirst();
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0)
            std::exit(2);
        std::fflush(stdout);
        const int child = fork();
        if (child == 0) {
            close(ends[0]);
            if (std::freopen("/dev/null", "w", stderr) == nullptr)
                _exit(1);
            cv::setNumThreads(1);
            const auto text = work().dump(-1, ' ', true, json::error_handler_t::replace);
            _exit(write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()) ? 0 : 1);
        }
        close(ends[1]);
        m_running.push_back({child, ends[0], std::move(done)});
    }
    void finish() {
        while (!m_running.empty())
            finishFirst();
    }

private:
    struct Running {
        int child;
        int from;
        std::function<void(const json &)> done; // null: it died
    };
    void finishFirst() {
        auto running = std::move(m_running.front());
        m_running.erase(m_running.begin());
        std::string text;
        std::array<char, 4096> chunk{};
        for (ssize_t count = 0;
             (count = read(running.from, chunk.data(), chunk.size())) > 0 || (count < 0 && errno == EINTR);)
            text.append(chunk.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        close(running.from);
        waitpid(running.child, nullptr, 0);
        const auto outcome = json::parse(text, nullptr, false);
        running.done(outcome.is_object() ? outcome : json());
    }
    std::size_t m_jobs;
    std::vector<Running> m_running;
};
} // namespace

int PresentationsTally::medianFrame() const {
    if (firstSale.empty())
        return 0;
    auto sorted = firstSale;
    std::sort(sorted.begin(), sorted.end());
    return sorted[sorted.size() / 2];
}

json PresentationsTally::toJson() const {
    json formats;
    for (const auto &[format, share] : perFormat)
        formats[format] = {{"right", share.first}, {"of", share.second}};
    return {
        {"engine", engine}, {"presentations", presentations}, {"right", right},     {"strong", strong},
        {"wrong", wrong},   {"percent", percent()},           {"blanks", blanks},   {"readsOnBlanks", readsOnBlanks},
        {"deaths", deaths}, {"medianFrame", medianFrame()},   {"formats", formats}, {"complaints", complaints}};
}

std::vector<PresentationsTally> measurePresentations(const PresentationsOptions &options) {
    std::vector<PresentationsTally> tallies;
    for (const auto &engine : options.engines) {
        PresentationsTally tally;
        tally.engine = engine;
        Pool pool(options.jobs);
        for (int i = 0; i < options.count + options.count / 4; ++i) {
            const bool blank = i >= options.count;
            const auto seed = options.seed * 100'003U + static_cast<std::uint32_t>(i);
            const auto name = fmt::format("presentation {} of seed {}", i, options.seed);
            pool.run([=] { return present(engine, seed, blank); },
                     [&tally, name, blank, each = options.each](const json &outcome) {
                         if (outcome.is_null()) {
                             ++tally.deaths;
                             tally.complaints.push_back(name + ": the process died");
                         }
                         add(tally, outcome.is_null() ? json::object() : outcome, name, blank, each);
                     });
            if (i % 200 == 199)
                fmt::print(stderr, "  {}: {} presentations, {} right, {} wrong\n", engine, i + 1, tally.right,
                           tally.wrong);
        }
        pool.finish();
        tallies.push_back(std::move(tally));
    }
    return tallies;
}

std::string presentationsTable(const std::vector<PresentationsTally> &tallies) {
    std::string text = fmt::format("\n{:<22}{:>14}{:>8}{:>10}{:>8}{:>10}{:>16}{:>8}\n", "presentations", "sold right",
                                   "wrong", "strong", "median", "90 % by", "blanks sold", "deaths");
    for (const auto &tally : tallies) {
        auto sorted = tally.firstSale;
        std::sort(sorted.begin(), sorted.end());
        text += fmt::format("{:<22}{:>14}{:>8}{:>10}{:>8}{:>10}{:>16}{:>8}\n", tally.engine,
                            fmt::format("{:.1f} % of {}", tally.percent(), tally.presentations), tally.wrong,
                            tally.strong, tally.medianFrame(), sorted.empty() ? 0 : sorted[sorted.size() * 9 / 10],
                            fmt::format("{} of {}", tally.readsOnBlanks, tally.blanks), tally.deaths);
    }
    for (const auto &tally : tallies) {
        text += fmt::format("{}:", tally.engine);
        for (const auto &[format, share] : tally.perFormat)
            text += fmt::format("  {} {}/{}", format, share.first, share.second);
        text += '\n';
    }
    return text;
}

} // namespace panier::bench

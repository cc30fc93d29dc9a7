#include "tests/bench/vision_tally.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace panier::bench {

Score &Score::operator+=(const Score &other) {
    right += other.right;
    wrong += other.wrong;
    none += other.none;
    return *this;
}

void Tally::add(const Picture &picture, const Look &look) {
    const auto complain = [&](const std::string &what) { complaints.push_back(picture.file + ": " + what); };
    ++pictures;
    if (look.died) {
        ++deaths;
        complain("the process died");
    } else {
        ms.push_back(look.ms);
    }
    const ReadCode *right = nullptr;
    for (const auto &code : look.codes) {
        const bool same = !picture.format.empty() && sameText(picture, code);
        right = same && right == nullptr ? &code : right;
        const auto read = fmt::format("{} {} ({})", code.format, code.text.substr(0, 40), code.pass);
        if (picture.format.empty()) {
            complain("a read on a negative, " + read);
        } else if (!same && isEanOrUpc(code.format) && !isSecondRow(picture, code)) {
            ++misreads;
            complain(fmt::format("is {} {}, misread as {}", picture.format, picture.text.substr(0, 40), read));
        }
    }
    if (picture.format.empty()) {
        ++negatives;
        readsOnNegatives += look.codes.empty() ? 0 : 1;
        return;
    }
    auto &score = formats[picture.format];
    if (right != nullptr) {
        ++score.right;
        ++passes[right->pass];
    } else {
        ++(look.codes.empty() ? score.none : score.wrong);
    }
}

Score Tally::total(bool eanAndUpcOnly) const {
    Score sum;
    for (const auto &[format, score] : formats)
        if (!eanAndUpcOnly || isEanOrUpc(format))
            sum += score;
    return sum;
}

double Tally::percentileMs(double share) const {
    if (ms.empty())
        return 0;
    auto sorted = ms;
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

nlohmann::json Tally::toJson() const {
    nlohmann::json perFormat;
    for (const auto &[format, score] : formats)
        perFormat[format] = {{"right", score.right}, {"wrong", score.wrong}, {"none", score.none}};
    return {{"engine", engine},
            {"formats", perFormat},
            {"allPercent", total(false).percent()},
            {"eanUpcPercent", total(true).percent()},
            {"misreads", misreads},
            {"pictures", pictures},
            {"negatives", negatives},
            {"readsOnNegatives", readsOnNegatives},
            {"deaths", deaths},
            {"medianMs", percentileMs(0.5)},
            {"p95Ms", percentileMs(0.95)},
            {"passes", passes},
            {"complaints", complaints}};
}

std::string tableOf(const std::string &title, const std::vector<Tally> &tallies) {
    constexpr int nameWidth = 24;
    constexpr int columnWidth = 21;
    std::string text = fmt::format("\n{:<{}}", title, nameWidth);
    const auto row = [&](const std::string &name, auto cell) {
        text += fmt::format("\n{:<{}}", name, nameWidth);
        for (const auto &tally : tallies)
            text += fmt::format("{:>{}}", cell(tally), columnWidth);
    };
    for (const auto &tally : tallies)
        text += fmt::format("{:>{}}", tally.engine, columnWidth);
    std::set<std::string> formats;
    for (const auto &tally : tallies)
        for (const auto &[format, score] : tally.formats)
            formats.insert(format);
    for (const auto &format : formats)
        row(format, [&](const Tally &tally) {
            const auto found = tally.formats.find(format);
            const auto score = found == tally.formats.end() ? Score{} : found->second;
            return fmt::format("{}/{}/{}", score.right, score.wrong, score.none);
        });
    const auto rate = [](const Score &score) { return fmt::format("{:.1f} % of {}", score.percent(), score.all()); };
    row("EAN and UPC right", [&](const Tally &tally) { return rate(tally.total(true)); });
    row("all right", [&](const Tally &tally) { return rate(tally.total(false)); });
    row("EAN/UPC misreads", [](const Tally &tally) { return fmt::format("{}", tally.misreads); });
    row("reads on negatives",
        [](const Tally &tally) { return fmt::format("{} of {}", tally.readsOnNegatives, tally.negatives); });
    row("deaths", [](const Tally &tally) { return fmt::format("{}", tally.deaths); });
    row("ms, median / p95", [](const Tally &tally) {
        return fmt::format("{:.1f} / {:.1f}", tally.percentileMs(0.5), tally.percentileMs(0.95));
    });
    return text + "\n";
}

} // namespace panier::bench

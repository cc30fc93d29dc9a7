#include "app/admin/tags_print.h"

#include <algorithm>
#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace panier::admin {

using namespace storage;

namespace {

void printJson(const nlohmann::json &json) {
    fmt::print("{}\n", json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

nlohmann::json jsonOf(const ChangeSet &changes) {
    nlohmann::json json = {{"id", changes.id},
                           {"action", nameOf(changes.action)},
                           {"user", changes.user},
                           {"at", utcText(changes.at)},
                           {"added", changes.counts.added},
                           {"replaced", changes.counts.replaced},
                           {"removed", changes.counts.removed},
                           {"unchanged", changes.counts.unchanged},
                           {"kept", changes.counts.kept}};
    if (!changes.fileName.empty())
        json.update({{"file", changes.fileName}, {"sha256", changes.fileSha256}});
    if (changes.undoes)
        json["undoes"] = *changes.undoes;
    return json;
}

std::string countsOf(const ChangeCounts &counts) {
    std::string text = fmt::format("{} added, {} replaced, {} removed, {} unchanged", counts.added, counts.replaced,
                                   counts.removed, counts.unchanged);
    if (counts.kept > 0)
        text += fmt::format(", {} left as they are: changed again since", counts.kept);
    return text;
}

// "change set 3: import tags.csv by sarah, 2026-11-21T10:00:00Z"
std::string titleOf(const ChangeSet &changes) {
    if (changes.action == ChangeAction::Earlier)
        return fmt::format("change set {}: from before history was kept", changes.id);
    std::string what(nameOf(changes.action));
    if (!changes.fileName.empty())
        what += " " + changes.fileName;
    if (changes.undoes)
        what += fmt::format(" of {}", *changes.undoes);
    return fmt::format("change set {}: {} by {}, {}", changes.id, what, changes.user, utcText(changes.at));
}

std::string_view nameOf(Standing standing) {
    switch (standing) {
    case Standing::Wins:
        return "wins";
    case Standing::Beaten:
        return "beaten";
    case Standing::NotYet:
        return "not yet";
    case Standing::NoLonger:
        return "no longer";
    }
    return {};
}

nlohmann::json jsonOf(const Explanation &explanation) {
    nlohmann::json rules = nlohmann::json::array();
    for (const ExplainedRule &explained : explanation.rules) {
        const Rule &rule = explained.rule;
        nlohmann::json json = {{"kind", nameOf(rule.kind)},
                               {"value", rule.value.hex()},
                               {"gtin", rule.gtin.digits()},
                               {"standing", nameOf(explained.standing)},
                               {"change_set", explained.broughtBy.id},
                               {"text", describe(rule)}};
        if (rule.kind != RuleKind::Exact)
            json["priority"] = rule.priority;
        if (rule.kind == RuleKind::Prefix)
            json["mask"] = rule.bits;
        if (rule.kind == RuleKind::Range)
            json["to"] = rule.last.hex();
        if (rule.validFrom != always)
            json["valid_from"] = utcText(rule.validFrom);
        if (rule.validTo != noEnd)
            json["valid_to"] = utcText(rule.validTo);
        rules.push_back(std::move(json));
    }
    const auto gtin = [](const std::optional<codes::Gtin> &value) {
        return value ? nlohmann::json(value->digits()) : nlohmann::json();
    };
    return {{"rules", std::move(rules)},
            {"encoded", gtin(explanation.encoded)},
            {"gtin", gtin(explanation.winner)},
            {"article", explanation.article ? nlohmann::json(explanation.article->label.fr) : nlohmann::json()}};
}

// "04006381333931 Pull jacquard", "04006381333931, which the catalogue hasn't", "unknown"
std::string outcomeOf(const Explanation &explanation) {
    if (!explanation.winner)
        return "unknown";
    if (!explanation.article)
        return explanation.winner->digits() + ", which the catalogue hasn't";
    return fmt::format("{} {}", explanation.winner->digits(), explanation.article->label.fr);
}

// What decided: "by prefix E2C06F92 (32 bits)", "by the GTIN in the EPC".
std::string reasonOf(const Explanation &explanation) {
    for (const ExplainedRule &explained : explanation.rules)
        if (explained.standing == Standing::Wins)
            return " by " + describe(explained.rule);
    return explanation.winner ? " by the GTIN in the EPC" : "";
}

} // namespace

void printChanges(const ChangeSet &changes, std::optional<std::int64_t> generation, bool json) {
    if (json) {
        auto object = jsonOf(changes);
        object["generation"] = generation ? nlohmann::json(*generation) : nlohmann::json();
        printJson(object);
        return;
    }
    fmt::print("{}: {}\n", titleOf(changes), countsOf(changes.counts));
    if (generation)
        fmt::print("the catalogue is now generation {}\n", *generation);
    else
        fmt::print("nothing was changed: this was a dry run\n");
}

void printHistory(const std::vector<ChangeSet> &history, bool json) {
    nlohmann::json all = nlohmann::json::array();
    for (const ChangeSet &changes : history) {
        all.push_back(jsonOf(changes));
        if (!json)
            fmt::print("{}: {}{}\n", titleOf(changes), countsOf(changes.counts),
                       changes.fileSha256.empty() ? "" : "; sha256 " + changes.fileSha256);
    }
    if (json)
        printJson(all);
}

void printExplanation(const codes::Epc &epc, const Explanation &explanation, base::TimeMs at, bool json) {
    if (json) {
        auto object = jsonOf(explanation);
        object.update({{"epc", epc.hex()}, {"at", utcText(at)}});
        printJson(object);
        return;
    }
    fmt::print("{} is {}, on {}\n", epc.hex(), outcomeOf(explanation), utcText(at));
    int place = 0;
    for (const ExplainedRule &explained : explanation.rules)
        fmt::print("{}. {:9} {} -> {}\n             {}\n", ++place, nameOf(explained.standing),
                   describe(explained.rule), explained.rule.gtin.digits(), titleOf(explained.broughtBy));
    const bool ruled =
        explanation.winner &&
        explanation.rules.end() != std::ranges::find(explanation.rules, Standing::Wins, &ExplainedRule::standing);
    if (explanation.encoded)
        fmt::print("{}. {:9} the GTIN in the EPC itself -> {}\n", ++place, ruled ? "beaten" : "wins",
                   explanation.encoded->digits());
    if (place == 0)
        fmt::print("no rule matches it, and it says no GTIN itself\n");
}

void printTrial(const Trial &trial, bool json) {
    const auto resolved = [&trial](Explanation TriedTag::*which) {
        return std::ranges::count_if(trial.tags,
                                     [which](const TriedTag &tried) { return (tried.*which).article.has_value(); });
    };
    if (json) {
        nlohmann::json tags = nlohmann::json::array();
        for (const TriedTag &tried : trial.tags)
            tags.push_back({{"epc", tried.tag.epc.hex()},
                            {"times", tried.tag.times},
                            {"last_at", utcText(tried.tag.lastAt)},
                            {"now", jsonOf(tried.now)},
                            {"with_file", jsonOf(tried.then)}});
        printJson({{"from", utcText(trial.from)},
                   {"to", utcText(trial.to)},
                   {"file", trial.file},
                   {"unknown", trial.tags.size()},
                   {"resolved_now", resolved(&TriedTag::now)},
                   {"resolved_with_file", resolved(&TriedTag::then)},
                   {"tags", std::move(tags)}});
        return;
    }
    for (const TriedTag &tried : trial.tags)
        fmt::print("{} ({} times, last {}): now {}{}; with the file {}{}\n", tried.tag.epc.hex(), tried.tag.times,
                   utcText(tried.tag.lastAt), outcomeOf(tried.now), reasonOf(tried.now), outcomeOf(tried.then),
                   reasonOf(tried.then));
    fmt::print("{} unknown tags from {} to {}: {} would resolve with {}, {} resolve already\n", trial.tags.size(),
               utcText(trial.from), utcText(trial.to), resolved(&TriedTag::then), trial.file, resolved(&TriedTag::now));
    if (trial.tags.size() >= maxUnknownTags)
        fmt::print("more than {} were not looked at: name a shorter period\n", maxUnknownTags);
}

} // namespace panier::admin

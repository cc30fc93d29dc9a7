#include "app/admin/tags.h"

#include "app/admin/output.h"
#include "app/admin/tags_print.h"
#include "base/clock.h"
#include "base/durable_file.h"
#include "rfid/epc/identity.h"
#include "storage/mapping/mapping_edit.h"
#include "storage/mapping/rule_text.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

namespace panier::admin {

using config::Config;

namespace {

constexpr base::TimeMs dayMs = 86'400'000;

// Everything that the command line can name.
struct Given {
    std::filesystem::path file;
    std::string user;
    std::string epc;
    std::string at;
    std::string from;
    std::string to;
    std::int64_t id = 0;
    std::size_t last = 50;
    bool dryRun = false;
    bool json = false;
    // of a rule
    std::string kind;
    std::string value;
    std::string mask;
    std::string end;
    std::string gtin;
    std::string priority;
    std::string validFrom;
    std::string validTo;
};

base::TimeMs now() {
    return base::SystemClock().nowMs();
}

storage::Result<storage::MappingEdit> edit(const Config &config, const std::string &user) {
    return storage::MappingEdit::begin(config.database.catalogue, user, now());
}

// What the command line says of a moment; `otherwise` if nothing.
base::Expected<base::TimeMs, std::string> momentOf(const std::string &text, base::TimeMs otherwise, bool end = false) {
    if (text.empty())
        return otherwise;
    const auto at = storage::parseMoment(text, end);
    if (!at)
        return tl::make_unexpected(fmt::format(
            "\"{}\" isn't a day like 2026-12-01 or a moment like 2026-12-01T08:00:00+01:00", storage::quotable(text)));
    return *at;
}

int publish(storage::MappingEdit &edit, bool json) {
    const auto generation = edit.publish();
    if (!generation)
        return failed(generation.error().text);
    printChanges(edit.changes(), *generation, json);
    return 0;
}

int import(const Config &config, const Given &given) {
    const auto text = base::readWhole(given.file, storage::maxImportBytes);
    if (!text)
        return failed(text.error());
    auto change = edit(config, given.user);
    if (!change)
        return failed(change.error().text);
    const auto imported = change->import(*text, given.file.filename().string());
    if (!imported)
        return refused(given.file, imported.error());
    if (!given.dryRun)
        return publish(*change, given.json);
    printChanges(change->changes(), std::nullopt, given.json);
    return 0;
}

// A rule as the options say it; `keyOnly`: to name one that is there.
int change(const Config &config, const Given &given, bool keyOnly) {
    const auto rule = storage::parseRule(
        {given.kind, given.value, given.mask, given.end, given.gtin, given.priority, given.validFrom, given.validTo},
        keyOnly);
    if (!rule)
        return failed(fmt::format("{}: {}", rule.error().column, rule.error().reason));
    auto change = edit(config, given.user);
    if (!change)
        return failed(change.error().text);
    const auto done = keyOnly ? change->remove(*rule) : change->add(*rule);
    return done ? publish(*change, given.json) : failed(done.error().text);
}

int explain(const Config &config, const Given &given) {
    const auto epc = codes::Epc::fromHex(given.epc);
    if (!epc)
        return failed(fmt::format("\"{}\" is no EPC in hexadecimal", storage::quotable(given.epc)));
    const auto at = momentOf(given.at, now());
    if (!at)
        return failed(at.error());
    const auto explanation = storage::explainTag(config.database.catalogue, *epc, rfid::epc::gtinIn(*epc), *at);
    if (!explanation)
        return failed(explanation.error().text);
    printExplanation(*epc, *explanation, *at, given.json);
    return 0;
}

int tryFile(const Config &config, const Given &given) {
    const auto today = now() / dayMs * dayMs;
    const auto from = momentOf(given.from, today - dayMs);
    const auto to = momentOf(given.to, given.from.empty() ? today : now() + 1, true);
    if (!from || !to)
        return failed(!from ? from.error() : to.error());
    const auto till = storage::TillReader::open(config.database.till);
    if (!till)
        return failed(till.error().text);
    const auto unknown = till->unknownTags(*from, *to);
    if (!unknown)
        return failed(unknown.error().text);
    const auto text = base::readWhole(given.file, storage::maxImportBytes);
    if (!text)
        return failed(text.error());
    Trial trial{*from, *to, given.file.filename().string(), {}};
    const auto explainAll = [&](storage::MappingEdit &change, storage::Explanation TriedTag::*into) {
        for (TriedTag &tried : trial.tags) {
            auto explained = change.explain(tried.tag.epc, rfid::epc::gtinIn(tried.tag.epc), now());
            if (!explained)
                return failed(explained.error().text);
            tried.*into = std::move(*explained);
        }
        return 0;
    };
    for (const storage::UnknownTag &tag : *unknown)
        trial.tags.push_back({tag, {}, {}});
    auto change = edit(config, "dry run");
    if (!change)
        return failed(change.error().text);
    if (const int status = explainAll(*change, &TriedTag::now); status != 0)
        return status;
    const auto imported = change->import(*text, trial.file);
    if (!imported)
        return refused(given.file, imported.error());
    if (const int status = explainAll(*change, &TriedTag::then); status != 0)
        return status;
    printTrial(trial, given.json);
    return 0;
}

int history(const Config &config, const Given &given) {
    const auto changes = storage::readHistory(config.database.catalogue, given.last);
    if (!changes)
        return failed(changes.error().text);
    printHistory(*changes, given.json);
    return 0;
}

int undo(const Config &config, const Given &given) {
    auto change = edit(config, given.user);
    if (!change)
        return failed(change.error().text);
    const auto undone = change->undo(given.id);
    return undone ? publish(*change, given.json) : failed(undone.error().text);
}

void addKey(CLI::App &sub, Given &given) {
    sub.add_option("--kind", given.kind, "epc, prefix or range")->required();
    sub.add_option("--value", given.value, "Hexadecimal: the EPC, the prefix, the range's first EPC")->required();
    sub.add_option("--mask", given.mask, "prefix: how many leading bits of the value count; all of them if not given");
    sub.add_option("--to", given.end, "range: the last EPC");
    sub.add_option("--valid-from", given.validFrom, "Since when, a day of UTC or a moment; since ever if not given");
}

} // namespace

void addTags(CLI::App &app, std::function<int(const Config &)> &command) {
    const auto given = std::make_shared<Given>();
    CLI::App *tags = app.add_subcommand("tags", "Which tag is which article")->require_subcommand(1);
    const auto does = [&](const char *name, const char *help, std::function<int(const Config &, const Given &)> run) {
        CLI::App *sub = tags->add_subcommand(name, help);
        sub->callback([&command, given, run = std::move(run)] {
            command = [given, run](const Config &config) { return run(config, *given); };
        });
        sub->add_flag("--json", given->json, "Print JSON");
        return sub;
    };
    const auto signedBy = [&](CLI::App *sub) {
        sub->add_option("--user", given->user, "Who changes the mapping, for the history")->required();
        return sub;
    };
    CLI::App *fromFile = signedBy(does("import",
                                       "Columns kind (epc, prefix, range), value, gtin; and mask, to, priority, "
                                       "valid_from, valid_to: all of a file or nothing",
                                       import));
    fromFile->add_option("FILE", given->file, "The CSV file")->required();
    fromFile->add_flag("--dry-run", given->dryRun, "Check the file and count what it would change");

    CLI::App *add = signedBy(does("add", "Add one rule, or replace the one with the same key",
                                  [](const Config &config, const Given &g) { return change(config, g, false); }));
    addKey(*add, *given);
    add->add_option("--gtin", given->gtin, "The article")->required();
    add->add_option("--priority", given->priority, "prefix and range: 0 to 1000, the higher first");
    add->add_option("--valid-to", given->validTo, "Until when; a day is included; for ever if not given");
    addKey(*signedBy(does("remove", "Remove one rule",
                          [](const Config &config, const Given &g) { return change(config, g, true); })),
           *given);

    CLI::App *why = does("explain", "Why a tag is an article: every rule that matches, in order", explain);
    why->add_option("EPC", given->epc, "Hexadecimal")->required();
    why->add_option("--at", given->at, "A day of UTC or a moment; now if not given");

    CLI::App *trial = does("dry-run", "What a file would have made of the unknown tags of a period", tryFile);
    trial->add_option("FILE", given->file, "The CSV file")->required();
    trial->add_option("--from", given->from, "A day of UTC or a moment; the day before today if not given");
    trial->add_option("--to", given->to, "A day is included");

    does("history", "Who changed the mapping, when and with what; the latest first", history)
        ->add_option("--last", given->last, "How many");
    signedBy(does("undo", "Take a change set back, as far as nothing changed since", undo))
        ->add_option("ID", given->id, "As tags history says it")
        ->required();
}

} // namespace panier::admin

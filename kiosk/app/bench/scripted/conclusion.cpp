#include "app/bench/scripted/conclusion.h"

#include "base/log.h"

#include <algorithm>
#include <fmt/core.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace panier::bench {

namespace {

using nlohmann::json;
using Payments = std::map<std::string, std::int64_t>; // cents by payment reference

std::int64_t sumOf(const Payments &payments) {
    std::int64_t sum = 0;
    for (const auto &[reference, amount] : payments)
        sum += amount;
    return sum;
}

// The approved lines of the book.
Payments readBook(const std::filesystem::path &file) {
    Payments payments;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const json entry = json::parse(line, nullptr, false);
        if (entry.is_object() && entry.value("approved", false))
            payments[entry.value("reference", "")] += entry.value("amountMinor", std::int64_t{0});
    }
    return payments;
}

// Lines of "number, time, amount and currency, lines, reference, signature", separated by tabs.
Payments readJournal(const std::filesystem::path &file) {
    constexpr std::size_t amountField = 2;
    constexpr std::size_t referenceField = 4;
    Payments payments;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::vector<std::string> fields;
        std::istringstream parts(line);
        for (std::string field; std::getline(parts, field, '\t');)
            fields.push_back(field);
        if (fields.size() <= referenceField)
            continue;
        std::string digits = fields[amountField].substr(0, fields[amountField].find(' '));
        std::erase(digits, '.');
        payments[fields[referenceField]] += std::strtoll(digits.c_str(), nullptr, 10);
    }
    return payments;
}

json readRuns(const std::vector<std::filesystem::path> &files) {
    json visits = json::array();
    for (const auto &file : files) {
        std::ifstream in(file);
        const json run = json::parse(in, nullptr, false);
        if (run.is_array())
            visits.insert(visits.end(), run.begin(), run.end());
    }
    return visits;
}

std::string euros(std::int64_t minor) {
    return fmt::format("{}.{:02}", minor / 100, minor % 100);
}

std::string textOf(const json &summary) {
    std::string text = fmt::format("{:<14}{:<11}{:<10}{:>5}{:>9}{:>10}  {}\n", "visit", "screen", "language", "taps",
                                   "seconds", "euros", "");
    for (const json &visit : summary["visits"])
        text += fmt::format("{:<14}{:<11}{:<10}{:>5}{:>9.1f}{:>10}  {}\n", visit.value("visit", ""),
                            visit.value("orientation", ""), visit.value("language", ""), visit.value("taps", 0),
                            visit.value("secondsToPaid", 0.0), euros(visit.value("amountMinor", std::int64_t{0})),
                            visit.value("ok", false) ? "" : visit.value("failure", "failed"));
    text +=
        fmt::format("\ntaps and seconds: the shopper's, from the first article to \"paid\"\n"
                    "journal: {} tickets, {} euros\nterminal's book: {} payments, {} euros\nticket's page: {}\n{}\n",
                    summary["tickets"].get<std::size_t>(), euros(summary["journalMinor"].get<std::int64_t>()),
                    summary["payments"].get<std::size_t>(), euros(summary["bookMinor"].get<std::int64_t>()),
                    summary["ticketPage"].get<std::string>(), summary["ok"].get<bool>() ? "all is well" : "FAILED");
    return text;
}

} // namespace

bool conclude(const ConclusionSetup &setup) {
    const json visits = readRuns(setup.runs);
    const Payments journal = readJournal(setup.journal);
    const Payments book = readBook(setup.book);
    std::int64_t visited = 0;
    for (const json &visit : visits)
        visited += visit.value("amountMinor", std::int64_t{0});
    const bool went =
        !visits.empty() && std::ranges::all_of(visits, [](const json &visit) { return visit.value("ok", false); });
    const bool same = journal == book && sumOf(book) == visited;
    const json summary = {{"ok", went && same && setup.ticketPage == "verified"},
                          {"visits", visits},
                          {"tickets", journal.size()},
                          {"journalMinor", sumOf(journal)},
                          {"payments", book.size()},
                          {"bookMinor", sumOf(book)},
                          {"journalIsBook", same},
                          {"ticketPage", setup.ticketPage}};
    std::ofstream(setup.folder / "summary.json") << summary.dump(2) << '\n';
    std::ofstream text(setup.folder / "summary.txt");
    text << textOf(summary);
    text.flush();
    if (!text)
        base::logError("the summary can't be written in {}", setup.folder.string());
    return summary["ok"].get<bool>() && text.good();
}

} // namespace panier::bench

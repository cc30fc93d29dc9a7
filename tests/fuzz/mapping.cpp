// A merchandiser's mapping, whatever its bytes: it is refused with at most so many reasons, or every rule of it is
// found again and matches what it says.
#include "base/bytes.h"
#include "storage/csv_table.h"
#include "storage/mapping/rule_file.h"
#include "storage/mapping/rule_text.h"
#include "storage/mapping/rule_writer.h"
#include "storage/schema.h"

#include <cstdlib>

using namespace panier;
using namespace panier::storage;

namespace {

void need(bool holds) {
    if (!holds)
        std::abort();
}

bool isPlain(std::string_view text) {
    for (const unsigned char c : text)
        if (c < 0x20 || c > 0x7E)
            return false;
    return true;
}

SQLite::Database freshCatalogue() {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    need(migrateCatalogue(database).has_value());
    database.exec(
        "INSERT INTO article VALUES ('04006381333931', 'Pull', '', '', '', '', 4995, NULL, '', '', 2000, 1, 0, "
        "'')");
    return database;
}

void checkRefusal(const ImportFailure &failure) {
    need(failure.badRows >= failure.rows.size() && failure.rows.size() <= ImportFailure::maxRows);
    std::size_t line = 0;
    for (const auto &row : failure.rows) {
        need(row.line >= line && !row.reason.empty() && row.reason.size() < 600 && isPlain(row.reason));
        line = row.line;
    }
}

void checkRules(SQLite::Database &database, const RuleFile &rules) {
    database.exec("BEGIN");
    std::vector<Rule> all;
    {
        RuleWriter writer(database, 1);
        const bool room = rules.inBestOrder([&](const Rule &rule) {
            need(rule.matches(rule.value));
            all.push_back(rule);
            return writer.put(rule);
        });
        if (room && writer.finish()) {
            RuleReader reader(database);
            for (const Rule &rule : all) {
                bool found = false;
                for (const StandingRule &standing : reader.matching(rule.value))
                    found = found || sameKey(standing.rule, rule);
                need(found);
                if (rule.holdsAt(rule.validFrom))
                    need(reader.best(rule.value, rule.validFrom).has_value());
            }
        }
    }
    database.exec("ROLLBACK");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    static SQLite::Database database = freshCatalogue();
    const auto text = base::textOf({data, size});
    // Most inputs get a first line that is right, or few would come further.
    const std::string header = size % 4 == 0 ? "" : "kind,value,mask,to,gtin,priority,valid_from,valid_to\n";
    const std::string file = header + std::string(text);
    const auto rules = readRules(file, database);
    if (rules)
        checkRules(database, *rules);
    else
        checkRefusal(rules.error());
    // The cells alone, deeper than a whole file comes by chance.
    const auto third = size / 3;
    for (const auto *kind : {"epc", "prefix", "range"})
        (void)parseRule({kind, text.substr(0, third), text.substr(third, third), text.substr(third, third),
                         "4006381333931", text.substr(2 * third), text.substr(2 * third), text.substr(0, third)});
    (void)parseMoment(text);
    return 0;
}

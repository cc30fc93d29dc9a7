// Taking a change set back.
#include "storage/mapping/rule_writer.h"

namespace panier::storage {

namespace {

constexpr std::string_view pastColumns = "kind, value, bits, last, valid_from, valid_to, priority, gtin, brought_by";
constexpr std::string_view keyIs = "kind = ? AND value = ? AND bits = ? AND last = ? AND valid_from = ?";

StandingRule pastFrom(SQLite::Statement &row) {
    StandingRule past;
    past.rule.kind = static_cast<RuleKind>(row.getColumn(0).getInt());
    past.rule.value = epcFrom(row.getColumn(1));
    past.rule.bits = row.getColumn(2).getInt();
    if (past.rule.kind == RuleKind::Range)
        past.rule.last = epcFrom(row.getColumn(3));
    past.rule.validFrom = row.getColumn(4).getInt64();
    past.rule.validTo = endFrom(row.getColumn(5));
    past.rule.priority = row.getColumn(6).getInt();
    past.rule.gtin = gtinFrom(row.getColumn(7).getInt64());
    past.changeSet = row.getColumn(8).getInt64();
    return past;
}

} // namespace

void RuleWriter::endAllOf(std::int64_t undone) {
    struct Table {
        const char *name;
        RuleKind kind;
        const char *columns; // value, bits, last, valid_from, valid_to, priority, gtin
    };
    for (const Table &table :
         {Table{"exact_rule", RuleKind::Exact, "epc, 0, x'', valid_from, valid_to, 0, gtin"},
          Table{"prefix_rule", RuleKind::Prefix, "value, bits, x'', valid_from, valid_to, priority, gtin"}}) {
        SQLite::Statement keep(m_database, fmt::format("INSERT INTO past_rule (ended_by, kind, value, bits, last, "
                                                       "valid_from, valid_to, priority, gtin, brought_by) "
                                                       "SELECT ?1, {}, {}, ?2 FROM {} WHERE change_set = ?2",
                                                       static_cast<int>(table.kind), table.columns, table.name));
        SQLite::bind(keep, m_changeSet, undone);
        m_counts.removed += keep.exec();
        SQLite::Statement remove(m_database, fmt::format("DELETE FROM {} WHERE change_set = ?", table.name));
        remove.bind(1, undone);
        remove.exec();
    }
    std::erase_if(ranges(), [&](const auto &range) {
        if (range.second != undone)
            return false;
        end({range.first, range.second});
        ++m_counts.removed;
        return true;
    });
    m_prefixesChanged = true;
}

// `undone` brought back what `undoes` had ended: what of that still stands goes again.
void RuleWriter::endWhatCameBack(std::int64_t undone, std::int64_t undoes) {
    SQLite::Statement ended(m_database, fmt::format("SELECT 1 FROM past_rule WHERE {} AND ended_by = ?", keyIs));
    SQLite::Statement back(m_database, fmt::format("SELECT {} FROM past_rule WHERE ended_by = ?", pastColumns));
    back.bind(1, undoes);
    while (back.executeStep()) {
        const StandingRule past = pastFrom(back);
        const auto now = standing(past.rule);
        if (now && now->changeSet == past.changeSet) {
            (void)remove(past.rule);
            continue;
        }
        ended.reset();
        bindKey(ended, 1, past.rule);
        ended.bind(6, undone);
        if (!ended.executeStep()) // otherwise bringBack() counts it
            ++m_counts.kept;
    }
}

// What `undone` ended comes again where what it brought has just gone, or where it only ended and nothing came since.
void RuleWriter::bringBack(std::int64_t undone, std::optional<std::int64_t> undoes) {
    SQLite::Statement gone(m_database, fmt::format("SELECT 1 FROM past_rule WHERE {} AND ended_by = ?", keyIs));
    SQLite::Statement brought(m_database, fmt::format("SELECT 1 FROM past_rule WHERE {} AND {} = ?", keyIs,
                                                      undoes ? "ended_by" : "brought_by"));
    SQLite::Statement ended(m_database, fmt::format("SELECT {} FROM past_rule WHERE ended_by = ?", pastColumns));
    ended.bind(1, undone);
    while (ended.executeStep()) {
        const StandingRule past = pastFrom(ended);
        gone.reset();
        bindKey(gone, 1, past.rule);
        gone.bind(6, m_changeSet);
        brought.reset();
        bindKey(brought, 1, past.rule);
        brought.bind(6, undoes.value_or(undone));
        const bool free = gone.executeStep() || (!brought.executeStep() && !standing(past.rule));
        if (!free || !putBack(past))
            ++m_counts.kept;
    }
}

void RuleWriter::undo(std::int64_t undone, std::optional<std::int64_t> undoes) {
    if (undoes) {
        endWhatCameBack(undone, *undoes);
        bringBack(undone, undoes);
        return;
    }
    endAllOf(undone);
    bringBack(undone, undoes);
    // What it added, and went since; what it replaced is counted by bringBack().
    SQLite::Statement changed(m_database,
                              "SELECT count(*) FROM (SELECT DISTINCT kind, value, bits, last, valid_from "
                              "FROM past_rule p WHERE brought_by = ?1 AND NOT EXISTS (SELECT 1 FROM past_rule q "
                              "WHERE q.kind = p.kind AND q.value = p.value AND q.bits = p.bits AND q.last = p.last AND "
                              "q.valid_from = p.valid_from AND (q.ended_by = ?1 OR q.ended_by = ?2)))");
    SQLite::bind(changed, undone, m_changeSet);
    (void)changed.executeStep();
    m_counts.kept += changed.getColumn(0).getInt64();
}

} // namespace panier::storage

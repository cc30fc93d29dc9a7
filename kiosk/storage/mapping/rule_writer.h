// Changing the mapping: each rule that goes is kept as a past one, with the change set that ended it.
#pragma once

#include "storage/mapping/rule_reader.h"
#include "storage/sqlite.h"

#include <map>

namespace panier::storage {

inline constexpr std::size_t maxRanges = 100'000;

// What a change set did to the mapping.
struct ChangeCounts {
    std::int64_t added = 0;
    std::int64_t replaced = 0; // another rule of the same key stood there
    std::int64_t removed = 0;
    std::int64_t unchanged = 0; // stood there already, and stays as it was
    std::int64_t kept = 0;      // by an undo: changed again since, so left as it is
    bool operator==(const ChangeCounts &) const = default;
};

// Writes into `database`, which outlives it and is nobody else's meanwhile, on behalf of one change set. Throws as
// SQLiteCpp does. Thread: the database's.
class RuleWriter {
public:
    RuleWriter(SQLite::Database &database, std::int64_t changeSet);

    // Puts the rule in place, and ends one with the same key. Exact rules go fastest in order of exactSlot(). False if
    // it is one version too many.
    [[nodiscard]] bool put(const Rule &rule);
    // Ends the rule with this key. False if there is none.
    [[nodiscard]] bool remove(const Rule &key);
    // Takes back what a change set did: what it brought goes, what it ended comes again, as whose it was. What has been
    // changed since stays. `undoes`: the change set that `undone` itself took back, if it is an undo.
    void undo(std::int64_t undone, std::optional<std::int64_t> undoes);

    // Writes what is still in memory and checks the mapping's limits (rule_reader.h); a text if one is broken.
    [[nodiscard]] base::Expected<void, std::string> finish();
    [[nodiscard]] const ChangeCounts &counts() const { return m_counts; }

private:
    struct KeyOrder {
        bool operator()(const Rule &a, const Rule &b) const { return compareKeys(a, b) < 0; }
    };
    using Ranges = std::map<Rule, std::int64_t, KeyOrder>; // and the change set of each

    struct Place { // of an exact rule
        std::int64_t id = 0;
        std::optional<StandingRule> standing;
    };
    [[nodiscard]] std::optional<Place> placeOf(const Rule &rule);
    [[nodiscard]] std::optional<StandingRule> standingPrefix(const Rule &key);
    [[nodiscard]] std::optional<StandingRule> standing(const Rule &key);
    [[nodiscard]] Ranges &ranges();
    [[nodiscard]] base::Expected<void, std::string> writeRanges();

    // put(), of a rule that a change set brought.
    [[nodiscard]] bool putBack(const StandingRule &rule);
    [[nodiscard]] bool putExact(const StandingRule &rule);
    void putPrefix(const StandingRule &rule);
    void putRange(const StandingRule &rule);
    // Notes what `put` does; true if there is anything to do.
    [[nodiscard]] bool replaces(const std::optional<StandingRule> &before, const Rule &rule);

    static void bindKey(SQLite::Statement &statement, int first, const Rule &rule);
    void end(const StandingRule &standing);
    void endAllOf(std::int64_t undone);
    void endWhatCameBack(std::int64_t undone, std::int64_t undoes);
    void bringBack(std::int64_t undone, std::optional<std::int64_t> undoes);

    SQLite::Database &m_database;
    const std::int64_t m_changeSet;
    ChangeCounts m_counts;
    std::int64_t m_lastId; // in exact_rule: beyond it nothing has to be looked for
    bool m_prefixesChanged = false;
    std::optional<Ranges> m_ranges; // once one is asked for
    SQLite::Statement m_findExact;
    SQLite::Statement m_putExact;
    SQLite::Statement m_removeExact;
    SQLite::Statement m_findPrefix;
    SQLite::Statement m_putPrefix;
    SQLite::Statement m_removePrefix;
    SQLite::Statement m_end;
};

} // namespace panier::storage

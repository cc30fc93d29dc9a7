// Which rules of the mapping match an EPC: some indexed probes, never a scan.
#pragma once

#include "storage/mapping/rule.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <optional>
#include <vector>

namespace panier::storage {

// A rule as it stands in the mapping.
struct StandingRule {
    Rule rule;
    std::int64_t changeSet = 0; // that brought it
};

// The most that a mapping may have of each, so that every look-up is a bounded number of probes.
inline constexpr int maxPrefixLengths = 64; // different ones
inline constexpr int maxRangeLayers = 16;   // ranges over one EPC
inline constexpr int maxVersions = 256;     // rules of one EPC or one prefix, with different dates

// Where the rules of an exact EPC stand in exact_rule: maxVersions numbers from this one on. It is a hash, as a table
// that SQLite keys by number is loaded and read faster than one that it keys by bytes; EPCs that share it share its
// numbers, and each row says whose it is.
[[nodiscard]] std::int64_t exactSlot(const codes::Epc &epc);

// Reads the mapping in `database`, which outlives it, and whose shape (lengths of prefixes, layers of ranges) doesn't
// change meanwhile. Throws as SQLiteCpp does. Thread: the database's.
class RuleReader {
public:
    explicit RuleReader(SQLite::Database &database);

    // The first of those that match and hold now (see comesBefore()).
    [[nodiscard]] std::optional<StandingRule> best(const codes::Epc &epc, base::TimeMs now);
    // All that match, whatever their dates, each before those that it comes before.
    [[nodiscard]] std::vector<StandingRule> matching(const codes::Epc &epc);

private:
    using Take = std::vector<StandingRule>;
    void exact(const codes::Epc &epc, Take &found);
    void prefixes(const codes::Epc &epc, Take &found);
    void ranges(const codes::Epc &epc, Take &found);

    SQLite::Statement m_exact;
    SQLite::Statement m_prefix;
    SQLite::Statement m_range;
    std::vector<int> m_lengths; // of prefixes, in bits
    int m_layers = 0;           // of ranges
};

// GTINs and moments as the tables keep them: a number, and NULL for "for ever".
[[nodiscard]] std::int64_t gtinNumber(const codes::Gtin &gtin);
[[nodiscard]] codes::Gtin gtinFrom(std::int64_t number);
[[nodiscard]] codes::Epc epcFrom(const SQLite::Column &column);
[[nodiscard]] base::TimeMs endFrom(const SQLite::Column &column);
void bindEpc(SQLite::Statement &statement, int index, const codes::Epc &epc);
void bindEnd(SQLite::Statement &statement, int index, base::TimeMs end);

} // namespace panier::storage

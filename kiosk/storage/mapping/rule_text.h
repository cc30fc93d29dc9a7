// A rule as a file or a command line writes it.
#pragma once

#include "base/expected.h"
#include "storage/mapping/rule.h"

namespace panier::storage {

// The cells of one row; views that outlive the call.
struct RuleText {
    std::string_view kind;      // epc, prefix, range
    std::string_view value;     // hexadecimal
    std::string_view mask;      // prefix: how many leading bits of value count; empty: all of them
    std::string_view to;        // range: the last EPC
    std::string_view gtin;      // 8, 12, 13 or 14 digits
    std::string_view priority;  // prefix and range: 0 to 1000; empty: 0
    std::string_view validFrom; // see parseMoment(); empty: since ever
    std::string_view validTo;   // empty: for ever
};

// What is wrong, and in which column.
struct RuleProblem {
    std::string column;
    std::string reason;
};

// Checks everything but that the catalogue has the article. With `keyOnly` the GTIN may be empty: enough to name a rule
// that is to be removed.
[[nodiscard]] base::Expected<Rule, RuleProblem> parseRule(const RuleText &text, bool keyOnly = false);

// ISO 8601: a day "2026-12-01", or a moment "2026-12-01T08:00:00Z" or "2026-12-01T08:00:00+01:00". A day is a day of
// UTC: its first moment, or with `end` the moment after its last. nullopt: neither, or outside 2000 to 2199.
[[nodiscard]] std::optional<base::TimeMs> parseMoment(std::string_view text, bool end = false);

} // namespace panier::storage

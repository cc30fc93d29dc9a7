// A rule of the tag mapping: these EPCs are this article, from then to then. And which rule comes before which.
#pragma once

#include "base/clock.h"
#include "codes/epc.h"
#include "codes/gtin.h"

#include <limits>
#include <string>

namespace panier::storage {

enum class RuleKind {
    Exact,  // one EPC
    Prefix, // every EPC that starts with these bits, whatever its length
    Range,  // every EPC from one to another, both included, of their length
};

inline constexpr base::TimeMs always = 0; // Rule::validFrom: since ever
inline constexpr base::TimeMs noEnd = std::numeric_limits<base::TimeMs>::max();

struct Rule {
    RuleKind kind = RuleKind::Exact;
    codes::Epc value; // Exact: the EPC; Prefix: its bits, the last byte filled with zeros; Range: the first EPC
    int bits = 0;     // Prefix: how many, 16 to 496
    codes::Epc last;  // Range: the last EPC, as long as the first
    int priority = 0; // Prefix and Range: 0 to maxPriority, the higher first
    base::TimeMs validFrom = always;
    base::TimeMs validTo = noEnd; // the first moment at which it holds no more
    codes::Gtin gtin;             // the article

    static constexpr int minBits = 16; // a shorter prefix would take whole schemes: SGTIN-96 is 8 bits of header
    static constexpr int maxPriority = 1000;

    [[nodiscard]] bool holdsAt(base::TimeMs now) const { return validFrom <= now && now < validTo; }
    [[nodiscard]] bool matches(const codes::Epc &epc) const;
};

// Two rules of one kind for the same EPCs from the same moment on: the later takes the place of the earlier.
[[nodiscard]] bool sameKey(const Rule &a, const Rule &b);
// An order of keys.
[[nodiscard]] std::strong_ordering compareKeys(const Rule &a, const Rule &b);

// True if `a` comes before `b`, where both match a tag and hold now. In this order, the first that differs decides:
//   1. an exact rule before a prefix or a range
//   2. the higher priority
//   3. a prefix before a range
//   4. the longer prefix; the narrower range
//   5. the rule that holds since later: it was made to replace the other
//   6. the range that starts later
// After all rules comes the GTIN that an SGTIN carries. Two different rules for one tag are never equal here.
[[nodiscard]] bool comesBefore(const Rule &a, const Rule &b);

// The first `bits` bits of `epc`, the last byte filled with zeros. `bits` is 1 to all that it has.
[[nodiscard]] codes::Epc firstBits(const codes::Epc &epc, int bits);
[[nodiscard]] int bitsOf(const codes::Epc &epc);

// "epc", "prefix", "range", as in a file.
[[nodiscard]] std::string_view nameOf(RuleKind kind);
// "prefix E2C06F92 (32 bits), priority 5, from 2026-12-01T00:00:00Z"
[[nodiscard]] std::string describe(const Rule &rule);
// "2026-12-01T00:00:00Z"
[[nodiscard]] std::string utcText(base::TimeMs at);

} // namespace panier::storage

// Why a tag is an article.
#pragma once

#include "storage/mapping/change_set.h"

namespace panier::storage {

enum class Standing {
    Wins,
    Beaten,   // another comes before it
    NotYet,   // holds later
    NoLonger, // held earlier
};

struct ExplainedRule {
    Rule rule;
    Standing standing = Standing::Beaten;
    ChangeSet broughtBy;
};

// All that there is to say about one EPC, in the order in which it counts.
struct Explanation {
    std::vector<ExplainedRule> rules;         // that match, whatever their dates
    std::optional<codes::Gtin> encoded;       // after all rules: what the EPC itself says
    std::optional<codes::Gtin> winner;        // what the first that holds says; none: the tag is unknown
    std::optional<checkout::Article> article; // none: unknown, or the catalogue hasn't the winner
};

// Throws as SQLiteCpp does.
[[nodiscard]] Explanation explainIn(SQLite::Database &catalogue, const codes::Epc &epc,
                                    const std::optional<codes::Gtin> &encoded, base::TimeMs now);
// The same of a catalogue as it stands.
[[nodiscard]] Result<Explanation> explainTag(const std::filesystem::path &catalogue, const codes::Epc &epc,
                                             const std::optional<codes::Gtin> &encoded, base::TimeMs now);

} // namespace panier::storage

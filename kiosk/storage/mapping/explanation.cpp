#include "storage/mapping/explanation.h"

#include "storage/article_reader.h"
#include "storage/schema.h"

namespace panier::storage {

Explanation explainIn(SQLite::Database &catalogue, const codes::Epc &epc, const std::optional<codes::Gtin> &encoded,
                      base::TimeMs now) {
    Explanation explanation;
    explanation.encoded = encoded;
    for (StandingRule &standing : RuleReader(catalogue).matching(epc)) {
        ExplainedRule explained{std::move(standing.rule), Standing::Beaten, {}};
        explained.broughtBy = findChangeSet(catalogue, standing.changeSet).value_or(ChangeSet());
        if (now < explained.rule.validFrom)
            explained.standing = Standing::NotYet;
        else if (now >= explained.rule.validTo)
            explained.standing = Standing::NoLonger;
        else if (!explanation.winner) {
            explained.standing = Standing::Wins;
            explanation.winner = explained.rule.gtin;
        }
        explanation.rules.push_back(std::move(explained));
    }
    if (!explanation.winner)
        explanation.winner = encoded;
    if (explanation.winner)
        explanation.article = ArticleReader(catalogue).find(*explanation.winner);
    return explanation;
}

Result<Explanation> explainTag(const std::filesystem::path &catalogue, const codes::Epc &epc,
                               const std::optional<codes::Gtin> &encoded, base::TimeMs now) {
    return guarded(catalogue, [&]() -> Result<Explanation> {
        SQLite::Database database = openReadOnly(catalogue);
        const auto known = requireVersion(database, catalogueVersion);
        if (!known)
            return tl::make_unexpected(known.error());
        return explainIn(database, epc, encoded, now);
    });
}

} // namespace panier::storage

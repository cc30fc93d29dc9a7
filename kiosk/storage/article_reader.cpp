#include "storage/article_reader.h"

namespace panier::storage {

ArticleReader::ArticleReader(SQLite::Database &database)
    : m_query(database, "SELECT label_fr, label_en, detail_fr, detail_en, size, price, regular_price, offer_fr, "
                        "offer_en, vat_rate_bp, tagged, age_limit, picture FROM article WHERE gtin = ?"),
      m_company(database, "SELECT 1 FROM article WHERE gtin >= ? AND gtin < ? LIMIT 1") {}

bool ArticleReader::sellsOf(std::string_view companyPrefix) {
    for (char indicator = '0'; indicator <= '9'; ++indicator) {
        const std::string from = indicator + std::string(companyPrefix);
        m_company.reset();
        m_company.bind(1, from);
        m_company.bind(2, from + ':'); // the character after '9'
        const bool found = m_company.executeStep();
        m_company.reset();
        if (found)
            return true;
    }
    return false;
}

std::optional<checkout::Article> ArticleReader::find(const codes::Gtin &gtin) {
    m_query.reset();
    m_query.bindNoCopy(1, gtin.digits());
    if (!m_query.executeStep())
        return std::nullopt;
    const auto text = [this](int column) { return m_query.getColumn(column).getString(); };
    checkout::Article article;
    article.gtin = gtin;
    article.label = {text(0), text(1)};
    article.detail = {text(2), text(3)};
    article.size = text(4);
    article.price = {m_query.getColumn(5).getInt64()};
    if (!m_query.getColumn(6).isNull())
        article.offer = checkout::Offer{{m_query.getColumn(6).getInt64()}, {text(7), text(8)}};
    article.vatRateBp = m_query.getColumn(9).getInt();
    article.tagged = m_query.getColumn(10).getInt() != 0;
    article.ageLimitYears = m_query.getColumn(11).getInt();
    article.picture = text(12);
    m_query.reset();
    return article;
}

} // namespace panier::storage

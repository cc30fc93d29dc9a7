// The articles of a catalogue.
#pragma once

#include "checkout/article.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <optional>
#include <string_view>

namespace panier::storage {

// Reads the articles in `database`, which outlives it. Throws as SQLiteCpp does. Thread: the database's.
class ArticleReader {
public:
    explicit ArticleReader(SQLite::Database &database);
    [[nodiscard]] std::optional<checkout::Article> find(const codes::Gtin &gtin);
    // Whether there is any article whose GTIN begins with these digits, after the indicator digit of a GTIN-14.
    [[nodiscard]] bool sellsOf(std::string_view companyPrefix);

private:
    SQLite::Statement m_query;
    SQLite::Statement m_company;
};

} // namespace panier::storage

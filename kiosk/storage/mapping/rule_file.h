// Rules out of a merchandiser's file.
#pragma once

#include "base/expected.h"
#include "storage/csv_table.h"
#include "storage/mapping/rule.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <functional>
#include <unordered_set>
#include <vector>

namespace panier::storage {

// Whether the catalogue has an article; each is asked for once. Throws as SQLiteCpp does.
class KnownArticles {
public:
    explicit KnownArticles(SQLite::Database &catalogue);
    [[nodiscard]] bool contain(const codes::Gtin &gtin);

private:
    SQLite::Statement m_query;
    std::unordered_set<std::string> m_known;
};

// The rules of one file, no two with the same key.
class RuleFile {
public:
    void add(const Rule &rule, std::size_t line);
    // Refuses in `table` each rule whose key an earlier line has.
    void refuseDoubles(CsvTable &table);

    // In the order in which they are written fastest; stops when `take` says false, and says so.
    [[nodiscard]] bool inBestOrder(const std::function<bool(const Rule &)> &take) const;

private:
    // An exact rule without what such rules don't have: there may be maxImportRows of them.
    struct Exact {
        codes::Epc epc;
        std::int64_t gtin = 0;
        base::TimeMs validFrom = always;
        base::TimeMs validTo = noEnd;
        std::uint32_t line = 0;
    };
    struct Place {
        std::int64_t slot = 0; // exactSlot()
        std::uint32_t index = 0;
    };
    struct Pattern {
        Rule rule;
        std::size_t line = 0;
    };

    std::vector<Exact> m_exact;
    std::vector<Place> m_order; // of m_exact, once refuseDoubles() sorted it
    std::vector<Pattern> m_patterns;
};

// All rules of a file (columns: MappingEdit::import()), or all that is wrong with it. Throws as SQLiteCpp does.
[[nodiscard]] base::Expected<RuleFile, ImportFailure> readRules(std::string_view csv, SQLite::Database &catalogue);

} // namespace panier::storage

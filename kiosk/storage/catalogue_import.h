// Imports into the catalogue: all of a file or nothing of it, built aside while the kiosk sells.
#pragma once

#include "storage/types.h"

#include <string_view>

namespace panier::storage {

// Why a file was not imported. `rows` names what is wrong in it, at most maxRows of `badRows`.
struct ImportFailure {
    static constexpr std::size_t maxRows = 100;
    struct Row {
        std::size_t line = 0;
        std::string reason;
        bool operator==(const Row &) const = default;
    };
    std::string text;
    std::vector<Row> rows;
    std::size_t badRows = 0;
};

struct ImportReport {
    std::size_t rows = 0;
    std::int64_t generation = 0; // of the catalogue that is now there
};

inline constexpr std::size_t maxImportBytes = 256U << 20;
inline constexpr std::size_t maxImportRows = 2'000'000;

// Columns, in any order, named by the first line; the last ten may be missing or empty:
// gtin, label_fr, price, vat_percent, label_en, detail_fr, detail_en, size, regular_price, offer_fr, offer_en, tagged,
// age_limit, picture. Amounts as 49.95 or 49,95. An article that is there already is replaced, no other is touched.
[[nodiscard]] base::Expected<ImportReport, ImportFailure> importArticles(const std::filesystem::path &catalogue,
                                                                         std::string_view csv);

// Columns: kind ("epc" or "prefix"), value (hexadecimal; a prefix has four digits or more), gtin (of an article that
// is in the catalogue). A rule that is there already is replaced.
[[nodiscard]] base::Expected<ImportReport, ImportFailure> importTags(const std::filesystem::path &catalogue,
                                                                     std::string_view csv);

// An empty catalogue, unless there is one.
[[nodiscard]] Result<void> createCatalogue(const std::filesystem::path &catalogue);

} // namespace panier::storage

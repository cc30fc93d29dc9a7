// Imports articles into the catalogue: all of a file or nothing of it, built aside while the kiosk sells.
#pragma once

#include "storage/csv_table.h"
#include "storage/types.h"

#include <string_view>

namespace panier::storage {

struct ImportReport {
    std::size_t rows = 0;
    std::int64_t generation = 0; // of the catalogue that is now there
};

// Columns, in any order, named by the first line; the last ten may be missing or empty:
// gtin, label_fr, price, vat_percent, label_en, detail_fr, detail_en, size, regular_price, offer_fr, offer_en, tagged,
// age_limit, picture. Amounts as 49.95 or 49,95. An article that is there already is replaced, no other is touched.
[[nodiscard]] base::Expected<ImportReport, ImportFailure> importArticles(const std::filesystem::path &catalogue,
                                                                         std::string_view csv);

} // namespace panier::storage

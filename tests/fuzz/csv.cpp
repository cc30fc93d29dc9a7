// A merchandiser's file: whatever its bytes, rows end, fields stay within their limits, and lines only grow.
#include "storage/csv.h"
#include "base/bytes.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    using panier::storage::CsvReader;
    CsvReader reader(panier::base::textOf({data, size}));
    std::size_t line = 0;
    while (const auto row = reader.next()) {
        if (row->line <= line || row->fields.size() > CsvReader::maxFields)
            std::abort();
        line = row->line;
        for (const std::string &field : row->fields) {
            if (field.size() > CsvReader::maxFieldBytes)
                std::abort();
            (void)panier::storage::isUtf8(field);
        }
    }
    return 0;
}

// A merchandiser's file as a table: named columns, one row after the other, and all that is wrong with it.
#pragma once

#include "storage/csv.h"

#include <span>

namespace panier::storage {

// Why a file was not imported. `rows` names what is wrong in it, by line, at most maxRows of `badRows`.
struct ImportFailure {
    static constexpr std::size_t maxRows = 100;
    struct Row {
        std::size_t line = 0;
        std::string reason;
        std::string column; // empty where the reason is about the whole row
        bool operator==(const Row &) const = default;
    };
    std::string text;
    std::vector<Row> rows;
    std::size_t badRows = 0;
};

inline constexpr std::size_t maxImportBytes = 256U << 20;
inline constexpr std::size_t maxImportRows = 2'000'000;

// What of a cell may be repeated to a terminal: the first 40 bytes, each that isn't printable ASCII as "?".
[[nodiscard]] std::string quotable(std::string_view cell);

// Reads `csv`, which outlives it. Rows that can't be read are refused and passed over, and so is all after row
// maxImportRows.
class CsvTable {
public:
    // The columns may stand in any order; those of `optional` may be missing.
    CsvTable(std::string_view csv, std::span<const std::string_view> required,
             std::span<const std::string_view> optional);

    // Goes to the next whole row; false after the last, and at once if the first line isn't what it should be.
    [[nodiscard]] bool next();
    [[nodiscard]] std::size_t line() const { return m_row.line; }
    // `column` counts through `required`, then `optional`. Empty for a column that the file doesn't have.
    [[nodiscard]] const std::string &cell(std::size_t column) const;
    // The same by name.
    [[nodiscard]] const std::string &cell(std::string_view column) const;

    void refuse(std::size_t line, std::string reason, std::string column = {});
    // Rows read so far, bad ones included.
    [[nodiscard]] std::size_t rows() const { return m_rows; }
    [[nodiscard]] std::size_t badRows() const { return m_failure.badRows; }
    // What was refused, in order of line.
    [[nodiscard]] ImportFailure failure() const;

private:
    [[nodiscard]] std::string headerProblem(const CsvRow &header) const;

    static constexpr std::size_t missing = static_cast<std::size_t>(-1);
    CsvReader m_reader;
    std::vector<std::string_view> m_columns; // required, then optional
    std::size_t m_required = 0;
    std::vector<std::size_t> m_places; // of each column in the file
    std::size_t m_width = 0;           // cells in the first line; 0: the file can't be read
    CsvRow m_row;
    std::size_t m_rows = 0;
    ImportFailure m_failure;
};

} // namespace panier::storage

// CSV as spreadsheets write it: RFC 4180, and semicolons, and the byte order mark that Excel puts first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::storage {

struct CsvRow {
    std::size_t line = 0;            // where it starts, from 1
    std::vector<std::string> fields; // unquoted
    std::string problem;             // why the row can't be read; empty if it can
    bool operator==(const CsvRow &) const = default;
};

// Reads rows off a text that outlives it. The separator is the header's: the first comma or semicolon outside quotes.
// Blank lines are passed over. A row whose quotes don't close ends with the text.
class CsvReader {
public:
    static constexpr std::size_t maxFields = 64;
    static constexpr std::size_t maxFieldBytes = 4096;

    explicit CsvReader(std::string_view text);

    // nullopt at the end. A row with a problem is passed over whole, so the next call goes on after it.
    [[nodiscard]] std::optional<CsvRow> next();

private:
    void readField(CsvRow &row);
    void append(CsvRow &row, std::string &field, char c);
    [[nodiscard]] bool atLineEnd() const;
    void passLineEnd();

    std::string_view m_text;
    std::size_t m_offset = 0;
    std::size_t m_line = 1;
    char m_separator = ',';
};

// Well-formed UTF-8 (RFC 3629).
[[nodiscard]] bool isUtf8(std::string_view text);

} // namespace panier::storage

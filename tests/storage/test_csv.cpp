#include "storage/csv.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier::storage;

namespace {

std::vector<CsvRow> rowsOf(std::string_view text) {
    std::vector<CsvRow> rows;
    CsvReader reader(text);
    while (auto row = reader.next())
        rows.push_back(std::move(*row));
    return rows;
}

std::string quoted(const std::string &field) {
    std::string text = "\"";
    for (const char c : field)
        text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

} // namespace

TEST_CASE("CSV as spreadsheets write it") {
    using Rows = std::vector<CsvRow>;
    CHECK(rowsOf("") == Rows{});
    CHECK(rowsOf("\n\r\n") == Rows{});
    CHECK(rowsOf("a,b\n1,2\n") == Rows{{1, {"a", "b"}, ""}, {2, {"1", "2"}, ""}});
    CHECK(rowsOf("a,b\n1,2") == Rows{{1, {"a", "b"}, ""}, {2, {"1", "2"}, ""}});
    CHECK(rowsOf("\xEF\xBB\xBF"
                 "a;b\r\n1,5;2\r\n") == Rows{{1, {"a", "b"}, ""}, {2, {"1,5", "2"}, ""}});
    CHECK(rowsOf("\"a;x\",b\n1;2,3\n") == Rows{{1, {"a;x", "b"}, ""}, {2, {"1;2", "3"}, ""}});
    CHECK(rowsOf("a,b\n\n\"x\ny\",\"p\"\"q\"\nz,\n") ==
          Rows{{1, {"a", "b"}, ""}, {3, {"x\ny", "p\"q"}, ""}, {5, {"z", ""}, ""}});
    CHECK(rowsOf("a\rb\r") == Rows{{1, {"a"}, ""}, {2, {"b"}, ""}});
    CHECK(rowsOf(",\n") == Rows{{1, {"", ""}, ""}});
}

TEST_CASE("a row that can't be read says why, and the next one is read") {
    const auto rows = rowsOf("a,b\n\"x\"y,2\n3,4\n\"5,6\n");
    REQUIRE(rows.size() == 4);
    CHECK(rows[1].problem == "there is text after a closing quote");
    CHECK(rows[2] == CsvRow{3, {"3", "4"}, ""});
    CHECK(rows[3].line == 4);
    CHECK(rows[3].problem == "a quote is opened and never closed");

    CHECK(rowsOf(std::string(CsvReader::maxFieldBytes, 'x'))[0].problem.empty());
    CHECK_FALSE(rowsOf(std::string(CsvReader::maxFieldBytes + 1, 'x'))[0].problem.empty());
    CHECK(rowsOf(std::string(CsvReader::maxFields - 1, ','))[0].problem.empty());
    const auto wide = rowsOf(std::string(100'000, ','));
    CHECK_FALSE(wide[0].problem.empty());
    CHECK(wide[0].fields.size() == CsvReader::maxFields);
}

TEST_CASE("what is written quoted comes back") {
    CHECK(rc::check([](const std::vector<std::vector<std::string>> &table) {
        std::string text = "h,h\n";
        std::size_t rows = 1;
        for (const auto &fields : table) {
            if (fields.empty() || fields.size() > CsvReader::maxFields)
                continue;
            std::string row;
            for (const auto &field : fields)
                row += (row.empty() ? "" : ",") + quoted(field);
            text += row + "\r\n";
            ++rows;
        }
        const auto read = rowsOf(text);
        RC_ASSERT(read.size() == rows);
        std::size_t at = 1;
        for (const auto &fields : table) {
            if (fields.empty() || fields.size() > CsvReader::maxFields)
                continue;
            RC_ASSERT(read[at].problem.empty());
            RC_ASSERT(read[at++].fields == fields);
        }
    }));
}

TEST_CASE("UTF-8 is RFC 3629's") {
    for (const char *good : {"", "abc", "é€😀", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
        CHECK(isUtf8(good));
    for (const char *bad : {"\x80", "\xC3", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xE9t\xE9", "\xFF"})
        CHECK_FALSE(isUtf8(bad));
}

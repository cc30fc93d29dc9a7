#include "storage/csv_table.h"

#include <algorithm>
#include <fmt/core.h>

namespace panier::storage {

namespace {

bool isControl(unsigned char c) {
    return c < 0x20 || c == 0x7F;
}

std::string joined(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

} // namespace

std::string quotable(std::string_view cell) {
    constexpr std::size_t most = 40;
    std::string text(cell.substr(0, most));
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return isControl(c) || c > 0x7E; }, '?');
    return cell.size() > most ? text + "..." : text;
}

CsvTable::CsvTable(std::string_view csv, std::span<const std::string_view> required,
                   std::span<const std::string_view> optional)
    : m_reader(csv), m_columns(required.begin(), required.end()), m_required(required.size()) {
    m_columns.insert(m_columns.end(), optional.begin(), optional.end());
    const auto header = m_reader.next();
    const std::string problem = header ? headerProblem(*header) : "the file is empty";
    if (!problem.empty()) {
        refuse(header ? header->line : 1, problem);
        return;
    }
    m_width = header->fields.size();
    for (const std::string_view column : m_columns) {
        const auto place = std::find(header->fields.begin(), header->fields.end(), column);
        m_places.push_back(place == header->fields.end() ? missing
                                                         : static_cast<std::size_t>(place - header->fields.begin()));
    }
}

// What is wrong with a header, or empty.
std::string CsvTable::headerProblem(const CsvRow &header) const {
    if (!header.problem.empty())
        return header.problem;
    for (const std::string &name : header.fields) {
        // Not repeated: it would come raw to the terminal of whoever imports it.
        if (!isUtf8(name) || std::any_of(name.begin(), name.end(), isControl))
            return "a column's name isn't plain text: save the file as CSV in UTF-8";
        if (std::find(m_columns.begin(), m_columns.end(), name) == m_columns.end())
            return fmt::format("there is no column \"{}\"; there are: {}", quotable(name), joined(m_columns));
        if (std::count(header.fields.begin(), header.fields.end(), name) > 1)
            return fmt::format("the column {} is there twice", name);
    }
    for (const std::string_view name : std::span(m_columns).first(m_required)) {
        if (std::find(header.fields.begin(), header.fields.end(), name) == header.fields.end())
            return fmt::format("the column {} is missing", name);
    }
    return {};
}

bool CsvTable::next() {
    while (m_width > 0) {
        auto row = m_reader.next();
        if (!row)
            break;
        if (++m_rows > maxImportRows) {
            refuse(row->line, fmt::format("there are more than {} rows: split the file", maxImportRows));
            break;
        }
        m_row = std::move(*row);
        if (!m_row.problem.empty())
            refuse(m_row.line, m_row.problem);
        else if (m_row.fields.size() != m_width)
            refuse(m_row.line, fmt::format("there are {} fields, the first line has {}", m_row.fields.size(), m_width));
        else
            return true;
    }
    m_width = 0;
    return false;
}

const std::string &CsvTable::cell(std::size_t column) const {
    static const std::string none;
    return m_places[column] == missing ? none : m_row.fields[m_places[column]];
}

const std::string &CsvTable::cell(std::string_view column) const {
    return cell(static_cast<std::size_t>(std::find(m_columns.begin(), m_columns.end(), column) - m_columns.begin()));
}

void CsvTable::refuse(std::size_t line, std::string reason, std::string column) {
    ++m_failure.badRows;
    if (m_failure.rows.size() < ImportFailure::maxRows)
        m_failure.rows.push_back({line, std::move(reason), std::move(column)});
}

ImportFailure CsvTable::failure() const {
    ImportFailure failure = m_failure;
    std::stable_sort(failure.rows.begin(), failure.rows.end(),
                     [](const auto &a, const auto &b) { return a.line < b.line; });
    failure.text = m_rows == 0 ? "nothing was imported: the first line is wrong"
                               : fmt::format("nothing was imported: {} of {} rows are wrong", failure.badRows, m_rows);
    return failure;
}

} // namespace panier::storage

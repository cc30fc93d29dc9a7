#include "storage/csv.h"

#include <cstdint>
#include <fmt/core.h>

namespace panier::storage {

namespace {

char separatorOf(std::string_view text) {
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == ',' || c == ';'))
            return c;
        else if (!quoted && (c == '\n' || c == '\r'))
            break;
    }
    return ',';
}

} // namespace

CsvReader::CsvReader(std::string_view text) : m_text(text) {
    if (m_text.substr(0, 3) == "\xEF\xBB\xBF")
        m_text.remove_prefix(3);
    m_separator = separatorOf(m_text);
}

bool CsvReader::atLineEnd() const {
    return m_offset >= m_text.size() || m_text[m_offset] == '\n' || m_text[m_offset] == '\r';
}

void CsvReader::passLineEnd() {
    if (m_offset < m_text.size() && m_text[m_offset] == '\r')
        ++m_offset;
    if (m_offset < m_text.size() && m_text[m_offset] == '\n')
        ++m_offset;
    ++m_line;
}

void CsvReader::append(CsvRow &row, std::string &field, char c) {
    if (field.size() < maxFieldBytes)
        field += c;
    else if (row.problem.empty())
        row.problem = fmt::format("a field has more than {} bytes", maxFieldBytes);
}

void CsvReader::readField(CsvRow &row) {
    std::string field;
    if (m_offset < m_text.size() && m_text[m_offset] == '"') {
        ++m_offset;
        for (;; ++m_offset) {
            if (m_offset >= m_text.size()) {
                row.problem = "a quote is opened and never closed";
                return;
            }
            const char c = m_text[m_offset];
            if (c == '"' && m_text.substr(m_offset + 1, 1) != "\"")
                break;
            if (c == '"')
                ++m_offset;
            if (c == '\n')
                ++m_line;
            append(row, field, c);
        }
        ++m_offset;
        if (!atLineEnd() && m_text[m_offset] != m_separator && row.problem.empty())
            row.problem = "there is text after a closing quote";
    }
    while (!atLineEnd() && m_text[m_offset] != m_separator)
        append(row, field, m_text[m_offset++]);
    if (row.fields.size() < maxFields)
        row.fields.push_back(std::move(field));
    else if (row.problem.empty())
        row.problem = fmt::format("there are more than {} fields", maxFields);
}

std::optional<CsvRow> CsvReader::next() {
    while (m_offset < m_text.size() && atLineEnd())
        passLineEnd();
    if (m_offset >= m_text.size())
        return std::nullopt;
    CsvRow row;
    row.line = m_line;
    readField(row);
    while (m_offset < m_text.size() && m_text[m_offset] == m_separator) {
        ++m_offset;
        readField(row);
    }
    passLineEnd();
    return row;
}

bool isUtf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<std::uint8_t>(text[i]);
        const std::size_t length = lead < 0x80                   ? 1
                                   : lead >= 0xC2 && lead < 0xE0 ? 2
                                   : (lead & 0xF0) == 0xE0       ? 3
                                   : lead >= 0xF0 && lead < 0xF5 ? 4
                                                                 : 0;
        if (length == 0 || i + length > text.size())
            return false;
        std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<std::uint8_t>(text[i + k]);
            if ((next & 0xC0) != 0x80)
                return false;
            point = point << 6 | (next & 0x3FU);
        }
        const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
        if (overlong || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
            return false;
        i += length;
    }
    return true;
}

} // namespace panier::storage

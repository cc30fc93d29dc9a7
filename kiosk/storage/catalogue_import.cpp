#include "storage/catalogue_import.h"

#include "base/durable_file.h"
#include "codes/epc.h"
#include "codes/gtin.h"
#include "storage/csv.h"
#include "storage/file_lock.h"
#include "storage/schema.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

namespace panier::storage {

namespace {

constexpr std::size_t maxTextBytes = 200;
constexpr std::size_t minPrefixDigits = 4;

bool isControl(unsigned char c) {
    return c < 0x20 || c == 0x7F;
}

std::string joined(std::span<const std::string_view> names) {
    std::string text;
    for (const std::string_view name : names)
        text += (text.empty() ? "" : ", ") + std::string(name);
    return text;
}

// The cells of one row by column, and what is wrong with them.
class Row {
public:
    Row(const std::vector<std::string> &header, const CsvRow &row) : m_header(header), m_row(row) {}

    void refuse(std::string reason) {
        if (m_reason.empty())
            m_reason = std::move(reason);
    }
    [[nodiscard]] const std::string &reason() const { return m_reason; }

    // Empty for a column that the file doesn't have.
    [[nodiscard]] std::string text(std::string_view column) {
        const auto found = std::find(m_header.begin(), m_header.end(), column);
        if (found == m_header.end())
            return {};
        const std::string &value = m_row.fields[static_cast<std::size_t>(found - m_header.begin())];
        if (value.size() > maxTextBytes)
            refuse(fmt::format("{} has more than {} bytes", column, maxTextBytes));
        else if (!isUtf8(value))
            refuse(fmt::format("{} isn't UTF-8: save the file as UTF-8", column));
        else if (std::any_of(value.begin(), value.end(), isControl))
            refuse(fmt::format("{} has a line break or another control character", column));
        return value;
    }

    [[nodiscard]] codes::Gtin gtin() {
        const std::string value = text("gtin");
        const auto parsed = codes::Gtin::parse(value);
        if (!parsed)
            refuse(fmt::format("\"{}\" is no GTIN: 8, 12, 13 or 14 digits, the last of which checks the others",
                               value.substr(0, 40)));
        return parsed.value_or(codes::Gtin());
    }

    // "49.95", "49,95" or "49" in hundredths; at most `most`.
    [[nodiscard]] std::int64_t hundredths(std::string_view column, std::int64_t most) {
        const std::string value = text(column);
        const std::size_t point = value.find_first_of(".,");
        const std::string whole = value.substr(0, point);
        std::string fraction = point == std::string::npos ? "00" : value.substr(point + 1);
        const bool shaped = !whole.empty() && whole.size() <= 9 && !fraction.empty() && fraction.size() <= 2;
        fraction.resize(2, '0');
        const std::string digits = whole + fraction;
        std::int64_t amount = 0;
        if (!shaped || digits.find_first_not_of("0123456789") != std::string::npos ||
            (amount = std::stoll(digits)) > most)
            refuse(fmt::format("{} is \"{}\", not a number like 49.95 from 0 to {}.{:02}", column, value.substr(0, 40),
                               most / 100, most % 100));
        return amount;
    }

    [[nodiscard]] bool flag(std::string_view column) {
        const std::string value = text(column);
        if (value.empty() || value == "0" || value == "no" || value == "false" || value == "non")
            return false;
        if (value != "1" && value != "yes" && value != "true" && value != "oui")
            refuse(fmt::format("{} is \"{}\", not 1 or 0", column, value.substr(0, 40)));
        return true;
    }

private:
    const std::vector<std::string> &m_header;
    const CsvRow &m_row;
    std::string m_reason;
};

// One kind of file: its columns, and what becomes of a row.
struct Table {
    std::span<const std::string_view> required;
    std::span<const std::string_view> optional;
    // Checks the row and writes it; returns what may stand in a file once only.
    std::function<std::string(Row &)> write;
};

std::string writeArticle(Row &row, SQLite::Statement &insert) {
    constexpr std::int64_t mostMinor = 1'000'000'00;
    const codes::Gtin gtin = row.gtin();
    const std::string label = row.text("label_fr");
    const std::int64_t price = row.hundredths("price", mostMinor);
    const std::string regular = row.text("regular_price");
    const std::int64_t regularPrice = regular.empty() ? 0 : row.hundredths("regular_price", mostMinor);
    const std::int64_t vat = row.hundredths("vat_percent", 100'00);
    const std::string age = row.text("age_limit");
    const std::string picture = row.text("picture");
    const std::string offerFr = row.text("offer_fr");
    const std::string offerEn = row.text("offer_en");
    const bool ageIsNumber = age.size() <= 2 && age.find_first_not_of("0123456789") == std::string::npos;
    if (label.empty())
        row.refuse("label_fr is empty");
    if (!regular.empty() && regularPrice <= price)
        row.refuse("regular_price isn't above price");
    if (regular.empty() && (!offerFr.empty() || !offerEn.empty()))
        row.refuse("there is an offer, but no regular_price");
    if (!ageIsNumber)
        row.refuse(fmt::format("age_limit is \"{}\", not a number of years", age.substr(0, 40)));
    if (picture.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos)
        row.refuse("picture is a name of small letters, digits, - and _, without extension");
    const bool tagged = row.flag("tagged");
    const std::array<std::string, 5> texts = {row.text("label_en"), row.text("detail_fr"), row.text("detail_en"),
                                              row.text("size"), picture};
    if (!row.reason().empty())
        return {};
    insert.reset();
    insert.clearBindings();
    SQLite::bind(insert, gtin.digits(), label, texts[0], texts[1], texts[2], texts[3], price);
    if (!regular.empty())
        insert.bind(8, regularPrice);
    insert.bind(9, offerFr);
    insert.bind(10, offerEn);
    insert.bind(11, vat);
    insert.bind(12, tagged ? 1 : 0);
    insert.bind(13, age.empty() ? 0 : std::stoi(age));
    insert.bind(14, picture);
    insert.exec();
    return "GTIN " + gtin.digits();
}

std::string writeTag(Row &row, SQLite::Statement &insert, SQLite::Statement &known) {
    const std::string kind = row.text("kind");
    std::string value = row.text("value");
    const codes::Gtin gtin = row.gtin();
    if (kind == "epc") {
        const auto epc = codes::Epc::fromHex(value);
        if (!epc)
            row.refuse(fmt::format("value \"{}\" is no EPC in hexadecimal", value.substr(0, 40)));
        value = epc.value_or(codes::Epc()).hex();
    } else if (kind == "prefix") {
        std::transform(value.begin(), value.end(), value.begin(),
                       [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (value.size() < minPrefixDigits || value.size() > 2 * codes::Epc::maxBytes ||
            value.find_first_not_of("0123456789ABCDEF") != std::string::npos)
            row.refuse(fmt::format("value \"{}\" is no prefix of {} hexadecimal digits or more", value.substr(0, 40),
                                   minPrefixDigits));
    } else {
        row.refuse(fmt::format("kind is \"{}\", not epc or prefix", kind.substr(0, 40)));
    }
    known.reset();
    known.bind(1, gtin.digits());
    if (row.reason().empty() && !known.executeStep())
        row.refuse(fmt::format("the catalogue has no article with GTIN {}: import it first", gtin.display()));
    if (!row.reason().empty())
        return {};
    insert.reset();
    SQLite::bind(insert, kind, value, gtin.digits());
    insert.exec();
    return kind + " " + value;
}

// What is wrong with a header, or empty.
std::string headerProblem(const CsvRow &header, const Table &table) {
    if (!header.problem.empty())
        return header.problem;
    const auto has = [](const auto &names, std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (const std::string &name : header.fields) {
        // Not repeated: it would come raw to the terminal of whoever imports it.
        if (!isUtf8(name) || std::any_of(name.begin(), name.end(), isControl))
            return "a column's name isn't plain text: save the file as CSV in UTF-8";
        if (!has(table.required, name) && !has(table.optional, name))
            return fmt::format("there is no column \"{}\"; there are: {}{}{}", name.substr(0, 40),
                               joined(table.required), table.optional.empty() ? "" : ", ", joined(table.optional));
        if (std::count(header.fields.begin(), header.fields.end(), name) > 1)
            return fmt::format("the column {} is there twice", name);
    }
    for (const std::string_view name : table.required) {
        if (!has(header.fields, name))
            return fmt::format("the column {} is missing", name);
    }
    return {};
}

// Reads all rows and writes the good ones; what is wrong is in the result.
ImportFailure writeRows(std::string_view csv, const Table &table, std::size_t &count) {
    ImportFailure failure;
    const auto refuse = [&failure](std::size_t line, std::string reason) {
        if (++failure.badRows <= ImportFailure::maxRows)
            failure.rows.push_back({line, std::move(reason)});
    };
    CsvReader reader(csv);
    const auto header = reader.next();
    const std::string problem = header ? headerProblem(*header, table) : "the file is empty";
    if (!problem.empty()) {
        refuse(header ? header->line : 1, problem);
        return failure;
    }
    std::unordered_map<std::string, std::size_t> lines; // of what may stand there once
    while (const auto cells = reader.next()) {
        if (++count > maxImportRows) {
            refuse(cells->line, fmt::format("there are more than {} rows: split the file", maxImportRows));
            break;
        }
        Row row(header->fields, *cells);
        std::string key;
        if (!cells->problem.empty())
            row.refuse(cells->problem);
        else if (cells->fields.size() != header->fields.size())
            row.refuse(
                fmt::format("there are {} fields, the first line has {}", cells->fields.size(), header->fields.size()));
        else
            key = table.write(row);
        if (!key.empty()) {
            const auto [first, fresh] = lines.emplace(key, cells->line);
            if (!fresh)
                row.refuse(fmt::format("{} stands in line {} already", key, first->second));
        }
        if (!row.reason().empty())
            refuse(cells->line, row.reason());
    }
    return failure;
}

base::Expected<ImportReport, ImportFailure> failed(std::string text) {
    return tl::make_unexpected(ImportFailure{std::move(text), {}, 0});
}

// Builds the new file beside the old one and publishes it.
base::Expected<ImportReport, ImportFailure> build(const std::filesystem::path &catalogue,
                                                  const std::filesystem::path &prepared, std::string_view csv,
                                                  const std::function<Table(SQLite::Database &)> &tableFor) {
    ImportReport report;
    {
        SQLite::Database database = openWritable(prepared);
        const auto migrated = migrateCatalogue(database);
        if (!migrated)
            return failed(migrated.error().text);
        SQLite::Transaction transaction(database);
        ImportFailure failure = writeRows(csv, tableFor(database), report.rows);
        if (failure.badRows > 0) {
            failure.text = fmt::format("nothing was imported: {} of {} rows are wrong", failure.badRows, report.rows);
            return tl::make_unexpected(std::move(failure));
        }
        database.exec("UPDATE generation SET number = number + 1");
        report.generation = database.execAndGet("SELECT number FROM generation").getInt64();
        transaction.commit();
    }
    const auto published = base::publishDurably(prepared, catalogue);
    if (!published)
        return failed(published.error());
    return report;
}

base::Expected<ImportReport, ImportFailure> import(const std::filesystem::path &catalogue, std::string_view csv,
                                                   const std::function<Table(SQLite::Database &)> &tableFor) {
    const auto lock = FileLock::take(catalogue, "another import");
    if (!lock)
        return failed(lock.error().text);
    std::filesystem::path prepared = catalogue;
    prepared += ".new";
    const auto clean = [&prepared] {
        std::error_code ignored;
        std::filesystem::remove(prepared, ignored);
        std::filesystem::remove(prepared.string() + "-journal", ignored);
    };
    clean(); // of an import that was cut
    try {
        if (std::filesystem::exists(catalogue))
            std::filesystem::copy_file(catalogue, prepared);
        auto result = build(catalogue, prepared, csv, tableFor);
        clean();
        return result;
    } catch (const std::exception &error) {
        clean();
        return failed(fmt::format("{}: {}", prepared.string(), error.what()));
    }
}

} // namespace

base::Expected<ImportReport, ImportFailure> importArticles(const std::filesystem::path &catalogue,
                                                           std::string_view csv) {
    static constexpr std::array<std::string_view, 4> required = {"gtin", "label_fr", "price", "vat_percent"};
    static constexpr std::array<std::string_view, 10> optional = {"label_en",      "detail_fr", "detail_en", "size",
                                                                  "regular_price", "offer_fr",  "offer_en",  "tagged",
                                                                  "age_limit",     "picture"};
    return import(catalogue, csv, [](SQLite::Database &database) {
        // UPDATE rather than REPLACE: the tags of an article that changes stay its own.
        auto insert = std::make_shared<SQLite::Statement>(
            database,
            "INSERT INTO article (gtin, label_fr, label_en, detail_fr, detail_en, size, price, regular_price, "
            "offer_fr, offer_en, vat_rate_bp, tagged, age_limit, picture) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (gtin) DO UPDATE SET "
            "label_fr = excluded.label_fr, label_en = excluded.label_en, detail_fr = excluded.detail_fr, "
            "detail_en = excluded.detail_en, size = excluded.size, price = excluded.price, "
            "regular_price = excluded.regular_price, offer_fr = excluded.offer_fr, offer_en = excluded.offer_en, "
            "vat_rate_bp = excluded.vat_rate_bp, tagged = excluded.tagged, age_limit = excluded.age_limit, "
            "picture = excluded.picture");
        return Table{required, optional, [insert](Row &row) { return writeArticle(row, *insert); }};
    });
}

base::Expected<ImportReport, ImportFailure> importTags(const std::filesystem::path &catalogue, std::string_view csv) {
    static constexpr std::array<std::string_view, 3> required = {"kind", "value", "gtin"};
    return import(catalogue, csv, [](SQLite::Database &database) {
        auto insert = std::make_shared<SQLite::Statement>(
            database, "INSERT INTO tag (kind, value, gtin) VALUES (?, ?, ?) "
                      "ON CONFLICT (kind, value) DO UPDATE SET gtin = excluded.gtin");
        auto known = std::make_shared<SQLite::Statement>(database, "SELECT 1 FROM article WHERE gtin = ?");
        return Table{required, {}, [insert, known](Row &row) { return writeTag(row, *insert, *known); }};
    });
}

Result<void> createCatalogue(const std::filesystem::path &catalogue) {
    return guarded(catalogue, [&]() -> Result<void> {
        SQLite::Database database = openWritable(catalogue);
        return migrateCatalogue(database);
    });
}

} // namespace panier::storage

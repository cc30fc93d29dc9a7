#include "storage/catalogue_import.h"

#include "codes/gtin.h"
#include "storage/catalogue_draft.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace panier::storage {

namespace {

constexpr std::size_t maxTextBytes = 200;

bool isControl(unsigned char c) {
    return c < 0x20 || c == 0x7F;
}

// The cells of one row by column, and what is wrong with them.
class Row {
public:
    explicit Row(const CsvTable &table) : m_table(table) {}

    void refuse(std::string reason) {
        if (m_reason.empty())
            m_reason = std::move(reason);
    }
    [[nodiscard]] const std::string &reason() const { return m_reason; }

    // Empty for a column that the file doesn't have.
    [[nodiscard]] std::string text(std::string_view column) {
        const std::string &value = m_table.cell(column);
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
    const CsvTable &m_table;
    std::string m_reason;
};

// Checks the row and writes it; returns its GTIN, or nothing.
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
    return gtin.digits();
}

// Reads all rows and writes the good ones.
void writeArticles(CsvTable &table, SQLite::Database &database) {
    // UPDATE rather than REPLACE: the tags of an article that changes stay its own.
    SQLite::Statement insert(
        database, "INSERT INTO article (gtin, label_fr, label_en, detail_fr, detail_en, size, price, regular_price, "
                  "offer_fr, offer_en, vat_rate_bp, tagged, age_limit, picture) "
                  "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (gtin) DO UPDATE SET "
                  "label_fr = excluded.label_fr, label_en = excluded.label_en, detail_fr = excluded.detail_fr, "
                  "detail_en = excluded.detail_en, size = excluded.size, price = excluded.price, "
                  "regular_price = excluded.regular_price, offer_fr = excluded.offer_fr, offer_en = excluded.offer_en, "
                  "vat_rate_bp = excluded.vat_rate_bp, tagged = excluded.tagged, age_limit = excluded.age_limit, "
                  "picture = excluded.picture");
    std::unordered_map<std::string, std::size_t> lines; // of each GTIN
    while (table.next()) {
        Row row(table);
        const std::string gtin = writeArticle(row, insert);
        if (!gtin.empty()) {
            const auto [first, fresh] = lines.emplace(gtin, table.line());
            if (!fresh)
                row.refuse(fmt::format("GTIN {} stands in line {} already", gtin, first->second));
        }
        if (!row.reason().empty())
            table.refuse(table.line(), row.reason());
    }
}

} // namespace

base::Expected<ImportReport, ImportFailure> importArticles(const std::filesystem::path &catalogue,
                                                           std::string_view csv) {
    static constexpr std::array<std::string_view, 4> required = {"gtin", "label_fr", "price", "vat_percent"};
    static constexpr std::array<std::string_view, 10> optional = {"label_en",      "detail_fr", "detail_en", "size",
                                                                  "regular_price", "offer_fr",  "offer_en",  "tagged",
                                                                  "age_limit",     "picture"};
    ImportFailure failure;
    const auto report = guarded(catalogue, [&]() -> Result<ImportReport> {
        const auto draft = CatalogueDraft::open(catalogue);
        if (!draft)
            return tl::make_unexpected(draft.error());
        CsvTable table(csv, required, optional);
        writeArticles(table, (*draft)->database());
        if (table.badRows() > 0) {
            failure = table.failure();
            return base::fail(StorageError::Invalid, failure.text);
        }
        const auto generation = (*draft)->publish();
        if (!generation)
            return tl::make_unexpected(generation.error());
        return ImportReport{table.rows(), *generation};
    });
    if (report)
        return *report;
    failure.text = report.error().text;
    return tl::make_unexpected(std::move(failure));
}

} // namespace panier::storage

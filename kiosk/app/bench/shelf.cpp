#include "app/bench/shelf.h"

#include "rfid/epc/identity.h"

#include <algorithm>
#include <charconv>
#include <fmt/core.h>
#include <fstream>
#include <map>

namespace panier::bench {

namespace {

constexpr int companyPrefixDigits = 7; // of the demo shop's GTINs: 952 is GS1's own range for examples
constexpr std::size_t epcHexDigits = 24;
constexpr std::size_t maxRows = 500;

using Row = std::map<std::string, std::string, std::less<>>; // by the name of the column

// One line of comma-separated values, fields quoted where they hold a comma. RFC 4180 without line breaks in fields.
std::vector<std::string> fieldsOf(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
            fields.back() += line[++i];
        else if (line[i] == '"')
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            fields.emplace_back();
        else if (line[i] != '\r')
            fields.back() += line[i];
    }
    return fields;
}

base::Expected<std::vector<Row>, ShelfFailure> rowsOf(const std::filesystem::path &file) {
    std::ifstream in(file);
    std::string line;
    if (!std::getline(in, line))
        return base::fail(ShelfError::Unreadable, fmt::format("{} can't be read", file.string()));
    const auto columns = fieldsOf(line);
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const auto fields = fieldsOf(line);
        if (fields.size() != columns.size() || rows.size() >= maxRows)
            return base::fail(ShelfError::Invalid,
                              fmt::format("{}:{}: {} fields instead of {}, or more than {} rows", file.string(),
                                          rows.size() + 2, fields.size(), columns.size(), maxRows));
        Row &row = rows.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i)
            row[columns[i]] = fields[i];
    }
    return rows;
}

// "49.95" as 4995; 0 for anything else, as the importer has already refused such a price.
std::int64_t minorOf(std::string_view price) {
    std::string digits(price);
    std::erase(digits, '.');
    std::int64_t minor = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), minor);
    return minor;
}

Stack articleStack(const Row &row) {
    Stack stack;
    stack.key = row.at("picture");
    stack.label = row.at("label_fr");
    stack.detail = row.at("detail_fr");
    stack.picture = row.at("picture");
    stack.gtin = codes::Gtin::parse(row.at("gtin"));
    stack.priceMinor = minorOf(row.at("price"));
    stack.tagged = row.at("tagged") == "yes";
    return stack;
}

Stack specialStack(const Row &row, const std::vector<Stack> &articles) {
    Stack stack;
    const auto gtin = codes::Gtin::parse(row.at("gtin"));
    const auto article = std::ranges::find_if(articles, [&](const Stack &other) { return gtin && other.gtin == gtin; });
    if (article != articles.end())
        stack = *article;
    stack.key = row.at("key");
    if (!row.at("label_fr").empty())
        stack.label = row.at("label_fr");
    stack.detail = row.at("detail_fr");
    if (!row.at("picture").empty())
        stack.picture = row.at("picture");
    stack.tagged = true;
    stack.deadTag = row.at("tag") == "dead";
    if (!stack.deadTag)
        stack.tagStart = row.at("tag");
    return stack;
}

} // namespace

base::Expected<std::vector<Stack>, ShelfFailure> loadShelf(const std::filesystem::path &folder) {
    const auto articles = rowsOf(folder / "articles.csv");
    const auto specials = rowsOf(folder / "shelf.csv");
    if (!articles || !specials)
        return tl::make_unexpected(articles ? specials.error() : articles.error());
    std::vector<Stack> stacks;
    try {
        for (const Row &row : *articles)
            stacks.push_back(articleStack(row));
        for (const Row &row : *specials)
            stacks.push_back(specialStack(row, stacks));
    } catch (const std::out_of_range &) { // of Row::at
        return base::fail(ShelfError::Invalid, fmt::format("a column is missing in the files of {}", folder.string()));
    }
    return stacks;
}

std::optional<codes::Epc> tagOf(const Stack &stack, std::uint64_t serial) {
    if (!stack.tagged || stack.deadTag)
        return std::nullopt;
    if (stack.tagStart.empty() && !stack.gtin)
        return std::nullopt;
    if (stack.tagStart.empty()) {
        const auto epc = rfid::epc::encodeSgtin96(*stack.gtin, companyPrefixDigits, serial);
        return epc ? std::optional(*epc) : std::nullopt;
    }
    const std::size_t missing = epcHexDigits - std::min(epcHexDigits, stack.tagStart.size());
    const std::string digits = fmt::format("{:024X}", serial);
    return codes::Epc::fromHex(stack.tagStart + digits.substr(digits.size() - missing));
}

} // namespace panier::bench

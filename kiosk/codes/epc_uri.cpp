#include "codes/epc_uri.h"

#include "codes/gs1/characters.h"
#include "codes/gs1/percent.h"

namespace panier::codes {

namespace {

// What stands before the next dot; the dot is gone, too.
std::string_view takeField(std::string_view &text) {
    const auto dot = text.find('.');
    const auto field = text.substr(0, dot);
    text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
    return field;
}

bool take(std::string_view &text, std::string_view begin) {
    if (text.substr(0, begin.size()) != begin)
        return false;
    text.remove_prefix(begin.size());
    return true;
}

bool isSerial(std::string_view text) {
    return !text.empty() && text.size() <= 20 && isSet82(text);
}

// SGTIN-96 holds an integer below 2^38.
bool isInteger38(std::string_view text) {
    constexpr unsigned long long limit = 1ULL << 38;
    if (text.empty() || text.size() > 12 || !isDigits(text) || (text.size() > 1 && text.front() == '0'))
        return false;
    unsigned long long value = 0;
    for (const char c : text)
        value = value * 10 + static_cast<unsigned long long>(c - '0');
    return value < limit;
}

} // namespace

std::optional<EpcArticle> parseEpcUri(std::string_view uri) {
    const bool lot = take(uri, "urn:epc:class:lgtin:");
    const bool tag96 = !lot && take(uri, "urn:epc:tag:sgtin-96:");
    const bool tag = tag96 || (!lot && take(uri, "urn:epc:tag:sgtin-198:"));
    if (!lot && !tag && !take(uri, "urn:epc:id:sgtin:"))
        return std::nullopt;
    if (tag) {
        const auto filter = takeField(uri);
        if (filter.size() != 1 || filter.front() < '0' || filter.front() > '7')
            return std::nullopt;
    }
    const auto company = takeField(uri);
    const auto item = takeField(uri);
    const auto last = percentDecoded(uri);
    constexpr std::size_t bodyDigits = 13; // of both, the item's indicator included
    if (company.size() < 6 || company.size() > 12 || company.size() + item.size() != bodyDigits || !isDigits(company) ||
        !isDigits(item) || !last || !isSerial(*last) || (tag96 && !isInteger38(*last)))
        return std::nullopt;
    const auto gtin =
        Gtin::fromBody(std::string(item.substr(0, 1)) + std::string(company) + std::string(item.substr(1)));
    if (!gtin)
        return std::nullopt;
    return EpcArticle{*gtin, lot ? std::string() : *last, lot ? *last : std::string()};
}

} // namespace panier::codes

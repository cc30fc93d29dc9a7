#include "codes/house/suspended_basket.h"

#include "codes/gs1/characters.h"

#include <set>

namespace panier::codes {

namespace {

constexpr std::size_t gtinDigits = 14;

bool isWhole(const SuspendedBasket &basket) {
    std::set<Gtin> articles;
    int units = 0;
    for (const auto &line : basket.lines) {
        if (line.units < 1 || line.units > SuspendedBasket::maxUnits || line.gtin == Gtin() ||
            !articles.insert(line.gtin).second)
            return false;
        units += line.units;
    }
    return units >= 1 && units <= SuspendedBasket::maxUnits;
}

std::optional<SuspendedLine> lineOf(std::string_view text) {
    constexpr std::size_t maxDigits = 2;
    const auto gtin = Gtin::parse(text.substr(0, gtinDigits));
    if (text.size() < gtinDigits || !gtin)
        return std::nullopt;
    auto units = text.substr(gtinDigits);
    if (units.empty())
        return SuspendedLine{*gtin, 1};
    units.remove_prefix(1); // which character it is, writing it again tells
    if (units.empty() || units.size() > maxDigits || !isDigits(units))
        return std::nullopt;
    return SuspendedLine{*gtin, std::stoi(std::string(units))};
}

} // namespace

std::string bodyOf(const SuspendedBasket &basket) {
    if (!isWhole(basket))
        return {};
    std::string body;
    for (const auto &line : basket.lines) {
        body += (body.empty() ? "" : ",") + line.gtin.digits();
        body += line.units > 1 ? "*" + std::to_string(line.units) : "";
    }
    return body.size() <= HouseCode::maxBody ? body : std::string();
}

std::optional<SuspendedBasket> basketOf(const HouseCode &code) {
    if (code.kind != HouseCodeKind::SuspendedBasket)
        return std::nullopt;
    SuspendedBasket basket;
    for (auto rest = std::string_view(code.body); !rest.empty();) {
        const auto end = std::min(rest.find(','), rest.size());
        const auto line = lineOf(rest.substr(0, end));
        if (!line)
            return std::nullopt;
        basket.lines.push_back(*line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return bodyOf(basket) == code.body && !code.body.empty() ? std::optional(std::move(basket)) : std::nullopt;
}

} // namespace panier::codes

#include "web/request.h"

#include "eticket/link.h"

#include <algorithm>
#include <cctype>

namespace panier::web {

namespace {

using checkout::Language;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// "fr", "FR-ca": the primary subtag says it (RFC 4647 section 3.3.1).
std::optional<Language> languageOfTag(std::string_view tag) {
    std::string primary(tag.substr(0, std::min<std::size_t>(tag.find('-'), 3)));
    std::transform(primary.begin(), primary.end(), primary.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (primary == "fr")
        return Language::French;
    if (primary == "en")
        return Language::English;
    return std::nullopt;
}

// ";q=0.8" as thousandths; 1000 without one, 0 for anything that isn't a weight.
int weightOf(std::string_view parameters) {
    const std::size_t start = parameters.find("q=");
    if (start == std::string_view::npos)
        return 1000;
    const auto value = trimmed(parameters.substr(start + 2));
    if (value.empty() || value.size() > 5 || (value[0] != '0' && value[0] != '1'))
        return 0;
    int weight = (value[0] - '0') * 1000;
    int place = 100;
    for (std::size_t i = 2; i < value.size(); ++i, place /= 10) {
        if (value[i] < '0' || value[i] > '9')
            return 0;
        weight += (value[i] - '0') * place;
    }
    return std::min(weight, 1000);
}

} // namespace

Target targetOf(std::string_view path) {
    if (path == "/health")
        return {Route::Health, {}};
    if (!path.starts_with(eticket::ticketPath))
        return {};
    const auto id = path.substr(eticket::ticketPath.size());
    return eticket::isEticketId(id) ? Target{Route::Ticket, id} : Target{};
}

Language languageOf(std::string_view lang, std::string_view acceptLanguage, Language otherwise) {
    constexpr std::size_t maxBytes = 1000;
    if (lang == "fr")
        return Language::French;
    if (lang == "en")
        return Language::English;
    auto rest = acceptLanguage.substr(0, maxBytes);
    int best = 0;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        const auto range = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        const std::size_t semicolon = std::min(range.find(';'), range.size());
        const auto language = languageOfTag(trimmed(range.substr(0, semicolon)));
        const int weight = weightOf(range.substr(semicolon));
        if (language && weight > best) {
            best = weight;
            otherwise = *language;
        }
    }
    return otherwise;
}

} // namespace panier::web

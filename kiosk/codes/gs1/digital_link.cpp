#include "codes/gs1/digital_link.h"

#include "codes/gs1/characters.h"
#include "codes/gs1/percent.h"
#include "codes/gtin.h"

#include <algorithm>
#include <array>

namespace panier::codes {

namespace {

using Segments = std::vector<std::string_view>;

bool startsWithoutCase(std::string_view text, std::string_view lowerCase) {
    return text.size() >= lowerCase.size() &&
           std::equal(lowerCase.begin(), lowerCase.end(), text.begin(),
                      [](char wanted, char c) { return wanted == (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); });
}

Segments split(std::string_view text, std::string_view separators) {
    Segments parts;
    while (parts.size() <= LinkParts::maxParts) {
        const auto end = text.find_first_of(separators);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
    return parts;
}

// How far along a qualifier stands behind a GTIN; 0 for what is none.
int rankOf(std::string_view ai) {
    static constexpr std::array<std::string_view, 3> ranked = {"22", "10", "21"};
    if (ai == "235")
        return 1;
    const auto *const found = std::find(ranked.begin(), ranked.end(), ai);
    return found == ranked.end() ? 0 : static_cast<int>(found - ranked.begin()) + 1;
}

// The path's segments from its last "01" on that only qualifiers follow, in pairs; empty if there is none.
Segments articlePath(Segments segments) {
    for (std::size_t at = segments.size(); at >= 2; at -= 2) {
        if (segments[at - 2] == "01") {
            segments.erase(segments.begin(), segments.begin() + static_cast<std::ptrdiff_t>(at) - 2);
            return segments;
        }
        if (rankOf(segments[at - 2]) == 0)
            break;
    }
    return {};
}

auto malformed(std::string text) {
    return base::fail(LinkError::Malformed, std::move(text));
}

base::Expected<void, LinkFailure> add(ElementString &elements, std::string_view ai, std::string_view encoded,
                                      const Date &today) {
    const auto value = percentDecoded(encoded);
    if (!value)
        return malformed("a % without two hexadecimal digits");
    if (const auto added = elements.add(ai, *value, today); !added)
        return malformed(added.error().text);
    return {};
}

base::Expected<void, LinkFailure> addPath(ElementString &elements, const Segments &path, const Date &today) {
    int rank = 0;
    for (std::size_t i = 2; i + 1 < path.size(); i += 2) {
        const bool alone = path[i] == "235" && (i > 2 || path.size() > 4);
        if (rankOf(path[i]) <= rank || alone)
            return malformed("the qualifiers are not in the order of the standard");
        rank = rankOf(path[i]);
        if (auto added = add(elements, path[i], path[i + 1], today); !added)
            return added;
    }
    return {};
}

base::Expected<void, LinkFailure> addQuery(ElementString &elements, const LinkParts &link, const Date &today) {
    for (const auto &[key, value] : link.query) {
        if (!value || key.empty() || !isDigits(key))
            continue;
        if (auto added = add(elements, key, *value, today); !added)
            return added;
    }
    return {};
}

} // namespace

std::optional<LinkParts> splitLink(std::string_view uri) {
    LinkParts link;
    link.secure = startsWithoutCase(uri, "https://");
    if (!(link.secure || startsWithoutCase(uri, "http://")) || !std::all_of(uri.begin(), uri.end(), isGraphic) ||
        uri.find_first_of("\"<>\\^`{|}") != std::string_view::npos)
        return std::nullopt;
    auto rest = uri.substr(link.secure ? 8 : 7);
    link.fragment = rest.find('#') != std::string_view::npos;
    rest = rest.substr(0, rest.find('#'));
    const auto location = rest.substr(0, rest.find('?'));
    link.host = location.substr(0, location.find('/'));
    if (link.host.size() < location.size())
        link.path = split(location.substr(link.host.size() + 1), "/");
    if (location.size() < rest.size()) {
        for (const auto pair : split(rest.substr(location.size() + 1), "&;")) {
            const auto key = pair.substr(0, pair.find('='));
            const bool valued = key.size() < pair.size();
            link.query.push_back({key, valued ? std::optional(pair.substr(key.size() + 1)) : std::nullopt});
        }
    }
    link.whole = link.path.size() <= LinkParts::maxParts && link.query.size() <= LinkParts::maxParts;
    return link;
}

base::Expected<ElementString, LinkFailure> parseDigitalLink(std::string_view uri, const Date &today) {
    const auto link = splitLink(uri);
    if (!link)
        return base::fail(LinkError::NotALink, "not a web address");
    const auto path = link->host.empty() || !link->whole ? Segments() : articlePath(link->path);
    const auto number = path.empty() ? std::nullopt : percentDecoded(path[1]);
    constexpr std::array<std::size_t, 4> lengths = {8, 12, 13, 14};
    if (!number || !isDigits(*number) || std::find(lengths.begin(), lengths.end(), number->size()) == lengths.end())
        return base::fail(LinkError::NoArticle, "no article's number");
    const auto gtin = Gtin::parse(*number);
    if (!gtin)
        return malformed("the GTIN's check digit is wrong");

    ElementString elements;
    if (auto added = add(elements, "01", gtin->digits(), today); !added)
        return tl::make_unexpected(std::move(added.error()));
    if (auto added = addPath(elements, path, today); !added)
        return tl::make_unexpected(std::move(added.error()));
    if (auto added = addQuery(elements, *link, today); !added)
        return tl::make_unexpected(std::move(added.error()));
    return elements;
}

} // namespace panier::codes

// GS1 Digital Link: an article's number inside a web address, on anybody's domain. GS1 Digital Link Standard, URI
// Syntax 1.6, clauses 4.2 (characters), 4.6 to 4.9 (keys and qualifiers in the path) and 4.10 (attributes in the
// query).
#pragma once

#include "codes/gs1/element_string.h"

#include <optional>
#include <string_view>
#include <vector>

namespace panier::codes {

// A web address in its parts, still percent-encoded; they point into the address.
struct LinkParts {
    static constexpr std::size_t maxParts = 64; // segments, and attributes

    struct Attribute {
        std::string_view key;
        std::optional<std::string_view> value; // none without "="
    };

    bool secure = false; // https
    std::string_view host;
    std::vector<std::string_view> path; // "01", "0950..."; one empty segment for "/", none without it
    std::vector<Attribute> query;       // "17", "220630"; one empty attribute for "?", none without it
    bool fragment = false;              // something, or nothing, after "#"
    bool whole = true;                  // false: it has more than maxParts segments or attributes, and these are cut
};

// nullopt unless it is an http or https address, in any case, of characters that an address may have. "&" and ";" stand
// between attributes.
[[nodiscard]] std::optional<LinkParts> splitLink(std::string_view uri);

enum class LinkError {
    NotALink,  // not an http or https address of printable ASCII
    NoArticle, // an address, but without /01/ and a number that could be a GTIN
    Malformed, // such an address with something wrong in it: the text says what
};
using LinkFailure = base::Failure<LinkError>;

// The elements that an address stands for, AI 01 first; nothing is ever fetched.
//
// Read as the standard has it, from the end of the path: .../01/{GTIN}, then 22, 10 and 21 in that order, or 235; then
// the query's attributes, whose keys are AIs; other keys that aren't all digits are the page's own and passed over, as
// is the fragment. Lenient in three things that older versions of the standard allowed or that harm nobody: a GTIN of
// 8, 12 or 13 digits without its zeros (as 1.1 had it), ";" between attributes, and a qualifier in the query. The words
// of old ("/gtin/") and compressed addresses aren't read: they are NoArticle.
[[nodiscard]] base::Expected<ElementString, LinkFailure> parseDigitalLink(std::string_view uri, const Date &today);

} // namespace panier::codes

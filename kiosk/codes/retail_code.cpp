#include "codes/retail_code.h"

#include <algorithm>
#include <string>

namespace panier::codes {

namespace {

constexpr std::size_t gtinDigits = 14;

// The element string's first field is AI 01, as GS1 recommends; anything else is not an article's code.
std::optional<Gtin> fromElementString(std::string_view text) {
    while (!text.empty() && text.front() == '\x1D')
        text.remove_prefix(1);
    if (text.size() < 2 + gtinDigits || text.substr(0, 2) != "01")
        return std::nullopt;
    return Gtin::parse(text.substr(2, gtinDigits));
}

// GS1 Digital Link URI syntax 1.4: .../01/{gtin} as a path segment pair, before any query or fragment.
std::optional<Gtin> fromDigitalLink(std::string_view text) {
    if (text.rfind("http://", 0) != 0 && text.rfind("https://", 0) != 0 && text.rfind("HTTPS://", 0) != 0)
        return std::nullopt;
    const auto path = text.substr(0, text.find_first_of("?#"));
    const auto key = path.find("/01/", path.find("//") + 2);
    if (key == std::string_view::npos)
        return std::nullopt;
    const auto value = path.substr(key + 4);
    return Gtin::parse(value.substr(0, value.find('/')));
}

bool isPlainNumber(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::optional<Gtin> gtinOf(std::string_view aim, std::string_view text) {
    if (aim.size() != 3 || aim.front() != ']')
        return std::nullopt;
    switch (aim[1]) {
    case 'E': // EAN and UPC
    case 'I': // ITF-14
        return isPlainNumber(text) ? Gtin::parse(text) : std::nullopt;
    case 'C': // Code 128; GS1-128 is ]C1
        return aim[2] == '1' ? fromElementString(text) : std::nullopt;
    case 'e': // GS1 DataBar
        return fromElementString(text);
    case 'd': // DataMatrix; GS1 DataMatrix is ]d2
        return aim[2] == '2' ? fromElementString(text) : fromDigitalLink(text);
    case 'Q': // QR; GS1 QR is ]Q3
        return aim[2] == '3' ? fromElementString(text) : fromDigitalLink(text);
    default:
        return std::nullopt;
    }
}

} // namespace panier::codes

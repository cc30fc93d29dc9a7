#include "rfid/epc/text.h"

#include "codes/gs1/application_identifier.h"
#include "codes/gs1/characters.h"
#include "rfid/epc/elements.h"

namespace panier::rfid::epc {

namespace {

// `text` with "%2F" and the like for every character of which `plain` is false.
template <typename Plain>
std::string escaped(std::string_view text, Plain plain) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto code = static_cast<unsigned char>(c);
        if (plain(c))
            result += c;
        else
            result += {'%', hex[code >> 4U], hex[code & 0xFU]};
    }
    return result;
}

// TDS table A-1: those of the character set that a URN can't have.
std::string urnEscaped(std::string_view text) {
    return escaped(text, [](char c) { return std::string_view("\"%&/<>?").find(c) == std::string_view::npos; });
}

// RFC 3986 2.3: all but the unreserved.
std::string urlEscaped(std::string_view text) {
    return escaped(text,
                   [](char c) { return codes::isDigit(c) || codes::isLetter(c) || c == '-' || c == '.' || c == '_'; });
}

// The components after scheme and filter: TDS 6.3.1 to 6.3.5.
std::string components(const Identity &identity) {
    const auto which = factsOf(identity.scheme).key;
    const auto prefixDigits = static_cast<std::size_t>(identity.companyPrefixDigits);
    if (which == Key::Giai)
        return identity.key.substr(0, prefixDigits) + "." + urnEscaped(identity.key.substr(prefixDigits));
    const auto &key = factsOf(which);
    const std::size_t indicator = key.indicator ? 1 : 0;
    auto text = identity.key.substr(indicator, prefixDigits) + "." + identity.key.substr(0, indicator) +
                identity.key.substr(indicator + prefixDigits, key.digits - 1 - indicator - prefixDigits);
    if (key.maxSerial > 0)
        text += "." + urnEscaped(identity.serial);
    return text;
}

} // namespace

std::optional<std::string> pureIdentityUri(const Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    if (scheme.generation != Generation::Partitioned)
        return std::nullopt;
    return "urn:epc:id:" + std::string(factsOf(scheme.key).name) + ":" + components(identity);
}

std::optional<std::string> tagUri(const Identity &identity) {
    const auto &scheme = factsOf(identity.scheme);
    if (scheme.generation != Generation::Partitioned)
        return std::nullopt;
    return "urn:epc:tag:" + std::string(scheme.name) + ":" + std::to_string(identity.filter) + "." +
           components(identity);
}

std::string digitalLink(const Identity &identity) {
    auto text = "https://" + (identity.hostname ? identity.hostname->text() : std::string(canonicalHost));
    const auto elements = elementsOf(identity);
    const auto inPath = elements.size() - (identity.date ? 1 : 0); // the date is the last
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const auto &[ai, value] = elements[i];
        text += (i < inPath ? "/" : "?") + std::string(ai) + (i < inPath ? "/" : "=") + urlEscaped(value);
    }
    return text;
}

std::string elementString(const Identity &identity) {
    std::string text;
    for (const auto &[ai, value] : elementsOf(identity)) {
        text += "(" + std::string(ai) + ")";
        for (const char c : value)
            text += c == '(' ? std::string("\\(") : std::string(1, c);
    }
    return text;
}

std::string rawElementString(const Identity &identity) {
    std::string text;
    bool open = false; // the element before needs a separator
    for (const auto &[ai, value] : elementsOf(identity)) {
        if (open)
            text += codes::elementSeparator;
        text += std::string(ai) + value;
        open = codes::predefinedLength(ai) == 0;
    }
    return text;
}

} // namespace panier::rfid::epc

#include "vision/decode/content.h"

#include "codes/gs1/application_identifier.h"
#include "codes/gs1/characters.h"
#include "codes/gtin.h"

#include <algorithm>

namespace panier::vision::decode {

namespace {
// The AI in brackets at `offset`; empty if there is none.
std::string_view bracketedAi(std::string_view text, std::size_t offset) {
    if (offset >= text.size() || text[offset] != '(')
        return {};
    const auto close = text.find(')', offset);
    if (close == std::string_view::npos)
        return {};
    const auto ai = text.substr(offset + 1, close - offset - 1);
    const bool valid = ai.size() >= 2 && ai.size() <= 4 && codes::isDigits(ai);
    return valid ? ai : std::string_view{};
}

// "9771234567003 12": without the add-on, which goes into `addOn` with its space. False if it isn't 2 or 5 digits.
bool takeAddOn(std::string &text, std::string &addOn) {
    const auto space = text.find(' ');
    if (space == std::string::npos)
        return true;
    addOn = text.substr(space);
    text.resize(space);
    return (addOn.size() == 3 || addOn.size() == 6) && codes::isDigits(std::string_view(addOn).substr(1));
}

std::optional<std::string> itfText(std::string text) {
    const bool valid = text.size() >= 6 && text.size() <= 40 && text.size() % 2 == 0 && codes::isDigits(text);
    return valid ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string> withAddOn(std::optional<std::string> digits, const std::string &addOn) {
    if (digits)
        *digits += addOn;
    return digits;
}

std::optional<std::string> checkedGtin(std::string text, std::size_t length) {
    if (text.size() == length + 1 && text.front() == '0') // later versions write UPC as EAN-13
        text.erase(0, 1);
    if (text.size() != length || !codes::Gtin::parse(text))
        return std::nullopt;
    return text;
}

std::optional<std::string> upcEText(std::string text) {
    if (text.size() == 8) {
        const auto expanded = codes::expandUpcE(text);
        if (!expanded)
            return std::nullopt;
        text = *expanded;
    }
    auto digits = checkedGtin(std::move(text), 12);
    // A UPC-E abbreviates numbers that begin with 0 (GS1 General Specifications 5.2.2.4.2). Drawn with a 1, its digits
    // are what the left half of an EAN-13 looks like: where the right half is hidden, that is what is "read".
    return digits && digits->front() == '0' ? digits : std::nullopt;
}

std::optional<std::string> dataBarText(std::string text) {
    if (text.size() == 14)
        text.insert(0, "01");
    if (text.size() != 16 || !text.starts_with("01") || !codes::Gtin::parse(std::string_view(text).substr(2)))
        return std::nullopt;
    return text;
}
} // namespace

std::optional<std::string> elementStringOf(std::string_view bracketed) {
    std::string elements;
    std::size_t offset = 0;
    while (offset < bracketed.size()) {
        const auto ai = bracketedAi(bracketed, offset);
        if (ai.empty())
            return std::nullopt;
        const auto valueStart = offset + ai.size() + 2;
        offset = valueStart;
        while (offset < bracketed.size() && bracketedAi(bracketed, offset).empty())
            ++offset;
        if (offset == valueStart)
            return std::nullopt;
        elements += ai;
        elements += bracketed.substr(valueStart, offset - valueStart);
        if (offset < bracketed.size() && codes::predefinedLength(ai) == 0)
            elements += codes::elementSeparator;
    }
    return elements.empty() ? std::nullopt : std::optional(elements);
}

std::optional<std::string> normalised(Symbology symbology, std::string text) {
    if (text.empty() || text.size() > maxTextBytes)
        return std::nullopt;
    std::string addOn;
    const bool mayHaveAddOn =
        symbology == Symbology::Ean13 || symbology == Symbology::UpcA || symbology == Symbology::UpcE;
    if (mayHaveAddOn && !takeAddOn(text, addOn))
        return std::nullopt;
    switch (symbology) {
    case Symbology::Ean13:
        return withAddOn(checkedGtin(std::move(text), 13), addOn);
    case Symbology::Ean8:
        return checkedGtin(std::move(text), 8);
    case Symbology::UpcA:
        return withAddOn(checkedGtin(std::move(text), 12), addOn);
    case Symbology::UpcE:
        return withAddOn(upcEText(std::move(text)), addOn);
    case Symbology::Itf14:
        return checkedGtin(std::move(text), 14);
    case Symbology::Itf:
        return itfText(std::move(text));
    case Symbology::DataBar:
    case Symbology::DataBarLimited:
        if (text.front() == '(')
            return dataBarText(elementStringOf(text).value_or(""));
        return dataBarText(std::move(text));
    case Symbology::DataBarExpanded:
        if (text.front() == '(')
            return elementStringOf(text);
        return text;
    case Symbology::Code128:
    case Symbology::QrCode:
    case Symbology::DataMatrix:
    case Symbology::MicroQrCode:
    case Symbology::Aztec:
        break;
    case Symbology::Pdf417:
        // Codewords of nothing but zeros satisfy the error correction, and spell this: noise says it.
        if (text.find_first_not_of('A') == std::string::npos)
            return std::nullopt;
        break;
    }
    return text;
}

} // namespace panier::vision::decode

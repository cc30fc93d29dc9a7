#include "rfid/epc/text.h"

#include "base/bytes.h"
#include "codes/gs1/characters.h"
#include "codes/gs1/digital_link.h"
#include "codes/gs1/percent.h"
#include "rfid/epc/elements.h"

#include <algorithm>

namespace panier::rfid::epc {

namespace {

constexpr std::size_t maxText = 512;
constexpr std::string_view pureIdentity = "urn:epc:id:";
constexpr std::string_view tag = "urn:epc:tag:";
constexpr std::string_view https = "https://"; // and no other case: TDS 14.5.16
constexpr std::string_view separator(&codes::elementSeparator, 1);

using Result = base::Expected<Identity, EpcFailure>;

// Takes `start` off the front of `text`, if it is there.
bool skip(std::string_view &text, std::string_view start) {
    if (text.substr(0, start.size()) != start)
        return false;
    text.remove_prefix(start.size());
    return true;
}

// Takes what stands before the next `mark`, and the mark; all of it, if there is none.
std::string_view takeUntil(std::string_view &text, char mark) {
    const auto part = text.substr(0, text.find(mark));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return part;
}

// "%2F" as "/"; nullopt for a broken escape, or a character outside the set, or one of `forbidden` that isn't escaped.
std::optional<std::string> unescaped(std::string_view text, std::string_view forbidden) {
    if (text.find_first_of(forbidden) != std::string_view::npos)
        return std::nullopt;
    auto result = codes::percentDecoded(text);
    return result && codes::isSet82(*result) ? std::move(result) : std::nullopt;
}

Result parseHex(std::string_view text) {
    auto digits = std::string(text);
    if (digits.size() % 2 != 0)
        digits += '0';
    const auto epc = codes::Epc::fromHex(digits);
    if (!epc)
        return base::fail(EpcError::WrongLength, "more than the 496 bits of a tag's EPC");
    return decode(*epc);
}

// What encodes, or why it doesn't.
Result checked(Identity identity) {
    if (const auto encoded = encode(identity); !encoded)
        return tl::make_unexpected(encoded.error());
    return identity;
}

// The components of a URI, `text`, into an identity whose scheme has this key.
EpcStatus takeComponents(Identity &identity, Key which, std::string_view text) {
    const auto &key = factsOf(which);
    const auto prefix = takeUntil(text, '.');
    if (prefix.size() < static_cast<std::size_t>(minPrefixDigits) ||
        prefix.size() > static_cast<std::size_t>(maxPrefixDigits) || !codes::isDigits(prefix))
        return base::fail(EpcError::BadCompanyPrefix, "a company prefix has 6 to 12 digits");
    identity.companyPrefixDigits = static_cast<int>(prefix.size());
    const auto rest = which == Key::Giai ? std::string_view() : takeUntil(text, '.');
    if (which != Key::Giai) {
        if (!codes::isDigits(rest) || prefix.size() + rest.size() != key.digits - 1)
            return base::fail(EpcError::BadKey, "the digits of the company prefix and the reference are not as many "
                                                "as the key's");
        const std::size_t indicator = key.indicator ? 1 : 0;
        identity.key =
            std::string(rest.substr(0, indicator)) + std::string(prefix) + std::string(rest.substr(indicator));
        identity.key += static_cast<char>('0' + codes::gtinCheckDigit(identity.key));
    }
    const auto serial = unescaped(text, "\"&/<>?");
    if (!serial)
        return base::fail(EpcError::BadSerial, "a character that a serial can't have, or can't have without an escape");
    if (which == Key::Giai)
        identity.key = std::string(prefix) + *serial;
    else
        identity.serial = *serial;
    return {};
}

Result parsePureIdentity(std::string_view text) {
    const auto name = takeUntil(text, ':');
    for (const auto &scheme : allSchemes()) {
        if (scheme.generation != Generation::Partitioned || factsOf(scheme.key).name != name)
            continue;
        Identity identity;
        identity.scheme = scheme.scheme;
        if (auto taken = takeComponents(identity, scheme.key, text); !taken)
            return tl::make_unexpected(taken.error());
        auto result = checked(identity);
        // The 96-bit scheme comes first; where its integer can't hold the serial, the longer one may.
        if (result || scheme.serialForm != SerialForm::Integer || result.error().code != EpcError::BadSerial)
            return result;
    }
    return base::fail(EpcError::UnknownScheme, "a scheme that is not read here");
}

Result parseTagUri(std::string_view text) {
    const auto name = takeUntil(text, ':');
    const auto filter = takeUntil(text, '.');
    const auto all = allSchemes();
    const auto scheme = std::find_if(all.begin(), all.end(), [name](const SchemeFacts &facts) {
        return facts.generation == Generation::Partitioned && facts.name == name;
    });
    if (scheme == all.end())
        return base::fail(EpcError::UnknownScheme, "a scheme that is not read here");
    if (filter.size() != 1 || filter[0] < '0' || filter[0] > '7')
        return base::fail(EpcError::BadFilter, "a filter value is 0 to 7");
    Identity identity;
    identity.scheme = scheme->scheme;
    identity.filter = filter[0] - '0';
    if (auto taken = takeComponents(identity, scheme->key, text); !taken)
        return tl::make_unexpected(taken.error());
    return checked(std::move(identity));
}

// `ai` as one of those that an EPC may have.
base::Expected<std::string_view, EpcFailure> knownAi(std::string_view ai) {
    const auto known = aiAtStartOf(ai);
    if (known.empty() || known != ai)
        return base::fail(EpcError::UnsupportedAi, "an application identifier that is no part of an EPC");
    return known;
}

// One "01/0950..." or "17=2206..." of a Digital Link.
EpcStatus takeLinkElement(std::vector<Element> &elements, std::string_view ai, std::string_view value) {
    const auto known = knownAi(ai);
    if (!known)
        return tl::make_unexpected(known.error());
    auto text = unescaped(value, "\"/<>?");
    if (!text || text->empty())
        return base::fail(EpcError::BadSerial, "no value, or a character that must be escaped or can't be there");
    elements.push_back({*known, std::move(*text)});
    return {};
}

Result parseDigitalLink(std::string_view text) {
    const auto link = codes::splitLink(text);
    if (!link || !link->whole || text == https || link->fragment ||
        (!link->path.empty() && link->path.back().empty()) || (!link->query.empty() && link->query.back().key.empty()))
        return base::fail(EpcError::UnknownForm, "a link that breaks off, or holds what no EPC can");
    std::optional<Hostname> hostname;
    if (link->host != canonicalHost) {
        auto named = Hostname::fromText(link->host);
        if (!named)
            return tl::make_unexpected(named.error());
        hostname = std::move(*named);
    }
    std::vector<Element> elements;
    EpcStatus status;
    for (std::size_t at = 0; status && at < link->path.size(); at += 2)
        status = takeLinkElement(elements, link->path[at],
                                 at + 1 < link->path.size() ? link->path[at + 1] : std::string_view());
    for (std::size_t at = 0; status && at < link->query.size(); ++at)
        status = takeLinkElement(elements, link->query[at].key, link->query[at].value.value_or(std::string_view()));
    if (!status)
        return tl::make_unexpected(status.error());
    return identityOf(elements, std::move(hostname));
}

// "(01)0950...(21)32a/b"
Result parseBracketed(std::string_view text) {
    std::vector<Element> elements;
    while (skip(text, "(")) {
        const auto ai = knownAi(takeUntil(text, ')'));
        if (!ai)
            return tl::make_unexpected(ai.error());
        std::string value;
        while (!text.empty() && text[0] != '(') {
            if (text.substr(0, 2) == "\\(")
                text.remove_prefix(1);
            value += text[0];
            text.remove_prefix(1);
        }
        elements.push_back({*ai, std::move(value)});
    }
    return identityOf(elements, std::nullopt);
}

Result parseRaw(std::string_view text) {
    std::vector<Element> elements;
    while (!text.empty()) {
        const auto ai = aiAtStartOf(text);
        if (ai.empty())
            return base::fail(EpcError::UnsupportedAi, "an application identifier that is no part of an EPC");
        const auto fixed = codes::predefinedLength(ai); // AI and value
        const auto element = text.substr(0, fixed > 0 ? fixed : text.find(codes::elementSeparator));
        elements.push_back({ai, std::string(element.substr(ai.size()))});
        text.remove_prefix(element.size());
        (void)skip(text, separator);
    }
    return identityOf(elements, std::nullopt);
}

} // namespace

base::Expected<Identity, EpcFailure> parse(std::string_view text) {
    if (text.size() > maxText)
        return base::fail(EpcError::UnknownForm, "longer than any form of an EPC");
    if (skip(text, pureIdentity))
        return parsePureIdentity(text);
    if (skip(text, tag))
        return parseTagUri(text);
    if (text.substr(0, https.size()) == https)
        return parseDigitalLink(text);
    if (text.substr(0, 1) == "(")
        return parseBracketed(text);
    const bool startsRaw = skip(text, separator); // FNC1 in the first place
    const auto first = base::fromHex(text.substr(0, 2));
    const bool isHex = text.find_first_not_of("0123456789ABCDEFabcdef") == std::string_view::npos;
    if (!startsRaw && isHex && first && !first->empty() && schemeOfHeader(first->front()) != nullptr)
        return parseHex(text);
    // No header of an EPC looks like one of the application identifiers with which an element string begins.
    if (!aiAtStartOf(text).empty())
        return parseRaw(text);
    if (isHex && !text.empty())
        return base::fail(EpcError::UnknownScheme, "no scheme that is read here has this header");
    return base::fail(EpcError::UnknownForm,
                      "neither hexadecimal, an EPC URI, a GS1 Digital Link nor an element string");
}

} // namespace panier::rfid::epc

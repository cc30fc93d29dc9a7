#include "rfid/epc/elements.h"

#include <algorithm>
#include <array>

namespace panier::rfid::epc {

namespace {

constexpr std::array<std::string_view, 7> dateAis{"11", "13", "15", "16", "17", "7006", "7007"}; // by DateKind
constexpr std::array<std::string_view, 14> ais{"00", "01",  "11",  "13",   "15",   "16",   "17",
                                               "21", "254", "414", "7006", "7007", "8003", "8004"};
constexpr std::string_view graiPad = "0";

std::optional<Key> keyOf(std::string_view ai) {
    for (const auto key : {Key::Gtin, Key::Sscc, Key::Gln, Key::Grai, Key::Giai})
        if (factsOf(key).ai == ai)
            return key;
    return std::nullopt;
}

Scheme plusSchemeOf(Key key, bool dated, bool hosted) {
    const auto generation = hosted ? Generation::PlusPlus : Generation::Plus;
    const auto all = allSchemes();
    const auto found = std::find_if(all.begin(), all.end(), [&](const SchemeFacts &facts) {
        return facts.key == key && facts.dated == dated && facts.generation == generation;
    });
    return found == all.end() ? Scheme::SgtinPlus : found->scheme; // not reached: only GTINs have dates
}

// Everything after the key.
EpcStatus takeQualifier(Identity &identity, Key key, const Element &element) {
    if (element.value.empty())
        return base::fail(EpcError::BadSerial, "an element without a value");
    const auto *const date = std::find(dateAis.begin(), dateAis.end(), element.ai);
    if (element.ai == factsOf(key).serialAi && identity.serial.empty())
        identity.serial = element.value;
    else if (date != dateAis.end() && key == Key::Gtin && !identity.date)
        identity.date = Date{static_cast<DateKind>(date - dateAis.begin()), element.value};
    else
        return base::fail(EpcError::UnsupportedAi,
                          "(" + std::string(element.ai) + ") is no part of such an EPC, or stands there twice");
    return {};
}

} // namespace

std::string_view aiAtStartOf(std::string_view text) {
    const auto *const found =
        std::find_if(ais.begin(), ais.end(), [text](std::string_view ai) { return text.substr(0, ai.size()) == ai; });
    return found == ais.end() ? std::string_view() : *found;
}

std::vector<Element> elementsOf(const Identity &identity) {
    const auto which = factsOf(identity.scheme).key;
    const auto &key = factsOf(which);
    std::vector<Element> elements;
    if (which == Key::Grai)
        elements.push_back({key.ai, std::string(graiPad) + identity.key + identity.serial});
    else
        elements.push_back({key.ai, identity.key});
    if (!key.serialAi.empty() && (which != Key::Gln || identity.serial != noExtension))
        elements.push_back({key.serialAi, identity.serial});
    if (identity.date)
        elements.push_back({dateAis.at(static_cast<std::size_t>(identity.date->kind)), identity.date->yymmdd});
    return elements;
}

base::Expected<Identity, EpcFailure> identityOf(const std::vector<Element> &elements,
                                                std::optional<Hostname> hostname) {
    const auto key = elements.empty() ? std::nullopt : keyOf(elements[0].ai);
    if (!key)
        return base::fail(EpcError::UnsupportedAi, "an EPC begins with (00), (01), (414), (8003) or (8004)");
    Identity identity;
    identity.key = elements[0].value;
    for (auto element = elements.begin() + 1; element != elements.end(); ++element)
        if (auto taken = takeQualifier(identity, *key, *element); !taken)
            return tl::make_unexpected(taken.error());
    if (*key == Key::Grai) {
        const auto digits = graiPad.size() + factsOf(Key::Grai).digits;
        if (identity.key.size() <= digits || identity.key.substr(0, graiPad.size()) != graiPad)
            return base::fail(EpcError::BadKey, "a GRAI is 0, its 13 digits and a serial");
        identity.serial = identity.key.substr(digits);
        identity.key = identity.key.substr(graiPad.size(), factsOf(Key::Grai).digits);
    }
    if (*key == Key::Gln && elements.size() == 1)
        identity.serial = noExtension;
    const auto &coded = *key == Key::Giai ? identity.key : identity.serial;
    const auto end = *key == Key::Giai ? coded.find_first_not_of("0123456789") : 0;
    if (end < coded.size())
        identity.coding = shortestCoding(std::string_view(coded).substr(end));
    identity.scheme = plusSchemeOf(*key, identity.date.has_value(), hostname.has_value());
    identity.hostname = std::move(hostname);
    if (const auto encoded = encode(identity); !encoded)
        return tl::make_unexpected(encoded.error());
    return identity;
}

} // namespace panier::rfid::epc

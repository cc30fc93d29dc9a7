// EPC identities in words, as an NFC tag or a QR code may carry them. GS1 EPC Tag Data Standard 2.3, 6.3.1 (SGTIN), 7.3
// and 12.3.1; EPCIS's class-level LGTIN, 6.4.
#pragma once

#include "codes/gtin.h"

#include <optional>
#include <string>
#include <string_view>

namespace panier::codes {

// A unit, or a lot, of an article.
struct EpcArticle {
    Gtin gtin;
    std::string serial; // of the unit, 1 to 20 characters of GS1's set 82; empty for a lot
    std::string lot;    // the same of a lot; empty for a unit
    bool operator==(const EpcArticle &) const = default;
};

// "urn:epc:id:sgtin:9521234.000011.17", the same as a tag's with its filter
// ("urn:epc:tag:sgtin-96:1.9521234.000011.17", "sgtin-198"), or "urn:epc:class:lgtin:9521234.000011.L1"; the indicator
// is the item reference's first digit. nullopt for anything else.
[[nodiscard]] std::optional<EpcArticle> parseEpcUri(std::string_view uri);

} // namespace panier::codes

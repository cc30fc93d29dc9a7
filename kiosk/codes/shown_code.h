// What a code that somebody shows means to a till: the one place for the camera, the scanner and NFC.
#pragma once

#include "codes/gs1/element_string.h"
#include "codes/gs1/variable_measure.h"
#include "codes/gtin.h"
#include "codes/house/house_code.h"
#include "codes/refusal.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace panier::codes {

// An article, and what else its code says.
struct ArticleCode {
    Gtin gtin;
    std::string addOn;         // of a book or a periodical: 2 or 5 digits beside the bars; otherwise empty
    ElementString elements;    // of GS1 data and Digital Link, AI 01 among them; otherwise empty
    std::optional<Date> useBy; // the last day on which it may be sold
    bool operator==(const ArticleCode &) const = default;
};

// The address of one of this shop's e-tickets.
struct TicketLink {
    bool operator==(const TicketLink &) const = default;
};

using ShownCode = std::variant<ArticleCode, VariableMeasure, HouseCode, TicketLink>;

// What the shop knows of codes; constant while the kiosk runs.
struct CodeRules {
    std::vector<MeasureTemplate> templates; // the first that fits counts
    std::string shop;                       // SIRET, 14 digits
    Sealer sealer;                          // with the shop's secret; none: its own codes can't be checked
    std::string ticketLinks;                // how every link to an e-ticket begins; empty: there are none
};

// When it is shown.
struct CodeMoment {
    Date today;           // in the shop's time zone
    base::TimeMs now = 0; // for Panier's own codes
};

inline constexpr std::size_t maxShownBytes = 2048;

// What a code says. `aim` is the symbology identifier (ISO/IEC 15424: "]E0"); empty where a scanner or NFC doesn't
// tell: then the text's shape decides. `text` is the content as a reader transmits it: digits of EAN, UPC (UPC-E with
// 8) and ITF-14, with the digits of an add-on behind; an element string with 0x1D separators; any text of a 2D code.
[[nodiscard]] base::Expected<ShownCode, Refusal> readCode(std::string_view aim, std::string_view text,
                                                          const CodeRules &rules, const CodeMoment &moment);

// The article that such a code sells now; otherwise why it doesn't.
[[nodiscard]] base::Expected<Gtin, Refusal> articleToSell(const ShownCode &code, const CodeMoment &moment);

} // namespace panier::codes

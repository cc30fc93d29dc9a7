// What a code that somebody shows means to a till: an article, or nothing that is sold here.
#pragma once

#include "codes/gtin.h"

#include <optional>
#include <string_view>

namespace panier::codes {

// The article that a code names; nullopt for any other code (a web address, a coupon, a number without check digit).
//
// `aim` is the symbology identifier (ISO/IEC 15424: "]E0"), `text` the content: digits for EAN, UPC and ITF-14; an
// element string with 0x1D separators for GS1-128, DataBar, GS1 DataMatrix and GS1 QR, where AI 01 (or 02) counts; in
// an ordinary QR code or DataMatrix a GS1 Digital Link on any domain, whose /01/ names the article. Nothing is fetched.
[[nodiscard]] std::optional<Gtin> gtinOf(std::string_view aim, std::string_view text);

} // namespace panier::codes

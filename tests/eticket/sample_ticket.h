// A sale as the demo shop makes it: two rates, an offer, a size, two of one article, accents.
#pragma once

#include "journal/content.h"

namespace panier::tests {

// 21 November 2026, 14:05:09 in France.
inline constexpr base::TimeMs sampleTime = 1795266309000;

[[nodiscard]] journal::Register sampleRegister();
[[nodiscard]] checkout::TicketDraft sampleSale();
[[nodiscard]] journal::TicketContent sampleContent();

// With ordinary spaces for no-break ones, so that expected texts can be read.
[[nodiscard]] std::string plain(std::string text);

} // namespace panier::tests

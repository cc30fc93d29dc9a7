// A few articles for tests, with valid GTINs.
#pragma once

#include "checkout/article.h"
#include "codes/epc.h"

namespace panier::tests {

[[nodiscard]] checkout::Article pull();  // tagged, 49.95, 20 %
[[nodiscard]] checkout::Article jean();  // tagged, 47.96 instead of 59.95, 20 %
[[nodiscard]] checkout::Article honey(); // shown by code, 7.20, 5.5 %
[[nodiscard]] checkout::Article knife(); // shown by code, 24.90, 20 %, 18 years
[[nodiscard]] checkout::Article bag();   // 0.20, 20 %

// A distinct EPC for each number.
[[nodiscard]] codes::Epc epc(int number);

} // namespace panier::tests

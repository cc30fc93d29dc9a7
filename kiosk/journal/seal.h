// The seal of the shop's own codes: HMAC-SHA256 (RFC 2104, FIPS 198-1), cut to its first 128 bits.
#pragma once

#include "codes/house/house_code.h"

#include <string>

namespace panier::journal {

// Seals with the secret that all kiosks of a shop share and nobody else knows. Immutable, any thread.
[[nodiscard]] codes::Sealer sealerWith(std::string secret);

} // namespace panier::journal

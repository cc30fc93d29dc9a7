// base64url without padding: how bytes stand in addresses and codes. RFC 4648, 5.
#pragma once

#include "base/bytes.h"

namespace panier::base {

[[nodiscard]] std::string toBase64Url(ByteView bytes);

// Exactly what toBase64Url() writes; nullopt for anything else, padding and bits after the end among them.
[[nodiscard]] std::optional<Bytes> fromBase64Url(std::string_view text);

} // namespace panier::base

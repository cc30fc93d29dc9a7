// The e-ticket's address. Its id is 128 random bits in base64url: whoever has the link has the ticket, nobody else can
// find it.
#pragma once

#include <string>
#include <string_view>

namespace panier::eticket {

// "/t/": what stands before the id in the path of the page.
inline constexpr std::string_view ticketPath = "/t/";

// 22 characters of base64url (RFC 4648 section 5) that hold 128 bits: the last carries two bits only, so it is one of
// A, Q, g, w.
[[nodiscard]] bool isEticketId(std::string_view id);

// The link that the QR code carries; `publicUrl` with or without a slash at its end.
[[nodiscard]] std::string eticketUrl(std::string_view publicUrl, std::string_view id);

} // namespace panier::eticket

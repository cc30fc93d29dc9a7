// The e-ticket as a page for a phone: one self-contained HTML document, no script, nothing fetched from elsewhere.
// Whatever comes from data is escaped.
#pragma once

#include "eticket/receipt.h"
#include "eticket/verification.h"

#include <string>
#include <string_view>

namespace panier::eticket {

// `text` as HTML text or as a quoted attribute: & < > " ' become references, control characters but the line feed
// U+FFFD.
[[nodiscard]] std::string escapeHtml(std::string_view text);

// The whole receipt with what was checked. Where the verification fails it says "Altéré" or "Altered", in red and on
// every screenful, and still shows what is stored.
[[nodiscard]] std::string toHtml(const ReceiptDocument &doc, const Verification &verification);

// The same for a ticket whose content can't even be read: its stored bytes, at most 64 KiB of them.
[[nodiscard]] std::string toHtml(std::string_view storedContent, const Verification &verification, Language language);

// Why there is no receipt to show.
enum class Notice {
    NotFound,
    NotAllowed,  // neither GET nor HEAD
    TooMany,     // too many wrong addresses from one place
    Unavailable, // till.db can't be read now
    NoCertificate,
};
[[nodiscard]] std::string toHtml(Notice notice, Language language);

} // namespace panier::eticket

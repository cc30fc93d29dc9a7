// The receipt as one document of plain values, built once and rendered as a page (page.h) or on paper (paper.h).
// What it names: BOFiP BOI-TVA-DECLA-30-10-30 and NF525 as applied by certified tills.
#pragma once

#include "eticket/words.h"
#include "journal/content.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace panier::eticket {

// Whose till it is.
struct Trader {
    std::string name;
    std::vector<std::string> address; // one line each, the country last
    std::string siret;
    std::string naf;
    std::string vatNumber;
    bool operator==(const Trader &) const = default;
};

struct ReceiptLine {
    std::string label;
    std::string size; // may be empty
    int quantity = 0;
    checkout::Money unitPrice;
    checkout::Money unitDiscount; // off the regular price, for one; 0 without an offer
    std::string discountReason;
    std::string vatCode;    // of ReceiptRate
    checkout::Money amount; // TTC
    bool operator==(const ReceiptLine &) const = default;
};

struct ReceiptRate {
    std::string code; // "A" for the highest rate, then "B" ...
    int basisPoints = 0;
    checkout::TaxSplit sum;
    bool operator==(const ReceiptRate &) const = default;
};

struct ReceiptPayment {
    checkout::Money amount;
    std::string maskedPan; // "************3114": all but the last four are stars, whatever the terminal sent
    std::string authorisation;
    bool contactless = false;
    bool operator==(const ReceiptPayment &) const = default;
};

// A sale, in one language. Texts are UTF-8 without control characters; they are data, not markup.
struct ReceiptDocument {
    Language language = Language::French;
    Trader trader;
    std::int64_t number = 0;
    base::TimeMs at = 0;
    int registerNumber = 0;
    std::string operatorName;
    std::string currency; // ISO 4217
    std::vector<ReceiptLine> lines;
    int articleCount = 0;           // units of all lines
    std::vector<ReceiptRate> rates; // highest first
    checkout::TaxSplit total;
    ReceiptPayment payment;
    std::string softwareVersion;
    std::string signatureExtract; // characters 3, 7, 13 and 19 of the signature
    std::optional<int> duplicata; // number of the copy; nothing for the original
    bool operator==(const ReceiptDocument &) const = default;
};

// `signatureExtract` as journal::signatureExtract() gives it; `copy` 0 is the original, otherwise the duplicata's
// number.
[[nodiscard]] ReceiptDocument makeReceipt(const journal::TicketContent &content, std::string_view signatureExtract,
                                          Language language, int copy = 0);

} // namespace panier::eticket

// What a sale leaves behind, before the journal numbers and signs it. Amounts sum exactly: gross = net + tax on each
// line, each rate is the sum of its lines, and the total is the sum of the rates.
#pragma once

#include "base/clock.h"
#include "checkout/basket.h"

#include <map>
#include <string>
#include <vector>

namespace panier::checkout {

// A gross amount split into net and tax.
struct TaxSplit {
    Money net;
    Money tax;
    Money gross;
    bool operator==(const TaxSplit &) const = default;
};

// Net = gross / (1 + rate), rounded half up to the minor unit (half away from zero for a refund); tax = gross - net.
[[nodiscard]] TaxSplit splitTax(Money gross, int vatRateBp);

struct TicketLine {
    codes::Gtin gtin;
    LocalText label;
    std::string size;
    int quantity = 0;
    Money unitPrice;    // paid
    Money unitDiscount; // off the regular price, for one; 0 without an offer
    LocalText discountReason;
    int vatRateBp = 0;
    TaxSplit amount;
    std::vector<codes::Epc> epcs; // the units that had a tag
    bool operator==(const TicketLine &) const = default;
};

// A card payment as the terminal reported it.
struct CardPayment {
    std::string reference; // ours, unique per attempt (Caisse-AP CJ)
    Money amount;
    std::string authorisation; // AC
    std::string maskedPan;     // AA
    std::string contract;      // CG
    bool contactless = false;
    std::string confirmedBy; // empty: the terminal; otherwise the attendant who read its journal
    bool operator==(const CardPayment &) const = default;
};

// A sale to be numbered, chained and signed.
struct TicketDraft {
    std::string visitId;
    base::TimeMs at = 0;
    Language language = Language::French;
    std::vector<TicketLine> lines;
    std::map<int, TaxSplit> rates; // by rate in basis points
    TaxSplit total;
    CardPayment payment;
    bool operator==(const TicketDraft &) const = default;
};

// Turns a basket into a ticket; lines with no counted unit are left out.
[[nodiscard]] TicketDraft makeTicket(const Basket &basket, const CardPayment &payment, std::string visitId,
                                     base::TimeMs at, Language language);

} // namespace panier::checkout

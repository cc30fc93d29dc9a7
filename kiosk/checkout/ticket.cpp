#include "checkout/ticket.h"

#include <utility>

namespace panier::checkout {

TaxSplit splitTax(Money gross, int vatRateBp) {
    const std::int64_t divisor = 10000 + vatRateBp;
    const std::int64_t magnitude = gross.minor < 0 ? -gross.minor : gross.minor;
    const std::int64_t net = (magnitude * 10000 * 2 + divisor) / (divisor * 2);
    TaxSplit split;
    split.gross = gross;
    split.net = Money{gross.minor < 0 ? -net : net};
    split.tax = gross - split.net;
    return split;
}

TicketDraft makeTicket(const Basket &basket, const CardPayment &payment, std::string visitId, base::TimeMs at,
                       Language language) {
    TicketDraft draft;
    draft.visitId = std::move(visitId);
    draft.at = at;
    draft.language = language;
    draft.payment = payment;
    for (const auto &line : basket.lines()) {
        if (line.quantity() == 0)
            continue;
        TicketLine sold;
        sold.gtin = line.article.gtin;
        sold.label = line.article.label;
        sold.size = line.article.size;
        sold.quantity = line.quantity();
        sold.unitPrice = line.article.price;
        if (line.article.offer) {
            sold.unitDiscount = line.article.offer->regularPrice - line.article.price;
            sold.discountReason = line.article.offer->reason;
        }
        sold.vatRateBp = line.article.vatRateBp;
        sold.amount = splitTax(line.total(), sold.vatRateBp);
        sold.epcs.assign(line.tags.begin(), line.tags.end());
        for (auto *sum : {&draft.rates[sold.vatRateBp], &draft.total}) {
            sum->net += sold.amount.net;
            sum->tax += sold.amount.tax;
            sum->gross += sold.amount.gross;
        }
        draft.lines.push_back(std::move(sold));
    }
    return draft;
}

} // namespace panier::checkout

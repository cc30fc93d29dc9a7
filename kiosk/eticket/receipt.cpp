#include "eticket/receipt.h"

#include <algorithm>
#include <limits>
#include <map>

namespace panier::eticket {

namespace {

// A label could carry an escape sequence for the printer, or a line break that moves a price: none gets through.
std::string printable(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool isC1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (isC1)
            ++i;
        clean += byte < 0x20 || byte == 0x7F || isC1 ? ' ' : text[i];
    }
    return clean;
}

// The last four digits are what a cardholder knows a card by; a terminal that sends more has said too much.
std::string masked(std::string_view pan) {
    constexpr std::size_t shown = 4;
    constexpr std::size_t maxDigits = 19; // ISO/IEC 7812-1
    if (pan.empty())
        return {};
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto last = pan.size() > shown ? pan.substr(pan.size() - shown) : std::string_view{};
    const std::string stars(std::min(pan.size(), maxDigits) - last.size(), '*');
    return std::all_of(last.begin(), last.end(), isDigit) ? stars + std::string(last)
                                                          : std::string(std::min(pan.size(), maxDigits), '*');
}

// "A" to "Z", then "27": a shop has four rates, a damaged ticket may have more.
std::string codeOfRate(std::size_t index) {
    return index < 26 ? std::string(1, static_cast<char>('A' + index)) : std::to_string(index + 1);
}

Trader makeTrader(const journal::StoreIdentity &store) {
    Trader trader{printable(store.name), {}, printable(store.siret), printable(store.naf), printable(store.vatNumber)};
    for (const auto &line : store.address)
        trader.address.push_back(printable(line));
    trader.address.push_back(printable(store.country));
    return trader;
}

} // namespace

ReceiptDocument makeReceipt(const journal::TicketContent &content, std::string_view signatureExtract, Language language,
                            int copy) {
    const auto &ticket = content.ticket;
    ReceiptDocument doc;
    doc.language = language;
    doc.trader = makeTrader(content.issuer.store);
    doc.number = content.number;
    doc.at = ticket.at;
    doc.registerNumber = content.issuer.number;
    doc.operatorName = journal::operatorName(content.issuer.number);
    doc.currency = printable(content.issuer.store.currency);

    std::map<int, std::string> codes;
    for (auto rate = ticket.rates.rbegin(); rate != ticket.rates.rend(); ++rate) {
        codes[rate->first] = codeOfRate(doc.rates.size());
        doc.rates.push_back({codes[rate->first], rate->first, rate->second});
    }
    std::int64_t count = 0;
    for (const auto &line : ticket.lines) {
        const auto code = codes.find(line.vatRateBp);
        doc.lines.push_back({printable(line.label.in(language)), printable(line.size), line.quantity, line.unitPrice,
                             line.unitDiscount, printable(line.discountReason.in(language)),
                             code == codes.end() ? "?" : code->second, line.amount.gross});
        count += line.quantity;
    }
    doc.articleCount = static_cast<int>(std::clamp<std::int64_t>(count, 0, std::numeric_limits<int>::max()));
    doc.total = ticket.total;
    doc.payment = {ticket.payment.amount, masked(ticket.payment.maskedPan), printable(ticket.payment.authorisation),
                   ticket.payment.contactless};
    doc.softwareVersion = printable(content.issuer.softwareVersion);
    doc.signatureExtract = printable(signatureExtract);
    if (copy > 0)
        doc.duplicata = copy;
    return doc;
}

} // namespace panier::eticket

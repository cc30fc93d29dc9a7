#include "journal/content.h"

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace panier::journal {

namespace {

using checkout::CardPayment;
using checkout::LocalText;
using checkout::Money;
using checkout::TaxSplit;
using checkout::TicketDraft;
using checkout::TicketLine;
using nlohmann::json; // its objects are std::map: keys come out sorted

json toJson(const LocalText &text) {
    return {{"en", text.en}, {"fr", text.fr}};
}
json toJson(const TaxSplit &split) {
    return {{"gross", split.gross.minor}, {"net", split.net.minor}, {"tax", split.tax.minor}};
}

json toJson(const TicketLine &line) {
    json epcs = json::array();
    for (const codes::Epc &epc : line.epcs)
        epcs.push_back(epc.hex());
    return {{"amount", toJson(line.amount)},
            {"discountReason", toJson(line.discountReason)},
            {"epcs", std::move(epcs)},
            {"gtin", line.gtin.digits()},
            {"label", toJson(line.label)},
            {"quantity", line.quantity},
            {"size", line.size},
            {"unitDiscount", line.unitDiscount.minor},
            {"unitPrice", line.unitPrice.minor},
            {"vatRateBp", line.vatRateBp}};
}

json toJson(const CardPayment &payment) {
    return {{"amount", payment.amount.minor},     {"authorisation", payment.authorisation},
            {"confirmedBy", payment.confirmedBy}, {"contactless", payment.contactless},
            {"contract", payment.contract},       {"maskedPan", payment.maskedPan},
            {"reference", payment.reference}};
}

json toJson(const StoreIdentity &store) {
    return {{"address", store.address}, {"country", store.country}, {"currency", store.currency},  {"naf", store.naf},
            {"name", store.name},       {"siret", store.siret},     {"vatNumber", store.vatNumber}};
}

void read(const json &from, LocalText &text) {
    from.at("en").get_to(text.en);
    from.at("fr").get_to(text.fr);
}
void read(const json &from, TaxSplit &split) {
    from.at("gross").get_to(split.gross.minor);
    from.at("net").get_to(split.net.minor);
    from.at("tax").get_to(split.tax.minor);
}

TicketLine readLine(const json &from) {
    TicketLine line;
    read(from.at("amount"), line.amount);
    read(from.at("discountReason"), line.discountReason);
    for (const json &hex : from.at("epcs")) {
        // An EPC or GTIN that isn't one stays empty, and the comparison of bytes in parseContent() refuses it.
        line.epcs.push_back(codes::Epc::fromHex(hex.get_ref<const std::string &>()).value_or(codes::Epc()));
    }
    line.gtin = codes::Gtin::parse(from.at("gtin").get_ref<const std::string &>()).value_or(codes::Gtin());
    read(from.at("label"), line.label);
    from.at("quantity").get_to(line.quantity);
    from.at("size").get_to(line.size);
    from.at("unitDiscount").get_to(line.unitDiscount.minor);
    from.at("unitPrice").get_to(line.unitPrice.minor);
    from.at("vatRateBp").get_to(line.vatRateBp);
    return line;
}

CardPayment readPayment(const json &from) {
    CardPayment payment;
    from.at("amount").get_to(payment.amount.minor);
    from.at("authorisation").get_to(payment.authorisation);
    from.at("confirmedBy").get_to(payment.confirmedBy);
    from.at("contactless").get_to(payment.contactless);
    from.at("contract").get_to(payment.contract);
    from.at("maskedPan").get_to(payment.maskedPan);
    from.at("reference").get_to(payment.reference);
    return payment;
}

StoreIdentity readStore(const json &from) {
    StoreIdentity store;
    from.at("address").get_to(store.address);
    from.at("country").get_to(store.country);
    from.at("currency").get_to(store.currency);
    from.at("naf").get_to(store.naf);
    from.at("name").get_to(store.name);
    from.at("siret").get_to(store.siret);
    from.at("vatNumber").get_to(store.vatNumber);
    return store;
}

TicketContent readContent(const json &from) {
    TicketContent content;
    from.at("number").get_to(content.number);
    from.at("register").get_to(content.issuer.number);
    from.at("software").get_to(content.issuer.softwareVersion);
    content.issuer.store = readStore(from.at("store"));
    from.at("eticket").get_to(content.eticketId);
    TicketDraft &ticket = content.ticket;
    from.at("visit").get_to(ticket.visitId);
    from.at("at").get_to(ticket.at);
    ticket.language = from.at("language") == "en" ? checkout::Language::English : checkout::Language::French;
    for (const json &line : from.at("lines"))
        ticket.lines.push_back(readLine(line));
    for (const json &rate : from.at("rates"))
        read(rate, ticket.rates[rate.at("vatRateBp").get<int>()]);
    read(from.at("total"), ticket.total);
    ticket.payment = readPayment(from.at("payment"));
    return content;
}

} // namespace

std::string operatorName(int registerNumber) {
    return fmt::format("KIOSK-{}", registerNumber);
}

std::string canonicalJson(const TicketContent &content) {
    const TicketDraft &ticket = content.ticket;
    json lines = json::array();
    for (const TicketLine &line : ticket.lines)
        lines.push_back(toJson(line));
    json rates = json::array();
    for (const auto &[rate, split] : ticket.rates) {
        json entry = toJson(split);
        entry["vatRateBp"] = rate;
        rates.push_back(std::move(entry));
    }
    const json whole = {{"at", ticket.at},
                        {"eticket", content.eticketId},
                        {"format", formatVersion},
                        {"language", ticket.language == checkout::Language::English ? "en" : "fr"},
                        {"lineCount", ticket.lines.size()},
                        {"lines", std::move(lines)},
                        {"number", content.number},
                        {"operator", operatorName(content.issuer.number)},
                        {"payment", toJson(ticket.payment)},
                        {"rates", std::move(rates)},
                        {"register", content.issuer.number},
                        {"software", content.issuer.softwareVersion},
                        {"store", toJson(content.issuer.store)},
                        {"total", toJson(ticket.total)},
                        {"type", "SALE"},
                        {"visit", ticket.visitId}};
    return whole.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<TicketContent> parseContent(std::string_view text) {
    TicketContent content;
    try {
        content = readContent(json::parse(text));
    } catch (const json::exception &error) {
        return base::fail(JournalError::Altered, fmt::format("the content can't be read: {}", error.what()));
    }
    if (canonicalJson(content) != text)
        return base::fail(JournalError::Altered, "the content isn't in its canonical form");
    return content;
}

} // namespace panier::journal

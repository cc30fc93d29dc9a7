#include "tests/eticket/sample_ticket.h"

namespace panier::tests {

using checkout::Article;
using checkout::Money;
using codes::Gtin;

journal::Register sampleRegister() {
    journal::Register issuer;
    issuer.store = {
        "Ficelle", {"12 rue des Carmes", "44000 Nantes"}, "FRANCE", "123 456 789 00017", "4771Z", "FR32123456789",
        "EUR"};
    issuer.number = 3;
    issuer.softwareVersion = "0.1.0";
    return issuer;
}

checkout::TicketDraft sampleSale() {
    const auto article = [](std::string_view body, checkout::LocalText label, std::string size, std::int64_t price,
                            int rate) {
        Article made;
        made.gtin = *Gtin::fromBody(body);
        made.label = std::move(label);
        made.size = std::move(size);
        made.price = Money{price};
        made.vatRateBp = rate;
        return made;
    };
    auto jumper = article("0376012345001", {"Pull jacquard", "Jacquard jumper"}, "M", 5990, 2000);
    jumper.offer = checkout::Offer{Money{7490}, {"Fin de série", "End of line"}};
    checkout::Basket basket;
    (void)basket.show(jumper);
    (void)basket.show(article("0376012345002", {"Jean droit", "Straight jeans"}, "38/32", 7900, 2000));
    const auto socks = article("0376012345003", {"Chaussettes côtelées", "Ribbed socks"}, "39-42", 990, 2000);
    (void)basket.show(socks);
    (void)basket.another(socks);
    (void)basket.show(article("0376012345004", {"Chocolat noir, 100 g", "Dark chocolate, 100 g"}, "", 390, 550));
    checkout::CardPayment payment{"000000000042", basket.total(), "624115", "514733######3114", "6424242", true, ""};
    return checkout::makeTicket(basket, payment, "visit-1", sampleTime, checkout::Language::French);
}

journal::TicketContent sampleContent() {
    return {42, sampleRegister(), "AAECAwQFBgcICQoLDA0ODw", sampleSale()};
}

std::string plain(std::string text) {
    constexpr std::string_view noBreak = "\u00A0";
    for (std::size_t at = 0; (at = text.find(noBreak, at)) != std::string::npos;)
        text.replace(at, noBreak.size(), " ");
    return text;
}

} // namespace panier::tests

#include "tests/support/articles.h"

#include <array>

namespace panier::tests {

namespace {
checkout::Article make(const char *body, const char *fr, const char *en, std::int64_t price, int vatRateBp,
                       bool tagged) {
    checkout::Article article;
    article.gtin = codes::Gtin::fromBody(body).value();
    article.label = {fr, en};
    article.price = {price};
    article.vatRateBp = vatRateBp;
    article.tagged = tagged;
    return article;
}
} // namespace

checkout::Article pull() {
    auto article = make("0370000000001", "Pull jacquard", "Jacquard jumper", 4995, 2000, true);
    article.size = "M";
    article.detail = {"Vermillon, laine", "Vermilion, wool"};
    article.picture = "pull";
    return article;
}
checkout::Article jean() {
    auto article = make("0370000000002", "Jean droit", "Straight jeans", 4796, 2000, true);
    article.offer = checkout::Offer{{5995}, {"Semaine du denim", "Denim week"}};
    article.picture = "jean";
    return article;
}
checkout::Article honey() {
    return make("0370000000003", "Miel de forêt", "Forest honey", 720, 550, false);
}
checkout::Article knife() {
    auto article = make("0370000000004", "Couteau pliant", "Folding knife", 2490, 2000, false);
    article.ageLimitYears = 18;
    return article;
}
checkout::Article bag() {
    return make("0370000000005", "Sac kraft", "Kraft bag", 20, 2000, false);
}

codes::Epc epc(int number) {
    std::array<std::uint8_t, 12> bytes{0x30};
    for (int i = 0; i < 4; ++i)
        bytes[11 - i] = static_cast<std::uint8_t>(number >> 8 * i);
    return *codes::Epc::fromBytes(bytes);
}

} // namespace panier::tests

// Codes that sell nothing: each has a reason that the screen can say, and none of them does anything else.
#include "codes/shown_code.h"
#include "tests/visit/kiosk_fixture.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;
using codes::Refusal;

namespace {

constexpr Refusal last = Refusal::Several;

// What a kiosk makes of a code that somebody shows.
EventData eventOf(std::string_view aim, std::string_view text) {
    const codes::CodeMoment moment{{2026, 11, 22}, 1'795'305'600'000};
    const auto read = codes::readCode(aim, text, {}, moment);
    const auto gtin = read ? codes::articleToSell(*read, moment) : tl::make_unexpected(read.error());
    return gtin ? EventData(CodeShown{*gtin}) : EventData(CodeRefused{gtin.error(), {}});
}

} // namespace

TEST_CASE_METHOD(KioskFixture, "every refusal is said, and sells nothing") {
    shows(honey());
    for (int n = 0; n <= static_cast<int>(last); ++n) {
        send(CodeRefused{static_cast<Refusal>(n), {}});
        CHECK(state.notice != Notice::None);
        CHECK(state.basket.count() == 1);
        CHECK_FALSE(state.staff);
        CHECK(commands.empty());
        CHECK(state.phase == Phase::Scanning);
    }
    send(CodeRefused{Refusal::PastUseBy, {}});
    CHECK(state.notice == Notice::ArticlePastUseBy);
    send(CodeRefused{Refusal::Recall, {}});
    CHECK(state.notice == Notice::CodeRecall);
    shows(honey());
    CHECK(state.notice == Notice::None);
}

TEST_CASE_METHOD(KioskFixture, "an article that can't be sold begins a visit, a poster doesn't") {
    send(CodeRefused{Refusal::Link, {}});
    send(CodeRefused{Refusal::NotAnArticle, {}});
    send(CodeRefused{Refusal::Recall, {}});
    CHECK(state.phase == Phase::Attract);
    CHECK(state.notice == Notice::None);
    send(CodeRefused{Refusal::PastUseBy, {}});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::ArticlePastUseBy);
    CHECK(state.basket.count() == 0);
}

TEST_CASE_METHOD(KioskFixture, "what is held up on purpose is answered even before a visit") {
    const auto reason = GENERATE(Refusal::Voucher, Refusal::AlreadyUsed, Refusal::OutOfDate, Refusal::OtherShop,
                                 Refusal::Forged, Refusal::LoyaltyCard, Refusal::SuspendedBasket);
    CAPTURE(static_cast<int>(reason));
    send(CodeRefused{reason, {}});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice != Notice::None);
    CHECK(state.basket.count() == 0);
    CHECK_FALSE(state.staff);
}

TEST_CASE_METHOD(KioskFixture, "a basket that was set aside is looked up anew, unit by unit") {
    const BasketShown basket{{1}, {{{honey().gtin, 2}, {pull().gtin, 1}}}};
    std::optional<codes::HouseCodeId> used;
    const auto show = [&] {
        auto next = step(settings, state, {now, basket});
        state = std::move(next.state);
        commands = std::move(next.commands);
        used = next.usedCode;
    };
    show();
    CHECK(used == basket.code);
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::BasketResumed);
    REQUIRE(commands.size() == 3);
    auto dearer = honey();
    dearer.price.minor += 100;
    send(ArticleFound{dearer, 7});
    send(ArticleFound{dearer, 7});
    send(ArticleUnknown{pull().gtin}); // gone from the catalogue since: somebody comes
    CHECK(state.basket.find(honey().gtin)->declared == 2);
    CHECK(state.basket.total().minor == 2 * dearer.price.minor);
    CHECK(alert(AlertKind::UnknownCode) != nullptr);
    CHECK_FALSE(state.staff);

    for (int n = 0; n < 30; ++n)
        send(CodeShown{codes::Gtin::fromBody("95212340" + std::to_string(10000 + n)).value()});
    const codes::SuspendedBasket full{{{honey().gtin, codes::SuspendedBasket::maxUnits}}};
    const auto crowded = step(settings, state, {now, BasketShown{{2}, full}}); // no room for all of it
    CHECK_FALSE(crowded.usedCode);
    CHECK(crowded.state.notice == Notice::CodeMisread);
    CHECK(crowded.state.pendingCodes == state.pendingCodes);
}

TEST_CASE_METHOD(KioskFixture, "no basket is used up while a card is awaited") {
    shows(honey());
    pays();
    const auto next = step(settings, state, {now, BasketShown{{1}, {{{honey().gtin, 1}}}}});
    CHECK_FALSE(next.usedCode);
    CHECK(next.state == state);
}

TEST_CASE_METHOD(KioskFixture, "while a card is awaited a code says nothing") {
    shows(honey());
    pays();
    const auto before = state;
    send(CodeRefused{Refusal::PastUseBy, {}});
    send(CodeRefused{Refusal::Voucher, {}});
    CHECK(state == before);
}

TEST_CASE_METHOD(KioskFixture, "a pack that was shown and turns out to be too old is taken back, once") {
    shows(honey());
    shows(honey());
    send(CodeRefused{Refusal::PastUseBy, honey().gtin});
    CHECK(state.basket.count() == 1);
    CHECK(state.notice == Notice::ArticlePastUseBy);
    send(CodeRefused{Refusal::PastUseBy, {}}); // another one, which nobody had counted
    CHECK(state.basket.count() == 1);
    send(CodeShown{honey().gtin});
    CHECK(state.basket.count() == 2);
    send(CodeShown{pull().gtin}); // the look-up is under way
    send(CodeRefused{Refusal::PastUseBy, pull().gtin});
    send(ArticleFound{pull(), 1});
    CHECK(state.basket.find(pull().gtin) == nullptr);
    CHECK(state.basket.count() == 2);
}

// Genuine ones of the shop's own, of every kind, with whatever body: an attendant is one who has signed in.
TEST_CASE_METHOD(KioskFixture, "no code of the shop's own confers an attendant's rights") {
    const codes::Sealer sealer = [](base::ByteView) { return codes::Seal{}; };
    codes::CodeRules rules;
    rules.shop = "12345678900012";
    rules.sealer = sealer;
    const codes::CodeMoment moment{{2026, 11, 22}, 1'795'305'600'000};
    const auto minute = static_cast<std::uint32_t>(moment.now / 60'000);
    lands(epc(9), knife()); // waits for somebody who says that the shopper is old enough
    REQUIRE(alert(AlertKind::AgeCheck) != nullptr);
    for (std::uint8_t kind = 1; kind <= static_cast<std::uint8_t>(codes::HouseCodeKind::Recall); ++kind) {
        for (const auto &body : {std::string(), std::string("staff"), std::string("karim"), honey().gtin.digits()}) {
            const auto text = codes::writeHouseCode(
                {static_cast<codes::HouseCodeKind>(kind), rules.shop, minute, minute + 60, {kind}, body}, sealer);
            const auto code = codes::readCode("]Q1", text, rules, moment);
            REQUIRE(code);
            const auto &own = std::get<codes::HouseCode>(*code);
            if (const auto basket = codes::basketOf(own))
                send(BasketShown{own.id, *basket});
            else
                send(CodeRefused{codes::articleToSell(*code, moment).error(), {}});
            CHECK_FALSE(state.staff);
            CHECK(state.ageConfirmed == 0);
            CHECK(alert(AlertKind::AgeCheck) != nullptr);
            CHECK(state.notice != Notice::None);
        }
    }
}

// Whatever a code holds: an event carries a checked number or a reason, so nothing of a text reaches state or screen.
TEST_CASE_METHOD(KioskFixture, "no text of a code gets beyond its reason") {
    shows(honey());
    for (const auto &text :
         {std::string("javascript:alert('MARK')"), std::string("<b>MARK</b>"), std::string("https://evil.example/MARK"),
          std::string("\xE2\x80\xAEMARK"), std::string("MARK\x1B[2J\r\n"), std::string("PNR1MARKMARKMARK"),
          "MARK" + std::string(4000, '7'), std::string("https://x.org/01/03760000000001/10/MARK")}) {
        for (const auto *aim : {"", "]E0", "]C1", "]d2", "]Q1", "]Q3"}) {
            const auto event = eventOf(aim, text);
            CHECK(toJson(event).find("MARK") == std::string::npos);
            send(event);
            CHECK(toJson(state).find("MARK") == std::string::npos);
            CHECK(state.basket.count() == 1);
            CHECK(commands.empty());
        }
    }
}

// Codes that sell nothing: each has a reason that the screen can say, and none of them does anything else.
#include "codes/shown_code.h"
#include "tests/visit/kiosk_fixture.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;
using codes::Refusal;

namespace {

constexpr Refusal last = Refusal::Recall;

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

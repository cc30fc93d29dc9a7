#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "an article that lands on the tray starts the visit") {
    CHECK(state.phase == Phase::Attract);
    lands(epc(1), pull());
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.count() == 1);
    CHECK_FALSE(state.visitId.empty());
    leaves(epc(1));
    CHECK(state.basket.empty());
    CHECK(state.phase == Phase::Scanning);
}

TEST_CASE_METHOD(KioskFixture,
                 "a code that is shown starts the visit, and each showing of an untagged article is one") {
    shows(honey());
    CHECK(state.phase == Phase::Scanning);
    shows(honey());
    CHECK(state.basket.count() == 2);
    CHECK(state.another.empty());
}

TEST_CASE_METHOD(KioskFixture, "a code shown twice before its first look-up counts twice") {
    send(CodeShown{honey().gtin});
    send(CodeShown{honey().gtin});
    send(ArticleFound{honey(), 1});
    send(ArticleFound{honey(), 1});
    CHECK(state.basket.count() == 2);
}

TEST_CASE_METHOD(KioskFixture, "a code whose article lies there by its tag asks for another one") {
    lands(epc(1), pull());
    shows(pull());
    REQUIRE(state.another.size() == 1);
    CHECK(state.basket.count() == 1);
    shows(pull()); // the question is asked once
    CHECK(state.another.size() == 1);

    SECTION("yes is one more, and a late tag is absorbed") {
        send(Answered{{}, pull().gtin, true});
        CHECK(state.basket.count() == 2);
        lands(epc(2), pull());
        CHECK(state.basket.count() == 2);
        CHECK(state.another.empty());
    }
    SECTION("no changes nothing") {
        send(Answered{{}, pull().gtin, false});
        CHECK(state.basket.count() == 1);
        CHECK(state.another.empty());
    }
    SECTION("an answer to another question changes nothing") {
        send(Answered{{}, jean().gtin, true});
        CHECK(state.basket.count() == 1);
        CHECK(state.another.size() == 1);
    }
}

TEST_CASE_METHOD(KioskFixture, "a unit shown first absorbs the tag that is read later") {
    shows(pull());
    lands(epc(1), pull());
    CHECK(state.basket.count() == 1);
    CHECK(state.another.empty());
}

TEST_CASE_METHOD(KioskFixture, "units are set by hand, never below what lies on the tray") {
    lands(epc(1), pull());
    shows(honey());
    send(UnitsSet{honey().gtin, 4});
    CHECK(state.basket.count() == 5);
    send(UnitsSet{honey().gtin, 0});
    CHECK(state.basket.count() == 1);
    send(UnitsSet{pull().gtin, 0});
    CHECK(state.basket.count() == 1);
    CHECK(state.notice == Notice::StillOnTray);
    send(UnitsSet{honey().gtin, -3});
    send(UnitsSet{honey().gtin, 1'000'000});
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture, "bags are an article of the basket") {
    lands(epc(1), pull());
    send(UnitsSet{bag().gtin, 2});
    CHECK(state.basket.total() == checkout::Money{4995 + 40});
    CHECK(goodsCount(settings, state.basket) == 1); // the screen counts what the shopper brought
    send(UnitsSet{bag().gtin, 0});
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture, "a tag that left while it was looked up is not put into the basket") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    leaves(epc(2));
    send(TagFound{epc(2), jean(), 1});
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture,
                 "leaving forgets the basket; what stays on the tray starts nothing until something moves") {
    lands(epc(1), pull());
    shows(honey());
    send(LeavePressed{});
    CHECK(state.phase == Phase::Attract);
    CHECK(state.basket.empty());
    tray(epc(1), TagClass::On);
    CHECK(state.phase == Phase::Attract);
    lands(epc(2), jean());
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.count() == 1);
    send(TagFound{epc(1), pull(), 1}); // the one that was left there lies on the tray in this visit too: looked up anew
    CHECK(state.basket.count() == 2);
}

TEST_CASE_METHOD(KioskFixture, "what the last shopper left on the tray has its price and its name looked up anew") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagUnknown{epc(2)});
    send(LeavePressed{});
    auto cheaper = pull();
    cheaper.price = {1995};

    SECTION("for one that is there by its tag") {
        lands(epc(3), jean());
        std::set<codes::Epc> asked;
        for (const auto &command : commands)
            if (const auto *lookUp = std::get_if<LookUpTag>(&command.data))
                asked.insert(lookUp->epc);
        CHECK(asked == std::set{epc(1), epc(2)});
        CHECK(state.blockers().empty()); // nobody knows yet whether it is still unknown
        send(TagFound{epc(1), cheaper, 2});
        send(TagFound{epc(2), jean(), 2}); // mapped since
        CHECK(state.basket.total() == cheaper.price + jean().price * 2);
    }
    SECTION("for one that is shown by its code") {
        send(CodeShown{pull().gtin});
        REQUIRE(commanded<LookUpArticle>() != nullptr);
        send(ArticleFound{cheaper, 2});
        send(TagFound{epc(1), cheaper, 2});
        CHECK(state.basket.total() == cheaper.price);
    }
    SECTION("for another one of the same article") {
        lands(epc(4), cheaper);
        CHECK(state.basket.total() == cheaper.price);
    }
}

TEST_CASE_METHOD(KioskFixture, "in one visit an article has one price") {
    lands(epc(1), pull());
    auto dearer = pull();
    dearer.price = {9995};
    lands(epc(2), dearer);
    CHECK(state.basket.total() == pull().price * 2);
}

TEST_CASE_METHOD(KioskFixture, "an article that is already paid never enters the basket") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagSold{epc(2), 7});
    CHECK(state.basket.count() == 1);
    CHECK(alert(AlertKind::SoldTag) != nullptr);
    CHECK(state.notice == Notice::AlreadyPaid);
    leaves(epc(2));
    CHECK(alert(AlertKind::SoldTag) == nullptr);
}

TEST_CASE_METHOD(KioskFixture, "a paid article alone on the tray of a free kiosk is nobody's business") {
    tray(epc(2), TagClass::On);
    send(TagSold{epc(2), 7});
    CHECK(state.phase == Phase::Attract);
    CHECK(state.alerts.empty());
}

TEST_CASE_METHOD(KioskFixture, "a code that means no article is refused in words") {
    shows(honey());
    send(CodeRefused{});
    CHECK(state.notice == Notice::NotAnArticle);
    shows(honey());
    CHECK(state.notice == Notice::None);
}

TEST_CASE_METHOD(KioskFixture, "the language changes at any moment and goes back for the next shopper") {
    lands(epc(1), pull());
    send(LanguageChosen{checkout::Language::English});
    pays();
    CHECK(state.language == checkout::Language::English);
    terminal(PaymentOutcome::Approved);
    CHECK(ticket->language == checkout::Language::English);
    issue();
    send(DonePressed{});
    send(DonePressed{});
    CHECK(state.language == checkout::Language::French);
}

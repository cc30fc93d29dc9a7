#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "a free kiosk waits for no clock") {
    CHECK_FALSE(nextWake(settings, state));
}

TEST_CASE_METHOD(KioskFixture, "an idle visit is warned, then over") {
    shows(honey());
    wait(settings.idleMs - 1);
    CHECK_FALSE(state.idleAt);
    wait(1);
    REQUIRE(state.idleAt);
    CHECK(*state.idleAt == now + settings.warningMs);

    SECTION("a gesture takes the warning away") {
        send(StayPressed{});
        CHECK_FALSE(state.idleAt);
        wait(settings.idleMs - 1);
        CHECK(state.phase == Phase::Scanning);
    }
    SECTION("an article is a gesture") {
        lands(epc(1), pull());
        CHECK_FALSE(state.idleAt);
    }
    SECTION("no gesture: the next shopper's turn") {
        wait(settings.warningMs);
        CHECK(state.phase == Phase::Attract);
        CHECK(state.basket.empty());
    }
}

TEST_CASE_METHOD(KioskFixture, "an unanswered question doesn't hold the kiosk for ever") {
    lands(epc(9), honey());
    landsUnsure(epc(1), pull());
    pays();
    REQUIRE(state.phase == Phase::Asking);
    wait(settings.idleMs + settings.warningMs);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(KioskFixture, "who waits for an attendant has longer") {
    shows(knife());
    pays();
    REQUIRE(state.phase == Phase::Waiting);
    wait(settings.idleMs * 2);
    CHECK(state.phase == Phase::Waiting);
    wait(settings.idleMs * 4);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(KioskFixture, "a doubt is never over by itself") {
    shows(honey());
    pays();
    terminal(PaymentOutcome::Unknown);
    wait(24LL * 3600 * 1000);
    CHECK(state.phase == Phase::InDoubt);
}

TEST_CASE_METHOD(KioskFixture, "the receipt goes by itself, later if asked") {
    shows(honey());
    pays();
    terminal(PaymentOutcome::Approved);
    issue();
    wait(settings.receiptMs - 1000);
    send(StayPressed{});
    wait(settings.receiptMs - 1000);
    CHECK(state.phase == Phase::Receipt);
    wait(1000);
    CHECK(state.phase == Phase::Goodbye);
    wait(settings.goodbyeMs);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(KioskFixture, "a language chosen by a passer-by goes back") {
    send(LanguageChosen{checkout::Language::English});
    wait(settings.idleMs);
    CHECK(state.language == checkout::Language::French);
}

TEST_CASE_METHOD(KioskFixture, "the next shopper needn't wait for the goodbye") {
    shows(honey());
    pays();
    terminal(PaymentOutcome::Approved);
    issue();
    send(DonePressed{});
    REQUIRE(state.phase == Phase::Goodbye);
    shows(knife());
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture, "a refused card is not waited for after help was called off") {
    shows(honey());
    pays();
    terminal(PaymentOutcome::Declined, PaymentReason::Refused);
    send(HelpPressed{});
    send(HelpCancelled{});
    REQUIRE(state.phase == Phase::Refused);
    wait(settings.refusedMs + settings.idleMs + settings.warningMs);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(KioskFixture, "language and help are gestures too") {
    shows(knife());
    pays();
    REQUIRE(state.phase == Phase::Waiting);
    wait(settings.idleMs * 4);
    REQUIRE(state.idleAt);
    SECTION("language") {
        send(LanguageChosen{checkout::Language::English});
    }
    SECTION("help") {
        send(HelpPressed{});
    }
    wait(settings.warningMs);
    CHECK(state.phase == Phase::Waiting);
}

TEST_CASE_METHOD(KioskFixture, "a clock that is set back makes nobody wait") {
    constexpr base::TimeMs hourMs = 3'600'000;
    shows(honey());
    SECTION("the goodbye") {
        pays();
        terminal(PaymentOutcome::Approved);
        issue();
        send(DonePressed{});
        REQUIRE(state.phase == Phase::Goodbye);
        now -= hourMs;
        send(TimePassed{});
        wait(settings.goodbyeMs);
    }
    SECTION("the warning and the panel") {
        wait(settings.idleMs);
        REQUIRE(state.idleAt);
        signIn();
        now -= hourMs;
        send(TimePassed{});
        wait(settings.staffMs + settings.idleMs + settings.warningMs + settings.idleMs);
        CHECK_FALSE(state.staff);
    }
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(KioskFixture, "a stray that flickers at the edge of the tray keeps no visit open") {
    shows(honey());
    for (base::TimeMs waited = 0; waited < settings.idleMs + settings.warningMs; waited += 10'000) {
        landsUnsure(epc(1), pull());
        wait(5'000);
        leaves(epc(1));
        wait(5'000);
    }
    CHECK(state.phase == Phase::Attract);
}

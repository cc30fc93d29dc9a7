#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE("every alert can be ended, by somebody or by its cause") {
    for (int kind = 0; kind <= static_cast<int>(AlertKind::LeftBehind); ++kind) {
        const auto alertKind = static_cast<AlertKind>(kind);
        CHECK(resolutionsOf(alertKind).empty() == (alertKind == AlertKind::DeviceLost)); // it goes with its cause
    }
}

TEST_CASE_METHOD(KioskFixture, "an unknown tag stands between pay and the terminal until it goes or is set aside") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagUnknown{epc(2)});
    REQUIRE(alert(AlertKind::UnknownTag) != nullptr);
    pays();
    CHECK(state.phase == Phase::Waiting);
    CHECK_FALSE(state.payment);

    SECTION("the shopper takes it off the tray: the payment goes on") {
        leaves(epc(2));
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("the attendant sets it aside: the payment goes on") {
        signIn();
        resolve(AlertKind::UnknownTag, Resolution::SetAside);
        signOut();
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == checkout::Money{4995});
    }
    SECTION("nobody signed in: nothing is resolved") {
        resolve(AlertKind::UnknownTag, Resolution::SetAside);
        CHECK(state.phase == Phase::Waiting);
    }
    SECTION("a resolution that isn't this alert's: nothing is resolved") {
        signIn();
        resolve(AlertKind::UnknownTag, Resolution::Paid);
        CHECK(state.phase == Phase::Waiting);
    }
}

TEST_CASE_METHOD(KioskFixture, "an unknown code is told, alerted, and blocks nothing") {
    lands(epc(1), pull());
    send(CodeShown{honey().gtin});
    send(ArticleUnknown{honey().gtin});
    CHECK(state.notice == Notice::UnknownArticle);
    CHECK(alert(AlertKind::UnknownCode)->gtin == honey().gtin);
    pays();
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(KioskFixture, "an age limit waits for an attendant") {
    shows(honey());
    shows(knife());
    REQUIRE(alert(AlertKind::AgeCheck) != nullptr);
    pays();
    CHECK(state.phase == Phase::Waiting);

    SECTION("who confirms it once, for this visit") {
        signIn();
        resolve(AlertKind::AgeCheck, Resolution::AgeConfirmed);
        signOut();
        CHECK(state.phase == Phase::Paying);
        CHECK(alert(AlertKind::AgeCheck) == nullptr);
    }
    SECTION("who removes the article") {
        signIn();
        resolve(AlertKind::AgeCheck, Resolution::RemoveArticle);
        signOut();
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == honey().price);
    }
    SECTION("or the shopper goes on without it") {
        send(WithoutArticle{knife().gtin});
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == honey().price);
    }
}

TEST_CASE_METHOD(KioskFixture, "an unsure article: the deep scan, then one question, and the answer counts") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    CHECK(state.basket.count() == 1);
    CHECK(state.basket.unsureCount() == 1);
    send(PayPressed{});
    CHECK(state.phase == Phase::Checking);
    REQUIRE(commanded<DeepScan>() != nullptr);

    SECTION("the deep scan makes it sure: nothing is asked") {
        tray(epc(2), TagClass::On);
        CHECK(state.phase == Phase::Checking);
        send(DeepScanDone{});
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == checkout::Money{4995 + 4796});
    }
    SECTION("still unsure: asked once") {
        send(DeepScanDone{});
        REQUIRE(state.phase == Phase::Asking);
        CHECK(state.asking == epc(2));
        SECTION("mine") {
            send(Answered{epc(2), {}, true});
            CHECK(state.phase == Phase::Paying);
            CHECK(state.payment->amount == checkout::Money{4995 + 4796});
        }
        SECTION("not mine, on record") {
            send(Answered{epc(2), {}, false});
            CHECK(state.phase == Phase::Paying);
            CHECK(state.payment->amount == checkout::Money{4995});
            CHECK(state.tags.at(epc(2)).claim == Claim::NotMine);
        }
        SECTION("an attendant counts it") {
            signIn();
            resolve(AlertKind::UnsureTag, Resolution::Count);
            signOut();
            CHECK(state.phase == Phase::Paying);
            CHECK(state.payment->amount == checkout::Money{4995 + 4796});
        }
        SECTION("it is lifted") {
            leaves(epc(2));
            CHECK(state.phase == Phase::Paying);
        }
        SECTION("pay again asks again") {
            send(PayPressed{});
            CHECK(state.phase == Phase::Asking);
        }
    }
    SECTION("a deep scan that never answers ends by itself") {
        wait(settings.checkingMs);
        CHECK(state.phase == Phase::Asking);
    }
}

TEST_CASE_METHOD(KioskFixture, "two unsure articles are asked one after the other") {
    landsUnsure(epc(1), pull());
    landsUnsure(epc(2), jean());
    lands(epc(3), honey());
    pays();
    REQUIRE(state.asking);
    const auto first = *state.asking;
    send(Answered{first, {}, true});
    REQUIRE(state.phase == Phase::Asking);
    REQUIRE(state.asking);
    CHECK(*state.asking != first);
    send(Answered{*state.asking, {}, false});
    CHECK(state.phase == Phase::Paying);
    CHECK(state.basket.count() == 2);
}

TEST_CASE_METHOD(KioskFixture,
                 "a shopper says not mine of what turns out to lie there: it is in the basket after all") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    send(Answered{epc(2), {}, false});
    CHECK(state.basket.count() == 1);
    CHECK(state.basket.unsureCount() == 0);
    tray(epc(2), TagClass::On);
    CHECK(state.basket.count() == 2);
}

TEST_CASE_METHOD(KioskFixture, "a device that is lost is an alert until it is back") {
    lands(epc(1), pull());
    send(DeviceChanged{Device::Reader, {Health::Lost, DeviceReason::Unreachable}});
    CHECK(alert(AlertKind::DeviceLost)->device == Device::Reader);
    CHECK(state.basket.count() == 1);
    shows(honey());
    pays(); // without a reader there is no deep scan to wait for
    CHECK(state.phase == Phase::Paying);
    CHECK(state.payment->amount == pull().price + honey().price);
    send(DeviceChanged{Device::Reader, {Health::Ready, {}}});
    CHECK(alert(AlertKind::DeviceLost) == nullptr);
}

TEST_CASE_METHOD(KioskFixture, "a reader that comes back tells the tray again; what it doesn't tell is gone") {
    lands(epc(1), pull());
    lands(epc(2), jean());
    send(TrayRestarted{});
    CHECK(state.basket.count() == 2);
    tray(epc(1), TagClass::On, false);
    CHECK(state.basket.count() == 2);
    send(TrayChanged{{}, true});
    CHECK(state.basket.count() == 1);
    CHECK(state.basket.find(pull().gtin) != nullptr);
}

TEST_CASE_METHOD(KioskFixture, "help is called, and called off") {
    send(HelpPressed{});
    CHECK(state.phase == Phase::Helping);
    CHECK(alert(AlertKind::Help) != nullptr);
    send(HelpCancelled{});
    CHECK(state.phase == Phase::Scanning);
    CHECK(alert(AlertKind::Help) == nullptr);
    send(HelpPressed{});
    signIn();
    resolve(AlertKind::Help, Resolution::Done);
    CHECK(state.phase == Phase::Scanning);
}

TEST_CASE_METHOD(KioskFixture, "a tap on one age limit confirms no stricter one") {
    auto wine = honey();
    wine.ageLimitYears = 16;
    shows(wine);
    pays();
    const auto asked = alert(AlertKind::AgeCheck)->id;
    signIn();
    shows(knife()); // 18
    send(AlertResolved{asked, Resolution::AgeConfirmed});
    CHECK(state.ageConfirmed < knife().ageLimitYears);
    CHECK(alert(AlertKind::AgeCheck) != nullptr);
}

TEST_CASE_METHOD(KioskFixture, "a flood of tags pushes out no alert about money") {
    checkout::CardPayment late;
    late.amount = {999};
    send(TerminalAnswered{"000000000000", PaymentOutcome::Approved, {}, late});
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Unknown);
    for (int n = 100; n < 400; ++n)
        tray(epc(n), TagClass::On);
    CHECK(alert(AlertKind::PaymentInDoubt) != nullptr);
    CHECK(alert(AlertKind::LateApproval) != nullptr);
    signIn();
    resolve(AlertKind::PaymentInDoubt, Resolution::NotPaid);
    for (int n = 100; n < 400; ++n)
        send(TagUnknown{epc(n)});
    CHECK(alert(AlertKind::LateApproval) != nullptr);
    CHECK_FALSE(state.blockers().empty());
    CHECK(state.alerts.size() <= 200);
}

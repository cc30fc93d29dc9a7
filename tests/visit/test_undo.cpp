// A slip of the finger on the panel, taken back.
#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

namespace {

struct UndoFixture : KioskFixture {
    void takeBack() { send(ResolutionTakenBack{state.undo ? state.undo->alert.id : 0}); }
    // A jumper, and a tag that nobody knows; the shopper wants to pay.
    void stranger() {
        lands(epc(1), pull());
        tray(epc(2), TagClass::On);
        send(TagUnknown{epc(2)});
        pays();
        signIn();
    }
};

} // namespace

TEST_CASE_METHOD(UndoFixture, "a tag that was set aside by a slip stands in the way again") {
    stranger();
    const auto before = *alert(AlertKind::UnknownTag);
    resolve(AlertKind::UnknownTag, Resolution::SetAside);
    CHECK(alert(AlertKind::UnknownTag) == nullptr);
    CHECK(state.phase == Phase::Waiting); // nothing is charged while it can be taken back
    CHECK(commands.empty());
    REQUIRE(state.undo);
    CHECK(state.undo->alert == before);

    SECTION("taken back: the same alert, under its number") {
        wait(settings.undoMs - 1);
        takeBack();
        CHECK_FALSE(state.undo);
        REQUIRE(alert(AlertKind::UnknownTag) != nullptr);
        CHECK(*alert(AlertKind::UnknownTag) == before);
        CHECK(state.tags.at(epc(2)).claim == Claim::None);
        CHECK(state.phase == Phase::Waiting);
        wait(settings.undoMs);
        CHECK(state.phase == Phase::Waiting);
    }
    SECTION("the time is over: the payment goes on, and there is no way back") {
        const auto id = state.undo->alert.id;
        wait(settings.undoMs);
        CHECK_FALSE(state.undo);
        CHECK(state.phase == Phase::Paying);
        send(ResolutionTakenBack{id});
        CHECK(state.phase == Phase::Paying);
        CHECK(alert(AlertKind::UnknownTag) == nullptr);
        CHECK(state.tags.at(epc(2)).claim == Claim::SetAside);
    }
    SECTION("the attendant leaves: the payment goes on at once") {
        signOut();
        CHECK(state.phase == Phase::Paying);
        signIn();
        CHECK_FALSE(state.undo);
    }
    SECTION("another attendant takes nothing back that they didn't say") {
        const auto id = state.undo->alert.id;
        send(StaffSignedIn{"sarah", "Sarah"});
        send(ResolutionTakenBack{id});
        CHECK(state.tags.at(epc(2)).claim == Claim::SetAside);
    }
    SECTION("another alert's number takes nothing back") {
        send(ResolutionTakenBack{state.undo->alert.id + 1});
        CHECK(state.undo);
        CHECK(state.tags.at(epc(2)).claim == Claim::SetAside);
    }
    SECTION("the tag has left: there is nothing to take back, and the payment goes on") {
        leaves(epc(2));
        CHECK_FALSE(state.undo);
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("the clock is set back: the time goes with it") {
        now -= 3'600'000;
        send(TimePassed{});
        wait(settings.undoMs);
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("a restart forgets it: the shopper pays again") {
        restart();
        CHECK_FALSE(state.undo);
    }
}

TEST_CASE_METHOD(UndoFixture, "an age that was confirmed by a slip is asked again, before anything is charged") {
    shows(knife());
    pays();
    signIn();
    REQUIRE(state.phase == Phase::Waiting);
    resolve(AlertKind::AgeCheck, Resolution::AgeConfirmed);
    CHECK(state.ageConfirmed == knife().ageLimitYears);
    CHECK_FALSE(state.payment);
    takeBack();
    CHECK(state.ageConfirmed == 0);
    CHECK(alert(AlertKind::AgeCheck) != nullptr);
    CHECK(state.phase == Phase::Waiting);
}

TEST_CASE_METHOD(UndoFixture, "an article that was removed by a slip is in the basket again, and in its place") {
    lands(epc(3), knife());
    shows(honey());
    const auto before = state.basket.lines();
    signIn();
    resolve(AlertKind::AgeCheck, Resolution::RemoveArticle);
    CHECK(state.basket.find(knife().gtin) == nullptr);
    SECTION("as it lay there") {
        takeBack();
        CHECK(state.basket.lines() == before);
        CHECK(alert(AlertKind::AgeCheck) != nullptr);
    }
    SECTION("but not what has been lifted meanwhile") {
        leaves(epc(3));
        takeBack();
        CHECK(state.basket.find(knife().gtin) == nullptr);
        CHECK(alert(AlertKind::AgeCheck) == nullptr);
    }
}

TEST_CASE_METHOD(UndoFixture, "an unsure article that was counted by a slip is asked about again") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    pays();
    REQUIRE(state.phase == Phase::Asking);
    signIn();
    resolve(AlertKind::UnsureTag, Resolution::Count);
    CHECK(state.basket.count() == 2);
    takeBack();
    CHECK(state.phase == Phase::Asking);
    CHECK(state.asking == epc(2));
    CHECK(state.basket.count() == 1);
    CHECK(state.basket.unsureCount() == 1);
}

TEST_CASE_METHOD(UndoFixture, "only the last tap can be taken back") {
    tray(epc(1), TagClass::On);
    send(TagForeign{epc(1)});
    tray(epc(2), TagClass::On);
    send(TagUnknown{epc(2)});
    signIn();
    resolve(AlertKind::ForeignTag, Resolution::SetAside);
    const auto first = state.undo->alert.id;
    resolve(AlertKind::UnknownTag, Resolution::SetAside);
    send(ResolutionTakenBack{first});
    CHECK(state.tags.at(epc(1)).claim == Claim::SetAside);
    takeBack();
    CHECK(state.tags.at(epc(2)).claim == Claim::None);
    CHECK(alert(AlertKind::ForeignTag) == nullptr);
}

TEST_CASE_METHOD(UndoFixture, "what was said about money is never taken back") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Unknown);
    REQUIRE(state.phase == Phase::InDoubt);
    signIn();
    const auto doubt = alert(AlertKind::PaymentInDoubt)->id;
    const auto resolution = GENERATE(Resolution::Paid, Resolution::NotPaid);
    resolve(AlertKind::PaymentInDoubt, resolution);
    CHECK_FALSE(state.undo);
    const auto before = state;
    send(ResolutionTakenBack{doubt});
    CHECK(state == before);
    CHECK(commands.empty());
}

TEST_CASE_METHOD(UndoFixture, "an alert that was only seen comes back, during a payment too") {
    lands(epc(1), pull());
    pays();
    REQUIRE(state.phase == Phase::Paying);
    leaves(epc(1));
    signIn();
    const auto seen = *alert(AlertKind::TrayChanged);
    resolve(AlertKind::TrayChanged, Resolution::Done);
    CHECK(state.alerts.empty());
    terminal(PaymentOutcome::Approved);
    issue();
    send(DonePressed{});
    send(DonePressed{}); // it is the shop's alert, not the visit's
    takeBack();
    REQUIRE(alert(AlertKind::TrayChanged) != nullptr);
    CHECK(*alert(AlertKind::TrayChanged) == seen);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(UndoFixture, "a visit that is over takes what was said in it along") {
    stranger();
    resolve(AlertKind::UnknownTag, Resolution::SetAside);
    send(LeavePressed{});
    CHECK_FALSE(state.undo);
    takeBack();
    CHECK(state.alerts.empty());
}

TEST_CASE_METHOD(UndoFixture, "a call for help that was ended by a slip goes on") {
    lands(epc(1), pull());
    send(HelpPressed{});
    REQUIRE(state.phase == Phase::Helping);
    signIn();
    resolve(AlertKind::Help, Resolution::Done);
    REQUIRE(state.phase == Phase::Scanning);
    takeBack();
    CHECK(state.phase == Phase::Helping);
    CHECK(alert(AlertKind::Help) != nullptr);
}

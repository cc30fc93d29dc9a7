// What the camera above the tray sees: when the shopper is told, when an attendant is, and when nobody is.
#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

namespace {

struct ThingsFixture : KioskFixture {
    ThingsFixture() {
        send(DeviceChanged{Device::TopCamera, {Health::Ready, {}}});
        sees(0);
    }
    void sees(std::optional<int> things) { send(TraySeen{things}); }
    void untagged() { // one article with a tag, one without
        lands(epc(1), pull());
        sees(2);
        wait(settings.uncountedMs);
        REQUIRE(state.uncounted == 1);
    }
    void paid() {
        pays();
        terminal(PaymentOutcome::Approved);
        issue();
        REQUIRE(state.phase == Phase::Receipt);
    }
};

} // namespace

TEST_CASE_METHOD(ThingsFixture, "what has no tag is told to the shopper, and to an attendant if nothing is done") {
    lands(epc(1), pull());
    sees(2);
    CHECK(state.uncounted == 0); // its tag may be read yet
    wait(settings.uncountedMs);
    CHECK(state.uncounted == 1);
    CHECK(state.alerts.empty());
    wait(settings.uncountedAlertMs - 1);
    CHECK(state.alerts.empty());
    wait(1);
    REQUIRE(alert(AlertKind::UncountedThing) != nullptr);
    CHECK(alert(AlertKind::UncountedThing)->counted == 2);
    CHECK(alert(AlertKind::UncountedThing)->expected == 1);
    CHECK(state.uncounted == 1);

    SECTION("it is taken back: nothing is left of it") {
        sees(1);
        CHECK(state.uncounted == 0);
        CHECK(state.alerts.empty());
    }
    SECTION("a hand before the camera takes nothing away") {
        sees(std::nullopt);
        CHECK(alert(AlertKind::UncountedThing) != nullptr);
        sees(2);
        CHECK(alert(AlertKind::UncountedThing) != nullptr);
        sees(std::nullopt);
        sees(1);
        CHECK(state.alerts.empty());
    }
    SECTION("it blocks no payment, and the alert lasts until the visit is over") {
        pays();
        CHECK(state.phase == Phase::Paying);
        CHECK(alert(AlertKind::UncountedThing) != nullptr);
        terminal(PaymentOutcome::Approved);
        issue();
        send(DonePressed{});
        send(DonePressed{});
        CHECK(alert(AlertKind::UncountedThing) == nullptr);
    }
    SECTION("an attendant has seen it") {
        signIn();
        resolve(AlertKind::UncountedThing, Resolution::Done);
        CHECK(state.uncounted == 0);
        wait(60'000);
        CHECK(state.alerts.empty());
        sees(3); // one more
        wait(settings.uncountedMs);
        CHECK(state.uncounted == 1);
    }
    SECTION("seen by a slip of the finger") {
        signIn();
        const auto id = alert(AlertKind::UncountedThing)->id;
        resolve(AlertKind::UncountedThing, Resolution::Done);
        send(ResolutionTakenBack{id});
        CHECK(state.uncounted == 1);
        CHECK(alert(AlertKind::UncountedThing) != nullptr);
    }
    SECTION("there is nothing: the camera learns it") {
        signIn();
        resolve(AlertKind::UncountedThing, Resolution::NothingThere);
        CHECK(commanded<LearnTrayView>() != nullptr);
        CHECK(state.alerts.empty());
        CHECK_FALSE(state.undo);
    }
}

TEST_CASE_METHOD(ThingsFixture, "a covered lens keeps no attendant away") {
    untagged();
    sees(std::nullopt);
    CHECK(state.uncounted == 1);
    wait(settings.uncountedAlertMs);
    REQUIRE(alert(AlertKind::UncountedThing) != nullptr);
    CHECK(alert(AlertKind::UncountedThing)->counted == 2);
    CHECK(alert(AlertKind::UncountedThing)->expected == 1);
    signIn();
    resolve(AlertKind::UncountedThing, Resolution::Done);
    CHECK(state.uncounted == 0);
    sees(2);
    wait(60'000);
    CHECK(state.alerts.empty());
}

TEST_CASE_METHOD(ThingsFixture, "a tap with the hand before the camera counts") {
    untagged();
    sees(std::nullopt);
    send(ThingsClaimed{});
    CHECK(state.uncounted == 0);
    sees(2);
    wait(60'000);
    CHECK(state.alerts.empty());
}

TEST_CASE_METHOD(ThingsFixture, "what is accounted for isn't told") {
    SECTION("by its tag, which is read a little later") {
        lands(epc(1), pull());
        sees(2);
        wait(settings.uncountedMs - 500);
        lands(epc(2), jean());
        wait(60'000);
    }
    SECTION("by its code") {
        sees(1);
        shows(honey());
        wait(60'000);
    }
    SECTION("by a tag that is perhaps there, or that nobody knows") {
        landsUnsure(epc(1), pull());
        tray(epc(2), TagClass::On);
        send(TagUnknown{epc(2)});
        sees(2);
        wait(60'000);
    }
    SECTION("two that touch are one thing") {
        lands(epc(1), pull());
        lands(epc(2), jean());
        sees(1);
        wait(60'000);
    }
    SECTION("the camera can't tell any more") {
        lands(epc(1), pull());
        sees(2);
        sees(std::nullopt);
        wait(60'000);
    }
    SECTION("the reader is away: the screen says so already") {
        lands(epc(1), pull());
        send(DeviceChanged{Device::Reader, {Health::Lost, DeviceReason::Unreachable}});
        sees(2);
        wait(60'000);
    }
    CHECK(state.uncounted == 0);
    CHECK(alert(AlertKind::UncountedThing) == nullptr);
}

TEST_CASE_METHOD(ThingsFixture, "the shopper's own things are the shopper's") {
    untagged();
    send(ThingsClaimed{});
    CHECK(state.uncounted == 0);
    wait(60'000);
    CHECK(state.alerts.empty());

    SECTION("one more is told") {
        sees(3);
        wait(settings.uncountedMs);
        CHECK(state.uncounted == 1);
    }
    SECTION("taken away, the next one is told again") {
        sees(1);
        sees(2);
        sees(0);
        sees(2);
        wait(settings.uncountedMs);
        CHECK(state.uncounted == 1);
    }
    SECTION("the next shopper's aren't") {
        paid();
        send(DonePressed{});
        leaves(epc(1));
        sees(0);
        wait(settings.goodbyeMs);
        REQUIRE(state.phase == Phase::Attract);
        sees(1);
        wait(settings.uncountedMs);
        CHECK(state.uncounted == 1);
    }
}

TEST_CASE_METHOD(ThingsFixture, "nothing to claim: the tap changes nothing") {
    lands(epc(1), pull());
    sees(1);
    send(ThingsClaimed{});
    CHECK(state.ownThings == 0);
}

TEST_CASE_METHOD(ThingsFixture, "an article without a tag opens a visit") {
    sees(1);
    REQUIRE(state.phase == Phase::Scanning);
    wait(settings.uncountedMs);
    CHECK(state.uncounted == 1);
}

TEST_CASE_METHOD(KioskFixture, "what lay there before the camera saw the tray opens none") {
    send(TraySeen{1});
    CHECK(state.phase == Phase::Attract);
    send(TraySeen{});
    send(TraySeen{2});
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(ThingsFixture, "an attendant who lays something down while signed in opens none") {
    signIn();
    sees(1);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(ThingsFixture,
                 "what is left on the tray is told before the shopper has gone, and then to an attendant") {
    lands(epc(1), pull());
    sees(1);
    paid();
    send(DonePressed{});
    REQUIRE(state.phase == Phase::Goodbye);
    CHECK_FALSE(state.leftAt); // a moment to take it
    wait(settings.goodbyeMs);
    REQUIRE(state.phase == Phase::Goodbye);
    REQUIRE(state.leftAt);

    SECTION("it is taken") {
        leaves(epc(1));
        sees(0);
        CHECK_FALSE(state.leftAt);
        wait(settings.goodbyeMs);
        CHECK(state.phase == Phase::Attract);
        wait(60'000);
        CHECK(state.alerts.empty());
    }
    SECTION("it stays") {
        wait(settings.leftBehindMs);
        CHECK(state.phase == Phase::Attract);
        REQUIRE(alert(AlertKind::LeftBehind) != nullptr);
        SECTION("and is taken later") {
            sees(0);
            CHECK(state.alerts.empty());
        }
        SECTION("while the next shopper comes: it isn't counted against that one") {
            lands(epc(2), jean());
            sees(2);
            REQUIRE(state.phase == Phase::Scanning);
            wait(60'000);
            CHECK(state.uncounted == 0);
            CHECK(alert(AlertKind::LeftBehind) != nullptr);
        }
        SECTION("until an attendant has seen to it") {
            signIn();
            resolve(AlertKind::LeftBehind, Resolution::Done);
            signOut();
            wait(60'000);
            CHECK(state.alerts.empty());
        }
    }
}

TEST_CASE_METHOD(ThingsFixture, "a visit that is left with things on the tray") {
    lands(epc(1), pull());
    sees(1);
    send(LeavePressed{});
    REQUIRE(state.phase == Phase::Attract);
    wait(settings.leftBehindMs - 1);
    CHECK(state.alerts.empty());
    SECTION("they stay") {
        wait(1);
        CHECK(alert(AlertKind::LeftBehind) != nullptr);
    }
    SECTION("another visit begins: they are in front of somebody") {
        lands(epc(2), jean());
        wait(60'000);
        CHECK(alert(AlertKind::LeftBehind) == nullptr);
    }
}

TEST_CASE_METHOD(ThingsFixture, "the clock set back takes the waiting along") {
    lands(epc(1), pull());
    sees(2);
    now -= 3'600'000;
    send(TimePassed{});
    wait(settings.uncountedMs);
    CHECK(state.uncounted == 1);
}

TEST_CASE_METHOD(KioskFixture, "without a camera above the tray the goodbye is short and nothing is told") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue();
    send(DonePressed{});
    wait(settings.goodbyeMs);
    CHECK(state.phase == Phase::Attract);
    CHECK_FALSE(state.leftAt);
}

#include "tests/visit/kiosk_fixture.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "the panel closes by itself") {
    signIn();
    REQUIRE(state.staff);
    wait(settings.staffMs - 1);
    CHECK(state.staff);
    wait(1);
    CHECK_FALSE(state.staff);
}

TEST_CASE_METHOD(KioskFixture, "an attendant suspends the kiosk and takes it up again, with the basket") {
    lands(epc(1), pull());
    send(Suspended{});
    CHECK(state.phase == Phase::Scanning); // nobody signed in
    signIn();
    send(Suspended{});
    CHECK(state.phase == Phase::Suspended);
    send(StaffSignedOut{});
    send(Resumed{});
    CHECK(state.phase == Phase::Suspended);
    lands(epc(2), jean());
    signIn();
    send(Resumed{});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.count() == 2);
}

TEST_CASE_METHOD(KioskFixture, "a kiosk that charges isn't suspended") {
    lands(epc(1), pull());
    signIn();
    CHECK(state.canSuspend());
    CHECK_FALSE(state.canDuplicate()); // nothing was sold
    pays();
    CHECK_FALSE(state.canSuspend());
    send(Suspended{});
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(KioskFixture, "a duplicata of the last ticket is an attendant's") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue(5);
    send(DonePressed{});
    send(DonePressed{});
    CHECK_FALSE(state.canDuplicate());
    send(DuplicatePressed{});
    CHECK(commands.empty());
    signIn();
    CHECK(state.canDuplicate());
    send(DuplicatePressed{});
    CHECK_FALSE(state.canDuplicate()); // it prints
    REQUIRE(commanded<PrintTicket>() != nullptr);
    CHECK(commanded<PrintTicket>()->ticket.number == 5);
    CHECK(commanded<PrintTicket>()->copy == 1);
    send(Printed{5});
    send(DuplicatePressed{});
    CHECK(commanded<PrintTicket>()->copy == 2);
}

TEST_CASE_METHOD(KioskFixture, "the word that the tray is empty is an attendant's, and heard only between visits") {
    CHECK_FALSE(state.canLearn());
    send(TraySaidEmpty{});
    CHECK(commands.empty()); // nobody signed in
    signIn();
    REQUIRE(state.canLearn());
    send(TraySaidEmpty{});
    REQUIRE(commanded<LearnSurroundings>() != nullptr);
    CHECK(commanded<LearnSurroundings>()->user == "karim"); // on record
    CHECK(state.lesson.step == Lesson::Step::UnderWay);
    CHECK_FALSE(state.canLearn());
    send(TraySaidEmpty{});
    CHECK(commands.empty()); // once is enough

    SECTION("the panel says when it is done, until it closes") {
        send(SurroundingsLearnt{true, 4});
        CHECK(state.lesson == Lesson{Lesson::Step::Learnt, 4});
        CHECK(state.canLearn()); // again, if need be
        signOut();
        CHECK(state.lesson == Lesson{});
    }
    SECTION("or that it was broken off") {
        send(SurroundingsLearnt{});
        CHECK(state.lesson.step == Lesson::Step::Broken);
    }
    SECTION("an answer that nobody waits for says nothing") {
        signOut();
        send(SurroundingsLearnt{true, 4});
        CHECK(state.lesson == Lesson{});
        signIn();
        send(SurroundingsLearnt{true, 4});
        CHECK(state.lesson == Lesson{});
    }
    SECTION("a restart forgets it: it is said again") {
        restart();
        signIn();
        CHECK(state.lesson == Lesson{});
        CHECK(state.canLearn());
    }
}

TEST_CASE_METHOD(KioskFixture, "nobody says that a tray is empty while a visit is open, or without a reader") {
    const auto refused = [this] {
        signIn();
        send(TraySaidEmpty{});
        return !state.canLearn() && commands.empty() && state.lesson == Lesson{};
    };
    SECTION("a basket is open") {
        lands(epc(1), pull());
        CHECK(refused());
    }
    SECTION("a basket waits behind a closed kiosk") {
        lands(epc(1), pull());
        signIn();
        send(Suspended{});
        CHECK(refused());
    }
    SECTION("a ticket is on the screen") {
        lands(epc(1), pull());
        pays();
        terminal(PaymentOutcome::Approved);
        issue();
        CHECK(refused());
    }
    SECTION("the reader is away") {
        send(DeviceChanged{Device::Reader, {Health::Lost, DeviceReason::Unreachable}});
        CHECK(refused());
    }
    SECTION("a closed kiosk without a visit learns") {
        signIn();
        send(Suspended{});
        CHECK(state.canLearn());
    }
}

TEST_CASE_METHOD(KioskFixture, "an NFC reader that is away for long calls somebody, a loose plug doesn't") {
    const auto becomes = [this](Health health) { send(DeviceChanged{Device::Nfc, {health, DeviceReason::None}}); };
    becomes(Health::Ready);
    becomes(Health::Lost);
    CHECK(state.devices.at(Device::Nfc).health == Health::Lost); // the panel shows it at once
    CHECK(state.alerts.empty());
    SECTION("back in time") {
        wait(settings.nfcLostMs - 1);
        becomes(Health::Ready);
        wait(settings.nfcLostMs);
        CHECK(state.alerts.empty());
    }
    SECTION("away") {
        wait(settings.nfcLostMs - 1);
        CHECK(state.alerts.empty());
        becomes(Health::Lost); // told again: the time runs on
        wait(1);
        REQUIRE(alert(AlertKind::DeviceLost) != nullptr);
        CHECK(alert(AlertKind::DeviceLost)->device == Device::Nfc);
        becomes(Health::Lost);
        CHECK(state.alerts.size() == 1);
        becomes(Health::Ready);
        CHECK(state.alerts.empty());
    }
    SECTION("a restart begins anew") {
        auto restored = stateFromJson(toJson(state));
        REQUIRE(restored);
        state = *restored;
        restart();
        becomes(Health::Lost);
        wait(settings.nfcLostMs);
        CHECK(alert(AlertKind::DeviceLost) != nullptr);
    }
}

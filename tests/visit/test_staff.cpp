#include "tests/visit/kiosk_fixture.h"

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

// "How many articles?": when it is asked, and each way out of it.
#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

namespace {

struct CountFixture : KioskFixture {
    CountFixture() {
        lands(epc(1), pull());
        lands(epc(2), jean());
    }
    void unread(int units, bool settled = true) { send(TrayChanged{{}, settled, units}); }
    void asked() {
        unread(1);
        pays();
        REQUIRE(state.phase == Phase::Counting);
    }
    void miscountedTwice() {
        asked();
        send(CountGiven{3});
        pays();
        send(CountGiven{3});
        REQUIRE(alert(AlertKind::CountDiffers) != nullptr);
        REQUIRE(state.phase == Phase::Waiting);
    }
};

} // namespace

TEST_CASE_METHOD(CountFixture, "nothing is counted when the reader is sure") {
    const int before = GENERATE(0, 2);
    unread(before);
    unread(0);
    pays();
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(CountFixture, "what the deep scan clears up isn't asked") {
    unread(2);
    send(PayPressed{});
    REQUIRE(state.phase == Phase::Checking);
    unread(0);
    send(DeepScanDone{});
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(CountFixture, "the right count goes on to the payment, and isn't asked again after a refused card") {
    asked();
    CHECK_FALSE(state.payment);
    send(CountGiven{2});
    REQUIRE(state.phase == Phase::Paying);
    terminal(PaymentOutcome::Declined, PaymentReason::Refused);
    send(PayPressed{});
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(CountFixture, "bags aren't counted, what was shown by its code is") {
    send(UnitsSet{bag().gtin, 3});
    shows(honey());
    asked();
    send(CountGiven{3});
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(CountFixture, "a count that differs goes back to the basket and says what is missing") {
    asked();
    send(CountGiven{3});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::CountDiffers);
    CHECK(state.counted == 3);
    CHECK(state.alerts.empty());

    SECTION("the missing one is shown by its code: the count is right, nothing is asked again") {
        shows(honey());
        pays();
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("the articles are spread and the missing one is read: the reader is sure") {
        lands(epc(3), jean());
        unread(0);
        pays();
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("the articles are spread, and the reader is still not sure: asked again") {
        lands(epc(3), jean());
        CHECK_FALSE(state.counted); // it was a count of what lay there before
        unread(1);
        pays();
        REQUIRE(state.phase == Phase::Counting);
        send(CountGiven{3});
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("the second mismatch calls an attendant") {
        pays();
        REQUIRE(state.phase == Phase::Counting);
        send(CountGiven{4});
        CHECK(state.phase == Phase::Waiting);
        REQUIRE(alert(AlertKind::CountDiffers) != nullptr);
        CHECK(alert(AlertKind::CountDiffers)->counted == 4);
        CHECK(alert(AlertKind::CountDiffers)->expected == 2);
        CHECK_FALSE(state.payment);
    }
}

TEST_CASE_METHOD(CountFixture, "an attendant ends a count that differs") {
    miscountedTwice();
    SECTION("nobody signed in: nothing is resolved") {
        resolve(AlertKind::CountDiffers, Resolution::GoOn);
        CHECK(state.phase == Phase::Waiting);
    }
    signIn();
    SECTION("the basket is right: paid as it is") {
        resolve(AlertKind::CountDiffers, Resolution::GoOn);
        signOut();
        REQUIRE(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price + jean().price);
    }
    SECTION("the basket is right, until something moves") {
        send(BackPressed{});
        resolve(AlertKind::CountDiffers, Resolution::GoOn);
        CHECK(state.phase == Phase::Scanning);
        lands(epc(3), jean());
        unread(1);
        pays();
        CHECK(state.phase == Phase::Counting);
    }
    SECTION("the count is right: what is missing is shown by its code") {
        resolve(AlertKind::CountDiffers, Resolution::CountRight);
        signOut();
        REQUIRE(state.phase == Phase::Scanning);
        CHECK(state.notice == Notice::CountDiffers);
        CHECK(state.counted == 3);
        shows(honey());
        pays();
        REQUIRE(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price + jean().price + honey().price);
    }
    SECTION("read again: another deep scan, and another two tries") {
        resolve(AlertKind::CountDiffers, Resolution::Rescan);
        REQUIRE(state.phase == Phase::Checking);
        REQUIRE(commanded<DeepScan>() != nullptr);
        signOut();
        SECTION("now it is sure") {
            unread(0);
            send(DeepScanDone{});
            CHECK(state.phase == Phase::Paying);
        }
        SECTION("still not") {
            send(DeepScanDone{});
            REQUIRE(state.phase == Phase::Counting);
            send(CountGiven{3});
            CHECK(state.phase == Phase::Scanning);
            CHECK(state.alerts.empty());
        }
    }
}

TEST_CASE_METHOD(CountFixture, "the alert about a count goes by itself when the count comes true") {
    miscountedTwice();
    SECTION("while the shopper waits: the payment goes on") {
        lands(epc(3), jean());
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price + jean().price * 2);
    }
    SECTION("in the basket") {
        send(BackPressed{});
        CHECK(alert(AlertKind::CountDiffers) != nullptr);
        pays();
        CHECK(state.phase == Phase::Waiting); // the attendant is still to come
        send(BackPressed{});
        shows(honey());
        CHECK(state.alerts.empty());
        pays();
        CHECK(state.phase == Phase::Paying);
    }
}

TEST_CASE_METHOD(CountFixture, "what moves while it is asked is read before anything is asked again") {
    asked();
    SECTION("an article that lands") {
        tray(epc(3), TagClass::On);
        CHECK(state.phase == Phase::Checking);
        CHECK(commanded<DeepScan>() != nullptr);
        send(TagFound{epc(3), jean(), 1});
        unread(0);
        send(DeepScanDone{});
        REQUIRE(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price + jean().price * 2);
    }
    SECTION("one that leaves, and doubt that stays") {
        send(TrayChanged{{{epc(2), {}, TagClass::Off, UnsureReason::None}}, false, 1});
        REQUIRE(state.phase == Phase::Checking);
        send(DeepScanDone{});
        REQUIRE(state.phase == Phase::Counting);
        send(CountGiven{1});
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("without a reader there is nothing to wait for") {
        send(DeviceChanged{Device::Reader, {Health::Lost, DeviceReason::Unreachable}});
        CHECK(state.phase == Phase::Counting);
        send(CountGiven{2});
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("an unknown tag stands before the count") {
        send(TrayChanged{{{epc(4), {}, TagClass::On, UnsureReason::None}}, true, 1});
        send(TagUnknown{epc(4)});
        send(DeepScanDone{});
        CHECK(state.phase == Phase::Waiting);
        signIn();
        resolve(AlertKind::UnknownTag, Resolution::SetAside);
        signOut();
        CHECK(state.phase == Phase::Counting);
    }
}

TEST_CASE_METHOD(CountFixture, "an estimate that wavers neither takes the question away nor asks another") {
    asked();
    unread(0);
    CHECK(state.phase == Phase::Counting);
    unread(2);
    CHECK(state.phase == Phase::Counting);
    send(CountGiven{2});
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(CountFixture, "the ways out of the question") {
    asked();
    SECTION("back") {
        send(BackPressed{});
        CHECK(state.phase == Phase::Scanning);
        pays();
        CHECK(state.phase == Phase::Counting);
    }
    SECTION("leave") {
        send(LeavePressed{});
        CHECK(state.phase == Phase::Attract);
        CHECK_FALSE(state.counted);
        CHECK(state.miscounts == 0);
    }
    SECTION("help is called, and the question stays") {
        send(HelpPressed{});
        CHECK(state.phase == Phase::Counting);
        CHECK(alert(AlertKind::Help) != nullptr);
    }
    SECTION("nobody answers") {
        wait(settings.idleMs);
        CHECK(state.idleAt);
        wait(settings.warningMs);
        CHECK(state.phase == Phase::Attract);
    }
    SECTION("a code is shown") {
        shows(honey());
        CHECK(state.phase == Phase::Scanning);
        CHECK(state.basket.count() == 3);
    }
    SECTION("pay again asks again") {
        send(PayPressed{});
        CHECK(state.phase == Phase::Counting);
    }
    SECTION("a restart") {
        restart();
        CHECK(state.phase == Phase::Scanning);
        CHECK(state.unread == 0);
    }
    SECTION("nonsense") {
        send(CountGiven{-1});
        CHECK(state.phase == Phase::Counting);
        CHECK_FALSE(state.counted);
    }
}

TEST_CASE_METHOD(CountFixture, "a count that nobody asked for changes nothing") {
    unread(1);
    send(CountGiven{7});
    CHECK_FALSE(state.counted);
    CHECK(state.miscounts == 0);
    CHECK(state.phase == Phase::Scanning);
}

TEST_CASE_METHOD(CountFixture, "the next shopper's count starts afresh") {
    miscountedTwice();
    send(LeavePressed{});
    CHECK(state.alerts.empty());
    CHECK(state.miscounts == 0);
}

#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "one tap leads from the tray to the card, one card to the receipt") {
    lands(epc(1), pull());
    lands(epc(2), jean());
    pays();
    REQUIRE(state.phase == Phase::Paying);
    REQUIRE(commanded<ConnectTerminal>() != nullptr);
    const auto reference = state.payment->reference;
    CHECK(reference.size() == 12);
    CHECK(commanded<Charge>() == nullptr); // nothing is sent before "sending" is on disk
    send(TerminalConnected{reference});
    CHECK(state.payment->step == PaymentStep::Sending);
    REQUIRE(commanded<Charge>() != nullptr);
    CHECK(commanded<Charge>()->amount == checkout::Money{9791});
    terminal(PaymentOutcome::Approved);
    REQUIRE(ticket);
    CHECK(ticket->total.gross == checkout::Money{9791});
    CHECK(ticket->payment.reference == reference);
    CHECK(state.phase == Phase::Issuing);
    REQUIRE(commanded<FindTicket>() != nullptr);
    issue(42);
    CHECK(state.phase == Phase::Receipt);
    CHECK(state.receipt->ticket.number == 42);
    REQUIRE(commanded<CheckEticket>() != nullptr);
    send(EticketChecked{"http://shop/t/x"});
    CHECK(state.receipt->eticketUrl == "http://shop/t/x");
    send(DonePressed{});
    CHECK(state.phase == Phase::Goodbye);
    wait(settings.goodbyeMs);
    CHECK(state.phase == Phase::Attract);
}

TEST_CASE_METHOD(KioskFixture, "what was sold lies on the tray and starts no second visit") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue();
    send(DonePressed{});
    send(DonePressed{});
    CHECK(state.phase == Phase::Attract);
    tray(epc(1), TagClass::On);
    CHECK(state.phase == Phase::Attract);
    lands(epc(2), jean());
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture, "a refused card: nothing is charged, another may be tried") {
    lands(epc(1), pull());
    pays();
    const auto first = state.payment->reference;
    terminal(PaymentOutcome::Declined, PaymentReason::Refused);
    CHECK(state.phase == Phase::Refused);
    CHECK(state.refusal == PaymentReason::Refused);
    CHECK_FALSE(ticket);
    pays();
    REQUIRE(state.phase == Phase::Paying);
    CHECK(state.payment->reference != first);
    terminal(PaymentOutcome::Approved);
    CHECK(ticket);
}

TEST_CASE_METHOD(KioskFixture, "abandoned on the terminal: back to the basket, nothing charged") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::NotCharged, PaymentReason::Abandoned);
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::PaymentAbandoned);
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture, "a terminal that can't be reached charges nothing and is safe to try again") {
    lands(epc(1), pull());
    pays();
    send(TerminalUnreachable{state.payment->reference});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::TerminalAway);
    pays();
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(KioskFixture, "an outcome nobody knows blocks a second charge until an attendant decides") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Unknown, PaymentReason::ConnectionLost);
    REQUIRE(state.phase == Phase::InDoubt);
    CHECK(alert(AlertKind::PaymentInDoubt)->amount == pull().price);
    for (const EventData &gesture : {EventData(PayPressed{}), EventData(LeavePressed{}), EventData(BackPressed{}),
                                     EventData(DonePressed{}), EventData(HelpCancelled{})}) {
        send(gesture);
        CHECK(state.phase == Phase::InDoubt);
        CHECK(commands.empty());
    }
    SECTION("paid: the ticket says who confirmed it") {
        signIn();
        resolve(AlertKind::PaymentInDoubt, Resolution::Paid);
        REQUIRE(ticket);
        CHECK(ticket->payment.confirmedBy == "karim");
        CHECK(ticket->payment.amount == pull().price);
        CHECK(state.phase == Phase::Issuing);
    }
    SECTION("not paid: back to the basket") {
        signIn();
        const auto reference = state.payment->reference;
        resolve(AlertKind::PaymentInDoubt, Resolution::NotPaid);
        CHECK(state.phase == Phase::Scanning);
        CHECK(state.basket.count() == 1);
        // and if the terminal says otherwise after all, that is not lost from view
        checkout::CardPayment payment;
        payment.amount = pull().price;
        send(TerminalAnswered{reference, PaymentOutcome::Approved, {}, payment});
        CHECK(alert(AlertKind::LateApproval)->amount == pull().price);
    }
    SECTION("a late approval wins") {
        checkout::CardPayment payment;
        payment.amount = pull().price;
        send(TerminalAnswered{state.payment->reference, PaymentOutcome::Approved, {}, payment});
        CHECK(ticket);
        CHECK(alert(AlertKind::PaymentInDoubt) == nullptr);
    }
}

TEST_CASE_METHOD(KioskFixture, "an approval of another amount is not a payment") {
    lands(epc(1), pull());
    pays();
    const auto reference = state.payment->reference;
    send(TerminalConnected{reference});
    checkout::CardPayment payment;
    payment.amount = {1};
    send(TerminalAnswered{reference, PaymentOutcome::Approved, {}, payment});
    CHECK(state.phase == Phase::InDoubt);
    CHECK_FALSE(ticket);
}

TEST_CASE_METHOD(KioskFixture, "an answer to no question of ours changes nothing but what is seen") {
    lands(epc(1), pull());
    checkout::CardPayment payment;
    payment.amount = {999};
    send(TerminalAnswered{"000000000000", PaymentOutcome::Approved, {}, payment});
    CHECK(state.phase == Phase::Scanning);
    CHECK_FALSE(ticket);
    CHECK(alert(AlertKind::LateApproval) != nullptr);
    send(TerminalAnswered{"000000000000", PaymentOutcome::Declined, {}, payment});
    CHECK(state.phase == Phase::Scanning);
}

TEST_CASE_METHOD(KioskFixture, "the basket doesn't move while the card is charged, and a change is an alert") {
    lands(epc(1), pull());
    lands(epc(3), jean());
    pays();
    tray(epc(2), TagClass::On);
    send(TagFound{epc(2), jean(), 1});
    leaves(epc(1));
    shows(honey());
    CHECK(state.basket.total() == pull().price + jean().price);
    CHECK(state.alerts.size() == 2);
    CHECK(alert(AlertKind::TrayChanged) != nullptr);

    SECTION("approved: the sale stands as it was, the attendant still sees the change after") {
        terminal(PaymentOutcome::Approved);
        CHECK(ticket->total.gross == pull().price + jean().price);
        issue();
        send(DonePressed{});
        send(DonePressed{});
        CHECK(alert(AlertKind::TrayChanged) != nullptr);
    }
    SECTION("refused: the basket is what lies there now") {
        terminal(PaymentOutcome::Declined);
        CHECK(state.basket.total() == jean().price * 2);
    }
}

TEST_CASE_METHOD(KioskFixture, "nothing to pay is said, and the button lives") {
    landsUnsure(epc(1), pull());
    shows(honey());
    send(UnitsSet{honey().gtin, 0});
    pays();
    REQUIRE(state.phase == Phase::Asking);
    send(Answered{epc(1), {}, false});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::NothingToPay);
}

TEST_CASE_METHOD(KioskFixture, "pay waits for a look-up that is under way") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    pays();
    CHECK(state.phase == Phase::Checking);
    send(TagFound{epc(2), jean(), 1});
    CHECK(state.phase == Phase::Paying);
    CHECK(state.payment->amount == pull().price + jean().price);
}

TEST_CASE_METHOD(KioskFixture, "a look-up that never answers gives the basket back") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    pays();
    wait(settings.checkingMs);
    CHECK(state.phase == Phase::Scanning);
    CHECK_FALSE(state.payment);
}

TEST_CASE_METHOD(KioskFixture, "paper is printed on demand, and again as a duplicata") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue(9);
    CHECK(commanded<PrintTicket>() == nullptr);
    send(PrintPressed{});
    REQUIRE(commanded<PrintTicket>() != nullptr);
    CHECK(commanded<PrintTicket>()->copy == 0);
    send(PrintPressed{});
    CHECK(commanded<PrintTicket>() == nullptr); // one at a time
    send(PrintFailed{9, DeviceReason::PaperOut});
    CHECK(state.receipt->print == PrintStep::Failed);
    send(PrintPressed{});
    CHECK(commanded<PrintTicket>()->copy == 0);
    send(Printed{9});
    send(PrintPressed{});
    CHECK(commanded<PrintTicket>()->copy == 1);
}

TEST_CASE_METHOD(KioskFixture, "an answer that comes after the sale was booked asks for no refund") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Unknown, PaymentReason::TimeOut);
    const auto reference = state.payment->reference;
    signIn();
    resolve(AlertKind::PaymentInDoubt, Resolution::Paid);
    checkout::CardPayment payment;
    payment.amount = pull().price;
    send(TerminalAnswered{reference, PaymentOutcome::Approved, {}, payment});
    CHECK(state.alerts.empty());
    issue();
    send(TerminalAnswered{reference, PaymentOutcome::Approved, {}, payment});
    CHECK(state.alerts.empty());
}

TEST_CASE_METHOD(KioskFixture, "pay waits for the look-up of an unsure tag too") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::Unsure);
    pays();
    CHECK(state.phase == Phase::Checking);
    send(TagFound{epc(2), jean(), 1});
    CHECK(state.phase == Phase::Asking);
}

TEST_CASE_METHOD(KioskFixture, "what left while the reader restarted during a payment is not in the next try") {
    lands(epc(1), pull());
    lands(epc(2), jean());
    pays();
    send(TrayRestarted{});
    tray(epc(2), TagClass::On); // settled: the pullover is gone
    terminal(PaymentOutcome::Declined, PaymentReason::Refused);
    CHECK(state.basket.total() == jean().price);
}

TEST_CASE_METHOD(KioskFixture, "an article that came after the payment starts the next visit") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue();
    lands(epc(2), jean());
    send(DonePressed{});
    send(DonePressed{});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.total() == jean().price);
}

TEST_CASE_METHOD(KioskFixture, "the weak tag of an article that was shown and paid starts no second visit") {
    shows(pull());
    landsUnsure(epc(1), pull()); // absorbed by the unit that was shown
    pays();
    REQUIRE(state.phase == Phase::Paying);
    terminal(PaymentOutcome::Approved);
    issue();
    send(DonePressed{});
    send(DonePressed{});
    REQUIRE(state.phase == Phase::Attract);
    tray(epc(1), TagClass::On); // lifted past the antenna
    CHECK(state.phase == Phase::Attract);
    CHECK(state.basket.empty());
}

TEST_CASE_METHOD(KioskFixture, "a basket that costs nothing troubles no terminal") {
    auto gift = honey();
    gift.price = {0};
    shows(gift);
    pays();
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::NothingToPay);
    CHECK_FALSE(state.payment);
}

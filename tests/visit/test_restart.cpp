// kill -9 at every step of a payment: what each kind of command becomes, and what the next shopper may do.
#include "tests/visit/kiosk_fixture.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "a restart in the middle of shopping gives the basket back") {
    lands(epc(1), pull());
    shows(honey());
    const auto before = state.basket;
    restart();
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket == before);
    send(TrayRestarted{});
    tray(epc(1), TagClass::On);
    CHECK(state.basket == before);
}

TEST_CASE_METHOD(KioskFixture, "a new basket shows nothing of an earlier one that the reader hasn't told again") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    pays();
    send(Answered{.epc = epc(2), .gtin = {}, .yes = false});
    terminal(PaymentOutcome::Approved);
    issue();
    restart(); // they lie there yet
    wait(10 * 60 * 1000);
    REQUIRE(state.visitId.empty());
    CHECK_FALSE(state.tags.empty());
    tray(epc(3), TagClass::On, false);
    send(TagFound{epc(3), honey(), 1});
    REQUIRE(state.phase == Phase::Scanning);
    CHECK(state.tags.size() == 1);
    tray(epc(2), TagClass::Unsure, false);
    REQUIRE(commanded<LookUpTag>() != nullptr);
    CHECK(commanded<LookUpTag>()->epc == epc(2));
}

TEST_CASE_METHOD(KioskFixture, "look-ups are asked again") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(CodeShown{honey().gtin});
    restart();
    REQUIRE(commanded<LookUpTag>() != nullptr);
    CHECK(commanded<LookUpTag>()->epc == epc(2));
    REQUIRE(commanded<LookUpArticle>() != nullptr);
    send(ArticleFound{honey(), 1});
    CHECK(state.basket.find(honey().gtin) != nullptr);
}

TEST_CASE_METHOD(KioskFixture, "an intent was not charged") {
    lands(epc(1), pull());
    pays();
    restart();
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.notice == Notice::PaymentNotStarted);
    CHECK_FALSE(state.payment);
    CHECK(commanded<ConnectTerminal>() == nullptr);
    CHECK(commanded<Charge>() == nullptr);
}

TEST_CASE_METHOD(KioskFixture, "what was sent is in doubt, and never sent again") {
    lands(epc(1), pull());
    pays();
    send(TerminalConnected{state.payment->reference});
    const bool accepted = GENERATE_COPY(false, true);
    if (accepted)
        send(TerminalAccepted{state.payment->reference});
    restart();
    CHECK(state.phase == Phase::InDoubt);
    CHECK(alert(AlertKind::PaymentInDoubt)->amount == pull().price);
    CHECK(commands.empty());
    restart(); // and once more: the same doubt, once
    CHECK(state.alerts.size() == 1);
}

TEST_CASE_METHOD(KioskFixture, "an approved payment finds its ticket") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    restart();
    REQUIRE(commanded<FindTicket>() != nullptr);
    CHECK(commanded<FindTicket>()->visitId == state.visitId);
    issue(3);
    CHECK(state.phase == Phase::Receipt);
    restart();
    CHECK(state.phase == Phase::Receipt);
    CHECK(commanded<CheckEticket>() != nullptr);
}

TEST_CASE_METHOD(KioskFixture, "paper that may have been printed is offered, not printed") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue(3);
    send(PrintPressed{});
    restart();
    CHECK(commanded<PrintTicket>() == nullptr);
    CHECK(state.receipt->print == PrintStep::MaybePrinted);
    send(PrintPressed{});
    REQUIRE(commanded<PrintTicket>() != nullptr);
    CHECK(commanded<PrintTicket>()->copy == 1); // the original may be out
}

TEST_CASE_METHOD(KioskFixture, "nobody stays signed in over a restart") {
    signIn();
    const auto restored = stateFromJson(toJson(state));
    REQUIRE(restored);
    CHECK_FALSE(restored->staff);
    restart();
    CHECK_FALSE(state.staff);
}

TEST_CASE_METHOD(KioskFixture, "between visits a restart speaks what the configuration says now") {
    settings.language = checkout::Language::English;
    restart();
    CHECK(state.language == checkout::Language::English);
}

TEST_CASE_METHOD(KioskFixture, "a restart in a visit keeps the shopper's language") {
    lands(epc(1), pull());
    settings.language = checkout::Language::English;
    restart();
    CHECK(state.language == checkout::Language::French);
}

TEST_CASE_METHOD(KioskFixture, "a restart during the idle warning keeps the basket") {
    lands(epc(1), pull());
    wait(settings.idleMs);
    REQUIRE(state.idleAt);
    now += settings.warningMs * 10;
    restart();
    send(TimePassed{});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.count() == 1);
}

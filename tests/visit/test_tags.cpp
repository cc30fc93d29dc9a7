// Tags that aren't simply an article on the tray: unknown, foreign, sold, a neighbour's, or only perhaps there.
#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "an unsure article is told by its name") {
    lands(epc(1), pull());
    send(TrayChanged{{{epc(2), {}, TagClass::Unsure, UnsureReason::OneAntenna}}, true});
    REQUIRE(commanded<LookUpTag>() != nullptr);
    CHECK(commanded<LookUpTag>()->epc == epc(2));
    send(TagFound{epc(2), jean(), 1});
    CHECK(state.unsureTags() == std::vector{epc(2)});
    CHECK(state.articles.at(*state.tags.at(epc(2)).article).label == jean().label);
    CHECK(state.tags.at(epc(2)).reason == UnsureReason::OneAntenna);
    CHECK(state.basket.unsureCount() == 1);
}

TEST_CASE_METHOD(KioskFixture, "a tag that is unknown and only perhaps there is asked about, not dropped") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::Unsure);
    send(TagUnknown{epc(2)});
    CHECK(state.unsureTags() == std::vector{epc(2)});
    CHECK(state.alerts.empty()); // perhaps it is a passer-by's: nobody is called for it while the shopper shops
    pays();
    REQUIRE(state.phase == Phase::Asking);
    CHECK(state.asking == epc(2));
    CHECK(alert(AlertKind::UnsureTag)->epc == epc(2));

    SECTION("not mine: paid without it, on record") {
        send(Answered{epc(2), {}, false});
        CHECK(state.phase == Phase::Paying);
        CHECK(state.tags.at(epc(2)).claim == Claim::NotMine);
    }
    SECTION("mine: an attendant must say what it is") {
        send(Answered{epc(2), {}, true});
        CHECK(state.phase == Phase::Waiting);
        CHECK(alert(AlertKind::UnsureTag) == nullptr);
        REQUIRE(alert(AlertKind::UnknownTag) != nullptr);
        signIn();
        resolve(AlertKind::UnknownTag, Resolution::SetAside);
        signOut();
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price);
    }
    SECTION("moved, and it lies there: an unknown tag as any other") {
        tray(epc(2), TagClass::On);
        CHECK(state.phase == Phase::Waiting);
        CHECK(alert(AlertKind::UnsureTag) == nullptr);
        CHECK(alert(AlertKind::UnknownTag) != nullptr);
    }
    SECTION("taken away") {
        leaves(epc(2));
        CHECK(state.phase == Phase::Paying);
    }
    SECTION("an attendant sets it aside") {
        signIn();
        resolve(AlertKind::UnsureTag, Resolution::SetAside);
        signOut();
        CHECK(state.phase == Phase::Paying);
    }
}

TEST_CASE_METHOD(KioskFixture, "an unknown tag that is no longer sure is asked about instead of waited for") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagUnknown{epc(2)});
    REQUIRE(alert(AlertKind::UnknownTag) != nullptr);
    tray(epc(2), TagClass::Unsure);
    CHECK(alert(AlertKind::UnknownTag) == nullptr);
    pays();
    CHECK(state.phase == Phase::Asking);
}

TEST_CASE_METHOD(KioskFixture, "a foreign tag is said and never counted, and nobody waits for it") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagForeign{epc(2)});
    CHECK(state.notice == Notice::NotFromHere);
    REQUIRE(alert(AlertKind::ForeignTag) != nullptr);
    CHECK(alert(AlertKind::ForeignTag)->epc == epc(2));
    CHECK(state.basket.count() == 1);

    SECTION("the payment goes on") {
        pays();
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price);
    }
    SECTION("it is taken away") {
        leaves(epc(2));
        CHECK(state.alerts.empty());
    }
    SECTION("an attendant sets it aside") {
        signIn();
        resolve(AlertKind::ForeignTag, Resolution::SetAside);
        CHECK(state.alerts.empty());
        tray(epc(2), TagClass::On);
        CHECK(state.alerts.empty());
    }
}

TEST_CASE_METHOD(KioskFixture, "a foreign tag starts no visit, and is said in the next one") {
    tray(epc(2), TagClass::On);
    send(TagForeign{epc(2)});
    CHECK(state.phase == Phase::Attract);
    CHECK(state.alerts.empty());
    lands(epc(1), pull());
    CHECK(alert(AlertKind::ForeignTag) != nullptr);
}

TEST_CASE_METHOD(KioskFixture, "a foreign tag that is only perhaps there is nobody's business") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::Unsure);
    send(TagForeign{epc(2)});
    CHECK(state.alerts.empty());
    CHECK(state.unsureTags().empty());
    pays();
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(KioskFixture, "what is paid and left on the tray is said to the next shopper") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue(7);
    send(DonePressed{});
    send(DonePressed{});
    REQUIRE(state.phase == Phase::Attract);
    lands(epc(2), jean());
    CHECK(state.basket.count() == 1);
    CHECK(alert(AlertKind::SoldTag)->epc == epc(1));
    CHECK(state.notice == Notice::AlreadyPaid);
}

// --- neighbours

TEST_CASE_METHOD(KioskFixture, "an article in a neighbour's visit is refused here, with a way out") {
    lands(epc(1), pull());
    lands(epc(2), jean());
    send(TagClaimed{epc(2), "caisse 2"});
    CHECK(state.basket.count() == 1);
    CHECK(state.notice == Notice::AtNeighbour);
    REQUIRE(alert(AlertKind::ClaimedTag) != nullptr);
    CHECK(alert(AlertKind::ClaimedTag)->kiosk == "caisse 2");
    CHECK(state.claims() == std::vector{TagClaim{epc(1), false}});
    pays();
    REQUIRE(state.phase == Phase::Waiting);

    SECTION("it is taken off the tray") {
        leaves(epc(2));
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price);
    }
    SECTION("the neighbour lets go of it: it is this shopper's") {
        send(TagClaimed{epc(2), ""});
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price + jean().price);
    }
    SECTION("an attendant counts it here, and the neighbour is told firmly") {
        signIn();
        resolve(AlertKind::ClaimedTag, Resolution::Count);
        signOut();
        REQUIRE(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price + jean().price);
        send(PayPressed{});
        const auto claims = state.claims();
        CHECK(std::find(claims.begin(), claims.end(), TagClaim{epc(2), true}) != claims.end());
    }
    SECTION("an attendant sets it aside") {
        signIn();
        resolve(AlertKind::ClaimedTag, Resolution::SetAside);
        signOut();
        CHECK(state.phase == Phase::Paying);
        CHECK(state.payment->amount == pull().price);
    }
}

TEST_CASE_METHOD(KioskFixture, "a claim may be known before the article is") {
    tray(epc(1), TagClass::On);
    send(TagClaimed{epc(1), "caisse 2"});
    send(TagFound{epc(1), pull(), 1});
    CHECK(state.phase == Phase::Attract); // a neighbour's article starts no visit
    CHECK(state.claims().empty());
    send(TagClaimed{epc(1), ""});
    CHECK(state.phase == Phase::Scanning);
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture, "a neighbour's article that is only perhaps here is explained, and asked of nobody") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    CHECK(state.basket.unsureCount() == 1);
    send(TagClaimed{epc(2), "caisse 2"});
    CHECK(state.basket.unsureCount() == 0);
    CHECK(state.unsureTags().empty());
    CHECK(state.alerts.empty());
    pays();
    CHECK(state.phase == Phase::Paying);
}

TEST_CASE_METHOD(KioskFixture, "a question about what turns out to be a neighbour's goes away") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    pays();
    REQUIRE(state.phase == Phase::Asking);
    send(TagClaimed{epc(2), "caisse 2"});
    CHECK(state.phase == Phase::Paying);
    CHECK(alert(AlertKind::UnsureTag) == nullptr);
}

TEST_CASE_METHOD(KioskFixture, "'mine' is no answer to a neighbour who had it before") {
    lands(epc(1), pull());
    landsUnsure(epc(2), jean());
    send(Answered{epc(2), {}, true});
    REQUIRE(state.basket.count() == 2);
    send(TagClaimed{epc(2), "caisse 2"});
    CHECK(state.basket.count() == 1);
    send(Answered{epc(2), {}, true}); // a late tap
    CHECK(state.basket.count() == 1);
}

TEST_CASE_METHOD(KioskFixture,
                 "what is being paid here is claimed firmly; if the neighbour is paying too, it is an alert") {
    lands(epc(1), pull());
    CHECK(state.claims() == std::vector{TagClaim{epc(1), false}});
    pays();
    CHECK(state.claims() == std::vector{TagClaim{epc(1), true}});
    send(TagClaimed{epc(1), "caisse 2"});
    CHECK(state.basket.total() == pull().price);
    REQUIRE(alert(AlertKind::ClaimedTag) != nullptr);
    SECTION("approved: the attendant still sees it when both are gone") {
        terminal(PaymentOutcome::Approved);
        CHECK(ticket->total.gross == pull().price);
        issue();
        send(DonePressed{});
        send(DonePressed{});
        leaves(epc(1));
        REQUIRE(alert(AlertKind::ClaimedTag) != nullptr);
        signIn();
        resolve(AlertKind::ClaimedTag, Resolution::SetAside);
        CHECK(state.alerts.empty());
        CHECK(state.basket.empty());
    }
    SECTION("refused: it is the neighbour's") {
        terminal(PaymentOutcome::Declined);
        CHECK(state.basket.empty());
        CHECK(state.claims().empty());
    }
}

TEST_CASE_METHOD(KioskFixture, "what a visit lets go of is claimed no more; what it sold is, while it lies there") {
    lands(epc(1), pull());
    lands(epc(2), jean());
    SECTION("the visit is left") {
        send(LeavePressed{});
        CHECK(state.claims().empty());
    }
    SECTION("one article leaves the tray") {
        leaves(epc(2));
        CHECK(state.claims() == std::vector{TagClaim{epc(1), false}});
    }
    SECTION("paid") {
        pays();
        terminal(PaymentOutcome::Approved);
        issue();
        CHECK(state.claims() == std::vector{TagClaim{epc(1), true}, TagClaim{epc(2), true}});
        send(DonePressed{});
        send(DonePressed{});
        leaves(epc(1));
        CHECK(state.claims() == std::vector{TagClaim{epc(2), true}});
    }
}

// --- marks

namespace {
struct MarkFixture : KioskFixture {
    MarkFixture() { settings.markSold = true; }
    void sell() {
        lands(epc(1), pull());
        lands(epc(2), jean());
        shows(honey());
        pays();
        terminal(PaymentOutcome::Approved);
        CHECK(commanded<MarkTag>() == nullptr); // no ticket yet
        issue(5);
    }
};
} // namespace

TEST_CASE_METHOD(MarkFixture, "each sold tag is marked once, one at a time, whatever becomes of it") {
    sell();
    REQUIRE(commanded<MarkTag>() != nullptr);
    CHECK(*commanded<MarkTag>() == MarkTag{epc(1), 5});
    send(DonePressed{});
    CHECK(commanded<MarkTag>() == nullptr);
    send(TagMarked{epc(2), 5, MarkOutcome::Written}); // not the one under way
    CHECK(commanded<MarkTag>() == nullptr);
    send(TagMarked{epc(1), 5, MarkOutcome::NotFound});
    REQUIRE(commanded<MarkTag>() != nullptr);
    CHECK(*commanded<MarkTag>() == MarkTag{epc(2), 5});
    send(DonePressed{}); // the shopper is gone, the marking goes on
    send(TagMarked{epc(2), 5, MarkOutcome::Written});
    CHECK(commanded<MarkTag>() == nullptr);
    CHECK(state.marking.empty());
}

TEST_CASE_METHOD(MarkFixture, "a restart asks again for the mark that was under way") {
    sell();
    restart();
    REQUIRE(commanded<MarkTag>() != nullptr);
    CHECK(*commanded<MarkTag>() == MarkTag{epc(1), 5});
    settings.markSold = false; // by a new configuration
    restart();
    CHECK(commanded<MarkTag>() == nullptr);
    CHECK(state.marking.empty());
}

TEST_CASE_METHOD(KioskFixture, "a shop that marks nothing asks for no mark") {
    lands(epc(1), pull());
    pays();
    terminal(PaymentOutcome::Approved);
    issue();
    CHECK(commanded<MarkTag>() == nullptr);
}

// A new mapping while articles lie on the tray.
#include "tests/visit/kiosk_fixture.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "what was unknown is asked for again when the catalogue changes, and nothing else") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagUnknown{epc(2)});
    tray(epc(3), TagClass::On);
    send(TagForeign{epc(3)});
    tray(epc(4), TagClass::On);
    send(TagSold{epc(4), 1});
    REQUIRE(alert(AlertKind::UnknownTag) != nullptr);
    const auto before = state;

    send(CatalogueChanged{2});
    REQUIRE(commands.size() == 2);
    CHECK(std::get<LookUpTag>(commands[0].data).epc == epc(2));
    CHECK(std::get<LookUpTag>(commands[1].data).epc == epc(3));
    CHECK(state.tags == before.tags); // nothing flickers meanwhile
    CHECK(state.alerts == before.alerts);

    send(TagFound{epc(2), jean(), 2});
    CHECK(alert(AlertKind::UnknownTag) == nullptr);
    CHECK(state.basket.count() == 2);
    CHECK(state.basket.total() == checkout::Money{4995 + jean().price.minor});

    send(TagForeign{epc(3)}); // still
    CHECK(alert(AlertKind::ForeignTag) != nullptr);
    send(CatalogueChanged{3});
    CHECK(commands.size() == 1);
}

TEST_CASE_METHOD(KioskFixture, "nobody pays a total that grew behind the button") {
    lands(epc(1), pull());
    tray(epc(2), TagClass::On);
    send(TagUnknown{epc(2)});
    pays();
    REQUIRE(state.phase == Phase::Waiting);

    SECTION("the new mapping knows it: the shopper sees the basket first") {
        send(CatalogueChanged{2});
        send(TagFound{epc(2), jean(), 2});
        CHECK(state.phase == Phase::Scanning);
        CHECK_FALSE(state.payment);
        CHECK(state.basket.count() == 2);
        pays();
        REQUIRE(state.phase == Phase::Paying);
        CHECK(state.payment->amount == checkout::Money{4995 + jean().price.minor});
    }
    SECTION("the new mapping doesn't know it either: the attendant is still awaited") {
        send(CatalogueChanged{2});
        send(TagUnknown{epc(2)});
        CHECK(state.phase == Phase::Waiting);
        CHECK(alert(AlertKind::UnknownTag) != nullptr);
    }
    SECTION("it left while it was looked up: the payment goes on with what was there") {
        send(CatalogueChanged{2});
        leaves(epc(2));
        REQUIRE(state.phase == Phase::Paying);
        send(TagFound{epc(2), jean(), 2});
        CHECK(state.payment->amount == checkout::Money{4995});
        CHECK(state.basket.count() == 1);
    }
    SECTION("an attendant has set it aside: it is not asked for again") {
        signIn();
        resolve(AlertKind::UnknownTag, Resolution::SetAside);
        send(CatalogueChanged{2});
        CHECK(commands.empty());
    }
}

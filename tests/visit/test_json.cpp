#include "tests/visit/kiosk_fixture.h"
#include "visit/json.h"

#include <catch2/catch_test_macros.hpp>

using namespace panier;
using namespace panier::tests;
using namespace panier::visit;

TEST_CASE_METHOD(KioskFixture, "a state is restored as it was stored") {
    lands(epc(1), pull());
    lands(epc(2), jean());
    landsUnsure(epc(3), jean());
    shows(knife());
    shows(pull());
    send(LanguageChosen{checkout::Language::English});
    pays();
    const auto restored = stateFromJson(toJson(state));
    REQUIRE(restored);
    CHECK(*restored == state);
}

TEST_CASE("what is no state is refused with a reason") {
    CHECK(stateFromJson("").error().code == JsonError::NotJson);
    CHECK(stateFromJson("{}").error().code == JsonError::WrongShape);
    CHECK(stateFromJson(R"({"version":99,"state":{}})").error().code == JsonError::OtherVersion);
    CHECK(stateFromJson(R"({"version":2,"state":{"phase":3}})").error().code == JsonError::WrongShape);
    auto text = toJson(State{});
    CHECK(stateFromJson(text));
}

TEST_CASE("events have names and fields") {
    CHECK(eventName(PayPressed{}) == "PayPressed");
    CHECK(eventName(CountGiven{}) == "CountGiven");
    CHECK(eventName(Started{}) == "Started");
    CHECK(commandName(MarkTag{}) == "MarkTag");
    CHECK(toJson(EventData(PayPressed{})) == "{}");
    CHECK(toJson(EventData(TagUnknown{epc(1)})) == R"({"epc":"300000000000000000000001"})");
    CHECK(toJson(CommandData(Charge{"000000000001", {150}})) == R"({"amount":150,"reference":"000000000001"})");
}

#include "vision/agree/agreement.h"

#include <catch2/catch_test_macros.hpp>

namespace {
using namespace panier;
using vision::agree::Agreed;
using vision::agree::Agreement;
using vision::agree::Strength;
using vision::decode::Decoded;
using vision::decode::Symbology;

constexpr base::TimeMs frameMs = 80;

const Decoded milk{Symbology::Ean13, "]E0", "3017620422003", {}};
const Decoded bread{Symbology::Ean13, "]E0", "5449000000996", {}};
const Decoded gum{Symbology::Ean8, "]E4", "96385074", {}};
const Decoded link{Symbology::QrCode, "]Q1", "https://example.com/01/09501101530003", {}};

// Shows frames one after the other and counts what came of them.
struct Run {
    Agreement agreement;
    base::TimeMs nowMs = 1000;
    int shown = 0;
    int gone = 0;

    Agreed frame(const std::vector<Decoded> &codes) {
        nowMs += frameMs;
        auto agreed = agreement.frame(nowMs, codes);
        shown += static_cast<int>(agreed.shown.size());
        gone += static_cast<int>(agreed.gone.size());
        return agreed;
    }
    void frames(int count, const std::vector<Decoded> &codes) {
        for (int i = 0; i < count; ++i)
            frame(codes);
    }
};

TEST_CASE("A code counts in the second frame that shows it, and once") {
    Run run;
    CHECK(run.frame({milk}).shown.empty());
    const auto agreed = run.frame({milk});
    REQUIRE(agreed.shown.size() == 1);
    CHECK(agreed.shown[0].text == milk.text);
    CHECK(agreed.shown[0].aim == "]E0");
    CHECK(agreed.shown[0].strength == Strength::Fair);
    run.frames(200, {milk});
    CHECK(run.shown == 1);
    CHECK(run.gone == 0);
}

TEST_CASE("Two sightings more than a window apart don't agree") {
    Run run;
    run.frame({milk});
    run.frames(4, {});
    run.frame({milk});
    CHECK(run.shown == 0);
    run.frames(3, {});
    run.frame({milk}); // the fifth of the window
    CHECK(run.shown == 1);
}

TEST_CASE("A single misread among good frames never counts") {
    Run run;
    run.frames(3, {milk});
    run.frame({bread});
    run.frames(10, {milk});
    CHECK(run.shown == 1);
}

TEST_CASE("Short codes need three of seven") {
    Run run;
    run.frame({gum});
    run.frame({gum});
    CHECK(run.shown == 0);
    run.frames(4, {});
    run.frame({gum}); // the seventh
    CHECK(run.shown == 1);
}

TEST_CASE("An article that was away a moment may be shown again") {
    Run run;
    run.frames(5, {milk});
    run.frames(static_cast<int>(vision::agree::AgreementRules().goneMs / frameMs) + 1, {});
    CHECK(run.gone == 1);
    run.frames(5, {milk});
    CHECK(run.shown == 2);
}

TEST_CASE("A blink is not a new presentation") {
    Run run;
    run.frames(5, {milk});
    run.frames(15, {}); // 1200 ms
    run.frames(5, {milk});
    CHECK(run.shown == 1);
    CHECK(run.gone == 0);
}

TEST_CASE("A camera that stalls re-arms nothing") {
    Run run;
    run.frames(5, {milk});
    run.nowMs += 60'000;
    run.frame({});
    run.frames(5, {milk});
    CHECK(run.shown == 1);
}

TEST_CASE("A pack with two codes shows both") {
    Run run;
    run.frame({milk, link});
    const auto agreed = run.frame({milk, link});
    REQUIRE(agreed.shown.size() == 2);
    CHECK(agreed.shown[1].strength == Strength::Strong);
}

TEST_CASE("The next article counts while the one before is still remembered") {
    Run run;
    run.frames(4, {milk});
    run.frames(4, {bread});
    CHECK(run.shown == 2);
}

TEST_CASE("A flood of different codes is forgotten in time, and takes no memory meanwhile") {
    Run run;
    for (int i = 0; i < 1000; ++i)
        run.frame({Decoded{Symbology::QrCode, "]Q1", std::to_string(i), {}}});
    CHECK(run.shown == 0);
    run.frames(30, {});
    run.frames(2, {milk});
    CHECK(run.shown == 1);
}
} // namespace

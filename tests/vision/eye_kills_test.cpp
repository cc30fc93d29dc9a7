// A score of kills in the middle of presentations; tests/bench/bench_eye_kills.cpp does a thousand.
#include "tests/vision/eye_kills.h"

#include <catch2/catch_test_macros.hpp>
#include <random>

namespace {
TEST_CASE("Killed twice in every presentation at random moments, each article is read exactly once") {
    const auto seed = std::random_device{}();
    INFO("seed " << seed);
    const auto figures = panier::tests::killEyes({QStringLiteral(PANIER_EYE), 20, 2, seed});
    CHECK(figures.kills == 20);
    CHECK(figures.presentations == 10);
    CHECK(figures.readOnce == 10);
    CHECK(figures.wrong == 0);
    CHECK(figures.saidLost == 0);
}
} // namespace

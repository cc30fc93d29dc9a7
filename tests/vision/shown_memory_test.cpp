#include "devices/eye/shown_memory.h"

#include <catch2/catch_test_macros.hpp>

namespace {
using panier::devices::ShownMemory;
using panier::vision::agree::CodeRead;
using panier::vision::decode::Symbology;

const CodeRead milk{Symbology::Ean13, "]E0", "3017620422003", {}};
const CodeRead water{Symbology::Ean13, "]E0", "5449000000996", {}};

TEST_CASE("What lay before a dead eye is not new to the next one") {
    ShownMemory memory;
    CHECK(memory.shown(0, milk));
    memory.childDied();
    CHECK_FALSE(memory.shown(60'000, milk)); // however long the restart took
    CHECK(memory.shown(60'100, water));
}

TEST_CASE("Only once: then it is an ordinary presentation again") {
    ShownMemory memory;
    CHECK(memory.shown(0, milk));
    memory.childDied();
    CHECK_FALSE(memory.shown(1000, milk));
    memory.gone(milk);
    CHECK(memory.shown(2000, milk));
}

TEST_CASE("A code that has become stronger is news once, whichever eye it was") {
    auto fair = milk;
    auto strong = milk;
    fair.strength = panier::vision::agree::Strength::Fair;
    strong.strength = panier::vision::agree::Strength::Strong;
    ShownMemory memory;
    CHECK(memory.shown(0, fair));
    CHECK(memory.shown(10, strong));
    CHECK_FALSE(memory.shown(20, strong));
    memory.childDied();
    CHECK_FALSE(memory.shown(1000, fair));
    CHECK_FALSE(memory.shown(1010, strong));

    ShownMemory interrupted;
    CHECK(interrupted.shown(0, fair));
    interrupted.childDied();
    CHECK_FALSE(interrupted.shown(1000, fair));
    CHECK(interrupted.shown(1010, strong));
}

TEST_CASE("What had left before the death is new") {
    ShownMemory memory;
    CHECK(memory.shown(0, milk));
    memory.gone(milk);
    memory.childDied();
    CHECK(memory.shown(1000, milk));
}

TEST_CASE("What isn't seen again in time has left, and is new after that") {
    ShownMemory memory;
    CHECK(memory.shown(0, milk));
    memory.childDied();
    CHECK(memory.expire(50'000).empty()); // the next one hasn't looked yet
    memory.watching(50'000);
    CHECK(memory.expire(52'999).empty());
    CHECK(memory.expire(53'000) == std::vector{milk});
    CHECK(memory.expire(53'001).empty());
    CHECK(memory.shown(53'100, milk));
}

TEST_CASE("Two deaths in a row don't lose it") {
    ShownMemory memory;
    CHECK(memory.shown(0, milk));
    memory.childDied();
    memory.watching(500);
    memory.childDied();
    CHECK_FALSE(memory.shown(1000, milk));
    memory.childDied();
    CHECK_FALSE(memory.shown(2000, milk));
}

TEST_CASE("An eye that claims ever new codes takes no memory") {
    ShownMemory memory;
    for (int i = 0; i < 10'000; ++i)
        CHECK(memory.shown(i, {Symbology::QrCode, "]Q1", std::to_string(i), {}}));
    memory.childDied();
    memory.watching(20'000);
    CHECK(memory.expire(30'000).size() == ShownMemory::maxCodes);
}
} // namespace

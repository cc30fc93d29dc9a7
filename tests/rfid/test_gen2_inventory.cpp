// Gen2's air protocol, simulated, against theory and the standard's timing.
#include "rfid/emulator/world/gen2_inventory.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace panier::rfid::world;
using Catch::Approx;

namespace {

constexpr double deafDbm = 1000; // a reader that decodes nothing

std::vector<Candidate> candidates(std::uint32_t count, double returnDbm = -40) {
    std::vector<Candidate> all;
    for (std::uint32_t i = 0; i < count; ++i)
        all.push_back({i, returnDbm, 1});
    return all;
}

InventoryParameters air(const LinkMode &mode = fm0At640()) {
    InventoryParameters parameters;
    parameters.mode = mode;
    parameters.captureDb = 1000; // none
    return parameters;
}

constexpr std::int64_t ever = 1'000'000'000;

// How long one round takes on average, in milliseconds, Q known from the round before.
double roundMs(const LinkMode &mode, std::uint32_t tags) {
    const auto all = candidates(tags);
    double sum = 0;
    constexpr int rounds = 200;
    for (std::uint64_t seed = 1; seed <= rounds; ++seed) {
        Gen2Inventory inventory(air(mode), std::vector<TagFlags>(tags), seed);
        std::vector<TagReply> replies;
        const auto startUs = inventory.round(Session::S2, Flag::A, all, 0, ever, replies);
        REQUIRE(replies.size() == tags);
        sum +=
            static_cast<double>(inventory.round(Session::S2, Flag::B, all, startUs, startUs + ever, replies) - startUs);
        REQUIRE(replies.size() == 2 * tags);
    }
    return sum / rounds / 1000;
}

// The share of slots in which exactly one of `tags` tags answers, out of frames of 2^q slots.
double singleShare(std::uint32_t tags, int q) {
    auto parameters = air();
    parameters.qStep = 0;
    parameters.firstQ = q;
    parameters.mode.sensitivityDbm = deafDbm; // so that each frame sees all of them again
    Gen2Inventory inventory(parameters, std::vector<TagFlags>(tags), 7);
    std::vector<TagReply> replies;
    inventory.round(Session::S0, Flag::A, candidates(tags), 0, 100'000'000, replies);
    REQUIRE(replies.empty());
    const auto &count = inventory.count();
    return static_cast<double>(count.failed) / static_cast<double>(count.failed + count.empty + count.collision);
}

} // namespace

TEST_CASE("slots last as long as Gen2's timing makes them") {
    const auto times = slotTimes(fm0At640());
    // QueryRep 12.5 + 6.25 + 18.75 + 4 x 9.375, T1 18.75, T3 3 / 0.64; an RN16 is (6 + 16 + 1) / 0.64, T2 8 / 0.64.
    CHECK(times.emptyUs == Approx(98.44).margin(0.01));
    CHECK(times.collisionUs == Approx(142.19).margin(0.01));
    // ACK 37.5 + 18 x 9.375, T1, PC EPC CRC (6 + 128 + 1) / 0.64, T2
    CHECK(times.successUs == Approx(142.19 + 448.44).margin(0.01));
}

TEST_CASE("slotted ALOHA fills at best 36.8 % of its slots") {
    CHECK(singleShare(64, 6) == Approx(0.3708).margin(0.005));  // (1 - 1/64)^63
    CHECK(singleShare(32, 6) == Approx(0.3069).margin(0.005));  // 0.5 (1 - 1/64)^31
    CHECK(singleShare(128, 6) == Approx(0.2706).margin(0.005)); // 2 (1 - 1/64)^127
}

TEST_CASE("inventories take as long as an error-free model says") {
    // A fifth less or more: that model begins without knowing how many tags there are.
    CHECK(roundMs(fm0At640(), 50) == Approx(47).epsilon(0.2));
    CHECK(roundMs(fm0At640(), 200) == Approx(197).epsilon(0.2));
    CHECK(roundMs(miller4At256(), 50) == Approx(247).epsilon(0.2));
    CHECK(roundMs(miller4At256(), 200) == Approx(1000).epsilon(0.2));
}

TEST_CASE("S2 single target tells a tag once, and again when it was without power for long") {
    Gen2Inventory inventory(air(), std::vector<TagFlags>(30), 1);
    const auto all = candidates(30);
    std::vector<TagReply> replies;
    std::int64_t nowUs = 0;
    for (int i = 0; i < 100; ++i) {
        inventory.power(all, nowUs);
        nowUs = inventory.round(Session::S2, Flag::A, all, nowUs, nowUs + 100'000, replies) + 10'000;
    }
    CHECK(replies.size() == 30);
    nowUs += 11'000'000; // longer than TagFlags::persistsUs
    inventory.power(all, nowUs);
    inventory.round(Session::S2, Flag::A, all, nowUs, nowUs + 100'000, replies);
    CHECK(replies.size() == 60);
}

TEST_CASE("S1 single target tells a tag again when its flag lapses, with or without power") {
    Gen2Inventory inventory(air(), std::vector<TagFlags>(1), 1);
    const auto all = candidates(1);
    std::vector<TagReply> replies;
    for (std::int64_t nowUs = 0; nowUs < 9'000'000; nowUs += 10'000) {
        inventory.power(all, nowUs);
        inventory.round(Session::S1, Flag::A, all, nowUs, nowUs + 9'000, replies);
    }
    REQUIRE(replies.size() == 5); // at 0, 2, 4, 6 and 8 s: it lasts 2 s
    for (std::size_t i = 1; i < replies.size(); ++i)
        CHECK(replies[i].timeUs - replies[i - 1].timeUs == Approx(2'000'000).margin(20'000));
}

TEST_CASE("S0 forgets at once without power, and not with it") {
    Gen2Inventory inventory(air(), std::vector<TagFlags>(1), 1);
    const auto all = candidates(1);
    std::vector<TagReply> replies;
    for (std::int64_t nowUs = 0; nowUs < 10'000; nowUs += 500) {
        inventory.power(all, nowUs);
        inventory.round(Session::S0, Flag::A, all, nowUs, nowUs + 2'000, replies);
    }
    CHECK(replies.size() == 1);
    inventory.power(all, 100'000);
    inventory.round(Session::S0, Flag::A, all, 100'000, 102'000, replies);
    CHECK(replies.size() == 2);
}

TEST_CASE("dual target reads every tag in either round") {
    Gen2Inventory inventory(air(), std::vector<TagFlags>(20), 1);
    const auto all = candidates(20);
    std::vector<TagReply> replies;
    std::int64_t nowUs = 0;
    for (int i = 0; i < 10; ++i)
        nowUs = inventory.round(Session::S1, i % 2 == 0 ? Flag::A : Flag::B, all, nowUs, ever, replies);
    CHECK(replies.size() == 200);
}

TEST_CASE("a much stronger tag is read in spite of a collision, an equal one isn't") {
    for (const double weaker : {-40.0, -45.0, -47.0, -60.0}) {
        auto parameters = air();
        parameters.captureDb = 6;
        parameters.qStep = 0;
        parameters.firstQ = 0; // one slot: they always meet
        Gen2Inventory inventory(parameters, std::vector<TagFlags>(2), 1);
        std::vector<TagReply> replies;
        inventory.round(Session::S1, Flag::A, std::vector<Candidate>{{0, weaker, 1}, {1, -40, 1}}, 0, 2'000, replies);
        if (weaker < -46) {
            REQUIRE(replies.size() == 2);
            CHECK(replies[0].tag == 1);
        } else {
            CHECK(replies.empty());
        }
    }
}

TEST_CASE("a level at the reader's sensitivity is decoded half of the time") {
    Gen2Inventory inventory(air(), std::vector<TagFlags>(1), 1);
    std::vector<TagReply> replies;
    for (int i = 0; i < 20'000; ++i) // a round ends with an empty slot, so it is tried until it is decoded
        inventory.round(Session::S1, i % 2 == 0 ? Flag::A : Flag::B, candidates(1, -74), i * 100'000,
                        i * 100'000 + 50'000, replies);
    const auto &count = inventory.count();
    CHECK(static_cast<double>(count.success) / static_cast<double>(count.success + count.failed) ==
          Approx(0.5).margin(0.02));
}

TEST_CASE("a hidden tag answers in two rounds of a hundred") {
    Gen2Inventory inventory(air(), std::vector<TagFlags>(1), 1);
    const std::vector<Candidate> hidden{{0, -50, 0.02}};
    std::vector<TagReply> replies;
    constexpr int rounds = 50'000;
    for (int i = 0; i < rounds; ++i) {
        const auto flag = inventory.flag(0, Session::S2, 0);
        inventory.round(Session::S2, flag, hidden, i * 10'000, i * 10'000 + 5'000, replies);
    }
    CHECK(static_cast<double>(replies.size()) / rounds == Approx(0.02).margin(0.002));
}

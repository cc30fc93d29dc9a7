// What the client decides: what to ask of a reader, when a tag was seen, which operation follows which.
#include "rfid/llrp/conversation.h"
#include "rfid/llrp/rate_limit.h"
#include "rfid/llrp/reader_clock.h"

#include <catch2/catch_test_macros.hpp>
#include <rapidcheck.h>

using namespace panier;
using namespace panier::rfid::llrp;
using rfid::reader::InventoryMode;
using rfid::reader::MarkOutcome;
using rfid::reader::SoldMark;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t year = 365 * 24 * 3600 * second;
constexpr std::uint64_t utc = 1'793'000'000'000'000;

Capabilities capabilities() {
    Capabilities known;
    known.antennas = 4;
    known.powerLevels = {{1, 1000}, {2, 1500}, {3, 2000}};
    known.fixedChannelsKhz = {865'700, 866'300, 866'900, 867'500};
    known.sensitivities = {{1, 0}, {2, 10}, {3, 20}};
    known.modes = {{7, 0, 2, 640'000}, {8, 2, 2, 250'000}, {9, 2, 3, 170'000}};
    return known;
}

const auto shirt = *codes::Epc::fromHex("3034257BF7194E4000001A85");

} // namespace

TEST_CASE("power, channel, sensitivity and mode are the reader's own") {
    InventoryConfig config;
    const auto plain = roSpecFor(config, capabilities(), InventoryMode::Open, false);
    REQUIRE(plain.settings.size() == 1);
    CHECK(plain.settings[0].antenna == 0);
    CHECK_FALSE(plain.settings[0].transmitter);
    CHECK(plain.mode == 9); // Miller 4, dense interrogators
    CHECK(plain.session == 1);
    CHECK_FALSE(plain.impinj);

    config.powerDbm = 17;
    config.perAntenna = {{3, 30, 866'900, 12}, {4, -5, 1, {}}};
    config.mode = 7;
    const auto apart = roSpecFor(config, capabilities(), InventoryMode::Open, false);
    REQUIRE(apart.settings.size() == 4);
    CHECK(apart.settings[0].antenna == 1);
    CHECK(apart.settings[0].transmitter->powerIndex == 2); // the nearest not above
    CHECK(apart.settings[0].transmitter->channelIndex == 1);
    CHECK(apart.settings[2].transmitter->powerIndex == 3);
    CHECK(apart.settings[2].transmitter->channelIndex == 3);
    CHECK(apart.settings[2].sensitivityIndex == 2);
    CHECK(apart.settings[3].transmitter->powerIndex == 1); // all are above: the lowest
    CHECK(apart.settings[3].transmitter->channelIndex == 1);
    CHECK(apart.mode == 7);

    auto hopping = capabilities();
    hopping.hops = true;
    hopping.hopTables = {{5, {902'750, 903'250}}};
    const auto hops = roSpecFor(config, hopping, InventoryMode::Open, false);
    CHECK(hops.settings[2].transmitter->hopTableId == 5);
    CHECK(hops.settings[2].transmitter->channelIndex == 0);
    config.mode = 99; // it has none such
    CHECK(roSpecFor(config, hopping, InventoryMode::Open, false).mode == 9);
}

TEST_CASE("a deep scan is S2, single target; how that is said depends on the reader") {
    const InventoryConfig config;
    auto known = capabilities();
    CHECK(roSpecFor(config, known, InventoryMode::DeepScan, false).session == 2);
    CHECK_FALSE(roSpecFor(config, known, InventoryMode::DeepScan, false).resetToA);
    CHECK(roSpecFor(config, known, InventoryMode::DeepScan, true).impinj->searchMode == impinj::SingleTarget);
    CHECK(roSpecFor(config, known, InventoryMode::Open, true).impinj->searchMode == impinj::DualTarget);
    known.stateAware = true;
    CHECK(roSpecFor(config, known, InventoryMode::DeepScan, false).resetToA);
    CHECK_FALSE(roSpecFor(config, known, InventoryMode::Open, false).resetToA);
    CHECK(roSpecFor(config, known, InventoryMode::DeepScan, false).id !=
          roSpecFor(config, known, InventoryMode::Open, false).id);
}

TEST_CASE("the conversation asks only what this reader has") {
    Conversation talk;
    CHECK(talk.after(Step::SupportedVersion) == Step::Capabilities);
    talk.readersVersion = 2;
    CHECK(talk.after(Step::SupportedVersion) == Step::SetVersion);
    CHECK(talk.after(Step::Capabilities) == Step::Config);
    talk.capabilities.manufacturer = impinj::vendor;
    CHECK(talk.after(Step::Capabilities) == Step::Extensions);
    talk.vendorExtensions = false;
    CHECK(talk.after(Step::Capabilities) == Step::Config);
    CHECK(talk.after(Step::Events) == Step::Delete);
    talk.capabilities.inputs = 1;
    talk.capabilities.maxAccessSpecs = 1;
    CHECK(talk.after(Step::Events) == Step::Inputs);
    CHECK(talk.after(Step::Inputs) == Step::DeleteAccess);
    CHECK(talk.after(Step::DropAccess) == Step::Running);
    CHECK(talk.after(Step::Close) == Step::Idle);
}

TEST_CASE("a tag's time is its reader's, less the least delay") {
    ReaderClock clock;
    CHECK(clock.toHost(utc, 5 * second) == 5 * second);                  // the greeting, 30 ms late
    CHECK(clock.toHost(utc + 100'000, 5'070'000) == 5'070'000);          // without delay: a better offset
    CHECK(clock.toHost(utc + 200'000, 5'400'000) == 5'170'000);          // 230 ms late
    CHECK(clock.toHost(utc + 200'000 - second, 5'400'000) == 4'170'000); // seen before
    CHECK_FALSE(clock.toHost(utc + 200'000 - year, 5'400'000));
    CHECK(clock.toHost(utc + 300'000 + year, 5'500'000) == 5'500'000); // from the future
    CHECK(clock.toHost(utc + 400'000, 5'400'000) == 5'370'000);        // none of it left a trace
    CHECK(clock.believed());
    CHECK_FALSE(clock.toHost(0, 5'400'000));
    CHECK(clock.toHost(UINT64_MAX, 5'400'000) == 5'400'000);
}

TEST_CASE("a clock that was set is followed, one that drifts too, one that makes no sense isn't believed") {
    const auto step = [](ReaderClock &clock, std::int64_t byUs, std::int64_t &hostUs) {
        int lost = 0;
        for (int i = 0; i < 40; ++i) {
            hostUs += 50'000;
            const auto seenUs = clock.toHost(utc + static_cast<std::uint64_t>(hostUs + byUs), hostUs);
            lost += seenUs ? 0 : 1;
            if (i > 20)
                CHECK(seenUs == hostUs);
        }
        return lost;
    };
    std::int64_t hostUs = second;
    ReaderClock clock;
    CHECK(step(clock, 0, hostUs) == 0);
    CHECK(step(clock, year, hostUs) == 0);
    const auto lost = step(clock, -year, hostUs); // half a second, until it is certain
    CHECK(lost > 0);
    CHECK(lost < 15);
    (void)step(clock, year, hostUs);
    CHECK(clock.believed());
    (void)step(clock, -year, hostUs); // enough of this
    CHECK_FALSE(clock.believed());
    CHECK(clock.toHost(1, hostUs) == hostUs);

    for (const int ppm : {200, -200}) { // for ten minutes
        ReaderClock drifting;
        for (int i = 0; i < 6000; ++i, hostUs += 100'000) {
            const auto readerUs = utc + static_cast<std::uint64_t>(hostUs + hostUs / second * ppm);
            const auto seenUs = drifting.toHost(readerUs, hostUs);
            REQUIRE(seenUs);
            CHECK(*seenUs >= hostUs - second / 10);
        }
    }

    ReaderClock random;
    for (std::uint64_t i = 0; i < 200; ++i)
        (void)random.toHost(i * i * i * 7'919'000'000, hostUs += 1000);
    CHECK_FALSE(random.believed());
}

TEST_CASE("whatever a reader says, a time is never later than its news, nor older than the limit") {
    CHECK(rc::check([] {
        ReaderClock clock;
        std::int64_t hostUs = *rc::gen::inRange<std::int64_t>(0, year);
        for (const auto readerUs : *rc::gen::arbitrary<std::vector<std::uint64_t>>()) {
            hostUs += *rc::gen::inRange<std::int64_t>(0, second);
            if (const auto seenUs = clock.toHost(readerUs, hostUs)) {
                RC_ASSERT(*seenUs <= hostUs);
                RC_ASSERT(*seenUs >= hostUs - ReaderClock::maxAgeUs);
            }
        }
    }));
}

TEST_CASE("so many a second, as many again in a burst, and no more") {
    RateLimit limit(100);
    const auto takes = [&](std::int64_t nowUs) {
        int count = 0;
        while (limit.take(nowUs))
            ++count;
        return count;
    };
    CHECK(takes(second) == 200);
    CHECK(takes(second + 10'000) == 1);
    CHECK(takes(2 * second + 10'000) == 100);
    CHECK(takes(year) == 200);
    CHECK(takes(year - second) == 0); // a clock that goes back brings nothing
}

TEST_CASE("EAS: read, turn over if needed, read again; nothing is turned over blindly") {
    const auto read = [](std::uint16_t word) { return AccessResult{true, 0, 1, word}; };
    SoldMark off;
    off.kind = SoldMark::Kind::Eas;
    Marker marker;
    REQUIRE(marker.add(shirt, off));
    CHECK(marker.operation(1).words.empty());
    CHECK(marker.operation(1).bank == MemoryBank::Epc);
    CHECK(marker.operation(1).wordPointer == 0x20);
    CHECK_FALSE(marker.take(read(0x0101)));
    CHECK(marker.operation(2).words == std::vector<std::uint16_t>{1});
    CHECK_FALSE(marker.take({false, 5, 0, 0})); // no answer: it may have turned over or not
    CHECK(marker.operation(3).words.empty());
    CHECK(marker.take(read(0x0100))->outcome == MarkOutcome::Written); // it had
    // A tag on which nothing turns over isn't written for ever.
    marker.pop();
    REQUIRE(marker.add(shirt, off));
    int writes = 0;
    std::optional<Marker::Done> done;
    while (!done) {
        const bool writing = !marker.operation(1).words.empty();
        writes += writing ? 1 : 0;
        done = marker.take(writing ? AccessResult{false, 0, 1, 0} : read(1));
    }
    CHECK(done->outcome == MarkOutcome::NotSupported);
    CHECK(writes == Marker::maxAttempts);
}

TEST_CASE("every result of a write has its meaning") {
    const auto outcomeOf = [](std::uint8_t code, std::uint16_t words) {
        Marker marker;
        SoldMark mark;
        mark.words = {1, 2};
        REQUIRE(marker.add(shirt, mark));
        for (int attempt = 1;; ++attempt)
            if (const auto done = marker.take({false, code, words, 0})) {
                CHECK(attempt <= Marker::maxAttempts);
                return done->outcome;
            }
    };
    CHECK(outcomeOf(0, 2) == MarkOutcome::Written);
    CHECK(outcomeOf(0, 1) == MarkOutcome::Failed); // half of it
    CHECK(outcomeOf(1, 0) == MarkOutcome::NotSupported);
    CHECK(outcomeOf(2, 0) == MarkOutcome::Refused);
    CHECK(outcomeOf(3, 0) == MarkOutcome::NotEnoughPower);
    CHECK(outcomeOf(4, 0) == MarkOutcome::Failed);
    CHECK(outcomeOf(5, 0) == MarkOutcome::TagNotFound);
    CHECK(outcomeOf(6, 0) == MarkOutcome::Failed);
    CHECK(outcomeOf(7, 0) == MarkOutcome::Refused);
    CHECK(outcomeOf(200, 0) == MarkOutcome::Failed);
}

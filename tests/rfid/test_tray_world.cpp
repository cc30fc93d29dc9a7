// The simulated tray: its physics against values computed by hand, its stories against what its README says of them.
#include "rfid/emulator/world/tray_world.h"
#include "rfid/tray/recording.h"

#include <algorithm>
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace panier;
using namespace panier::rfid::world;
using Catch::Approx;
using panier::rfid::tray::TagObservation;

namespace {

std::vector<TagObservation> heard(const Scenario &scenario, std::int64_t untilUs, std::int64_t stepUs) {
    TrayWorld world(scenario);
    std::vector<TagObservation> all;
    for (std::int64_t nowUs = stepUs; nowUs <= untilUs; nowUs += stepUs)
        for (const auto &observation : world.observationsUntil(nowUs))
            all.push_back(observation);
    return all;
}

bool same(const std::vector<TagObservation> &a, const std::vector<TagObservation> &b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto &x, const auto &y) {
        return x.epc == y.epc && x.antenna == y.antenna && x.rssiDbm == y.rssiDbm && x.timeUs == y.timeUs;
    });
}

ScenarioParameters alone() {
    ScenarioParameters parameters;
    parameters.straysMax = 0;
    parameters.nextShopperVisits = parameters.leftoverVisits = parameters.neighbourVisits = parameters.trolleyVisits =
        0;
    return parameters;
}

} // namespace

TEST_CASE("path loss is Friis's, down to its floor") {
    const RadioParameters radio;
    // lambda = 299.792458 / 866.3 = 0.34606 m; 20 log10(4 pi d / lambda)
    CHECK(freeSpaceLossDb(radio, 1.0) == Approx(31.20).margin(0.01));
    CHECK(freeSpaceLossDb(radio, 2.0) == Approx(31.20 + 6.02).margin(0.01));
    CHECK(freeSpaceLossDb(radio, 0.15) == Approx(14.72).margin(0.01));
    CHECK(freeSpaceLossDb(radio, 0.01) == freeSpaceLossDb(radio, 0.15));
}

TEST_CASE("a dipole and a patch look where they should") {
    const RadioParameters radio;
    CHECK(dipoleDb(radio, 0) == Approx(0).margin(1e-9));
    CHECK(dipoleDb(radio, 0.5) == Approx(-1.76).margin(0.01)); // cos^2(45 deg) / sin^2(60 deg) = 2/3
    CHECK(dipoleDb(radio, 1) == -20);
    const Antenna up{{0, 0, 0}, {0, 0, 1}};
    CHECK(antennaGainDbi(radio, up, {0, 0, 1}) == Approx(4));
    CHECK(antennaGainDbi(radio, up, {1, 0, 1}) == Approx(4 - 3.01).margin(0.01)); // cos^2 45 deg
    CHECK(antennaGainDbi(radio, up, {0, 0, -1}) == Approx(-10));
}

TEST_CASE("walls hold back what crosses them, and nothing else") {
    const auto radio = unlinedTray(); // 20 cm high, 10 dB
    const Vec3 beneath{0, 0, -0.06};
    CHECK(wallDb(radio, beneath, {0.1, 0.1, 0.1}) == 0); // within the tray
    CHECK(wallDb(radio, beneath, {1, 0, 0}) == 10);      // through the wall
    CHECK(wallDb(radio, beneath, {0.3, 0, 2}) == 0);     // over it
    // It crosses x = 0.28 at z = -0.06 + 0.26 = 0.20, the wall's very edge: half in the shadow.
    CHECK(wallDb(radio, beneath, {0.56, 0, 0.46}) == Approx(5).margin(1e-6));
    rc::check("between nothing and the whole wall", [&] {
        const auto coordinate = [] { return *rc::gen::inRange(-3000, 3000) * 1e-3; };
        const Vec3 point{coordinate(), coordinate(), coordinate()};
        const double loss = wallDb(radio, beneath, point);
        RC_ASSERT(loss >= 0 && loss <= radio.wallLossDb);
    });
}

TEST_CASE("the link budget of a tag 20 cm above an antenna") {
    const auto radio = unlinedTray(); // 17 dBm
    const Antenna up{{0, 0, -0.06}, {0, 0, 1}};
    // 4 + 2.15 - 17.22 (Friis at 0.2 m) - 3 - 0.5
    const double way = oneWayDb(radio, up, {0, 0, 0.14}, {1, 0, 0});
    CHECK(way == Approx(-14.57).margin(0.01));
    CHECK(chipDbm(radio, way) == Approx(2.43).margin(0.01));
    CHECK(returnDbm(radio, way) == Approx(17 - 29.14 - 6).margin(0.02));
}

TEST_CASE("a fade neither gives nor takes power on the whole") {
    for (const double riceDb : {-100.0, 4.0, 10.0}) {
        double sum = 0;
        constexpr int draws = 20'000;
        for (std::uint64_t i = 0; i < draws; ++i) {
            const auto pair = normalPair(mixed(i, 3));
            sum += std::pow(10, fadeDb(riceDb, pair.first * std::sqrt(0.5), pair.second * std::sqrt(0.5)) / 10);
        }
        CHECK(sum / draws == Approx(1).margin(0.03));
    }
    CHECK(fadeDb(100, 0.7, -0.7) == Approx(0).margin(0.01));
}

TEST_CASE("a hidden article is heard in two of a hundred rounds for its flag") {
    auto parameters = alone();
    parameters.articlesMin = parameters.articlesMax = 20;
    parameters.hiddenShare = 0.3;
    double hiddenReads = 0;
    double hiddenTags = 0;
    double rounds2 = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const auto scenario = makeVisit(seed, parameters);
        TrayWorld world(scenario);
        (void)world.observationsUntil(scenario.lastMovementUs);
        const auto before = world.rounds().rounds;
        std::set<codes::Epc> concealed;
        for (const auto tag : scenario.onTrayAt(scenario.lastMovementUs))
            if (scenario.tags[tag].hidden)
                concealed.insert(scenario.tags[tag].epc);
        for (const auto &observation : world.observationsUntil(scenario.lastMovementUs + 10'000'000))
            hiddenReads += concealed.contains(observation.epc) ? 1 : 0;
        hiddenTags += static_cast<double>(concealed.size());
        rounds2 += static_cast<double>((world.rounds().rounds - before) * concealed.size());
    }
    REQUIRE(hiddenTags > 20);
    // A dwell has a round for each of the two flags; the tag can answer in one of them, or in both once it was read.
    CHECK(hiddenReads / rounds2 == Approx(0.01).margin(0.002));
}

TEST_CASE("a deep scan tells every article once, and an open inventory again and again") {
    auto parameters = alone();
    parameters.articlesMin = parameters.articlesMax = 20;
    parameters.reader.lostReports = parameters.reader.repeatedReports = parameters.reader.stallsPerMinute = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const auto scenario = makeVisit(seed, parameters);
        TrayWorld world(scenario);
        world.setInventory(Inventory::DeepScan);
        std::map<codes::Epc, int> told;
        const auto untilUs = scenario.lastMovementUs + 3'000'000;
        for (const auto &observation : world.observationsUntil(untilUs))
            ++told[observation.epc];
        world.setInventory(Inventory::Open);
        std::map<codes::Epc, int> again;
        for (const auto &observation : world.observationsUntil(untilUs + 2'000'000))
            ++again[observation.epc];
        for (const auto tag : scenario.onTrayAt(untilUs)) {
            INFO("seed " << seed << ", tag " << tag);
            CHECK(told[scenario.tags[tag].epc] == 1);
            CHECK(again[scenario.tags[tag].epc] > 10);
        }
    }
}

TEST_CASE("a stalled reader says nothing, and then goes on") {
    auto parameters = alone();
    parameters.reader.stallsPerMinute = 30;
    parameters.articlesMin = 5;
    const auto scenario = makeVisit(1, parameters);
    TrayWorld world(scenario);
    (void)world.observationsUntil(scenario.lastMovementUs);
    std::vector<std::int64_t> times;
    for (const auto &observation : world.observationsUntil(scenario.lastMovementUs + 20'000'000))
        times.push_back(observation.timeUs);
    std::sort(times.begin(), times.end());
    int stalls = 0;
    for (std::size_t i = 1; i < times.size(); ++i) {
        CHECK(times[i] - times[i - 1] < 1'200'000);
        stalls += times[i] - times[i - 1] >= 100'000 ? 1 : 0;
    }
    CHECK(stalls >= 4); // ten on average
    CHECK(stalls <= 20);
}

TEST_CASE("the same seed gives the same reads, however often one asks; another seed gives others") {
    ScenarioParameters parameters;
    parameters.articlesMax = 10;
    rc::check("a visit is its seed", [&](std::uint16_t seed) {
        const auto scenario = makeVisit(seed, parameters);
        const auto often = heard(scenario, 7'000'000, 50'000);
        RC_ASSERT(same(often, heard(makeVisit(seed, parameters), 7'000'000, 700'000)));
        RC_ASSERT(!same(often, heard(makeVisit(seed + 1U, parameters), 7'000'000, 50'000)));
    });
}

TEST_CASE("articles on the tray lie in it and have power, everything else is outside") {
    ScenarioParameters parameters;
    rc::check("places", [&](std::uint16_t seed) {
        const auto scenario = makeVisit(seed, parameters);
        const auto &radio = parameters.radio;
        const auto within = [&](const Vec3 &at) {
            return std::abs(at.x) < radio.trayHalfWidthM && std::abs(at.y) < radio.trayHalfDepthM && at.z > -0.01;
        };
        for (const auto &stay : scenario.stays) {
            const auto &tag = scenario.tags[stay.tag];
            RC_ASSERT(tag.kind == TagKind::Article);
            RC_ASSERT(stay.landedUs > scenario.visitUs && stay.landedUs < stay.leftUs);
            RC_ASSERT(scenario.onTray(stay.tag, stay.landedUs) && !scenario.onTray(stay.tag, stay.landedUs - 1));
            for (const auto &place : tag.places) {
                const auto restsUs = place.fromUs + place.moveUs;
                if (restsUs < stay.landedUs || restsUs >= stay.leftUs)
                    continue;
                RC_ASSERT(within(place.end));
                RC_ASSERT(readMarginDb(parameters, tag, place) >= 3);
            }
        }
        for (const auto &tag : scenario.tags)
            if (tag.kind != TagKind::Article)
                for (const auto &place : tag.places)
                    RC_ASSERT(place.absent || !within(place.end));
    });
}

TEST_CASE("places follow each other in time") {
    ScenarioParameters parameters;
    rc::check("order", [&](std::uint16_t seed) {
        for (const auto &tag : makeVisit(seed, parameters).tags) {
            RC_ASSERT(!tag.places.empty() && tag.places.front().fromUs == 0);
            RC_ASSERT(std::is_sorted(tag.places.begin(), tag.places.end(),
                                     [](const Place &a, const Place &b) { return a.fromUs < b.fromUs; }));
        }
    });
}

TEST_CASE("things happen as often as the README says") {
    const ScenarioParameters parameters;
    constexpr int visits = 2000;
    std::map<TagKind, int> kinds;
    int removals = 0;
    int singles = 0;
    std::size_t most = 0;
    for (std::uint64_t seed = 1; seed <= visits; ++seed) {
        const auto scenario = makeVisit(seed, parameters);
        std::set<TagKind> here;
        std::size_t strays = 0;
        for (const auto &tag : scenario.tags) {
            here.insert(tag.kind);
            strays += tag.kind == TagKind::Article ? 0 : 1;
        }
        for (const auto kind : here)
            ++kinds[kind];
        most = std::max(most, strays);
        singles += scenario.stays.size() == 1 ? 1 : 0;
        removals += std::any_of(scenario.stays.begin(), scenario.stays.end(),
                                [](const Stay &stay) { return stay.leftUs != neverUs; })
                        ? 1
                        : 0;
    }
    const auto share = [](int count) { return static_cast<double>(count) / visits; };
    CHECK(most <= 300);
    CHECK(most > 280);
    CHECK(share(kinds[TagKind::Trolley]) == Approx(0.3).margin(0.04));
    CHECK(share(kinds[TagKind::NextShopper]) == Approx(0.4).margin(0.04));
    CHECK(share(kinds[TagKind::Neighbour]) == Approx(0.5).margin(0.05));
    CHECK(share(kinds[TagKind::Leftover]) == Approx(0.03).margin(0.012));
    CHECK(share(removals) == Approx(1 - 0.75 * 0.9).margin(0.06)); // a single article isn't taken out for good
    CHECK(share(singles) == Approx(0.9 * (0.5 / 4 + 0.5 / 60)).margin(0.025)); // one article, and not exchanged
}

TEST_CASE("reports come late, twice or never, as rarely as the README says, and never later than 2 s") {
    ReaderParameters reader;
    reader.lateBatches = 0.05;
    NoisyReport noise(reader, 5);
    constexpr int reports = 40'000;
    TagObservation observation{*codes::Epc::fromHex("3034257BF7194E4000000001"), 1, -40, 1, 0, {}, 0};
    int arrived = 0;
    std::set<std::int64_t> times;
    for (int i = 0; i < reports + 30'000; ++i) {
        observation.timeUs = i * 1000;
        if (i < reports)
            noise.push(observation);
        for (const auto &told : noise.takeUntil(observation.timeUs)) {
            ++arrived;
            times.insert(told.timeUs);
            REQUIRE(told.timeUs <= observation.timeUs);
            REQUIRE(told.timeUs > observation.timeUs - 2'000'000);
        }
    }
    CHECK(1 - static_cast<double>(times.size()) / reports == Approx(0.005).margin(0.002));
    CHECK(static_cast<double>(arrived) / static_cast<double>(times.size()) - 1 == Approx(0.005).margin(0.002));
}

TEST_CASE("a visit comes back from its recording") {
    ScenarioParameters parameters;
    parameters.articlesMax = 10;
    const auto scenario = makeVisit(11, parameters);
    auto original = heard(scenario, 8'000'000, 100'000);
    REQUIRE(original.size() > 1000);
    rfid::tray::RecordingReader reader;
    REQUIRE(reader.line(rfid::tray::recordingHeader));
    std::vector<TagObservation> read;
    for (const auto &observation : original) {
        REQUIRE(reader.line(rfid::tray::recordingLine(observation)));
        for (const auto &each : reader.take())
            read.push_back(each);
    }
    reader.end();
    for (const auto &each : reader.take())
        read.push_back(each);
    std::stable_sort(original.begin(), original.end(),
                     [](const auto &a, const auto &b) { return a.timeUs < b.timeUs; });
    CHECK(same(original, read));
}

TEST_CASE("phase follows the distance: half a wavelength further is a whole turn") {
    auto parameters = alone();
    parameters.articlesMin = parameters.articlesMax = 1;
    parameters.reader.tellsPhase = true;
    const auto observations = heard(makeVisit(3, parameters), 12'000'000, 100'000);
    REQUIRE(observations.size() > 100);
    for (const auto &observation : observations) {
        REQUIRE(observation.phase);
        CHECK(*observation.phase < 4096);
        CHECK((observation.frequencyKhz >= 865'700 && observation.frequencyKhz <= 867'500));
    }
}

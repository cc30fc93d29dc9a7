// One visit, drawn from a seed: which tags there are, where each of them is at which time, and what is true. Everything
// is decided here; tray_world plays it. How often each thing happens, and why: rfid/emulator/README.md.
#pragma once

#include "codes/epc.h"
#include "rfid/emulator/world/gen2_inventory.h"
#include "rfid/emulator/world/radio.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace panier::rfid::world {

enum class TagKind { Article, Shelf, Trolley, NextShopper, Leftover, Neighbour };
[[nodiscard]] std::string_view nameOf(TagKind kind);

// Where a tag is from a time on: it moves from one point to another in a straight line, then rests there.
struct Place {
    std::int64_t fromUs = 0;
    std::int64_t moveUs = 0; // 0: it just is there
    Vec3 start;
    Vec3 end;
    Vec3 axis;         // of its dipole, length 1
    double lossDb = 0; // of the article, the pile and the bag around it, each way
    double riceDb = 0;
    double swayM = 0;       // it swings by this much while it rests
    bool absent = false;    // out of reach altogether
    std::uint64_t salt = 0; // of its shadowing and fading: another salt is another place in the field
};

struct Tag {
    codes::Epc epc;
    TagKind kind = TagKind::Article;
    double chipDbm = -21.5; // least power that wakes it
    double objectDb = 0;    // what the article it hangs on costs, each way
    bool hidden = false;    // no antenna powers it well while it is on the tray
    std::int64_t s1PersistsUs = 2'000'000;
    std::int64_t persistsUs = 10'000'000;
    std::vector<Place> places; // by time
};

// From landing to leaving; `leftUs` far in the future when it stays.
struct Stay {
    std::uint32_t tag = 0;
    std::int64_t landedUs = 0;
    std::int64_t leftUs = 0;
};
inline constexpr std::int64_t neverUs = 1'000'000'000'000;

// What a reader is told to do. Times in microseconds.
struct ReaderParameters {
    int antennas = 4;
    LinkMode mode = fm0At640();
    Session session = Session::S1;
    bool dualTarget = true;
    std::int64_t dwellUs = 150'000;     // at most this long on one antenna
    std::int64_t switchUs = 3'000;      // to the next antenna
    std::int64_t channelUs = 2'000'000; // on one channel
    bool tellsPhase = false;

    // What goes wrong between the reader and the kiosk.
    double stallsPerMinute = 0.6;
    std::int64_t stallMinUs = 100'000;
    std::int64_t stallMaxUs = 1'000'000;
    std::int64_t batchUs = 50'000;      // reports leave the reader this often
    double lateBatches = 0.002;         // share of them that comes late,
    std::int64_t lateMaxUs = 1'700'000; // by up to this
    double lostReports = 0.005;
    double repeatedReports = 0.005;
};

struct ScenarioParameters {
    std::int64_t emptyTrayUs = 4'000'000; // before the visit, for the engine to learn from
    int articlesMin = 1;
    int articlesMax = 60;
    int straysMax = 300;
    double hiddenShare = 0;      // of the articles
    double hiddenAnswers = 0.02; // chance that a hidden tag answers in a round
    bool poweredOnly = true;    // places that leave an article unpowered are drawn again; otherwise it counts as hidden
    double removals = 0.25;     // share of visits in which something is taken out again
    double swaps = 0.10;        // share in which one article is exchanged for another
    double shelfNearestM = 0.8; // no shelf is nearer to the tray's middle
    double trolleyVisits = 0.3; // share of visits with each kind of stray
    double trolleyNearestM = 0.7;
    double nextShopperVisits = 0.4;
    double nextShopperNearestM = 0.6;
    double leftoverVisits = 0.03;
    double neighbourVisits = 0.5;
    RadioParameters radio;
    ReaderParameters reader;
};

struct Scenario {
    std::uint64_t seed = 0;
    ScenarioParameters parameters;
    std::vector<Tag> tags;
    std::vector<Stay> stays;
    std::int64_t visitUs = 0;        // the tray was empty and learnt from until now
    std::int64_t lastMovementUs = 0; // of the visit's own articles
    std::int64_t payDelayUs = 0;     // from the settled basket to the payment
    std::int64_t endUs = 0;          // nothing is drawn beyond

    [[nodiscard]] bool onTray(std::uint32_t tag, std::int64_t timeUs) const;
    // Indices of the tags on the tray, ascending.
    [[nodiscard]] std::vector<std::uint32_t> onTrayAt(std::int64_t timeUs) const;
};

[[nodiscard]] Scenario makeVisit(std::uint64_t seed, const ScenarioParameters &parameters);

// Where a tag is, and what all but time does to its radio path at one antenna.
[[nodiscard]] Vec3 positionAt(const Place &place, std::int64_t timeUs);
// The mean way to the chip in dB, shadowing included, fading excluded.
[[nodiscard]] double meanWayDb(const RadioParameters &radio, const Antenna &antenna, int antennaNumber, const Tag &tag,
                               const Place &place, const Vec3 &at);
// The part of the fading that stands still at a place.
struct Diffuse {
    double re = 0;
    double im = 0;
};
[[nodiscard]] Diffuse standingField(const Place &place, int antennaNumber);
// How many dB above what it takes a resting tag is read at its best antenna, the standing fades included.
[[nodiscard]] double readMarginDb(const ScenarioParameters &parameters, const Tag &tag, const Place &place);

} // namespace panier::rfid::world

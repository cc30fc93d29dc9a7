#include "rfid/emulator/world/tray_world.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panier::rfid::world {

namespace {

constexpr std::int64_t movingLookUs = 40'000;
constexpr std::int64_t swayingLookUs = 100'000;
constexpr std::int64_t restingLookUs = 250'000;
constexpr double hopelessDb = 12;     // so far below what wakes a tag that no fade helps
constexpr double powerSpreadDb = 0.4; // softness of waking
constexpr int channels = 4;           // ETSI EN 302 208, lower band: 865.7, 866.3, 866.9 and 867.5 MHz
constexpr double channelKhz[channels] = {865'700, 866'300, 866'900, 867'500};

// Streams of chance in a world.
enum Stream : std::uint64_t { readerStream = 11, airStream, reportStream, stirStream, channelStream };

std::vector<TagFlags> flagsOf(const Scenario &scenario) {
    std::vector<TagFlags> flags;
    for (const auto &tag : scenario.tags) {
        TagFlags each;
        each.s1PersistsUs = tag.s1PersistsUs;
        each.persistsUs = tag.persistsUs;
        flags.push_back(each);
    }
    return flags;
}

Diffuse diffuse(std::uint64_t bits) {
    const auto pair = normalPair(bits);
    return {pair.first * std::numbers::sqrt2 / 2, pair.second * std::numbers::sqrt2 / 2};
}

} // namespace

TrayWorld::TrayWorld(const Scenario &scenario)
    : m_scenario(scenario), m_antennas(trayAntennas(scenario.parameters.reader.antennas)),
      m_random(mixed(scenario.seed, readerStream)),
      m_gen2({scenario.parameters.reader.mode}, flagsOf(scenario), mixed(scenario.seed, airStream)),
      m_noise(scenario.parameters.reader, mixed(scenario.seed, reportStream)), m_live(scenario.tags.size()) {
    for (auto &live : m_live)
        live.ways.resize(m_antennas.size());
    (void)stalled(); // draws the first one
}

std::vector<tray::TagObservation> TrayWorld::observationsUntil(std::int64_t timeUs) {
    while (m_nowUs < timeUs)
        dwell();
    return m_noise.takeUntil(timeUs);
}

// True when a stall begins now; it is over when this returns.
bool TrayWorld::stalled() {
    const auto &reader = m_scenario.parameters.reader;
    if (reader.stallsPerMinute <= 0 || (m_nextStallUs > 0 && m_nowUs < m_nextStallUs))
        return false;
    const bool first = m_nextStallUs == 0;
    if (!first)
        m_nowUs += static_cast<std::int64_t>(
            m_random.between(static_cast<double>(reader.stallMinUs), static_cast<double>(reader.stallMaxUs)));
    m_nextStallUs = m_nowUs + 1 + static_cast<std::int64_t>(m_random.exponential(60e6 / reader.stallsPerMinute));
    return !first;
}

// One antenna's turn.
void TrayWorld::dwell() {
    if (stalled())
        return;
    const auto &reader = m_scenario.parameters.reader;
    if (m_nowUs >= m_channelUntilUs) {
        m_channel = m_random.below(channels);
        m_channelUntilUs = m_nowUs + reader.channelUs;
    }
    look(m_nowUs);
    const auto endUs = m_nowUs + reader.dwellUs;
    const bool deep = m_inventory == Inventory::DeepScan;
    const auto session = deep ? Session::S2 : reader.session;
    readRound(session, Flag::A, endUs);
    if (reader.dualTarget && !deep && m_nowUs < endUs)
        readRound(session, Flag::B, endUs);
    m_nowUs += reader.switchUs;
    m_antenna = (m_antenna + 1) % m_antennas.size();
}

void TrayWorld::readRound(Session session, Flag target, std::int64_t endUs) {
    m_candidates.clear();
    for (std::size_t i = 0; i < m_live.size(); ++i) {
        const auto &way = m_live[i].ways[m_antenna];
        const auto &tag = m_scenario.tags[i];
        const double margin = way.chipDbm - tag.chipDbm;
        if (m_live[i].absent || (margin < -5 * powerSpreadDb && !m_live[i].concealed))
            continue;
        double answers = margin > 5 * powerSpreadDb ? 1 : 1 / (1 + std::exp(-margin / powerSpreadDb));
        if (m_live[i].concealed)
            answers = m_scenario.parameters.hiddenAnswers;
        m_candidates.push_back({static_cast<std::uint32_t>(i), way.returnDbm, answers});
    }
    m_gen2.power(m_candidates, m_nowUs);
    m_replies.clear();
    m_nowUs = m_gen2.round(session, target, m_candidates, m_nowUs, endUs, m_replies);
    for (const auto &reply : m_replies)
        report(reply);
}

void TrayWorld::report(const TagReply &reply) {
    const auto &radio = m_scenario.parameters.radio;
    ++m_reads;
    tray::TagObservation observation;
    observation.epc = m_scenario.tags[reply.tag].epc;
    observation.antenna = static_cast<std::uint16_t>(m_antenna + 1);
    observation.rssiDbm = static_cast<int>(std::lround(reply.returnDbm + m_random.normal(0, radio.rssiNoiseDb)));
    observation.timeUs = reply.timeUs;
    if (m_scenario.parameters.reader.tellsPhase) {
        const double khz = channelKhz[m_channel];
        const auto way = length(m_live[reply.tag].at - m_antennas[m_antenna].at);
        constexpr double noiseTurns = 0.02;
        const double turns = 2 * way * khz / 299'792.458 + m_random.normal(0, noiseTurns);
        observation.phase = static_cast<std::uint16_t>(std::lround((turns - std::floor(turns)) * 4096)) & 0xFFF;
        observation.frequencyKhz = static_cast<std::uint32_t>(khz);
    }
    m_noise.push(observation);
}

void TrayWorld::look(std::int64_t nowUs) {
    for (std::size_t i = 0; i < m_live.size(); ++i)
        if (m_live[i].nextLookUs <= nowUs)
            lookAt(i, nowUs);
}

void TrayWorld::lookAt(std::size_t index, std::int64_t nowUs) {
    const auto &tag = m_scenario.tags[index];
    auto &live = m_live[index];
    while (live.place + 1 < tag.places.size() && tag.places[live.place + 1].fromUs <= nowUs) {
        ++live.place;
        live.rests = false;
    }
    const auto &place = tag.places[live.place];
    const auto nextUs = live.place + 1 < tag.places.size() ? tag.places[live.place + 1].fromUs : neverUs;
    live.absent = place.absent;
    if (live.absent) {
        live.nextLookUs = nextUs;
        return;
    }
    const bool moving = nowUs < place.fromUs + place.moveUs;
    if (!live.rests)
        measureWays(index, nowUs);
    live.rests = !moving && place.swayM == 0;
    live.concealed = tag.hidden && m_scenario.onTray(static_cast<std::uint32_t>(index), nowUs);
    if (live.rests && !live.concealed && hopeless(index)) {
        live.absent = true;
        live.nextLookUs = nextUs;
        return;
    }
    fade(index, moving, nowUs);
    const auto pauseUs = moving ? movingLookUs : place.swayM > 0 ? swayingLookUs : restingLookUs;
    live.nextLookUs = std::min(nextUs, nowUs + pauseUs);
}

bool TrayWorld::hopeless(std::size_t index) const {
    const double needed = m_scenario.tags[index].chipDbm - hopelessDb;
    const auto &ways = m_live[index].ways;
    return std::all_of(ways.begin(), ways.end(),
                       [&](const Way &way) { return chipDbm(m_scenario.parameters.radio, way.meanDb) < needed; });
}

void TrayWorld::measureWays(std::size_t index, std::int64_t nowUs) {
    const auto &tag = m_scenario.tags[index];
    auto &live = m_live[index];
    const auto &place = tag.places[live.place];
    live.at = positionAt(place, nowUs);
    for (std::size_t i = 0; i < m_antennas.size(); ++i) {
        const auto number = static_cast<int>(i);
        live.ways[i].meanDb = meanWayDb(m_scenario.parameters.radio, m_antennas[i], number, tag, place, live.at);
        live.ways[i].standing = standingField(place, number);
    }
}

// The field at the tag: what stands still, what people stir, and what depends on the channel.
void TrayWorld::fade(std::size_t index, bool moving, std::int64_t nowUs) {
    const auto &radio = m_scenario.parameters.radio;
    const auto &tag = m_scenario.tags[index];
    auto &live = m_live[index];
    const auto &place = tag.places[live.place];
    const double coherence = moving ? radio.movingCoherenceUs : radio.coherenceUs;
    const auto epoch = static_cast<std::uint64_t>(static_cast<double>(nowUs) / coherence);
    const double stirred = moving ? 1 - radio.channelShare : radio.stirredShare;
    const double a = std::sqrt(std::max(1 - stirred - radio.channelShare, 0.0));
    const double b = std::sqrt(stirred);
    const double c = std::sqrt(radio.channelShare);
    for (std::size_t i = 0; i < m_antennas.size(); ++i) {
        auto &way = live.ways[i];
        if (live.concealed) { // just enough power, for a moment
            way.chipDbm = tag.chipDbm;
            way.returnDbm = returnDbm(radio, tag.chipDbm - radio.transmitDbm);
            continue;
        }
        if (chipDbm(radio, way.meanDb) < tag.chipDbm - hopelessDb) {
            way.chipDbm = way.returnDbm = -1000;
            continue;
        }
        const auto stir = diffuse(mixed(place.salt, stirStream, i, epoch));
        const auto own = diffuse(mixed(place.salt, channelStream, i, static_cast<std::uint64_t>(m_channel)));
        const auto &still = way.standing;
        const double total = way.meanDb + fadeDb(place.riceDb, a * still.re + b * stir.re + c * own.re,
                                                 a * still.im + b * stir.im + c * own.im);
        way.chipDbm = chipDbm(radio, total);
        way.returnDbm = returnDbm(radio, total);
    }
}

} // namespace panier::rfid::world

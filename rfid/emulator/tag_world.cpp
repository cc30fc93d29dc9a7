#include "rfid/emulator/tag_world.h"

#include <algorithm>
#include <cmath>

namespace panier::rfid::emulator {

namespace {

struct Radio {
    double meanDbm;
    double deviationDb;
    double rate; // share of the reads that a tag on the tray gets
};

Radio radioOf(TagPlace place) {
    switch (place) {
    case TagPlace::OnTray:
        return {-46, 2.5, 1.0};
    case TagPlace::Edge:
        return {-66, 1.0, 0.6};
    case TagPlace::Stray:
        return {-72, 2.0, 0.15};
    case TagPlace::Hidden:
        break;
    }
    return {0, 0, 0};
}

} // namespace

TagWorld::TagWorld(std::uint32_t seed, std::uint16_t antennas, ReadRates rates, std::size_t maxTags)
    : m_random(seed), m_antennas(std::max<std::uint16_t>(antennas, 1)), m_rates(rates), m_maxTags(maxTags) {}

bool TagWorld::put(const codes::Epc &epc, TagPlace place) {
    const auto found = m_tags.find(epc);
    if (found != m_tags.end()) {
        found->second.place = place;
        return true;
    }
    if (m_tags.size() >= m_maxTags)
        return false;
    std::uniform_int_distribution<int> antenna(1, m_antennas);
    m_tags[epc] = {place, static_cast<std::uint16_t>(antenna(m_random)), {}};
    return true;
}

TagMemory *TagWorld::memory(const codes::Epc &epc) {
    const auto found = m_tags.find(epc);
    return found == m_tags.end() ? nullptr : &found->second.memory;
}

std::vector<TagRead> TagWorld::inventory(int elapsedMs) {
    const auto heard = std::count_if(m_tags.begin(), m_tags.end(),
                                     [](const auto &entry) { return entry.second.place != TagPlace::Hidden; });
    if (heard == 0)
        return {};
    const double perTag =
        std::min<double>(m_rates.perTagPerSecond, static_cast<double>(m_rates.perSecond) / static_cast<double>(heard));
    std::vector<TagRead> reads;
    std::uniform_int_distribution<int> anyAntenna(1, m_antennas);
    for (const auto &[epc, tag] : m_tags) {
        const auto radio = radioOf(tag.place);
        std::normal_distribution<double> level(radio.meanDbm, std::max(radio.deviationDb, 0.1));
        for (int i = readsOf(tag, perTag * elapsedMs / 1000.0); i > 0; --i) {
            const int antenna = tag.place == TagPlace::OnTray ? anyAntenna(m_random) : tag.nearAntenna;
            const double dbm = std::clamp(std::round(level(m_random)), -90.0, -20.0);
            reads.push_back({epc, static_cast<std::uint16_t>(antenna), static_cast<std::int8_t>(dbm)});
        }
    }
    std::shuffle(reads.begin(), reads.end(), m_random);
    return reads;
}

int TagWorld::readsOf(const Tag &tag, double expected) {
    const double mean = expected * radioOf(tag.place).rate;
    if (mean <= 0)
        return 0;
    return std::poisson_distribution<int>(mean)(m_random);
}

} // namespace panier::rfid::emulator

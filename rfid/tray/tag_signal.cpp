#include "rfid/tray/tag_signal.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace panier::rfid::tray {

namespace {

constexpr double isPresent = 0.25;
constexpr double mostWeight = 8;  // however often it was read: so that it is forgotten in a few seconds
constexpr double enoughReads = 2; // in the last moment, to go by it alone

constexpr std::int64_t slices = 64; // that are remembered

std::int64_t sliceOf(double atS) {
    return static_cast<std::int64_t>(atS / TagSignal::sliceS);
}

double faded(double fromS, double toS, double constantS) {
    return std::exp(-std::max(toS - fromS, 0.0) / constantS);
}

} // namespace

TagSignal &TagSignal::operator=(const TagSignal &other) {
    m_all = other.m_all;
    std::copy_n(other.m_antennas.begin(), m_all.antennas, m_antennas.begin());
    return *this;
}

void TagSignal::add(double atS, std::uint16_t antenna, std::optional<int> rssiDbm, int count) {
    if (empty())
        m_all.firstS = atS;
    addSighting(sliceOf(atS));
    const double newestS = std::max(m_all.atS, atS);
    m_all.reads = m_all.reads * faded(m_all.atS, newestS, slowS) + count * faded(atS, newestS, slowS);
    m_all.atS = newestS;
    m_all.firstS = std::min(m_all.firstS, atS);
    m_all.lastS = std::max(m_all.lastS, atS);
    if (!rssiDbm)
        return;
    auto &sums = antennaFor(antenna);
    const double sumsAtS = std::max(sums.atS, atS);
    const double fastPast = faded(sums.atS, sumsAtS, fastS);
    const double slowPast = faded(sums.atS, sumsAtS, slowS);
    const double fastLate = faded(atS, sumsAtS, fastS);
    const double slowLate = faded(atS, sumsAtS, slowS);
    sums.fastWeight = sums.fastWeight * fastPast + fastLate;
    sums.fastLevel = sums.fastLevel * fastPast + fastLate * *rssiDbm;
    sums.slowWeight = sums.slowWeight * slowPast + slowLate;
    sums.slowLevel = sums.slowLevel * slowPast + slowLate * *rssiDbm;
    sums.atS = sumsAtS;
}

void TagSignal::limitMemory() {
    for (auto &antenna : std::span(m_antennas.data(), m_all.antennas)) {
        if (antenna.slowWeight <= mostWeight)
            continue;
        antenna.slowLevel *= mostWeight / antenna.slowWeight;
        antenna.slowWeight = mostWeight;
    }
}

void TagSignal::addSighting(std::int64_t slice) {
    const auto later = empty() ? 0 : std::clamp<std::int64_t>(slice - m_all.newestSlice, 0, slices);
    m_all.slices = later == slices ? 0 : m_all.slices << later;
    m_all.newestSlice = m_all.slices == 0 ? slice : std::max(m_all.newestSlice, slice);
    const auto ago = m_all.newestSlice - slice;
    if (ago < slices)
        m_all.slices |= std::uint64_t{1} << ago;
}

TagSignal::Antenna &TagSignal::antennaFor(std::uint16_t number) {
    const auto used = m_antennas.begin() + static_cast<std::ptrdiff_t>(m_all.antennas);
    const auto found = std::find_if(m_antennas.begin(), used, [&](const Antenna &a) { return a.number == number; });
    if (found != used)
        return *found;
    auto fresh = used;
    if (m_all.antennas < maxAntennas)
        ++m_all.antennas;
    else
        fresh = std::min_element(m_antennas.begin(), used,
                                 [](const Antenna &a, const Antenna &b) { return a.atS < b.atS; });
    *fresh = {};
    fresh->number = number;
    return *fresh;
}

bool TagSignal::heard(const Antenna &antenna, double nowS) {
    constexpr double leastWeight = 0.1; // of one read, six seconds ago
    return antenna.slowWeight * faded(antenna.atS, nowS, slowS) >= leastWeight;
}

double TagSignal::levelDbm(const Antenna &antenna, double nowS) {
    const double fastWeight = antenna.fastWeight * faded(antenna.atS, nowS, fastS);
    return fastWeight >= enoughReads ? antenna.fastLevel / antenna.fastWeight : antenna.slowLevel / antenna.slowWeight;
}

std::optional<Strength> TagSignal::strength(double nowS, const AntennaExposure &exposure, double presenceS) const {
    std::optional<Strength> result;
    double bestPresence = 0;
    for (const auto &antenna : knownAntennas()) {
        if (!heard(antenna, nowS))
            continue;
        const double level = levelDbm(antenna, nowS) - exposure.excessDb(antenna.number);
        const double presence = std::min(1.0, antenna.slowWeight * faded(antenna.atS, m_all.lastS, presenceS));
        if (!result)
            result = Strength{level, 0, antenna.number};
        // The best is one that hears it now, if any does.
        const bool both = (presence >= isPresent) == (bestPresence >= isPresent);
        if (both ? level >= result->bestDbm : presence > bestPresence) {
            result->bestDbm = level;
            result->bestAntenna = antenna.number;
            bestPresence = presence;
        }
        result->sumDb += presence * std::max(level - StrengthModel::floorDbm, 0.0);
    }
    return result;
}

int TagSignal::antennas(double nowS) const {
    const auto known = knownAntennas();
    return static_cast<int>(
        std::count_if(known.begin(), known.end(), [&](const Antenna &antenna) { return heard(antenna, nowS); }));
}

double TagSignal::reads(double nowS) const {
    return m_all.reads * faded(m_all.atS, nowS, slowS);
}

int TagSignal::sightings(double nowS) const {
    const auto ago = std::clamp<std::int64_t>(sliceOf(nowS) - m_all.newestSlice, 0, slices);
    return ago == slices ? 0 : std::popcount(m_all.slices << ago);
}

double TagSignal::sightingsPerS(double nowS) const {
    return sightings(nowS) / std::clamp(nowS - m_all.firstS, sliceS, slices * sliceS);
}

} // namespace panier::rfid::tray

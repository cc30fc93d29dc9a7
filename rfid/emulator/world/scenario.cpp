#include "rfid/emulator/world/scenario.h"

#include "rfid/emulator/world/visit_builder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panier::rfid::world {

std::string_view nameOf(TagKind kind) {
    switch (kind) {
    case TagKind::Article:
        return "article";
    case TagKind::Shelf:
        return "shelf";
    case TagKind::Trolley:
        return "trolley";
    case TagKind::NextShopper:
        return "next shopper";
    case TagKind::Leftover:
        return "leftover";
    case TagKind::Neighbour:
        return "neighbour";
    }
    return "?";
}

bool Scenario::onTray(std::uint32_t tag, std::int64_t timeUs) const {
    return std::any_of(stays.begin(), stays.end(), [&](const Stay &stay) {
        return stay.tag == tag && stay.landedUs <= timeUs && timeUs < stay.leftUs;
    });
}

std::vector<std::uint32_t> Scenario::onTrayAt(std::int64_t timeUs) const {
    std::vector<std::uint32_t> on;
    for (const auto &stay : stays)
        if (stay.landedUs <= timeUs && timeUs < stay.leftUs)
            on.push_back(stay.tag);
    std::sort(on.begin(), on.end());
    return on;
}

Scenario makeVisit(std::uint64_t seed, const ScenarioParameters &parameters) {
    VisitBuilder builder(seed, parameters);
    builder.addArticles();
    builder.addStrays();
    return builder.take();
}

Vec3 positionAt(const Place &place, std::int64_t timeUs) {
    const auto sinceUs = timeUs - place.fromUs;
    if (sinceUs < place.moveUs)
        return place.start + (place.end - place.start) *
                                 std::clamp(static_cast<double>(sinceUs) / static_cast<double>(place.moveUs), 0.0, 1.0);
    if (place.swayM == 0)
        return place.end;
    constexpr double swayPeriodUs = 2'500'000; // a bag that hangs from a hand
    const double swing = std::sin(2 * std::numbers::pi * static_cast<double>(sinceUs) / swayPeriodUs);
    return place.end + Vec3{place.swayM * swing, place.swayM * swing * 0.5, 0};
}

double meanWayDb(const RadioParameters &radio, const Antenna &antenna, int antennaNumber, const Tag &tag,
                 const Place &place, const Vec3 &at) {
    const double shadow =
        radio.shadowDb * normalPair(mixed(place.salt, 1, static_cast<std::uint64_t>(antennaNumber))).first;
    return oneWayDb(radio, antenna, at, place.axis) - tag.objectDb - place.lossDb - shadow;
}

Diffuse standingField(const Place &place, int antennaNumber) {
    const auto pair = normalPair(mixed(place.salt, 2, static_cast<std::uint64_t>(antennaNumber)));
    return {pair.first * std::numbers::sqrt2 / 2, pair.second * std::numbers::sqrt2 / 2};
}

double readMarginDb(const ScenarioParameters &parameters, const Tag &tag, const Place &place) {
    const auto &radio = parameters.radio;
    const auto antennas = trayAntennas(parameters.reader.antennas);
    double best = -1000;
    for (int i = 0; i < static_cast<int>(antennas.size()); ++i) {
        const auto field = standingField(place, i);
        const double way = meanWayDb(radio, antennas[static_cast<std::size_t>(i)], i, tag, place, place.end) +
                           fadeDb(place.riceDb, field.re, field.im);
        best = std::max(best, std::min(chipDbm(radio, way) - tag.chipDbm,
                                       returnDbm(radio, way) - parameters.reader.mode.sensitivityDbm));
    }
    return best;
}

} // namespace panier::rfid::world

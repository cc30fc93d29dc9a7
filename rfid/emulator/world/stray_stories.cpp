// Tags that aren't for sale on this tray, and what they do meanwhile.
#include "rfid/emulator/world/visit_builder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panier::rfid::world {

namespace {

Vec3 onCircle(double radius, double angle, double z) {
    return {radius * std::cos(angle), radius * std::sin(angle), z};
}

} // namespace

// A fifth of the visits are almost alone, half are in an ordinary corner of a shop, the others in a crowded one.
void VisitBuilder::addStrays() {
    const double crowd = m_random.unit();
    const int most = m_parameters.straysMax;
    int left = crowd < 0.2   ? m_random.range(0, most / 15)
               : crowd < 0.7 ? m_random.range(most / 15, most / 2)
                             : m_random.range(most / 2, most);
    const auto part = [&left](int wanted) {
        const int given = std::min(left, wanted);
        left -= given;
        return given;
    };
    if (m_random.chance(m_parameters.leftoverVisits) && part(1) > 0)
        addLeftover();
    if (m_random.chance(m_parameters.nextShopperVisits))
        addNextShopper(part(m_random.range(1, 20)));
    if (m_random.chance(m_parameters.neighbourVisits))
        addNeighbour(part(m_random.range(1, 20)));
    if (m_random.chance(m_parameters.trolleyVisits))
        addTrolley(part(m_random.range(5, 60)));
    addShelf(left);
}

// Rails and shelves around the kiosk, but not where the shopper stands; as many in each square metre.
void VisitBuilder::addShelf(int count) {
    const double nearest = m_parameters.shelfNearestM;
    const double furthest = nearest + 2.7;
    for (int i = 0; i < count; ++i) {
        const double radius = std::sqrt(m_random.between(nearest * nearest, furthest * furthest));
        const double angle = m_random.between(-0.25, 1.25) * std::numbers::pi; // the shopper is at 1.5 pi
        const auto at = onCircle(radius, angle, m_random.between(-0.7, 0.9));
        addPlace(newTag(TagKind::Shelf), 0, 0, at, at);
    }
}

// Past the kiosk in a straight line behind the shopper, at walking pace.
void VisitBuilder::addTrolley(int count) {
    const double nearest = m_random.between(m_parameters.trolleyNearestM, 2.0);
    const double speed = std::clamp(m_random.normal(1.0, 0.25), 0.4, 1.6); // metres a second
    constexpr double halfWayM = 4;
    const auto moveUs = static_cast<std::int64_t>(2 * halfWayM / speed * 1e6);
    const auto fromUs = m_scenario.visitUs + static_cast<std::int64_t>(m_random.between(-4, 12) * 1e6);
    const double side = m_random.chance(0.5) ? 1 : -1;
    for (int i = 0; i < count; ++i) {
        const Vec3 within{m_random.between(-0.35, 0.35), m_random.between(0, -0.45), m_random.between(-0.45, 0.0)};
        const auto tag = newTag(TagKind::Trolley);
        addPlace(tag, 0, 0, {}, {}).absent = true;
        addPlace(tag, std::max<std::int64_t>(fromUs, 1), moveUs, Vec3{side * halfWayM, -nearest, 0} + within,
                 Vec3{-side * halfWayM, -nearest, 0} + within);
    }
}

// Comes up in mid-visit and waits behind or beside the shopper, a bag in the hand.
void VisitBuilder::addNextShopper(int count) {
    const double radius = m_random.between(m_parameters.nextShopperNearestM, m_parameters.nextShopperNearestM + 0.6);
    const double angle = m_random.between(1.1, 1.9) * std::numbers::pi;
    const auto stand = onCircle(radius, angle, m_random.between(-0.5, 0.0));
    const auto from = onCircle(radius + 3, angle, stand.z);
    const auto fromUs = m_scenario.visitUs + static_cast<std::int64_t>(m_random.between(0, 10) * 1e6);
    const double sway = m_random.chance(0.5) ? m_random.between(0.02, 0.10) : 0;
    for (int i = 0; i < count; ++i) {
        const Vec3 within{m_random.between(-0.15, 0.15), m_random.between(-0.1, 0.1), m_random.between(-0.2, 0.2)};
        const auto tag = newTag(TagKind::NextShopper);
        addPlace(tag, 0, 0, {}, {}).absent = true;
        addPlace(tag, fromUs, 2'700'000, from + within, stand + within).swayM = sway;
    }
}

// Lost by somebody before: it lies beside the tray or beneath it, against the wall at the nearest.
void VisitBuilder::addLeftover() {
    const auto &radio = m_parameters.radio;
    const bool beneath = m_random.chance(0.4);
    const double side = m_random.chance(0.5) ? 1 : -1;
    const auto at =
        beneath ? Vec3{m_random.between(-0.25, 0.25), m_random.between(-0.2, 0.2), m_random.between(-0.3, -0.15)}
                : Vec3{side * (radio.trayHalfWidthM + m_random.between(0.02, 0.25)), m_random.between(-0.2, 0.2),
                       m_random.between(-0.05, 0.1)};
    addPlace(newTag(TagKind::Leftover), 0, 0, at, at);
}

// The next kiosk's tray, with walls of its own; its articles come and go.
void VisitBuilder::addNeighbour(int count) {
    const double side = m_random.chance(0.5) ? 1 : -1;
    const Vec3 tray{side * m_random.between(1.5, 2.0), 0, 0};
    for (int i = 0; i < count; ++i) {
        const auto at =
            tray + Vec3{m_random.between(-0.2, 0.2), m_random.between(-0.15, 0.15), m_random.between(0, 0.2)};
        const auto hand = at + Vec3{0, -0.7, m_random.between(-0.3, 0.2)};
        const auto tag = newTag(TagKind::Neighbour);
        const auto landUs = static_cast<std::int64_t>(m_random.between(0, 20) * 1e6);
        const auto leaveUs = landUs + static_cast<std::int64_t>(m_random.between(3, 30) * 1e6);
        constexpr double itsWallsDb = 6;
        addPlace(tag, 0, 0, hand, hand);
        auto &lying = addPlace(tag, landUs, 700'000, hand, at);
        lying.lossDb = itsWallsDb;
        lying.axis = lyingAxis();
        addPlace(tag, leaveUs, 700'000, at, hand);
    }
}

} // namespace panier::rfid::world

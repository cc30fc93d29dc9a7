#include "rfid/emulator/world/visit_builder.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panier::rfid::world {

namespace {

// An SGTIN-96 by its header and layout (EPC TDS 14.6.1): one item, serials of their own.
codes::Epc epcOf(std::uint64_t serial) {
    std::array<std::uint8_t, 12> bytes{0x30, 0x34, 0x25, 0x7B, 0xF7, 0x19, 0x4E, 0x40, 0, 0, 0, 0};
    for (std::size_t i = 0; i < 4; ++i)
        bytes[11 - i] = static_cast<std::uint8_t>(serial >> (8 * i));
    return *codes::Epc::fromBytes(bytes);
}

} // namespace

VisitBuilder::VisitBuilder(std::uint64_t seed, const ScenarioParameters &parameters)
    : m_random(mixed(seed, 0x7261795F77)), m_parameters(parameters), m_serial(m_random.bits() & 0xFFFF0000U) {
    m_scenario.seed = seed;
    m_scenario.parameters = parameters;
    m_scenario.visitUs = parameters.emptyTrayUs;
    m_scenario.payDelayUs = static_cast<std::int64_t>(m_random.between(0.5, 8) * 1e6);
}

Scenario VisitBuilder::take() {
    constexpr std::int64_t afterwardsUs = 30'000'000;
    m_scenario.endUs = m_scenario.lastMovementUs + afterwardsUs;
    return std::move(m_scenario);
}

std::uint32_t VisitBuilder::newTag(TagKind kind) {
    Tag tag;
    tag.epc = epcOf(m_serial++);
    tag.kind = kind;
    tag.chipDbm = m_random.between(-23, -20);
    tag.objectDb = std::max(0.0, m_random.normal(2.5, 1.5));
    tag.s1PersistsUs = static_cast<std::int64_t>(m_random.between(0.5, 5) * 1e6);
    tag.persistsUs = static_cast<std::int64_t>(m_random.between(2, 60) * 1e6);
    m_scenario.tags.push_back(std::move(tag));
    return static_cast<std::uint32_t>(m_scenario.tags.size() - 1);
}

Place &VisitBuilder::addPlace(std::uint32_t tag, std::int64_t fromUs, std::int64_t moveUs, const Vec3 &start,
                              const Vec3 &end) {
    Place place;
    place.fromUs = fromUs;
    place.moveUs = moveUs;
    place.start = start;
    place.end = end;
    place.axis = anyAxis();
    place.riceDb = m_parameters.radio.strayRiceDb;
    place.salt = m_random.bits();
    auto &places = m_scenario.tags[tag].places;
    places.push_back(place);
    return places.back();
}

Vec3 VisitBuilder::anyAxis() {
    const double z = m_random.between(-1, 1);
    const double angle = m_random.between(0, 2 * std::numbers::pi);
    const double flat = std::sqrt(1 - z * z);
    return {flat * std::cos(angle), flat * std::sin(angle), z};
}

// Folded things lie flat, but seldom quite.
Vec3 VisitBuilder::lyingAxis() {
    constexpr double tiltDegrees = 15;
    const double tilt = m_random.normal(0, tiltDegrees * std::numbers::pi / 180);
    const double angle = m_random.between(0, 2 * std::numbers::pi);
    return {std::cos(tilt) * std::cos(angle), std::cos(tilt) * std::sin(angle), std::sin(tilt)};
}

} // namespace panier::rfid::world

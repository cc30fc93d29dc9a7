#include "rfid/tray/tag_table.h"

#include <algorithm>

namespace panier::rfid::tray {

namespace {

constexpr double fadeDbPerS = 5;      // a tag not seen for a while is worth less than one seen now
constexpr double ambientWorthDb = 30; // what the empty tray taught is kept before what passes by

} // namespace

Tag *TagTable::find(const codes::Epc &epc) {
    const auto found = m_slots.find(epc);
    return found == m_slots.end() ? nullptr : &m_tags[found->second];
}

const Tag *TagTable::find(const codes::Epc &epc) const {
    const auto found = m_slots.find(epc);
    return found == m_slots.end() ? nullptr : &m_tags[found->second];
}

Tag *TagTable::findOrMake(const codes::Epc &epc, double levelDbm, double nowS) {
    if (auto *tag = find(epc))
        return tag;
    std::uint32_t slot = 0;
    if (!m_free.empty()) {
        slot = m_free.back();
        m_free.pop_back();
    } else if (m_tags.size() < m_capacity) {
        slot = static_cast<std::uint32_t>(m_tags.size());
        m_tags.emplace_back();
    } else if (const auto weaker = victim(levelDbm, nowS)) {
        slot = *weaker;
        m_slots.erase(m_tags[slot].epc);
        const bool awake = m_tags[slot].awake; // its place among those stays, for the newcomer
        m_tags[slot] = {};
        m_tags[slot].awake = awake;
    } else {
        return nullptr;
    }
    m_tags[slot].epc = epc;
    m_slots.emplace(epc, slot);
    return &m_tags[slot];
}

void TagTable::wake(Tag &tag) {
    if (tag.awake)
        return;
    tag.awake = true;
    m_awake.push_back(static_cast<std::uint32_t>(&tag - m_tags.data()));
}

std::optional<std::uint32_t> TagTable::victim(double levelDbm, double nowS) {
    std::optional<std::uint32_t> least;
    double leastWorth = levelDbm;
    for (std::size_t looks = std::min(looksForVictim, m_tags.size()); looks > 0; --looks) {
        m_hand = (m_hand + 1) % m_tags.size();
        const auto &tag = m_tags[m_hand];
        if (tag.told.cls != TrayClass::Off || tag.candidate.cls != TrayClass::Off)
            continue;
        const double worth =
            tag.lastDbm - fadeDbPerS * (nowS - tag.signal.lastS()) + (tag.ambientDbm ? ambientWorthDb : 0);
        if (worth < leastWorth) {
            leastWorth = worth;
            least = static_cast<std::uint32_t>(m_hand);
        }
    }
    return least;
}

void TagTable::release(std::size_t slot) {
    m_slots.erase(m_tags[slot].epc);
    m_tags[slot] = {};
    m_free.push_back(static_cast<std::uint32_t>(slot));
}

} // namespace panier::rfid::tray

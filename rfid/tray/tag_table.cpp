#include "rfid/tray/tag_table.h"

#include <algorithm>
#include <limits>

namespace panier::rfid::tray {

namespace {

constexpr double fadeDbPerS = 5;      // a tag not seen for a while is worth less than one seen now
constexpr double ambientWorthDb = 30; // what the empty tray taught is kept before what passes by

} // namespace

TagTable::TagTable(std::size_t capacity) : m_capacity(capacity) {
    m_tags.reserve(capacity);
    m_worths.reserve(capacity);
    m_slots = Slots(capacity, HashOfEpc{m_tags.data()}, SameEpc{m_tags.data()});
}

Tag *TagTable::find(const codes::Epc &epc) {
    const auto found = m_slots.find(epc);
    return found == m_slots.end() ? nullptr : &m_tags[*found];
}

const Tag *TagTable::find(const codes::Epc &epc) const {
    const auto found = m_slots.find(epc);
    return found == m_slots.end() ? nullptr : &m_tags[*found];
}

Tag *TagTable::findOrMake(const codes::Epc &epc, double levelDbm, double nowS) {
    if (auto *tag = find(epc))
        return tag;
    const auto slot = freeSlot(levelDbm, nowS);
    if (!slot)
        return nullptr;
    m_tags[*slot].epc = epc;
    m_worths[*slot] = levelDbm + fadeDbPerS * nowS;
    m_slots.insert(*slot);
    return &m_tags[*slot];
}

std::optional<std::uint32_t> TagTable::freeSlot(double levelDbm, double nowS) {
    if (!m_free.empty()) {
        const auto slot = m_free.back();
        m_free.pop_back();
        return slot;
    }
    if (m_tags.size() < m_capacity) {
        m_tags.emplace_back();
        m_worths.push_back(0);
        return static_cast<std::uint32_t>(m_tags.size() - 1);
    }
    const auto weaker = victim(levelDbm, nowS);
    if (weaker) {
        m_slots.erase(*weaker);
        const bool awake = m_tags[*weaker].awake; // its place among those stays, for the newcomer
        m_tags[*weaker] = {};
        m_tags[*weaker].awake = awake;
    }
    return weaker;
}

void TagTable::wake(Tag &tag) {
    const auto slot = static_cast<std::uint32_t>(&tag - m_tags.data());
    m_worths[slot] = worthOf(tag);
    if (tag.awake)
        return;
    tag.awake = true;
    m_awake.push_back(slot);
}

double TagTable::worthOf(const Tag &tag) {
    if (tag.told.cls != TrayClass::Off || tag.candidate.cls != TrayClass::Off)
        return std::numeric_limits<double>::infinity();
    return tag.lastDbm + fadeDbPerS * tag.signal.lastS() + (tag.ambientDbm ? ambientWorthDb : 0);
}

std::optional<std::uint32_t> TagTable::victim(double levelDbm, double nowS) {
    std::optional<std::uint32_t> least;
    double leastWorth = levelDbm + fadeDbPerS * nowS;
    for (std::size_t looks = std::min(looksForVictim, m_worths.size()); looks > 0; --looks) {
        m_hand = static_cast<std::uint32_t>((m_hand + 1) % m_worths.size());
        if (m_worths[m_hand] < leastWorth) {
            leastWorth = m_worths[m_hand];
            least = m_hand;
        }
    }
    return least;
}

void TagTable::release(std::uint32_t slot) {
    m_slots.erase(slot);
    m_tags[slot] = {};
    m_free.push_back(slot);
}

} // namespace panier::rfid::tray

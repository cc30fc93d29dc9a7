#include "rfid/emulator/world/gen2_inventory.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace panier::rfid::world {

namespace {

constexpr double delimiterUs = 12.5;
constexpr double divideRatio = 64.0 / 3;
constexpr double data1InTari = 2; // the slowest that 6.3.1.2.3 allows
constexpr int queryBits = 22;
constexpr int queryRepBits = 4;
constexpr int ackBits = 18;
constexpr int epcReplyBits = 16 + 96 + 16; // PC, EPC, CRC
constexpr int rn16Bits = 16;
constexpr int maxQ = 15;

int preambleBits(const LinkMode &mode) {
    return mode.miller == 1 ? 6 : 10; // TRext 0
}

} // namespace

LinkMode fm0At640() {
    return {6.25, 640, 1, -74};
}

LinkMode miller4At256() {
    return {20, 256, 4, -84};
}

SlotTimes slotTimes(const LinkMode &mode) {
    const double rtCal = mode.tariUs * (1 + data1InTari);
    const double bit = rtCal / 2; // on average
    const double frameSync = delimiterUs + mode.tariUs + rtCal;
    const double cycle = 1000 / mode.linkKhz;
    const double t1 = std::max(rtCal, 10 * cycle);
    const double t2 = 8 * cycle; // 3 to 20 cycles are allowed
    const double t3 = 3 * cycle; // the reader gives up waiting
    const auto reply = [&](int bits) { return (preambleBits(mode) + bits + 1) * mode.miller * cycle; };

    SlotTimes times;
    times.queryUs = frameSync + divideRatio * cycle + queryBits * bit;
    const double queryRep = frameSync + queryRepBits * bit;
    times.emptyUs = queryRep + t1 + t3;
    times.collisionUs = queryRep + t1 + reply(rn16Bits) + t2;
    times.successUs = times.collisionUs + frameSync + ackBits * bit + t1 + reply(epcReplyBits) + t2;
    return times;
}

Gen2Inventory::Gen2Inventory(InventoryParameters parameters, std::vector<TagFlags> tags, std::uint64_t seed)
    : m_parameters(parameters), m_times(slotTimes(parameters.mode)), m_tags(std::move(tags)), m_random(seed),
      m_q(parameters.firstQ) {}

Flag Gen2Inventory::flag(std::uint32_t tag, Session session, std::int64_t nowUs) const {
    const auto &flags = m_tags[tag];
    if (session == Session::S1 && nowUs >= flags.s1UntilUs)
        return Flag::A;
    return flags.inventoried[static_cast<std::size_t>(session)];
}

void Gen2Inventory::setFlag(std::uint32_t tag, Session session, Flag flag) {
    auto &flags = m_tags[tag];
    flags.inventoried[static_cast<std::size_t>(session)] = flag;
    if (session == Session::S1)
        flags.s1UntilUs = static_cast<std::int64_t>(m_nowUs) + flags.s1PersistsUs;
}

void Gen2Inventory::power(std::span<const Candidate> candidates, std::int64_t nowUs) {
    for (const auto &candidate : candidates) {
        auto &flags = m_tags[candidate.tag];
        constexpr std::int64_t blinkUs = 1000; // a tag rides through this on its own charge
        const auto darkUs = nowUs - flags.poweredUs;
        if (darkUs > blinkUs)
            flags.inventoried[0] = Flag::A;
        if (darkUs > flags.persistsUs)
            flags.inventoried[2] = flags.inventoried[3] = Flag::A;
        flags.poweredUs = nowUs;
    }
}

// Every tag not read yet draws a slot out of 2^q.
void Gen2Inventory::draw(int q) {
    const std::size_t slots = std::size_t{1} << q;
    m_slotHead.assign(slots, -1);
    m_next.resize(m_active.size());
    for (std::size_t i = 0; i < m_active.size(); ++i) {
        if (m_done[i] != 0)
            continue;
        auto &head = m_slotHead[m_random.bits() & (slots - 1)];
        m_next[i] = head;
        head = static_cast<std::int32_t>(i);
    }
}

bool Gen2Inventory::decoded(double returnDbm) {
    const double margin = (returnDbm - m_parameters.mode.sensitivityDbm) / m_parameters.decodeSpreadDb;
    return margin > 7 || (margin > -7 && m_random.chance(1 / (1 + std::exp(-margin))));
}

// One slot in which somebody answers.
void Gen2Inventory::answer(std::size_t slot, Session session, std::vector<TagReply> &replies) {
    auto loudest = m_slotHead[slot];
    double second = -std::numeric_limits<double>::infinity();
    for (auto i = m_next[static_cast<std::size_t>(loudest)]; i >= 0; i = m_next[static_cast<std::size_t>(i)]) {
        const double level = m_active[static_cast<std::size_t>(i)].returnDbm;
        const double best = m_active[static_cast<std::size_t>(loudest)].returnDbm;
        second = std::max(second, std::min(level, best));
        if (level > best)
            loudest = i;
    }
    const auto &tag = m_active[static_cast<std::size_t>(loudest)];
    if (tag.returnDbm < second + m_parameters.captureDb) {
        m_nowUs += m_times.collisionUs;
        ++m_count.collision;
        m_q = std::min<double>(maxQ, m_q + m_parameters.qStep);
        return;
    }
    if (!decoded(tag.returnDbm)) {
        m_nowUs += m_times.collisionUs;
        ++m_count.failed;
        return;
    }
    m_nowUs += m_times.successUs;
    ++m_count.success;
    m_done[static_cast<std::size_t>(loudest)] = 1;
    const auto was = m_tags[tag.tag].inventoried[static_cast<std::size_t>(session)];
    const bool lapsed = session == Session::S1 && flag(tag.tag, session, static_cast<std::int64_t>(m_nowUs)) != was;
    setFlag(tag.tag, session, was == Flag::B && !lapsed ? Flag::A : Flag::B);
    replies.push_back({tag.tag, static_cast<std::int64_t>(m_nowUs), tag.returnDbm});
}

std::int64_t Gen2Inventory::round(Session session, Flag target, std::span<const Candidate> candidates,
                                  std::int64_t startUs, std::int64_t endUs, std::vector<TagReply> &replies) {
    ++m_count.rounds;
    m_active.clear();
    for (const auto &candidate : candidates)
        if (flag(candidate.tag, session, startUs) == target &&
            (candidate.answers >= 1 || m_random.chance(candidate.answers)))
            m_active.push_back(candidate);
    m_done.assign(m_active.size(), 0);
    m_nowUs = static_cast<double>(startUs) + m_times.queryUs;
    const auto lastUs = static_cast<double>(endUs);
    int q = static_cast<int>(std::lround(m_q));
    draw(q);
    for (std::size_t slot = 0; m_nowUs < lastUs;) {
        const bool empty = m_slotHead[slot] < 0;
        if (empty) {
            m_nowUs += m_times.emptyUs;
            ++m_count.empty;
            m_q = std::max(0.0, m_q - m_parameters.qStep);
        } else {
            answer(slot, session, replies);
        }
        if (q == 0 && empty)
            break; // everyone left would have answered in this one
        ++slot;
        const int wanted = static_cast<int>(std::lround(m_q));
        if (wanted != q || slot == m_slotHead.size()) { // QueryAdjust, or the next Query
            q = wanted;
            slot = 0;
            draw(q);
        }
    }
    // The next round starts from what this one needed.
    const auto answered = static_cast<double>(std::count(m_done.begin(), m_done.end(), 1));
    m_q = std::clamp(std::log2(std::max(answered, 1.0)), 0.0, static_cast<double>(maxQ));
    return static_cast<std::int64_t>(m_nowUs);
}

} // namespace panier::rfid::world

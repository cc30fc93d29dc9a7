#include "rfid/tray/tray_engine.h"

#include <algorithm>
#include <set>

namespace panier::rfid::tray {

namespace {
constexpr std::size_t rememberedLeavings = 4;
constexpr int weakestDbm = -128; // the least that LLRP can report

std::int64_t scaled(std::int64_t us, double by) {
    return static_cast<std::int64_t>(static_cast<double>(us) * by);
}
} // namespace

void TrayEngine::observe(std::span<const TagObservation> observations) {
    for (const auto &observation : observations) {
        Tag *tag = tagFor(observation);
        if (tag == nullptr) {
            ++m_dropped;
            continue;
        }
        if (observation.timeUs - tag->lastSeenUs > scaled(m_config.goneUs, m_stretch) || tag->reads.empty())
            tag->firstSeenUs = observation.timeUs;
        tag->lastSeenUs = std::max(tag->lastSeenUs, observation.timeUs);
        tag->firstSeenUs = std::min(tag->firstSeenUs, observation.timeUs);
        tag->reads.push_back({observation.timeUs, observation.rssiDbm, observation.antenna, observation.seenCount});
        if (tag->reads.size() > m_config.maxReadsPerTag)
            tag->reads.pop_front();
    }
}

// The tag's entry. When the memory is full the weakest tag that doesn't count gives way, if it is weaker than this one:
// a flood of strays can't push out an article.
TrayEngine::Tag *TrayEngine::tagFor(const TagObservation &observation) {
    const auto found = m_tags.find(observation.epc);
    if (found != m_tags.end())
        return &found->second;
    if (m_tags.size() >= m_config.maxTags) {
        const auto levelOf = [](const Tag &tag) {
            return tag.reads.empty() ? weakestDbm : tag.reads.back().rssiDbm.value_or(weakestDbm);
        };
        auto weakest = m_tags.end();
        for (auto it = m_tags.begin(); it != m_tags.end(); ++it) {
            const auto &tag = it->second;
            if (tag.told.cls == TrayClass::Off && tag.candidate.cls == TrayClass::Off &&
                (weakest == m_tags.end() || levelOf(tag) < levelOf(weakest->second)))
                weakest = it;
        }
        if (weakest == m_tags.end() || levelOf(weakest->second) >= observation.rssiDbm.value_or(weakestDbm))
            return nullptr;
        m_tags.erase(weakest);
    }
    return &m_tags[observation.epc];
}

TrayUpdate TrayEngine::advance(std::int64_t nowUs) {
    m_nowUs = std::max(m_nowUs, nowUs);
    TrayUpdate update;
    m_stretch = stretch();
    m_pending = false;
    for (auto &[epc, tag] : m_tags)
        updateTag(epc, tag, update);
    if (!update.changes.empty())
        m_lastChangeUs = m_nowUs;
    forgetStale();
    update.settled = isSettled();
    update.deepScanDone = finishDeepScan();
    return update;
}

void TrayEngine::beginDeepScan(std::int64_t nowUs) {
    m_nowUs = std::max(m_nowUs, nowUs);
    if (!m_deepSinceUs)
        m_deepSinceUs = m_nowUs;
}

TrayClass TrayEngine::classOf(const codes::Epc &epc) const {
    const auto found = m_tags.find(epc);
    return found == m_tags.end() ? TrayClass::Off : found->second.told.cls;
}

void TrayEngine::updateTag(const codes::Epc &epc, Tag &tag, TrayUpdate &update) {
    const auto deepUs = m_deepSinceUs ? m_nowUs - *m_deepSinceUs : 0;
    const auto windowUs = scaled(m_config.windowUs, m_stretch) + deepUs;
    std::erase_if(tag.reads, [&](const Read &read) { return m_nowUs - read.timeUs > windowUs; });
    if (m_deepSinceUs && !isGone(tag) && tag.firstSeenUs <= *m_deepSinceUs &&
        m_nowUs - *m_deepSinceUs >= m_config.deepMinUs)
        tag.leftUs.clear(); // it has stayed in view for the whole scan: it came and went, and now it stays
    const auto score = scoreOf(tag);
    learnAmbient(tag, score);
    const auto verdict = judge(tag, score);
    setCandidate(tag, verdict);
    if (verdict == tag.told) {
        // A newcomer that is strong enough but not yet read often enough is on its way in.
        const bool gathering = tag.told.cls == TrayClass::Off && !isGone(tag) && score.reads < m_config.minReads &&
                               !tag.ambientDbm && score.medianDbm.value_or(m_config.offDbm) >= m_config.offDbm;
        m_pending = m_pending || gathering;
        return;
    }
    if (!isProven(tag)) {
        m_pending = true;
        return;
    }
    if (verdict.cls == TrayClass::Off)
        tag.leftUs.push_back(m_nowUs);
    if (tag.leftUs.size() > rememberedLeavings)
        tag.leftUs.pop_front();
    tag.told = verdict;
    update.changes.push_back({epc, verdict.cls, verdict.reason});
}

// A candidate class is timed from its first moment, whatever the reason does meanwhile; another reason for the class
// that was told already is timed for itself.
void TrayEngine::setCandidate(Tag &tag, const Verdict &verdict) const {
    if (verdict.cls != tag.candidate.cls || (verdict.cls == tag.told.cls && verdict != tag.candidate))
        tag.candidateSinceUs = m_nowUs;
    tag.candidate = verdict;
}

// The candidate has held long enough to be told. What is gone has been missing for goneUs already.
bool TrayEngine::isProven(const Tag &tag) const {
    const bool doubtfulNewcomer = tag.candidate.cls == TrayClass::Unsure && tag.told.cls == TrayClass::Off;
    return isGone(tag) || m_nowUs - tag.candidateSinceUs >= (doubtfulNewcomer ? m_config.doubtUs : m_config.dwellUs);
}

TrayEngine::Score TrayEngine::scoreOf(const Tag &tag) const {
    Score score;
    std::set<std::uint16_t> antennas;
    for (const auto &read : tag.reads) {
        score.reads += std::max<int>(read.count, 1);
        antennas.insert(read.antenna);
    }
    score.antennas = static_cast<int>(antennas.size());
    // A short span follows an article that is being put down; a deep scan weighs all that it has.
    auto levels = m_deepSinceUs ? std::vector<int>() : levelsSince(tag, m_nowUs - m_config.levelUs);
    if (levels.size() < static_cast<std::size_t>(m_config.minReads))
        levels = levelsSince(tag, std::numeric_limits<std::int64_t>::min());
    if (levels.empty())
        return score;
    const auto middle = levels.begin() + static_cast<std::ptrdiff_t>((levels.size() - 1) / 2);
    std::nth_element(levels.begin(), middle, levels.end());
    score.medianDbm = *middle;
    return score;
}

std::vector<int> TrayEngine::levelsSince(const Tag &tag, std::int64_t sinceUs) {
    std::vector<int> levels;
    for (const auto &read : tag.reads)
        if (read.rssiDbm && read.timeUs >= sinceUs)
            levels.push_back(*read.rssiDbm);
    return levels;
}

// By how often the tags on the tray that are still heard are read.
double TrayEngine::stretch() const {
    double reads = 0;
    double heardUs = 0;
    for (const auto &[epc, tag] : m_tags) {
        if (tag.told.cls != TrayClass::On || m_nowUs - tag.lastSeenUs > m_config.goneUs)
            continue;
        const auto sinceUs = std::max(tag.firstSeenUs, m_nowUs - m_config.windowUs);
        heardUs += static_cast<double>(m_nowUs - sinceUs);
        for (const auto &read : tag.reads)
            reads += read.timeUs >= sinceUs ? std::max<int>(read.count, 1) : 0;
    }
    if (reads == 0)
        return 1;
    const double inGoneUs = reads / heardUs * static_cast<double>(m_config.goneUs);
    return std::clamp(m_config.steadyReads / inGoneUs, 1.0, static_cast<double>(m_config.maxStretch));
}

bool TrayEngine::isGone(const Tag &tag) const {
    return tag.reads.empty() || m_nowUs - tag.lastSeenUs > scaled(m_config.goneUs, m_stretch);
}

bool TrayEngine::comesAndGoes(const Tag &tag) const {
    const auto recent = std::count_if(tag.leftUs.begin(), tag.leftUs.end(),
                                      [&](std::int64_t leftUs) { return m_nowUs - leftUs <= m_config.comebackUs; });
    return recent >= 2;
}

TrayEngine::Verdict TrayEngine::judge(const Tag &tag, const Score &score) const {
    if (isGone(tag))
        return {};
    if (score.reads < m_config.minReads) {
        if (tag.told.cls != TrayClass::Off)
            return tag.told; // it was sure of itself: silence alone will say that it left
        const bool old = m_nowUs - tag.firstSeenUs >= scaled(m_config.newTagUs, m_stretch);
        // One strong reading of a stray is no article: few reads must be clearly above the limit.
        const bool strong = score.medianDbm.value_or(m_config.onDbm) >= m_config.offDbm + m_config.hysteresisDb;
        const bool counts = old && strong && judgeLevel(tag, score).cls != TrayClass::Off;
        return counts ? Verdict{TrayClass::Unsure, UnsureReason::Intermittent} : Verdict{};
    }
    const auto verdict = judgeLevel(tag, score);
    if (verdict.cls == TrayClass::On && comesAndGoes(tag))
        return {TrayClass::Unsure, UnsureReason::Intermittent};
    return verdict;
}

TrayEngine::Verdict TrayEngine::judgeLevel(const Tag &tag, const Score &score) const {
    const int h = m_config.hysteresisDb;
    const bool wasOn = tag.told.cls == TrayClass::On;
    const bool severalAntennas = wasOn || score.antennas >= std::min(m_config.minAntennas, m_antennas);
    const Verdict on{TrayClass::On, UnsureReason::None};
    const Verdict oneAntenna{TrayClass::Unsure, UnsureReason::OneAntennaOnly};
    if (!score.medianDbm) // a reader that doesn't tell the level
        return severalAntennas ? on : oneAntenna;

    const int level = *score.medianDbm;
    if (tag.ambientDbm && level < *tag.ambientDbm + m_config.ambientRiseDb)
        return {};
    // What a deep scan decides must stand when it is over: it narrows the doubt by less than the hysteresis.
    const int onLimit = m_config.onDbm - (wasOn ? h : m_deepSinceUs ? h / 2 : 0);
    const int offLimit = m_config.offDbm - (tag.told.cls == TrayClass::Off ? 0 : m_deepSinceUs ? h / 2 : h);
    if (level < offLimit)
        return {};
    if (level < onLimit)
        return {TrayClass::Unsure, UnsureReason::WeakSignal};
    return severalAntennas || level >= m_config.sureDbm ? on : oneAntenna;
}

void TrayEngine::learnAmbient(Tag &tag, const Score &score) const {
    const bool stays = !isGone(tag) && tag.lastSeenUs - tag.firstSeenUs >= m_config.ambientLearnUs;
    if (!m_learning || !stays || tag.told.cls == TrayClass::On || !score.medianDbm ||
        *score.medianDbm >= m_config.onDbm)
        return;
    tag.ambientDbm = std::max(tag.ambientDbm.value_or(weakestDbm), *score.medianDbm);
}

void TrayEngine::forgetStale() {
    std::erase_if(m_tags, [&](const auto &entry) {
        const auto &tag = entry.second;
        const auto keepUs = tag.ambientDbm ? m_config.forgetAmbientUs : m_config.forgetUs;
        return tag.told.cls == TrayClass::Off && m_nowUs - tag.lastSeenUs > keepUs;
    });
}

bool TrayEngine::isSettled() {
    const bool changed = m_lastChangeUs == m_nowUs;
    if (!m_unsettledSinceUs && (m_pending || changed))
        m_unsettledSinceUs = m_nowUs;
    if (!m_unsettledSinceUs)
        return true;
    const auto sinceUs = m_nowUs - *m_unsettledSinceUs;
    const bool quiet = !m_pending && m_nowUs - m_lastChangeUs >= m_config.quietUs;
    if ((!quiet || sinceUs < m_config.settleMinUs) && sinceUs < m_config.settleMaxUs)
        return false;
    m_unsettledSinceUs.reset();
    return true;
}

bool TrayEngine::finishDeepScan() {
    if (!m_deepSinceUs)
        return false;
    const auto sinceUs = m_nowUs - *m_deepSinceUs;
    const bool unsure = std::any_of(m_tags.begin(), m_tags.end(),
                                    [](const auto &entry) { return entry.second.told.cls == TrayClass::Unsure; });
    const bool quiet = !m_pending && m_nowUs - m_lastChangeUs >= m_config.quietUs;
    if (sinceUs < m_config.deepMaxUs && (sinceUs < m_config.deepMinUs || unsure || !quiet))
        return false;
    m_deepSinceUs.reset();
    return true;
}

} // namespace panier::rfid::tray

#include "rfid/tray/tray_engine.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace panier::rfid::tray {

namespace {

constexpr double weakestDbm = -128;     // the least that LLRP can report
constexpr double unknownLevel = 4;      // evidence of a reader that tells no levels: that it reads the tag
constexpr double asleepAfterS = 4;      // off and unseen for this long: not judged any more
constexpr double seldomShare = 0.15;    // of the usual reads: a tag that is read less often is a slow one
constexpr double slowPriorWeight = 0.2; // tags' worth of belief in TrayConfig::hiddenPerArticle

} // namespace

TrayEngine::TrayEngine(TrayConfig config, AntennaExposure exposure)
    : m_config(config), m_tags(config.maxTags), m_strengths(config.limitDbm, config.limitSumDb), m_exposure(exposure) {}

void TrayEngine::observe(std::span<const TagObservation> observations) {
    if (!observations.empty()) {
        if (nowS() - std::exchange(m_lastHeardS, nowS()) > m_config.flickerS / 2)
            m_resumedS = nowS();
    }
    for (const auto &observation : observations) {
        const double atS = m_clock.readAt(observation.timeUs);
        if (atS < 0) {
            ++m_dropped;
            continue;
        }
        Tag *tag = m_tags.findOrMake(observation.epc, observation.rssiDbm.value_or(weakestDbm), nowS());
        if (tag == nullptr) {
            ++m_dropped;
            continue;
        }
        const bool newStay = tag->told.cls == TrayClass::Off && atS - tag->signal.lastS() > goneAfterS(*tag);
        if (newStay && !tag->signal.empty()) {
            tag->signal.clear();
            tag->taughtExposure = tag->certain = tag->accompanied = false;
            tag->cameS.reset();
        }
        if (tag->told.cls != TrayClass::Off && !mayHaveMissed() && hasFlickered(*tag, atS))
            tag->flickers = true;
        tag->signal.add(atS, observation.antenna, observation.rssiDbm, std::max<int>(observation.seenCount, 1));
        tag->lastDbm = observation.rssiDbm.value_or(weakestDbm);
        m_tags.wake(*tag);
    }
}

TrayUpdate TrayEngine::advance(std::int64_t nowUs) {
    if (wantsDeepInventory())
        m_clock.excuseSilence();
    m_clock.advance(nowUs);
    TrayUpdate update;
    m_overview = {readsPerS(), false};
    m_tags.forAwake([&](Tag &tag) { return judgeTag(tag, update); });
    for (const double landedS : std::exchange(m_landed, {}))
        m_landings.add(landedS);
    for (const double departedS : std::exchange(m_departed, {}))
        m_departures.add(departedS);
    for (const auto antenna : std::exchange(m_strayAntennas, {}))
        m_exposure.learn(antenna);
    m_tags.forgetSome([this](const Tag &tag) {
        return nowS() - tag.signal.lastS() > (tag.ambientDbm ? m_config.forgetAmbientS : m_config.forgetS);
    });
    std::sort(update.changes.begin(), update.changes.end(),
              [](const TrayChange &a, const TrayChange &b) { return a.epc < b.epc; });
    if (!update.changes.empty())
        m_lastChangeS = nowS();
    update.estimatedUnread = estimateUnread();
    update.settled = isSettled();
    update.deepScanDone = finishDeepScan(update);
    return update;
}

void TrayEngine::beginDeepScan() {
    if (m_deepSinceS)
        return;
    m_deepSinceS = nowS();
    m_hushUntilS = nowS() + m_config.deepInventoryS + m_config.hushS;
}

bool TrayEngine::wantsDeepInventory() const {
    return m_deepSinceS && nowS() - *m_deepSinceS < m_config.deepInventoryS;
}

void TrayEngine::setUse(TrayUse use) {
    if (use == m_use)
        return;
    m_use = use;
    m_tags.forAll([this](Tag &tag) { m_tags.wake(tag); });
}

void TrayEngine::restart() {
    TrayEngine fresh(m_config, m_exposure);
    m_tags.forAll([&](const Tag &tag) {
        if (!tag.ambientDbm)
            return;
        Tag *kept = fresh.m_tags.findOrMake(tag.epc, tag.lastDbm, nowS());
        kept->ambientDbm = tag.ambientDbm;
        kept->lastDbm = tag.lastDbm;
        kept->signal = tag.signal; // it is remembered for as long as it would have been
        fresh.m_tags.wake(*kept);
    });
    fresh.m_clock = m_clock;
    fresh.m_strengths = m_strengths;
    fresh.m_antennas = m_antennas;
    *this = std::move(fresh);
}

TrayClass TrayEngine::classOf(const codes::Epc &epc) const {
    const auto *tag = m_tags.find(epc);
    return tag == nullptr ? TrayClass::Off : tag->told.cls;
}

// False once there is nothing to judge until it is read again.
bool TrayEngine::judgeTag(Tag &tag, TrayUpdate &update) {
    tag.signal.limitMemory();
    learnAmbient(tag);
    learnExposure(tag);
    noticeCompany(tag);
    noticeFading(tag);
    auto verdict = judge(tag);
    if (m_use == TrayUse::Idle && verdict.cls == TrayClass::Unsure && tag.told.cls == TrayClass::Off)
        verdict = {}; // nobody is there to be asked
    setCandidate(tag, verdict);
    if (verdict == tag.told)
        m_overview.pending = m_overview.pending || mayChange(tag);
    else if (isProven(tag))
        tell(tag, verdict, update);
    else
        m_overview.pending = true;
    return !isAtRest(tag);
}

// Only another read can make anything of it: a stray, or one that was read but once.
bool TrayEngine::isAtRest(const Tag &tag) const {
    if (tag.told.cls != TrayClass::Off || tag.candidate.cls != TrayClass::Off)
        return false;
    const double silentS = nowS() - tag.signal.lastS();
    return silentS > asleepAfterS || (silentS > m_config.dwellS && tag.signal.sightings(nowS()) < 2) ||
           (!tag.cameS && evidence(tag) < m_config.nearEvidence);
}

// A newcomer that is strong enough but not yet read often enough is on its way in; a tag that is missed is perhaps on
// its way out, and keeps the tray from settling when it isn't settled already.
bool TrayEngine::mayChange(const Tag &tag) const {
    const double silentS = nowS() - tag.signal.lastS();
    if (isHushed(tag))
        return false;
    if (tag.told.cls != TrayClass::Off)
        return m_unsettledSinceS.has_value() && silentS > m_config.goneLeastS / 2 && silentS > goneAfterS(tag) / 2;
    return !isGone(tag) && tag.signal.reads(nowS()) < m_config.minReads && silentS < m_config.dwellS &&
           evidence(tag) > m_config.offEvidence;
}

// A candidate class is timed from its first moment, whatever the reason does meanwhile; another reason for the class
// that was told already is timed for itself.
void TrayEngine::setCandidate(Tag &tag, const Verdict &verdict) const {
    if (verdict.cls != tag.candidate.cls || (verdict.cls == tag.told.cls && verdict != tag.candidate))
        tag.candidateSinceS = nowS();
    tag.candidate = verdict;
}

// The candidate has held long enough to be told. What is gone has been missing for long already.
bool TrayEngine::isProven(const Tag &tag) const {
    const double heldS = nowS() - tag.candidateSinceS;
    return isGone(tag) || heldS >= (tag.candidate.cls == TrayClass::Unsure ? m_config.doubtS : m_config.dwellS);
}

void TrayEngine::tell(Tag &tag, const Verdict &verdict, TrayUpdate &update) {
    m_unsure += (verdict.cls == TrayClass::Unsure ? 1 : 0) - (tag.told.cls == TrayClass::Unsure ? 1 : 0);
    m_lastLeft = verdict.cls == TrayClass::Off;
    if (m_lastLeft) {
        tag.leftS = nowS();
        // Taken out and held nearby: it is a stray now, until it comes back as loud as a thing that is put down.
        if (const auto strength = strengthOf(tag); strength && !isGone(tag) && tag.faded)
            tag.ambientDbm = strength->bestDbm;
        if (tag.certain)
            m_departed.push_back(isGone(tag) ? tag.signal.lastS() : tag.weakenedS.value_or(nowS()));
        tag.peakSumDb = 0;
        tag.faded = false;
        tag.weakenedS.reset();
        tag.flickers = false;
    } else if (tag.told.cls == TrayClass::Off) {
        m_lastLandedS = tag.landedS = nowS();
        if (nowS() - tag.leftS < m_config.backS)
            tag.patience = 2;
    }
    tag.told = verdict;
    tag.toldSinceS = nowS();
    update.changes.push_back({tag.epc, verdict.cls, verdict.reason});
}

double TrayEngine::goneAfterS(const Tag &tag) const {
    if (tag.told.cls == TrayClass::Off && tag.signal.sightings(tag.signal.lastS()) < m_config.minReads)
        return m_config.goneSlowS; // how often it is read isn't known yet
    const double intervalS = 1 / std::max(tag.signal.sightingsPerS(tag.signal.lastS()), 0.1);
    const double mostS =
        std::max(m_config.goneMostS, std::min(m_config.goneReads * 0.75 * intervalS, m_config.goneSlowS));
    return tag.patience * std::clamp(m_config.goneReads * intervalS, m_config.goneLeastS, mostS);
}

// Not all tags have been told again since a deep scan, or since the reader stalled.
bool TrayEngine::mayHaveMissed() const {
    return nowS() < m_hushUntilS || nowS() - m_resumedS < m_config.hushS;
}

// It was silent for longer than chance makes a tag that is read so often.
bool TrayEngine::hasFlickered(const Tag &tag, double atS) const {
    constexpr double expectedMeanwhile = 4; // tenths of a second in which it should have been read
    const double lastS = tag.signal.lastS();
    return atS - lastS > m_config.flickerS && lastS - tag.signal.firstS() >= m_config.newTagS &&
           tag.signal.sightingsPerS(lastS) * m_config.flickerS >= expectedMeanwhile;
}

// It is read much less often than what lies there for all to hear.
bool TrayEngine::isSlow(const Tag &tag, double atS) const {
    return tag.signal.sightingsPerS(atS) < seldomShare * m_overview.readsPerS;
}

// Quiet, perhaps because a deep scan has told it already.
bool TrayEngine::isHushed(const Tag &tag) const {
    return nowS() < m_hushUntilS && nowS() - tag.signal.lastS() > m_config.dwellS;
}

bool TrayEngine::isGone(const Tag &tag) const {
    return tag.signal.empty() || nowS() - tag.signal.lastS() > goneAfterS(tag);
}

bool TrayEngine::isAmbient(const Tag &tag, const Strength &strength) const {
    return tag.ambientDbm && strength.bestDbm < *tag.ambientDbm + m_config.ambientRiseDb;
}

// By how much the tag's levels are beyond those of strays.
double TrayEngine::evidence(const Tag &tag) const {
    const bool few = tag.signal.reads(nowS()) < m_config.minReads; // its antennas are silent most of the time
    const auto strength = few ? tag.signal.strength(nowS(), m_exposure, m_config.goneSlowS) : strengthOf(tag);
    if (!strength)
        return unknownLevel;
    return isAmbient(tag, *strength) ? knownStray : m_strengths.evidence(*strength);
}

Verdict TrayEngine::judge(const Tag &tag) const {
    if (m_use == TrayUse::Empty)
        return {};
    if (tag.told.cls != TrayClass::Off && isHushed(tag))
        return tag.told;
    if (mayOnlyBeHidden(tag))
        return {TrayClass::Unsure, UnsureReason::Intermittent};
    if (isGone(tag))
        return {};
    if (tag.signal.reads(nowS()) < m_config.minReads)
        return judgeFew(tag);
    const double sum = evidence(tag);
    const bool takenOut = isTakenOut(tag);
    // One that has faded and is asked about already must be moved to be sold.
    const bool asked = tag.told.cls == TrayClass::Unsure;
    const bool doubted = tag.faded && asked;
    const double company = tag.accompanied && !takenOut && !doubted ? m_config.companyEvidence : 0;
    const double narrower = m_deepSinceS && !tag.faded ? m_config.deepEvidence : 0;
    const double keep = takenOut ? 0 : m_config.keepEvidence;
    const bool lonely = m_antennas > 1 && tag.signal.antennas(nowS()) == 1;
    // What lies on the tray is seldom heard by one antenna alone: looking harder doesn't make it an article.
    const double alone = lonely && asked ? m_config.lonelyEvidence : 0;
    const double on =
        m_config.onEvidence - company - (lonely ? 0 : narrower) + alone - (tag.told.cls == TrayClass::On ? keep : 0);
    const double off = m_config.offEvidence + narrower - (tag.told.cls == TrayClass::Off ? 0 : keep);
    if (sum - (takenOut ? m_config.fadedEvidence : 0) >= on)
        return {TrayClass::On, UnsureReason::None};
    // Heard too weakly to be sold, and something lies on it perhaps: ask, for a while.
    const bool buried = tag.told.cls != TrayClass::Off && tag.peakSumDb > 0 && !takenOut;
    const bool longAsked = asked && nowS() - tag.toldSinceS >= m_config.hiddenS;
    if (sum < off && (!buried || longAsked))
        return {};
    return {TrayClass::Unsure, lonely ? UnsureReason::OneAntennaOnly : UnsureReason::WeakSignal};
}

// Read too seldom to weigh its level: what was told stands; silence alone will say that it left. One strong reading of
// a stray is no article, several over a while may be a hidden one.
Verdict TrayEngine::judgeFew(const Tag &tag) const {
    if (tag.told.cls != TrayClass::Off) {
        if (isTakenOut(tag))
            return {};
        return tag.faded ? Verdict{TrayClass::Unsure, UnsureReason::Intermittent} : tag.told;
    }
    const bool old = nowS() - tag.signal.firstS() >= m_config.newTagS && tag.signal.sightings(nowS()) >= 2;
    if (!old || evidence(tag) < m_config.onEvidence)
        return {};
    return {TrayClass::Unsure, UnsureReason::Intermittent};
}

std::optional<Strength> TrayEngine::strengthOf(const Tag &tag) const {
    return tag.signal.strength(nowS(), m_exposure);
}

// Of a tag on the tray that is read well: three in four are read less often.
double TrayEngine::readsPerS() {
    std::vector<double> rates;
    m_tags.forAwake([&](const Tag &tag) {
        if (tag.told.cls == TrayClass::On)
            rates.push_back(tag.signal.sightingsPerS(nowS()));
        return true;
    });
    if (rates.empty())
        return 0;
    const auto third = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() * 3 / 4);
    std::nth_element(rates.begin(), third, rates.end());
    return *third;
}

// Hidden tags answer seldom. How many there are follows a Poisson law whose mean is known from shops at large (a gamma
// prior) and from how many slow tags were seen here; those not seen yet are what remains after the time that has
// passed.
double TrayEngine::estimateUnread() {
    int articles = 0;
    int slow = 0;
    m_tags.forAwake([&](const Tag &tag) {
        if (tag.told.cls != TrayClass::Off && !isGone(tag)) {
            ++articles;
            slow += isSlow(tag, nowS()) ? 1 : 0;
        }
        return true;
    });
    if (articles == 0)
        return 0;
    const double rate = m_config.hiddenPerRound * m_overview.readsPerS;
    const double seenShare = 1 - std::exp(-rate * (nowS() - m_lastLandedS));
    const double prior = slowPriorWeight * m_config.hiddenPerArticle * articles;
    return (prior + slow) / (slowPriorWeight + seenShare) * (1 - seenShare);
}

bool TrayEngine::isQuiet() const {
    const double quietS = m_lastLeft ? m_config.quietGoneS : m_config.quietS;
    return !m_overview.pending && nowS() - m_lastChangeS >= quietS;
}

bool TrayEngine::isSettled() {
    const bool changed = m_lastChangeS == nowS();
    if (!m_unsettledSinceS && (m_overview.pending || changed))
        m_unsettledSinceS = nowS();
    if (!m_unsettledSinceS)
        return true;
    if (!isQuiet() && nowS() - *m_unsettledSinceS < m_config.settleMaxS)
        return false;
    m_unsettledSinceS.reset();
    return true;
}

bool TrayEngine::finishDeepScan(const TrayUpdate &update) {
    if (!m_deepSinceS)
        return false;
    const double sinceS = nowS() - *m_deepSinceS;
    const bool sure = m_unsure == 0 && update.estimatedUnread < m_config.askUnread && isQuiet();
    if (sinceS < m_config.deepMostS && (sinceS < m_config.deepLeastS || !sure))
        return false;
    m_deepSinceS.reset();
    return true;
}

} // namespace panier::rfid::tray

// What the tray engine notices of a tag as time goes by, before it judges.
#include "rfid/tray/tray_engine.h"

#include <algorithm>

namespace panier::rfid::tray {

// When it came near, and whether articles beyond doubt did so at the same time.
void TrayEngine::noticeCompany(Tag &tag) {
    const bool gone = isGone(tag);
    if (gone && tag.told.cls != TrayClass::Off)
        return; // it isn't settled yet that it left
    const double sum = gone ? knownStray : evidence(tag);
    if (sum < m_config.awayEvidence) {
        tag.cameS.reset();
        tag.certain = tag.accompanied = false;
    } else if (!tag.cameS && sum >= m_config.nearEvidence) {
        tag.cameS = nowS();
    }
    if (!tag.cameS)
        return;
    if (!tag.certain && sum >= m_config.certainEvidence && tag.signal.reads(nowS()) >= m_config.minReads) {
        tag.certain = true;
        m_landed.push_back(*tag.cameS);
    }
    const double cameS = *tag.cameS;
    tag.accompanied = tag.accompanied || m_landings.between(cameS - m_config.companyS, cameS + m_config.companyS);
}

// Of a tag that lies on the tray little is heard any more: it is held beside it, or lies beneath another.
void TrayEngine::noticeFading(Tag &tag) const {
    const auto strength = strengthOf(tag);
    if (tag.told.cls == TrayClass::Off || !strength)
        return;
    if (tag.told.cls == TrayClass::On && nowS() - tag.toldSinceS >= m_config.restS)
        tag.peakSumDb = std::max(tag.peakSumDb, strength->sumDb);
    const double fadedDb = m_config.fadedShare * tag.peakSumDb * (tag.faded ? 2 : 1); // it doesn't waver
    tag.faded = strength->sumDb < fadedDb;
    constexpr double weakShare = 0.5;
    constexpr double againShare = 0.6; // it doesn't waver either
    if (!tag.weakenedS && strength->sumDb < weakShare * tag.peakSumDb)
        tag.weakenedS = nowS();
    else if (tag.weakenedS && strength->sumDb > againShare * tag.peakSumDb)
        tag.weakenedS.reset();
}

// It has faded, and nothing else has moved that could hide it.
bool TrayEngine::isTakenOut(const Tag &tag) const {
    constexpr double lateS = 0.2; // its level may be noticed a little before the other's
    if (!tag.faded || !tag.weakenedS)
        return false;
    const auto moved = [&](const Movements &movements) {
        return movements.between(*tag.weakenedS - m_config.buriedS, *tag.weakenedS + lateS);
    };
    return !moved(m_landings) && !moved(m_departures);
}

// A strong tag falls silent because it is taken away. A weak one does so when anything moves; and one that does so as
// it lands, or has done so before and was heard again, lies on metal or beneath something wet.
bool TrayEngine::mayOnlyBeHidden(const Tag &tag) const {
    if (m_use != TrayUse::Visit || tag.told.cls == TrayClass::Off || !isGone(tag))
        return false;
    const double silentS = nowS() - tag.signal.lastS();
    if (tag.flickers || tag.signal.lastS() < tag.landedS || isSlow(tag, tag.signal.lastS()))
        return silentS <= m_config.vanishedS;
    if (silentS > m_config.hiddenS)
        return false;
    const auto strength = tag.signal.strength(tag.signal.lastS(), m_exposure);
    return tag.faded || (strength && strength->sumDb < m_config.weakSumDb);
}

void TrayEngine::learnAmbient(Tag &tag) {
    if (m_use == TrayUse::Visit || tag.told.cls == TrayClass::On)
        return;
    const auto strength = strengthOf(tag);
    if (!strength)
        return;
    if (m_use == TrayUse::Idle && (tag.signal.lastS() - tag.signal.firstS() < m_config.ambientLearnS ||
                                   m_strengths.evidence(*strength) >= m_config.onEvidence))
        return;
    const bool known = tag.ambientDbm.has_value();
    tag.ambientDbm = std::max(tag.ambientDbm.value_or(strength->bestDbm), strength->bestDbm);
    if (!known)
        m_strengths.learnStray(*strength);
}

// From whatever is heard for a while and can't be an article.
void TrayEngine::learnExposure(Tag &tag) {
    if (tag.taughtExposure || tag.told.cls != TrayClass::Off || isGone(tag) || tag.cameS ||
        nowS() - tag.signal.firstS() < m_config.newTagS || tag.signal.reads(nowS()) < m_config.minReads)
        return;
    const auto strength = strengthOf(tag);
    if (!strength || evidence(tag) >= m_config.nearEvidence)
        return;
    tag.taughtExposure = true;
    m_strayAntennas.push_back(strength->bestAntenna);
}

} // namespace panier::rfid::tray

#include "devices/codes/pack_counter.h"

#include <algorithm>

namespace panier::devices {

PackCounter::Pack &PackCounter::packOf(base::TimeMs nowMs, const codes::Gtin &gtin) {
    std::erase_if(m_packs, [nowMs](const auto &entry) { return isOver(entry.second, nowMs); });
    if (!m_packs.contains(gtin) && m_packs.size() >= maxArticles)
        m_packs.erase(std::min_element(m_packs.begin(), m_packs.end(), [](const auto &one, const auto &other) {
            return one.second.lastMs < other.second.lastMs;
        }));
    return m_packs[gtin];
}

bool PackCounter::seen(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code) {
    auto &pack = packOf(nowMs, gtin);
    pack.lastMs = nowMs;
    if (source == CodeSource::Camera) {
        const bool another = !pack.inView.empty(); // a code of a pack that is there already
        if (pack.inView.size() < maxCodes)
            pack.inView.insert(code);
        if (another)
            return false;
    }
    if (pack.barred)
        return false;
    const int bySource = ++pack.bySource[static_cast<std::size_t>(source)];
    if (bySource <= pack.counted)
        return false;
    pack.counted = bySource;
    return true;
}

bool PackCounter::bar(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code) {
    auto &pack = packOf(nowMs, gtin);
    // What a scanner read before may have been the pack before.
    const bool samePack = source == CodeSource::Camera && !pack.inView.empty();
    const bool counted = samePack && !pack.barred && pack.counted > 0;
    pack.lastMs = nowMs;
    pack.barred = true;
    if (source == CodeSource::Camera && pack.inView.size() < maxCodes)
        pack.inView.insert(code);
    return counted;
}

void PackCounter::left(base::TimeMs nowMs, const codes::Gtin &gtin, const std::string &code) {
    const auto pack = m_packs.find(gtin);
    if (pack == m_packs.end() || pack->second.inView.erase(code) == 0)
        return;
    pack->second.lastMs = nowMs;
}

bool PackCounter::isBusy(base::TimeMs nowMs) const {
    return std::any_of(m_packs.begin(), m_packs.end(),
                       [nowMs](const auto &entry) { return !isOver(entry.second, nowMs); });
}

} // namespace panier::devices

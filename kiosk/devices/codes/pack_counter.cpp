#include "devices/codes/pack_counter.h"

#include <algorithm>

namespace panier::devices {

PackCounter::Pack &PackCounter::packOf(base::TimeMs nowMs, const codes::Gtin &gtin) {
    std::erase_if(m_packs, [nowMs](const auto &entry) { return !isThere(entry.second, nowMs, togetherMs); });
    if (!m_packs.contains(gtin) && m_packs.size() >= maxArticles)
        m_packs.erase(std::min_element(m_packs.begin(), m_packs.end(), [](const auto &one, const auto &other) {
            return one.second.lastMs < other.second.lastMs;
        }));
    auto &pack = m_packs[gtin];
    if (pack.barred && !isThere(pack, nowMs, besideMs))
        pack = {}; // what comes now is another one
    return pack;
}

// Whether the camera's code is on the pack that it saw last: another one while that is there, or its other side after.
bool PackCounter::isSamePack(Pack &pack, const std::string &code) {
    const bool same = !pack.inView.empty() || (!pack.shown.empty() && !pack.shown.contains(code));
    if (!same)
        pack.shown.clear();
    if (pack.shown.size() < maxCodes || pack.shown.contains(code)) {
        pack.shown.insert(code);
        pack.inView.insert(code);
    }
    return same;
}

bool PackCounter::seen(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code) {
    auto &pack = packOf(nowMs, gtin);
    pack.lastMs = nowMs;
    if (source == CodeSource::Camera && isSamePack(pack, code))
        return false;
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
    if (source == CodeSource::Camera)
        (void)isSamePack(pack, code);
    return counted;
}

void PackCounter::left(base::TimeMs nowMs, const codes::Gtin &gtin, const std::string &code) {
    const auto pack = m_packs.find(gtin);
    if (pack == m_packs.end() || pack->second.inView.erase(code) == 0)
        return;
    pack->second.lastMs = nowMs;
}

void PackCounter::blind(base::TimeMs nowMs) {
    for (auto &[gtin, pack] : m_packs) {
        if (!pack.inView.empty())
            pack.lastMs = nowMs;
        pack.inView.clear();
    }
}

bool PackCounter::isBusy(base::TimeMs nowMs) const {
    return std::any_of(m_packs.begin(), m_packs.end(),
                       [nowMs](const auto &entry) { return isThere(entry.second, nowMs, besideMs); });
}

} // namespace panier::devices

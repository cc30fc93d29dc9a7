#include "devices/eye/shown_memory.h"

#include <algorithm>
#include <utility>

namespace panier::devices {

namespace {
using vision::agree::CodeRead;

std::optional<CodeRead> take(std::vector<CodeRead> &codes, const CodeRead &code) {
    const auto known = std::find_if(codes.begin(), codes.end(), [&](const CodeRead &other) {
        return other.symbology == code.symbology && other.text == code.text;
    });
    if (known == codes.end())
        return std::nullopt;
    auto taken = std::move(*known);
    codes.erase(known);
    return taken;
}

void keep(std::vector<CodeRead> &codes, const CodeRead &code) {
    (void)take(codes, code);
    if (codes.size() >= ShownMemory::maxCodes)
        codes.erase(codes.begin());
    codes.push_back(code);
}
} // namespace

bool ShownMemory::shown(base::TimeMs nowMs, const vision::agree::CodeRead &code) {
    watching(nowMs);
    auto known = take(m_before, code);
    if (nowMs - *m_watchingSince >= rememberMs)
        known.reset();
    if (const auto now = take(m_shown, code))
        known = now;
    const bool isNews = !known || code.strength > known->strength;
    keep(m_shown, isNews ? code : *known);
    return isNews;
}

void ShownMemory::gone(const vision::agree::CodeRead &code) {
    (void)take(m_shown, code);
}

void ShownMemory::childDied() {
    for (const auto &code : std::exchange(m_shown, {}))
        keep(m_before, code);
    m_watchingSince.reset();
}

void ShownMemory::watching(base::TimeMs nowMs) {
    if (!m_watchingSince)
        m_watchingSince = nowMs;
}

std::vector<vision::agree::CodeRead> ShownMemory::expire(base::TimeMs nowMs) {
    if (!m_watchingSince || nowMs - *m_watchingSince < rememberMs)
        return {};
    return std::exchange(m_before, {});
}

} // namespace panier::devices

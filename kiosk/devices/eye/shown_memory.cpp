#include "devices/eye/shown_memory.h"

#include <algorithm>
#include <utility>

namespace panier::devices {

namespace {
bool take(std::vector<vision::agree::CodeRead> &codes, const vision::agree::CodeRead &code) {
    const auto same = [&](const auto &known) { return known.symbology == code.symbology && known.text == code.text; };
    return std::erase_if(codes, same) > 0;
}

void keep(std::vector<vision::agree::CodeRead> &codes, const vision::agree::CodeRead &code) {
    take(codes, code);
    if (codes.size() >= ShownMemory::maxCodes)
        codes.erase(codes.begin());
    codes.push_back(code);
}
} // namespace

bool ShownMemory::shown(base::TimeMs nowMs, const vision::agree::CodeRead &code) {
    watching(nowMs);
    const bool expired = nowMs - *m_watchingSince >= m_rememberMs;
    const bool known = take(m_before, code) && !expired;
    keep(m_shown, code);
    return !known;
}

void ShownMemory::gone(const vision::agree::CodeRead &code) {
    take(m_shown, code);
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
    if (!m_watchingSince || nowMs - *m_watchingSince < m_rememberMs)
        return {};
    return std::exchange(m_before, {});
}

} // namespace panier::devices

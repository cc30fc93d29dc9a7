#include "vision/agree/refusal_memory.h"

#include <algorithm>

namespace panier::vision::agree {

bool RefusalMemory::isNews(base::TimeMs nowMs, const Refused &refused) {
    if (refused.counted)
        return false;
    std::erase_if(m_known, [nowMs](const Known &known) { return nowMs - known.lastMs > forgetMs; });
    auto known = std::find_if(m_known.begin(), m_known.end(), [&](const Known &one) {
        return one.reason == refused.reason && one.text == refused.code.text;
    });
    if (known == m_known.end()) {
        if (m_known.size() >= maxRemembered)
            return false;
        known = m_known.insert(known, {refused.reason, refused.code.text, 0, false, nowMs});
    }
    known->lastMs = nowMs;
    known->reads += refused.reads;
    if (known->told || known->reads < neededReads)
        return false;
    known->told = true;
    return true;
}

} // namespace panier::vision::agree

#include "vision/agree/code_watch.h"

namespace panier::vision::agree {

Agreed CodeWatch::look(base::TimeMs nowMs, const decode::GreyView &picture) {
    const auto sight = decode::look(picture, decode::Effort::Thorough, m_turn);
    m_gate.found(!sight.codes.empty());
    if (sight.codes.empty())
        ++m_turn; // else what has read it will read it again
    auto agreed = m_agreement.frame(nowMs, sight.codes);
    if (m_hard != nullptr && sight.codes.empty() && sight.somethingLikeCode && !m_agreement.countsNow())
        m_hard->offer(nowMs, picture);
    return agreed;
}

Agreed CodeWatch::lookBack(base::TimeMs nowMs) {
    const auto late = m_hard != nullptr ? m_hard->take(nowMs) : std::nullopt;
    if (!late || late->codes.empty())
        return {};
    m_gate.found(true);
    return m_agreement.late(nowMs, late->takenMs, late->codes);
}

} // namespace panier::vision::agree

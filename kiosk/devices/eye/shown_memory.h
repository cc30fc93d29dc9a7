// What was before the camera when panier-eye died, so that the next one's reading of it is not a second article.
#pragma once

#include "base/clock.h"
#include "vision/agree/agreement.h"

#include <optional>
#include <vector>

namespace panier::devices {

// Pure: time comes in. Keeps the newest maxCodes; an honest eye tracks fewer (vision::agree::AgreementRules).
class ShownMemory {
public:
    static constexpr std::size_t maxCodes = 32;

    static constexpr base::TimeMs rememberMs = 3000; // after a death, from the next child's first frames on

    // A code was shown. True: it is news, the first of a presentation, or stronger than before. False: it is known
    // already, from this child or from the one that died.
    [[nodiscard]] bool shown(base::TimeMs nowMs, const vision::agree::CodeRead &code);
    // A code has left the picture.
    void gone(const vision::agree::CodeRead &code);
    // The child died; what it showed is remembered until the next one has looked for rememberMs.
    void childDied();
    // The child looks at frames.
    void watching(base::TimeMs nowMs);
    // The codes that a dead child had shown and that nobody saw again in time: they have left.
    [[nodiscard]] std::vector<vision::agree::CodeRead> expire(base::TimeMs nowMs);

private:
    std::vector<vision::agree::CodeRead> m_shown;  // by the living child
    std::vector<vision::agree::CodeRead> m_before; // by the dead one
    std::optional<base::TimeMs> m_watchingSince;
};

} // namespace panier::devices

// Which of the codes that came to nothing are worth telling the shopper, and when.
#pragma once

#include "vision/agree/agreement.h"

#include <vector>

namespace panier::vision::agree {

// A frame in a thousand shows a number where there is none, and what can't count is refused in each frame again: it is
// told once, when it was read for the second time. Pure: time comes in, and never steps back.
class RefusalMemory {
public:
    static constexpr int neededReads = 2;
    static constexpr base::TimeMs forgetMs = 3000;   // not refused for so long: it is news again
    static constexpr std::size_t maxRemembered = 16; // more at once tell the shopper nothing

    // Whether this is to be told now. What counted is nobody's business here: the kiosk judges it.
    [[nodiscard]] bool isNews(base::TimeMs nowMs, const Refused &refused);

private:
    struct Known {
        Refusal reason = Refusal::TooFewReads;
        std::string text;
        int reads = 0;
        bool told = false;
        base::TimeMs lastMs = 0;
    };
    std::vector<Known> m_known;
};

} // namespace panier::vision::agree

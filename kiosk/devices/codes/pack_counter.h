// One pack is one article, however many of its codes are seen, and by whom.
#pragma once

#include "base/clock.h"
#include "codes/gtin.h"

#include <array>
#include <map>
#include <set>
#include <string>

namespace panier::devices {

// Who reads codes.
enum class CodeSource { Camera, Scanner, Nfc };

// Of each article counts what one source alone has seen, of those that saw it one after the other the one that saw the
// most: two cans scanned one after the other are two, the same two before the camera meanwhile are no more. What the
// camera sees lasts from its first code to the last one's leaving, so an EAN and a QR on one pack are one, also when
// it is turned in between. Rather a pack too few than one too many: nobody pays twice for one.
// Pure: time comes in. Holds maxArticles at the most.
class PackCounter {
public:
    // Between two sources, or two sides, that are of the same pack, at the most: from the scanner to the camera's
    // place.
    static constexpr base::TimeMs togetherMs = 8000;
    static constexpr base::TimeMs besideMs = 2000; // it, or the hand that holds it, is still there
    static constexpr std::size_t maxArticles = 64; // seen lately; beyond it the oldest is forgotten
    static constexpr std::size_t maxCodes = 8;     // of one article in the picture; more are one more time nothing

    // A code of the article was read. True: it is one more. `code` tells the codes on a pack apart (the camera's): its
    // AIM identifier.
    [[nodiscard]] bool seen(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code);
    // A code of the article says that it may not be sold: neither may the other codes of the same pack, while it is
    // there. True: one of them has counted already.
    [[nodiscard]] bool bar(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code);
    // The camera's code has left the picture.
    void left(base::TimeMs nowMs, const codes::Gtin &gtin, const std::string &code);
    // The camera sees nothing any more: what it saw is no longer there to be sure of.
    void blind(base::TimeMs nowMs);
    // Whether some article is in the picture, or was seen in the last besideMs.
    [[nodiscard]] bool isBusy(base::TimeMs nowMs) const;

private:
    struct Pack {
        std::array<int, 3> bySource{};
        int counted = 0;
        bool barred = false;
        std::set<std::string> shown;  // the camera's codes of the pack that it saw last,
        std::set<std::string> inView; // and those of them that are there
        base::TimeMs lastMs = 0;
    };
    [[nodiscard]] static bool isThere(const Pack &pack, base::TimeMs nowMs, base::TimeMs afterMs) {
        return !pack.inView.empty() || nowMs - pack.lastMs <= afterMs;
    }
    [[nodiscard]] static bool isSamePack(Pack &pack, const std::string &code);
    Pack &packOf(base::TimeMs nowMs, const codes::Gtin &gtin);

    std::map<codes::Gtin, Pack> m_packs;
};

} // namespace panier::devices

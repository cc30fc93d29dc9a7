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

// Of each article counts what one source alone has seen, of those that saw it at the same time the one that saw the
// most: two cans scanned one after the other are two, the same two before the camera meanwhile are no more. What the
// camera sees lasts from its first code to the last one's leaving, so an EAN and a QR on one pack are one.
// Pure: time comes in. Holds maxArticles at the most.
class PackCounter {
public:
    static constexpr base::TimeMs togetherMs = 2000; // between two sources that see the same pack at the most
    static constexpr std::size_t maxArticles = 64;   // seen lately; beyond it the oldest is forgotten
    static constexpr std::size_t maxCodes = 8;       // of one article in the picture; more are one more time nothing

    // A code of the article was read. True: it is one more. `code` tells the codes on a pack apart (the camera's): its
    // AIM identifier.
    [[nodiscard]] bool seen(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code);
    // A code of the article says that it may not be sold: neither may the other codes of the same pack, while it is
    // there. True: one of them has counted already.
    [[nodiscard]] bool bar(base::TimeMs nowMs, CodeSource source, const codes::Gtin &gtin, const std::string &code);
    // The camera's code has left the picture.
    void left(base::TimeMs nowMs, const codes::Gtin &gtin, const std::string &code);
    // Whether some article is in the picture, or was seen in the last togetherMs.
    [[nodiscard]] bool isBusy(base::TimeMs nowMs) const;

private:
    struct Pack {
        std::array<int, 3> bySource{};
        int counted = 0;
        bool barred = false;
        std::set<std::string> inView; // the camera's codes
        base::TimeMs lastMs = 0;
    };
    [[nodiscard]] static bool isOver(const Pack &pack, base::TimeMs nowMs) {
        return pack.inView.empty() && nowMs - pack.lastMs > togetherMs;
    }
    Pack &packOf(base::TimeMs nowMs, const codes::Gtin &gtin);

    std::map<codes::Gtin, Pack> m_packs;
};

} // namespace panier::devices

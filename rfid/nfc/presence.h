// One card, told once: a card that is left lying is looked at again and again, and told of no more until it left.
#pragma once

#include "rfid/nfc/types.h"

#include <cstddef>

namespace panier::rfid::nfc {

// Pure. One call a look at the field.
class Presence {
public:
    static constexpr int missesUntilGone = 2; // looks without it: one alone is a card held at an angle
    static constexpr int maxTries = 3;        // readings of one card that failed

    // A card answered. True if it is to be read and told.
    [[nodiscard]] bool seen(const base::Bytes &uid);
    // It was told.
    void told() { m_told = true; }
    // It couldn't be read to its end. True if it won't be tried again: tell that.
    [[nodiscard]] bool failed();
    // No card answered. True if one has left that was tried and never told.
    [[nodiscard]] bool missed();

private:
    base::Bytes m_uid;
    bool m_there = false;
    bool m_told = false;
    int m_misses = 0;
    int m_tries = 0;
};

// A UID that is made up anew each time the field comes on (ISO/IEC 14443-3, 6.5.4: four bytes, the first 08).
[[nodiscard]] bool isRandomUid(base::ByteView uid);

} // namespace panier::rfid::nfc

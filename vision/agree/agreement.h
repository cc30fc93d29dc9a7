// When a code that was seen in frames counts as shown: agreement over frames, once per presentation.
#pragma once

#include "base/clock.h"
#include "vision/decode/symbology.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace panier::vision::agree {

// How far a value can be trusted without a look into the catalogue.
enum class Strength : std::uint8_t {
    Fair = 1,   // guarded by one check digit and by agreement: genuine misreads happen, so look it up before selling
    Strong = 2, // the symbol itself corrects or detects errors (QR Code, Data Matrix, DataBar, Code 128)
};

// A code that a shopper has shown: the value that leaves vision.
struct CodeRead {
    decode::Symbology symbology = decode::Symbology::Ean13;
    std::string aim;  // see decode::Decoded
    std::string text; // see decode::Decoded
    Strength strength = Strength::Fair;
    bool operator==(const CodeRead &) const = default;
};

// The written limits.
struct AgreementRules {
    int window = 5; // a code counts when `needed` of the last `window` frames showed it,
    int needed = 2;
    int strictWindow = 7; // and these for EAN-8 and UPC-E, whose few digits are found where there are none.
    int strictNeeded = 3;
    base::TimeMs goneMs = 1500;  // an article has left when its code was in no frame for this long
    int goneFrames = 5;          // and in none of at least so many frames, so that a stalled camera re-arms nothing.
    std::size_t maxTracked = 16; // codes watched at once; more are ignored until some have gone
};

// What one frame changed.
struct Agreed {
    std::vector<CodeRead> shown; // counted now
    std::vector<CodeRead> gone;  // counted earlier and has left the picture now
};

// Pure: time comes in, nothing is waited for. Thread: one at a time.
class Agreement {
public:
    explicit Agreement(AgreementRules rules = {}) : m_rules(rules) {}

    // One looked-at frame with everything that was read in it. `nowMs` never steps back.
    [[nodiscard]] Agreed frame(base::TimeMs nowMs, std::span<const decode::Decoded> codes);

private:
    struct Track {
        CodeRead code;
        std::uint32_t seen = 0; // bit 0: this frame, bit 1: the one before, ...
        int missedFrames = 0;
        base::TimeMs lastSeenMs = 0;
        bool counted = false;
    };
    [[nodiscard]] bool agrees(const Track &track) const;
    void mark(base::TimeMs nowMs, const decode::Decoded &code);

    AgreementRules m_rules;
    std::vector<Track> m_tracks;
};

} // namespace panier::vision::agree

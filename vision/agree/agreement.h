// When a code that was seen in frames counts as shown: agreement over frames, once per presentation.
#pragma once

#include "base/clock.h"
#include "vision/decode/symbology.h"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace panier::vision::agree {

// How far a value can be trusted. A code is shown once it is Fair, and told again if it becomes Strong.
enum class Strength : std::uint8_t {
    Fair = 1,   // guarded by a check digit and by agreement: genuine misreads happen, so sell what the catalogue knows
    Strong = 2, // enough to call it an unknown article: the symbol itself corrects or detects errors (QR Code, Data
                // Matrix, DataBar, Code 128), or more frames agree and not all of them only after sharpening
};

// A code that a shopper has shown: the value that leaves vision.
struct CodeRead {
    decode::Symbology symbology = decode::Symbology::Ean13;
    std::string aim;  // see decode::Decoded
    std::string text; // see decode::Decoded
    Strength strength = Strength::Fair;
    bool operator==(const CodeRead &) const = default;
};

// Why a code that was seen never counted, or never became Strong.
enum class Refusal : std::uint8_t {
    NotAnArticle, // Interleaved 2 of 5 of any length: it names no article, and nothing in it tells a misread
    BadCheckDigit,
    TooFewReads,   // not in enough frames of one window
    OnlySharpened, // in enough frames, but in none, or in too few, without help
    Contradicted,  // another number was read in the same place, and neither clearly won
    TooManyCodes,  // more than maxTracked in view
};
inline constexpr auto lastRefusal = Refusal::TooManyCodes;
// For logs and reports: "too few reads".
[[nodiscard]] std::string_view nameOf(Refusal refusal);

inline constexpr int maxWindow = 16;

// How many of the last frames must show a code.
struct Quorum {
    int needed = 2;
    int window = 5; // frames, at most maxWindow
    int clean = 0;  // of those needed, read without sharpening and not by the last resort
};

// The written limits.
struct AgreementRules {
    Quorum sound{2, 5, 0};    // symbols that detect errors: Strong at once
    Quorum known{2, 5, 0};    // EAN-13, UPC-A, ITF-14: Fair,
    Quorum unclean{3, 7, 0};  // the same where none of the reads was clean: doubt repeats itself,
    Quorum stranger{3, 7, 1}; // and Strong
    // EAN-8 and UPC-E, whose few digits are found where there are none, and numbers that hold a price or a weight,
    // which no catalogue can contradict: EAN-13 02 and 20 to 29, UPC-A 2 (GS1 General Specifications 1.4.5).
    Quorum strictKnown{3, 7, 1};
    Quorum strictStranger{4, 9, 2};
    // With a late look among them: Fair. It comes once for many frames, and each has looked at another picture.
    Quorum late{2, 16, 0};
    Quorum strictLate{3, 16, 1};
    int contest = 7;                // frames in which another number in the same place counts as a contradiction;
    int clearly = 2;                // the winner was read more than so many times as often
    base::TimeMs goneMs = 1500;     // an article has left when its code was in no frame for this long
    int goneFrames = 5;             // and in none of at least so many frames, so that a stalled camera re-arms nothing.
    base::TimeMs patienceMs = 2000; // in view for so long without counting: that is said while it is still held up
    std::size_t maxTracked = 16;    // codes watched at once; more are ignored until some have gone
};

// A code that came to nothing.
struct Refused {
    CodeRead code; // strength: what it reached, if it counted at all
    Refusal reason = Refusal::TooFewReads;
    int reads = 1;        // frames in which it was read, of this one presentation
    bool counted = false; // it did, and never became Strong
    bool operator==(const Refused &) const = default;
};

// What one frame changed.
struct Agreed {
    std::vector<CodeRead> shown;    // counts now
    std::vector<CodeRead> stronger; // was shown earlier as Fair, is Strong now
    std::vector<CodeRead> gone;     // was shown earlier and has left the picture now
    std::vector<Refused> refused;   // can't count (in each frame that shows it); was held up for patienceMs without
                                    // counting, or has left so (once); has left without becoming Strong
};

// Keeps watch over the codes in the picture. EAN-13, UPC-A and UPC-E of the same number are one code, with or without
// an add-on. Pure: time comes in, nothing is waited for. Thread: one at a time.
class Agreement {
public:
    explicit Agreement(AgreementRules rules = {}) : m_rules(rules) {}

    // One looked-at frame with everything that was read in it. `nowMs` never steps back.
    [[nodiscard]] Agreed frame(base::TimeMs nowMs, std::span<const decode::Decoded> codes);
    // What was read after all in the frame that was taken then; forgotten if that is more than maxWindow frames ago.
    [[nodiscard]] Agreed late(base::TimeMs nowMs, base::TimeMs takenMs, std::span<const decode::Decoded> codes);
    // Whether a code that has counted is still in view.
    [[nodiscard]] bool countsNow() const;

private:
    struct Track {
        CodeRead code;          // text: without the add-on until it counts
        std::string key;        // the number that makes two codes the same one
        std::uint32_t seen = 0; // bit 0: this frame, bit 1: the one before, ...
        std::uint32_t clean = 0;
        std::uint32_t late = 0; // of those seen
        std::string addOn;
        int addOnReads = 0;
        int reads = 0;
        std::array<decode::Point, 4> position{};
        int missedFrames = 0;
        base::TimeMs firstSeenMs = 0;
        base::TimeMs lastSeenMs = 0;
        bool strict = true; // all of its reads were
        bool counted = false;
        bool told = false;                      // that it doesn't count
        Refusal refusal = Refusal::TooFewReads; // what is missing for the next step
    };
    [[nodiscard]] Track *trackOf(const decode::Decoded &code, const std::string &key);
    [[nodiscard]] bool isContested(const Track &track, int window) const;
    [[nodiscard]] const Quorum &quorumFor(const Track &track, bool strong) const;
    [[nodiscard]] bool reaches(Track &track, Strength strength) const;
    // `age`: frames since the one that shows it.
    Track *mark(base::TimeMs takenMs, int age, const decode::Decoded &code, Agreed &result);
    void judge(Track &track, Agreed &result) const;

    AgreementRules m_rules;
    std::vector<Track> m_tracks;
    std::deque<base::TimeMs> m_framesMs; // when the last maxWindow frames were looked at, the newest first
};

} // namespace panier::vision::agree

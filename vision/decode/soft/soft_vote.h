// Reads EAN-13, UPC-A, EAN-8, UPC-E and Code 128 where no reader of edges does: out of focus, small,
// glaring, bent.
#pragma once

#include "vision/decode/soft/soft_symbol.h"

namespace panier::vision::decode {

// How much worse the second best number fits than the best, against how badly the best does, each character where it
// fits best. tests/vision/soft_vote_test.cpp draws what would be read wrong.
inline constexpr float certainStrength = 8; // believed without a second look
inline constexpr float enoughStrength = 5;
inline constexpr float agreedStrength = 3.5F; // when two lines say the same

struct SoftRead {
    Symbology symbology = Symbology::Ean13;
    std::string aim; // as Decoded has them
    std::string text;
    float strength = 0;
};

// How hard to look.
struct SoftEffort {
    TrackSearch search;
    bool ean13 = true; // and UPC-A
    bool ean8 = true;
    bool upcE = true;
    bool code128 = false;
};

// What lines say about the symbol that they may all cross. Feed them until one is certain or they are at an end.
class SoftVote {
public:
    // True when this line made it certain, and no more are needed.
    bool look(const Profile &profile, const SoftEffort &effort);
    // What was read; nullopt if the lines say nothing clearly enough, or contradict one another.
    [[nodiscard]] std::optional<SoftRead> result() const;
    // Whether a line said this, however weakly, and none said anything else as strongly.
    [[nodiscard]] bool confirms(std::string_view text) const;
    // Whether none said anything.
    [[nodiscard]] bool isSilent() const { return m_heard.empty(); }

private:
    struct Heard {
        SoftRead read;
        int lines = 0;
    };
    template <typename Characters>
    void lookAlong(const Profile &profile, const SymbolLayout &layout, const Track &track);
    void lookAlong(const Profile &profile, const SymbolLayout &layout, const std::vector<Track> &tracks);
    void lookForEan(const Profile &profile, const Profile &reversed, const SymbolLayout &layout,
                    const TrackSearch &search);
    void lookForCode128(const Profile &profile, const TrackSearch &search);
    void hear(SoftRead read);

    std::vector<Heard> m_heard;
    std::vector<std::string> m_thisLine;
};

} // namespace panier::vision::decode

// Reads EAN-13, UPC-A, EAN-8 and UPC-E where no reader of edges does: out of focus, small, glaring, bent.
#pragma once

#include "vision/decode/soft_symbol.h"

namespace panier::vision::decode {

// How much worse the second best number fits than the best, against how badly the best does. On photographs nothing
// wrong was seen above 4, and most that is right lies above 12.
inline constexpr float certainStrength = 12; // believed without a second look
inline constexpr float enoughStrength = 8;
inline constexpr float agreedStrength = 5; // when two lines say the same

struct SoftRead {
    Symbology symbology = Symbology::Ean13;
    std::string text; // as Decoded has it
    float strength = 0;
};

// How hard to look.
struct SoftEffort {
    TrackSearch search;
    bool ean13 = true; // and UPC-A
    bool ean8 = true;
    bool upcE = true;
    [[nodiscard]] bool includes(Symbology symbology) const {
        return symbology == Symbology::Ean8 ? ean8 : symbology == Symbology::UpcE ? upcE : ean13;
    }
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
    void lookOneWay(const Profile &profile, const EanLayout &layout, const std::vector<Track> &tracks);
    void hear(SoftRead read);

    std::vector<Heard> m_heard;
    std::vector<std::string> m_thisLine;
};

} // namespace panier::vision::decode

// What shoppers hold before a camera, drawn by lot: codes, packs, hands and light, with the truth known.
//
// Whether that is as hard as life was judged by what others sell of it, two of five frames agreeing. Of 150 articles in
// 20 moving, blurred frames each they sold, earlier: ZXing-C++ 1.4.0 64 %, zbar 77 %, OpenCV 48 %. Of these (100, seed
// 7001): ZXing-C++ as installed 45 %, zbar 74 %, OpenCV 71 %. ZXing reads few codes at 45 degrees, and packs are held
// at any angle here. So nothing was made easier but what paper and light can't do: crumpling moves the print as a part
// of the symbol's size, not of its modules; and, since those figures, a lamp's reflection no longer sticks to a pack
// that is turned by up to 1.8 degrees a frame. Stuck, it hid the same tenth of a QR Code in all twenty frames, more
// than its error correction mends: 17 of 32 presentations that were missed (of 300, seed 9101) had one of strength 0.8
// or more, which one in eleven has. It runs as a mirror's does, by some 36 pixels a degree on a flat pack, and by a
// tenth of that around a can; at a frame drawn by lot it lies where a photograph of the lot would have it.
#pragma once

#include "vision/emulator/scene_painter.h"

#include <array>

namespace panier::vision::emulator {

// The symbologies that can be painted (the library writes no DataBar and no Micro QR).
inline constexpr std::array paintedSymbologies = {
    decode::Symbology::Ean13, decode::Symbology::Ean8,    decode::Symbology::UpcA,   decode::Symbology::UpcE,
    decode::Symbology::Itf14, decode::Symbology::Code128, decode::Symbology::QrCode, decode::Symbology::DataMatrix,
};

// A code as it is printed and as it must be read.
struct ShownCode {
    PackCode code;
    std::string text; // as decode::Decoded has it
};

// A random code of that symbology: EAN-13 of a European prefix, one in twenty with a price in it; GS1-128 element
// strings; QR Codes with a Digital Link. Source of the prefixes: GS1 General Specifications 1.4.2.
[[nodiscard]] ShownCode drawCode(decode::Symbology symbology, std::uint32_t seed);

// One photograph: the code, how it is held, and the quality of the file.
struct Sample {
    ShownCode shown;
    Pose pose;
    int jpegQuality = 90;
};
[[nodiscard]] Sample drawSample(decode::Symbology symbology, std::uint32_t seed);

// A pack comes in from the side, is held, and turned: `frames` pictures, 30 a second.
class Presentation {
public:
    static constexpr int frames = 20;

    // `blank`: a hand or a pack without a code.
    explicit Presentation(std::uint32_t seed, bool blank = false);

    [[nodiscard]] const ShownCode &shown() const { return m_sample.shown; }
    [[nodiscard]] bool isBlank() const { return m_blank; }
    // As it is held once it rests.
    [[nodiscard]] const Pose &held() const { return m_sample.pose; }
    // Frame 0 to frames - 1, grey, width x height; `painter` is the presentation's own from here on.
    [[nodiscard]] std::vector<std::uint8_t> frame(ScenePainter &painter, int number) const;

private:
    [[nodiscard]] Pose poseAt(int number) const;

    std::uint32_t m_seed;
    bool m_blank;
    Sample m_sample;
    double m_fromX = 0, m_fromY = 0;           // where it comes in
    double m_arrival = 6;                      // frames until it is held
    double m_swayX = 0, m_swayY = 0;           // of the picture's width
    double m_swayFrames = 20;                  // a whole sway
    double m_turn = 0, m_tilt = 0, m_lean = 0; // degrees a frame while it is held
    double m_glareFrame = 0;                   // at which a lamp's reflection lies where the sample has it
};

} // namespace panier::vision::emulator

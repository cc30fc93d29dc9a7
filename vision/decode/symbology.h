// Which kinds of bar code a till reads, and the values that a decoded one is made of. Plain values, no library behind.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace panier::vision::decode {

// The retail symbologies. GS1-128 is Code128 with AIM identifier ]C1; a GS1 QR is QrCode with ]Q3. The numbers are part
// of the wire format (vision/agree/wire.h): append only.
enum class Symbology : std::uint8_t {
    Ean13 = 1,
    Ean8 = 2,
    UpcA = 3,
    UpcE = 4,
    DataBar = 5,
    DataBarExpanded = 6,
    Code128 = 7,
    Itf14 = 8,
    QrCode = 9,
    DataMatrix = 10,
    MicroQrCode = 11,
    Aztec = 12,
    Pdf417 = 13,
    DataBarLimited = 14,
    Itf = 15, // Interleaved 2 of 5 that isn't an ITF-14: no article's, and has no check digit
};

inline constexpr std::array allSymbologies = {
    Symbology::Ean13,           Symbology::Ean8,    Symbology::UpcA,   Symbology::UpcE,           Symbology::DataBar,
    Symbology::DataBarExpanded, Symbology::Code128, Symbology::Itf14,  Symbology::QrCode,         Symbology::DataMatrix,
    Symbology::MicroQrCode,     Symbology::Aztec,   Symbology::Pdf417, Symbology::DataBarLimited, Symbology::Itf,
};

// For logs and tests: "EAN-13", "QR Code".
[[nodiscard]] constexpr std::string_view nameOf(Symbology symbology) {
    constexpr std::array<std::string_view, 16> names = {
        "?",      "EAN-13",  "EAN-8",       "UPC-A",         "UPC-E", "GS1 DataBar", "GS1 DataBar Expanded", "Code 128",
        "ITF-14", "QR Code", "Data Matrix", "Micro QR Code", "Aztec", "PDF417",      "GS1 DataBar Limited",  "ITF"};
    const auto index = static_cast<std::size_t>(symbology);
    return names[index < names.size() ? index : 0];
}

// The most that a QR Code holds, in digits; what is longer is dropped where it is read. ISO/IEC 18004, table 7.
inline constexpr std::size_t maxTextBytes = 7089;
// ISO/IEC 15424: "]", a letter, a modifier.
inline constexpr std::size_t maxAimBytes = 3;

// A corner, in pixels of the frame; x to the right, y down.
struct Point {
    int x = 0;
    int y = 0;
    bool operator==(const Point &) const = default;
};

// Which attempt found a code, from the cheapest to the dearest. For statistics; and what a late one says deserves less
// belief.
enum class Pass : std::uint8_t {
    Whole = 1,    // the library, on the picture as it is
    Straightened, // the library, on a region averaged along its bars
    Soft,         // our own comparison with what EAN and UPC digits look like
    Enlarged,     // the library, on an enlarged region of squares
    Harder,       // the library, on the whole picture with all it has
    Lines,        // one of the last four on lines across the whole picture, or after filters
    Blurred,      // our own comparison with what a lens far out of focus makes of a whole EAN-13
};

// For logs and reports: "whole", "soft".
[[nodiscard]] constexpr std::string_view nameOf(Pass pass) {
    constexpr std::array<std::string_view, 8> names = {"?",        "whole",  "straightened", "soft",
                                                       "enlarged", "harder", "lines",        "blurred"};
    const auto index = static_cast<std::size_t>(pass);
    return names[index < names.size() ? index : 0];
}

// One code in one picture.
//
// `text` is the same whichever library version read it:
// - EAN-13, EAN-8, UPC-A: 13, 8, 12 digits as printed; UPC-E: the 12 digits of the UPC-A that it abbreviates;
//   an add-on symbol's 2 or 5 digits follow behind a space (EAN-13 and UPC only);
// - ITF-14: 14 digits with a valid check digit; ITF: an even number of digits, 6 to 40;
// - DataBar, DataBar Limited, DataBar Expanded, GS1-128, GS1 Data Matrix, GS1 QR: the element string, application
// identifiers without
//   brackets, 0x1D after a field of variable length that isn't the last (GS1 General Specifications 7.8);
// - Code 128, QR Code, Micro QR Code, Data Matrix, Aztec, PDF417 otherwise: the content, text in UTF-8.
struct Decoded {
    Symbology symbology = Symbology::Ean13;
    std::string aim;               // ISO/IEC 15424 symbology identifier, such as "]E0"
    std::string text;              // at most maxTextBytes
    std::array<Point, 4> position; // clockwise from the symbol's own top left; a linear code's may be a line
    Pass pass = Pass::Whole;
    bool sharpened = false; // read only after sharpening, by a narrow margin, or where a second look saw nothing: a
                            // stranger needs better reads than it
    bool operator==(const Decoded &) const = default;
};

} // namespace panier::vision::decode

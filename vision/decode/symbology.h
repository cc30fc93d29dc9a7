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
};

inline constexpr std::array allSymbologies = {
    Symbology::Ean13,           Symbology::Ean8,    Symbology::UpcA,  Symbology::UpcE,   Symbology::DataBar,
    Symbology::DataBarExpanded, Symbology::Code128, Symbology::Itf14, Symbology::QrCode, Symbology::DataMatrix,
};

// For logs and tests: "EAN-13", "QR Code".
[[nodiscard]] constexpr std::string_view nameOf(Symbology symbology) {
    constexpr std::array<std::string_view, 11> names = {
        "?",        "EAN-13", "EAN-8",   "UPC-A",      "UPC-E", "GS1 DataBar", "GS1 DataBar Expanded",
        "Code 128", "ITF-14", "QR Code", "Data Matrix"};
    const auto index = static_cast<std::size_t>(symbology);
    return names[index < names.size() ? index : 0];
}

// A longer text is no code of a shop, and is dropped where it is read.
inline constexpr std::size_t maxTextBytes = 1024;
// ISO/IEC 15424: "]", a letter, a modifier.
inline constexpr std::size_t maxAimBytes = 3;

// A corner, in pixels of the frame; x to the right, y down.
struct Point {
    int x = 0;
    int y = 0;
    bool operator==(const Point &) const = default;
};

// One code in one picture.
//
// `text` is the same whichever library version read it:
// - EAN-13, EAN-8, UPC-A: 13, 8, 12 digits as printed; UPC-E: the 12 digits of the UPC-A that it abbreviates;
// - ITF-14: 14 digits with a valid check digit;
// - DataBar, DataBar Expanded, GS1-128, GS1 Data Matrix, GS1 QR: the element string, application identifiers without
//   brackets, 0x1D after a field of variable length that isn't the last (GS1 General Specifications 7.8);
// - Code 128, QR Code, Data Matrix otherwise: the content, text in UTF-8.
struct Decoded {
    Symbology symbology = Symbology::Ean13;
    std::string aim;               // ISO/IEC 15424 symbology identifier, such as "]E0"
    std::string text;              // at most maxTextBytes
    std::array<Point, 4> position; // clockwise from the symbol's own top left; a linear code's may be a line
    bool operator==(const Decoded &) const = default;
};

} // namespace panier::vision::decode

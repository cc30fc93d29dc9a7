// Paints what a camera above the RFID tray would see: the tray, what lies on it, hands, and what light does to it all.
#pragma once

#include "vision/emulator/scene_painter.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace panier::vision::emulator {

// What the tray is covered with.
enum class TrayCloth {
    Felt,     // grey, fine grain
    DarkFelt, // nearly black
    Woven,    // a fabric with a visible weave
    Wood,     // long soft grain
    Printed,  // a mat with a pattern, as the README recommends
    Plain,    // smooth grey plastic: nothing to hold on to
};
inline constexpr std::array allCloths{TrayCloth::Felt, TrayCloth::DarkFelt, TrayCloth::Woven,
                                      TrayCloth::Wood, TrayCloth::Printed,  TrayCloth::Plain};

enum class ThingKind {
    Box,     // a printed carton
    Can,     // upright: its lid
    Bottle,  // lying
    Garment, // folded
    Pouch,   // a shiny bag of sweets
    Book,
    Stick, // lip balm, a pen: the smallest
    Phone, // the shopper's own: flat, dark, smooth
};
inline constexpr std::array allThings{ThingKind::Box,   ThingKind::Can,  ThingKind::Bottle, ThingKind::Garment,
                                      ThingKind::Pouch, ThingKind::Book, ThingKind::Stick,  ThingKind::Phone};

// One thing that lies there. Lengths are parts of the picture's width, positions parts of its width and height.
struct TrayThing {
    ThingKind kind = ThingKind::Box;
    std::uint32_t seed = 1; // its print and colours
    double x = 0.5;         // of its middle
    double y = 0.5;
    double angleDegrees = 0;
    double length = 0; // of its longer side; 0: as its kind usually is on a tray of 45 cm
    bool dark = false; // in dark colours
    bool operator==(const TrayThing &) const = default;
};
[[nodiscard]] double usualLength(ThingKind kind);

// An arm from the lower edge to a hand at x, y.
struct TrayArm {
    double x = 0.5;
    double y = 0.5;
    std::uint32_t seed = 1; // sleeve and skin
};

struct TrayLight {
    double gain = 1;   // of the lamp: 1 is a well lit shop, 0.3 has it switched off
    double slopeX = 0; // how much brighter the right edge is than the left, as a part of the middle
    double slopeY = 0;
    double flicker = 0;  // of the mains: how far bands of rows swing around their mean, as a part of it
    double shade = 0;    // of somebody who stands beside the tray: 0.4 takes that much light away,
    double shadeX = 0.5; // softly, to the right of here
};

struct TrayScene {
    std::vector<TrayThing> things; // later ones lie on earlier ones
    std::vector<TrayArm> arms;
    TrayLight light;
};

struct TrayOptics {
    TrayCloth cloth = TrayCloth::Printed;
    double noise = 3;          // standard deviation of the sensor's, in grey levels
    bool autoExposure = false; // the camera follows the light, a little late
    int jpegQuality = 85;
};

// The same seed paints the same pictures, in the same order. Thread: one at a time.
class TrayPainter {
public:
    TrayPainter(int width, int height, TrayOptics optics, std::uint32_t seed = 1);
    ~TrayPainter();
    TrayPainter(const TrayPainter &) = delete;
    TrayPainter &operator=(const TrayPainter &) = delete;

    // The next picture of the camera.
    [[nodiscard]] ColourPicture paint(const TrayScene &scene);
    // The same, compressed.
    [[nodiscard]] std::vector<std::uint8_t> paintJpeg(const TrayScene &scene);
    // The same, compressed, decompressed, grey: width x height bytes.
    [[nodiscard]] std::vector<std::uint8_t> paintGrey(const TrayScene &scene);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace panier::vision::emulator

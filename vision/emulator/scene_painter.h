// Paints what a camera would see: a table, and on it a pack with a bar code.
#pragma once

#include "vision/decode/decoder.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace panier::vision::emulator {

// The code on a pack. Texts are as a writer takes them: EAN-13, EAN-8, UPC-A, ITF-14: digits with or without the check
// digit; UPC-E: 7 or 8 digits as printed; Code 128, QR Code, Data Matrix: any text. GS1-128: Code 128 with `gs1` and
// the element string. DataBar can't be written.
struct PackCode {
    decode::Symbology symbology = decode::Symbology::Ean13;
    std::string text;
    bool gs1 = false;
    bool operator==(const PackCode &) const = default;
};

// How the pack is held.
struct Pose {
    double pixelsPerModule = 2.5; // distance: the width of the narrowest bar in the picture; 1 (far) to 8 (close)
    double angleDegrees = 0;      // turned in the picture, clockwise
    double tiltDegrees = 0;       // turned away from the camera about the upright axis, -60 to 60
    double leanDegrees = 0;       // and about the level one, -60 to 60
    double curveDegrees = 0;      // wrapped around a can: how far the face's rim is turned from its middle, 0 to 80
    double crumpleModules = 0;    // how far crumpling moves the print, standard deviation
    double contrast = 1;          // of the print: 1 is black on white, 0.1 is pale grey
    double glare = 0;             // a lamp's reflection: 1 blinds
    double glareX = 0;            // how far beside the pack's middle, as a part of its width
    // How the pack has been turned and moved since the reflection lay there. A pack is a mirror: the reflection stays
    // where it is while the pack is pushed on under it, and runs over the pack when that is turned.
    double glareTiltDegrees = 0;
    double glareLeanDegrees = 0;
    double glarePushX = 0; // as parts of the picture's width and height
    double glarePushY = 0;
    double centreX = 0.5; // of the code, as a part of the picture's width and height
    double centreY = 0.5;
    double blurPixels = 0;    // standard deviation of a lens that is out of focus
    double defocusPixels = 0; // radius of the disc that such a lens makes of a point
    double smearPixels = 0;   // moved within one exposure,
    double smearDegrees = 0;  // that way
    double motionPixels = 0;  // smear along the bars' normal within one exposure; and the pack sways by as much
    double light = 1;         // 1: well lit; 0.05: nearly dark
    double noise = 3;         // standard deviation of the sensor's noise, in grey levels
};

// A picture, 8 bits a channel, blue green red.
struct ColourPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> bgr;
};

struct Modules; // symbol_writer.h

// Paints scenes of one size. The same seed paints the same pictures. Thread: one at a time.
class ScenePainter {
public:
    ScenePainter(int width, int height, std::uint32_t seed = 1);
    ~ScenePainter();
    ScenePainter(const ScenePainter &) = delete;
    ScenePainter &operator=(const ScenePainter &) = delete;

    // False, and the table stays empty, if the text can't be written in that symbology.
    [[nodiscard]] bool hold(const PackCode &code, const Pose &pose);
    // A symbol drawn by somebody else; the seed says which pack it is on.
    void hold(const Modules &symbol, std::uint32_t seed, const Pose &pose);
    // A side of a pack without a code, or a hand. The seed says which.
    void holdBlank(std::uint32_t seed, const Pose &pose);
    // The same pack held otherwise; what bends and prints its face stays: curve, crumpling, contrast.
    void move(const Pose &pose);
    void clear();
    [[nodiscard]] bool holds() const;
    // Whether the next picture differs from the last by more than noise.
    [[nodiscard]] bool moves() const;

    // The scene as the camera sees it; `tick` counts frames and moves a swaying pack.
    [[nodiscard]] ColourPicture paint(std::uint64_t tick);
    // The same, without colour: width x height bytes.
    [[nodiscard]] std::vector<std::uint8_t> paintGrey(std::uint64_t tick);
    // The same, compressed and decompressed.
    [[nodiscard]] std::vector<std::uint8_t> paintGreyThroughJpeg(std::uint64_t tick, int quality);
    // The scene, as JPEG of that quality (1 to 100).
    [[nodiscard]] std::vector<std::uint8_t> paintJpeg(std::uint64_t tick, int quality);
    // What a camera behind a cap sends.
    [[nodiscard]] std::vector<std::uint8_t> paintDarkJpeg(int quality) const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace panier::vision::emulator

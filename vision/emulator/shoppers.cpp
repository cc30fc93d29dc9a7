#include "vision/emulator/shoppers.h"

#include "codes/gtin.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace panier::vision::emulator {

namespace {
using decode::Symbology;

// The same numbers from the same seed with every standard library.
class Lot {
public:
    explicit Lot(std::uint32_t seed) : m_random(seed) {}
    double between(double low, double high) { return low + (high - low) * m_random() / 4294967296.0; }
    bool chance(double share) { return between(0, 1) < share; }
    int below(int count) { return static_cast<int>(between(0, count)); }
    std::string digits(int count) {
        std::string text;
        for (int i = 0; i < count; ++i)
            text += static_cast<char>('0' + below(10));
        return text;
    }

private:
    std::mt19937 m_random;
};

std::string checked(const std::string &body) {
    return body + std::to_string(codes::gtinCheckDigit(body));
}

std::string drawEan13(Lot &lot) {
    static const std::array<std::string_view, 16> prefixes = {"300", "316", "324", "345", "376", "400", "426", "500",
                                                              "541", "760", "800", "841", "871", "00",  "978", "590"};
    if (lot.chance(0.05)) // with its price
        return checked((lot.chance(0.3) ? std::string("02") : "2" + lot.digits(1)) + lot.digits(10));
    const std::string prefix(prefixes[static_cast<std::size_t>(lot.below(static_cast<int>(prefixes.size())))]);
    return checked(prefix + lot.digits(12 - static_cast<int>(prefix.size())));
}

std::string drawGtin14(Lot &lot) {
    return checked(std::to_string(lot.below(9)) + "3" + lot.digits(11));
}

// Pixels per module, so that the symbol fits into the picture at any angle.
std::pair<double, double> distanceOf(Symbology symbology) {
    switch (symbology) {
    case Symbology::QrCode:
    case Symbology::DataMatrix:
        return {2.5, 6};
    case Symbology::Code128:
        return {1.5, 2.2};
    case Symbology::Itf14:
        return {1.5, 3};
    default:
        return {1.5, 4};
    }
}

// How wide a symbol is, of an EAN-13's 95 modules: paper that is crumpled alike moves the print of a small one less.
double shareOfEan13(Symbology symbology) {
    switch (symbology) {
    case Symbology::QrCode:
        return 33.0 / 95;
    case Symbology::DataMatrix:
        return 18.0 / 95;
    case Symbology::Ean8:
        return 67.0 / 95;
    case Symbology::UpcE:
        return 51.0 / 95;
    default:
        return 1;
    }
}

// Nothing is chosen to be easy: how it is held belongs to the shopper.
Pose drawPose(Lot &lot, Symbology symbology) {
    Pose pose;
    const auto [far, close] = distanceOf(symbology);
    pose.pixelsPerModule = lot.between(far, close);
    pose.angleDegrees = lot.between(0, 360);
    pose.tiltDegrees = lot.between(-40, 40);
    pose.leanDegrees = lot.between(-35, 35);
    pose.centreX = lot.between(0.38, 0.62);
    pose.centreY = lot.between(0.4, 0.6);
    pose.curveDegrees = lot.chance(0.4) ? lot.between(15, 60) : 0;
    pose.crumpleModules = (lot.chance(0.3) ? lot.between(0.2, 1.5) : 0) * shareOfEan13(symbology);
    pose.contrast = lot.chance(0.2) ? lot.between(0.25, 0.6) : lot.between(0.75, 1);
    pose.glare = lot.chance(0.3) ? lot.between(0.3, 1) : 0;
    pose.glareX = lot.between(-0.3, 0.3);
    pose.defocusPixels = lot.chance(0.6) ? lot.between(0, 0.8) * pose.pixelsPerModule : 0;
    pose.light = lot.chance(0.2) ? lot.between(0.06, 0.3) : lot.between(0.5, 1.1);
    pose.noise = lot.between(2, 6);
    return pose;
}

// As often as tills see them, about.
Symbology drawSymbology(Lot &lot) {
    struct Share {
        Symbology symbology;
        double upTo;
    };
    constexpr std::array<Share, 8> shares = {{{Symbology::Ean13, 0.6},
                                              {Symbology::Ean8, 0.68},
                                              {Symbology::UpcA, 0.75},
                                              {Symbology::UpcE, 0.79},
                                              {Symbology::Itf14, 0.82},
                                              {Symbology::Code128, 0.86},
                                              {Symbology::QrCode, 0.94},
                                              {Symbology::DataMatrix, 1}}};
    const double drawn = lot.between(0, 1);
    return std::find_if(shares.begin(), std::prev(shares.end()), [drawn](const Share &s) { return drawn < s.upTo; })
        ->symbology;
}

std::uint32_t mixed(std::uint32_t seed, std::uint32_t salt) {
    return (seed + 1) * 2654435761U ^ salt * 40503U;
}
} // namespace

ShownCode drawCode(Symbology symbology, std::uint32_t seed) {
    Lot lot(mixed(seed, 1));
    switch (symbology) {
    case Symbology::Ean8: {
        const auto text = checked("3" + lot.digits(6));
        return {{symbology, text}, text};
    }
    case Symbology::UpcA: {
        const auto text = checked("0" + lot.digits(10));
        return {{symbology, text}, text};
    }
    case Symbology::UpcE: {
        const auto six = lot.digits(6);
        for (int check = 0; check < 10; ++check) {
            const auto printed = "0" + six + std::to_string(check);
            const auto expanded = codes::expandUpcE(printed);
            if (expanded && codes::Gtin::parse(*expanded))
                return {{symbology, printed}, *expanded};
        }
        return drawCode(symbology, seed + 1);
    }
    case Symbology::Itf14: {
        const auto text = drawGtin14(lot);
        return {{symbology, text}, text};
    }
    case Symbology::Code128: {
        const auto text = "01" + drawGtin14(lot) + "10" + lot.digits(6) + "\x1D" + "21" + lot.digits(5);
        return {{symbology, text, true}, text};
    }
    case Symbology::QrCode: {
        const auto text = "https://id.gs1.org/01/0" + drawEan13(lot) + "/10/" + lot.digits(6);
        return {{symbology, text}, text};
    }
    case Symbology::DataMatrix: {
        const auto text = "PACK " + lot.digits(12);
        return {{symbology, text}, text};
    }
    default:
        break;
    }
    const auto text = drawEan13(lot);
    return {{Symbology::Ean13, text}, text};
}

Sample drawSample(Symbology symbology, std::uint32_t seed) {
    Lot lot(mixed(seed, 2));
    Sample sample{drawCode(symbology, seed), drawPose(lot, symbology), 60 + lot.below(36)};
    sample.pose.smearPixels = lot.chance(0.4) ? lot.between(0, 0.8) * sample.pose.pixelsPerModule : 0;
    sample.pose.smearDegrees = lot.between(0, 180);
    return sample;
}

Presentation::Presentation(std::uint32_t seed, bool blank) : m_seed(seed), m_blank(blank) {
    Lot lot(mixed(seed, 3));
    m_sample = drawSample(drawSymbology(lot), mixed(seed, 4));
    const double from = lot.between(0, 2 * std::numbers::pi);
    m_fromX = 0.9 * std::cos(from);
    m_fromY = 1.1 * std::sin(from);
    m_arrival = lot.between(4, 9);
    m_swayX = lot.between(0.002, 0.012);
    m_swayY = lot.between(0.002, 0.012);
    m_swayFrames = lot.between(12, 40);
    m_turn = lot.between(-2, 2);
    m_tilt = lot.between(-1.5, 1.5);
    m_lean = lot.between(-1, 1);
    m_glareFrame = lot.between(0, frames);
}

// It comes in ever slower; what it moves while the shutter is open smears it.
Pose Presentation::poseAt(int number) const {
    constexpr double exposed = 1.0 / 8; // 4 ms of a frame's 33: the camera's exposure is held short
    const auto placeAt = [this](double t) {
        const double left = t < m_arrival ? std::pow(1 - t / m_arrival, 2) : 0;
        const double sway = 2 * std::numbers::pi * t / m_swayFrames;
        return std::pair(m_fromX * left + m_swayX * std::sin(sway), m_fromY * left + m_swayY * std::cos(sway));
    };
    Pose pose = m_sample.pose;
    const auto [x, y] = placeAt(number);
    const auto [nextX, nextY] = placeAt(number + exposed);
    pose.centreX += x;
    pose.centreY += y;
    pose.angleDegrees += m_turn * number;
    pose.tiltDegrees += m_tilt * number;
    pose.leanDegrees += m_lean * number;
    pose.glareTiltDegrees = m_tilt * (number - m_glareFrame);
    pose.glareLeanDegrees = m_lean * (number - m_glareFrame);
    pose.glarePushX = x;
    pose.glarePushY = y;
    const double pixelsX = (nextX - x) * 1280;
    const double pixelsY = (nextY - y) * 720;
    pose.smearPixels = std::hypot(pixelsX, pixelsY);
    pose.smearDegrees = std::atan2(pixelsY, pixelsX) * 180 / std::numbers::pi;
    return pose;
}

std::vector<std::uint8_t> Presentation::frame(ScenePainter &painter, int number) const {
    if (number == 0 || !painter.holds()) {
        if (m_blank)
            painter.holdBlank(m_seed, m_sample.pose);
        else if (!painter.hold(m_sample.shown.code, m_sample.pose))
            painter.clear();
    }
    painter.move(poseAt(number));
    return painter.paintGreyThroughJpeg(mixed(m_seed, static_cast<std::uint32_t>(number)), m_sample.jpegQuality);
}

} // namespace panier::vision::emulator

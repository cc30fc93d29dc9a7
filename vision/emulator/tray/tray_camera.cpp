#include "vision/emulator/tray/tray_camera.h"

#include <algorithm>

namespace panier::vision::emulator {

namespace {
constexpr int columns = 3;
constexpr double longest = 0.26; // that fits between the neighbours

MjpegLimits trayLimits() {
    MjpegLimits limits;
    limits.width = 640;
    limits.height = 360;
    return limits;
}
} // namespace

TrayCamera::TrayCamera(std::uint32_t seed, QObject *parent)
    : MjpegStream(trayLimits(), parent), m_painter(trayLimits().width, trayLimits().height, {}, seed) {}

void TrayCamera::lay(int id, ThingKind kind, std::uint32_t seed, bool dark) {
    if (m_lying.contains(id))
        return;
    int place = 0;
    while (place < places - 1 &&
           std::any_of(m_lying.begin(), m_lying.end(), [&](const auto &other) { return other.second.place == place; }))
        ++place;
    TrayThing thing;
    thing.kind = kind;
    thing.seed = seed;
    thing.dark = dark;
    thing.length = std::min(longest, usualLength(kind));
    thing.x = (place % columns + 0.5) / columns;
    thing.y = (place / columns + 0.5) * columns / places;
    thing.angleDegrees = static_cast<double>(seed % 31) - 15;
    m_lying.emplace(id, Lying{thing, place});
    repaint();
}

void TrayCamera::take(int id) {
    if (m_lying.erase(id) > 0)
        repaint();
}

std::vector<std::uint8_t> TrayCamera::paint(std::uint64_t /*tick*/) {
    TrayScene scene;
    for (const auto &[id, lying] : m_lying)
        scene.things.push_back(lying.thing);
    return m_painter.paintJpeg(scene);
}

std::vector<std::uint8_t> TrayCamera::paintDark() {
    TrayScene scene;
    scene.light.gain = 0;
    return m_painter.paintJpeg(scene);
}

} // namespace panier::vision::emulator

#include "vision/emulator/tray/tray_story.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace panier::vision::emulator {

namespace {

constexpr std::int64_t learnMs = 4000; // the empty tray, before anything happens
constexpr std::int64_t quietMs = 4000; // between two deeds
constexpr double pictureHeight = 9.0 / 16;

class StoryWriter {
public:
    StoryWriter(TrayTheme theme, std::uint32_t seed, int everyMs) : m_random(seed), m_everyMs(everyMs) {
        m_story.theme = theme;
        const bool dark = theme == TrayTheme::DarkOnDark;
        m_story.optics.cloth = dark ? TrayCloth::DarkFelt : allCloths[below(allCloths.size())];
        m_story.optics.noise = between(1.5, 6);
        m_story.optics.autoExposure = chance(0.5);
        m_story.optics.jpegQuality = static_cast<int>(between(55, 92));
        m_scene.light.gain = between(0.75, 1.2);
        m_scene.light.slopeX = between(-0.3, 0.3);
        m_scene.light.slopeY = between(-0.2, 0.2);
        m_scene.light.flicker = chance(0.4) ? between(0.01, 0.06) : 0;
        stay(learnMs);
    }

    [[nodiscard]] TrayStory take() { return std::move(m_story); }

    void stay(std::int64_t ms) {
        for (std::int64_t done = 0; done < ms; done += m_everyMs)
            shoot();
    }

    // One of the things that light does; then it stays so.
    void changeLight() {
        auto wanted = m_scene.light;
        switch (below(4)) {
        case 0: // another lamp, or the sun comes out
            wanted.gain = std::clamp(wanted.gain * between(0.6, 1.6), 0.45, 1.3);
            wanted.slopeX = between(-0.35, 0.35);
            break;
        case 1: // switched off, or on again
            wanted.gain = wanted.gain < 0.6 ? between(0.8, 1.1) : between(0.35, 0.5);
            break;
        case 2: // somebody steps near, or goes
            wanted.shade = wanted.shade > 0 ? 0 : between(0.15, 0.45);
            wanted.shadeX = between(0.2, 0.8);
            break;
        default:
            wanted.flicker = wanted.flicker > 0 ? 0 : between(0.01, 0.06);
        }
        const int pictures = 1 + static_cast<int>(below(5)); // at once, or within a second
        const auto from = m_scene.light;
        for (int i = 1; i <= pictures; ++i) {
            const double part = static_cast<double>(i) / pictures;
            m_scene.light = wanted;
            m_scene.light.gain = from.gain + (wanted.gain - from.gain) * part;
            m_scene.light.shade = from.shade + (wanted.shade - from.shade) * part;
            m_lastMs = m_ms;
            shoot();
        }
        stay(quietMs);
    }

    // A hand comes, does something at its place and goes.
    template <typename Deed>
    void reachTo(double x, double y, std::int64_t restMs, Deed &&deed) {
        const auto seed = static_cast<std::uint32_t>(m_random());
        const int pictures = 2 + static_cast<int>(below(3));
        for (int i = 1; i <= pictures; ++i)
            hold(x, y + (1.25 - y) * (1 - static_cast<double>(i) / pictures), seed);
        for (std::int64_t done = 0; done < restMs; done += m_everyMs) // nobody's hand is quite still
            hold(x + between(-0.006, 0.006), y + between(-0.006, 0.006), seed);
        deed();
        for (int i = 1; i < pictures; ++i)
            hold(x, y + (1.25 - y) * static_cast<double>(i) / pictures, seed);
        m_scene.arms.clear();
    }

    void passBy() {
        reachTo(between(0.15, 0.85), between(0.2, 0.8), chance(0.5) ? 0 : static_cast<std::int64_t>(between(500, 3500)),
                [] {});
        stay(quietMs);
    }

    void lay() {
        auto thing = anyThing();
        if (m_scene.things.empty() && m_laid++ == 0)
            m_story.kind = thing.kind;
        reachTo(thing.x, thing.y, 200, [&] { m_scene.things.push_back(thing); });
        stay(quietMs);
    }

    void takeAway() {
        const auto which = below(m_scene.things.size());
        const auto thing = m_scene.things[which];
        reachTo(thing.x, thing.y, 200,
                [&] { m_scene.things.erase(m_scene.things.begin() + static_cast<std::ptrdiff_t>(which)); });
        stay(quietMs);
    }

    [[nodiscard]] std::size_t lying() const { return m_scene.things.size(); }
    [[nodiscard]] bool chance(double of) { return between(0, 1) < of; }
    [[nodiscard]] std::size_t below(std::size_t limit) { return m_random() % limit; }

private:
    [[nodiscard]] double between(double least, double most) {
        return least + (most - least) * static_cast<double>(m_random()) / 4294967296.0;
    }

    void hold(double x, double y, std::uint32_t seed) {
        m_scene.arms = {{x, y, seed}};
        m_lastMs = m_ms;
        shoot();
    }

    void shoot() {
        m_story.frames.push_back({m_ms, m_scene, static_cast<int>(m_scene.things.size()), m_ms - m_lastMs});
        m_ms += m_everyMs;
    }

    // Where it overhangs no edge and lies apart from the others; smaller where there is no room.
    [[nodiscard]] TrayThing anyThing() {
        TrayThing thing;
        thing.kind = allThings[below(allThings.size())];
        thing.seed = static_cast<std::uint32_t>(m_random());
        thing.angleDegrees = between(0, 360);
        thing.dark = m_story.theme == TrayTheme::DarkOnDark || chance(0.2);
        thing.length = usualLength(thing.kind) * between(0.8, 1.1);
        for (int attempt = 0;; ++attempt) {
            const double radius = 0.56 * thing.length; // of its corners, about
            const double edge = radius + 0.04;
            if (edge < pictureHeight / 2) {
                thing.x = between(edge, 1 - edge);
                thing.y = between(edge, pictureHeight - edge) / pictureHeight;
                if (isFree(thing, radius))
                    return thing;
            }
            if (attempt % 40 == 39)
                thing.length *= 0.85;
        }
    }

    [[nodiscard]] bool isFree(const TrayThing &thing, double radius) const {
        constexpr double gap = 0.04;
        return std::none_of(m_scene.things.begin(), m_scene.things.end(), [&](const TrayThing &other) {
            const double away = std::hypot(other.x - thing.x, (other.y - thing.y) * pictureHeight);
            return away < radius + 0.56 * other.length + gap;
        });
    }

    std::mt19937 m_random;
    int m_everyMs;
    TrayStory m_story;
    TrayScene m_scene;
    std::int64_t m_ms = 0;
    std::int64_t m_lastMs = 0; // when a hand or the light moved last
    int m_laid = 0;
};

} // namespace

TrayStory tellStory(TrayTheme theme, std::uint32_t seed, int everyMs) {
    StoryWriter writer(theme, seed * 8 + static_cast<std::uint32_t>(theme), everyMs);
    if (theme == TrayTheme::Nothing) {
        for (int i = 0; i < 6; ++i)
            writer.chance(0.5) ? writer.changeLight() : writer.passBy();
        return writer.take();
    }
    const bool alone = theme == TrayTheme::OneThing || theme == TrayTheme::DarkOnDark;
    const auto wanted = alone ? 1 : 2 + writer.below(3);
    while (writer.lying() < wanted) {
        writer.lay();
        if (writer.chance(0.4))
            writer.changeLight();
    }
    const std::size_t stays = theme == TrayTheme::LeftBehind ? 1 : 0;
    while (writer.lying() > stays) {
        writer.takeAway();
        if (writer.chance(0.3))
            writer.changeLight();
    }
    return writer.take();
}

} // namespace panier::vision::emulator

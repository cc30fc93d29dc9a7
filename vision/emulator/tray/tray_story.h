// Stories of a tray, picture by picture: what happens, and what truly lies there.
#pragma once

#include "vision/emulator/tray/tray_painter.h"

#include <array>
#include <cstdint>
#include <vector>

namespace panier::vision::emulator {

// What a story is about. In each of them the tray is empty at first, and the light changes now and then.
enum class TrayTheme {
    Nothing,    // lamps, shadows, hands that pass, lay nothing and rest: nothing ever lies there
    OneThing,   // one thing is laid and taken again
    DarkOnDark, // the same, dark on a dark tray
    Several,    // two to four, apart from each other, and taken one by one
    LeftBehind, // the same, and one of them stays
};
inline constexpr std::array allThemes{TrayTheme::Nothing, TrayTheme::OneThing, TrayTheme::DarkOnDark,
                                      TrayTheme::Several, TrayTheme::LeftBehind};

// One picture's scene and its truth.
struct StoryFrame {
    std::int64_t ms = 0; // since the story's start
    TrayScene scene;
    int lying = 0;            // things on the tray that no hand holds
    std::int64_t quietMs = 0; // since the last hand left and the light last changed
};

struct TrayStory {
    TrayTheme theme = TrayTheme::Nothing;
    TrayOptics optics;
    ThingKind kind = ThingKind::Box; // of the first thing that is laid
    std::vector<StoryFrame> frames;
};

// The same seed tells the same story. `everyMs` lies between two pictures.
[[nodiscard]] TrayStory tellStory(TrayTheme theme, std::uint32_t seed, int everyMs = 200);

} // namespace panier::vision::emulator

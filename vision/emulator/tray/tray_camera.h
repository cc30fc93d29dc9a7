// A network camera above a tray that doesn't exist: somebody lays things on it and takes them away.
#pragma once

#include "vision/emulator/mjpeg_stream.h"
#include "vision/emulator/tray/tray_painter.h"

#include <map>

namespace panier::vision::emulator {

// Thread: Qt's event loop of the thread that made it.
class TrayCamera : public MjpegStream {
    Q_OBJECT

public:
    static constexpr int places = 6; // apart from each other; what is more is laid on what lies there

    explicit TrayCamera(std::uint32_t seed = 1, QObject *parent = nullptr);

    // Lays a thing at a free place. `id` names it for take(); the same id again changes nothing.
    void lay(int id, ThingKind kind, std::uint32_t seed, bool dark = false);
    void take(int id);

private:
    [[nodiscard]] std::vector<std::uint8_t> paint(std::uint64_t tick) override;
    [[nodiscard]] std::vector<std::uint8_t> paintDark() override;
    [[nodiscard]] bool moves() const override { return false; }

    struct Lying {
        TrayThing thing;
        int place = 0;
    };
    TrayPainter m_painter;
    std::map<int, Lying> m_lying;
};

} // namespace panier::vision::emulator

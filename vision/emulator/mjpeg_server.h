// A network camera before which packs are held: paints the scene and serves it.
#pragma once

#include "vision/emulator/mjpeg_stream.h"
#include "vision/emulator/scene_painter.h"

namespace panier::vision::emulator {

// Thread: Qt's event loop of the thread that made it.
class MjpegServer : public MjpegStream {
    Q_OBJECT

public:
    explicit MjpegServer(MjpegLimits limits = {}, std::uint32_t seed = 1, QObject *parent = nullptr);

    // Holds a pack before the camera, instead of the one before; false if that code can't be printed.
    bool hold(const PackCode &code, const Pose &pose = {});
    void clear();

private:
    [[nodiscard]] std::vector<std::uint8_t> paint(std::uint64_t tick) override;
    [[nodiscard]] std::vector<std::uint8_t> paintDark() override;
    [[nodiscard]] bool moves() const override { return m_painter.moves(); }

    ScenePainter m_painter;
};

} // namespace panier::vision::emulator

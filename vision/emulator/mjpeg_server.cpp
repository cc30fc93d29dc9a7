#include "vision/emulator/mjpeg_server.h"

namespace panier::vision::emulator {

namespace {
constexpr int jpegQuality = 85;
} // namespace

MjpegServer::MjpegServer(MjpegLimits limits, std::uint32_t seed, QObject *parent)
    : MjpegStream(limits, parent), m_painter(limits.width, limits.height, seed) {}

bool MjpegServer::hold(const PackCode &code, const Pose &pose) {
    repaint();
    return m_painter.hold(code, pose);
}

void MjpegServer::clear() {
    repaint();
    m_painter.clear();
}

std::vector<std::uint8_t> MjpegServer::paint(std::uint64_t tick) {
    return m_painter.paintJpeg(tick, jpegQuality);
}

std::vector<std::uint8_t> MjpegServer::paintDark() {
    return m_painter.paintDarkJpeg(jpegQuality);
}

} // namespace panier::vision::emulator

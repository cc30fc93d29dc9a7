// Shows the kiosk which frame is being decoded, should it be the last.
#pragma once

#include "vision/camera/camera.h"

namespace panier::app {

// Writes into memory that the kiosk handed down (vision::agree::FrameBox); without it does nothing.
class SharedFrame {
public:
    // -1: none was handed down. Maps it, so it must come before limits and confinement.
    explicit SharedFrame(int file);
    ~SharedFrame();
    SharedFrame(const SharedFrame &) = delete;
    SharedFrame &operator=(const SharedFrame &) = delete;

    // Whose frame it is; each has a box of its own.
    enum class Of { Loop, HardPass };
    // Thread: that of whom it is.
    void begin(Of whom, const vision::decode::GreyView &picture);
    void end(Of whom);

private:
    [[nodiscard]] std::uint8_t *boxOf(Of whom) const;
    void *m_memory = nullptr;
};

} // namespace panier::app

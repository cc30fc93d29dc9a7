#include "app/eye/shared_frame.h"

#include "vision/agree/wire.h"

#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace panier::app {

namespace {
using vision::agree::FrameBox;
using vision::agree::frameBoxBytes;
using vision::agree::frameBoxes;
} // namespace

SharedFrame::SharedFrame(int file) {
    if (file < 0)
        return;
    void *memory = ::mmap(nullptr, frameBoxes * frameBoxBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    m_memory = memory != MAP_FAILED ? memory : nullptr;
}

SharedFrame::~SharedFrame() {
    if (m_memory != nullptr)
        ::munmap(m_memory, frameBoxes * frameBoxBytes);
}

std::uint8_t *SharedFrame::boxOf(Of whom) const {
    return static_cast<std::uint8_t *>(m_memory) + (whom == Of::HardPass ? frameBoxBytes : 0);
}

void SharedFrame::begin(Of whom, const vision::decode::GreyView &picture) {
    const auto width = static_cast<std::size_t>(picture.width);
    const auto height = static_cast<std::size_t>(picture.height);
    if (m_memory == nullptr || width * height > frameBoxBytes - sizeof(FrameBox))
        return;
    const FrameBox box{1, static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height), 0};
    auto *memory = boxOf(whom);
    for (std::size_t y = 0; y < height; ++y)
        std::memcpy(memory + sizeof(FrameBox) + y * width, picture.data + y * static_cast<std::size_t>(picture.stride),
                    width);
    std::memcpy(memory, &box, sizeof box);
}

void SharedFrame::end(Of whom) {
    const FrameBox box;
    if (m_memory != nullptr)
        std::memcpy(boxOf(whom), &box, sizeof box);
}

} // namespace panier::app

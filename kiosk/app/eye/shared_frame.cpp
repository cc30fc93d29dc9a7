#include "app/eye/shared_frame.h"

#include "vision/agree/wire.h"

#include <cstring>
#include <sys/mman.h>
#include <unistd.h>

namespace panier::app {

namespace {
using vision::agree::FrameBox;
using vision::agree::frameBoxBytes;
} // namespace

SharedFrame::SharedFrame(int file) {
    if (file < 0)
        return;
    void *memory = ::mmap(nullptr, frameBoxBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    ::close(file);
    m_memory = memory != MAP_FAILED ? memory : nullptr;
}

SharedFrame::~SharedFrame() {
    if (m_memory != nullptr)
        ::munmap(m_memory, frameBoxBytes);
}

void SharedFrame::begin(const vision::camera::Frame &frame) {
    if (m_memory == nullptr || frame.grey.size() > frameBoxBytes - sizeof(FrameBox))
        return;
    const FrameBox box{1, static_cast<std::uint32_t>(frame.width), static_cast<std::uint32_t>(frame.height), 0};
    std::memcpy(static_cast<std::uint8_t *>(m_memory) + sizeof(FrameBox), frame.grey.data(), frame.grey.size());
    std::memcpy(m_memory, &box, sizeof box);
}

void SharedFrame::end() {
    const FrameBox box;
    if (m_memory != nullptr)
        std::memcpy(m_memory, &box, sizeof box);
}

} // namespace panier::app

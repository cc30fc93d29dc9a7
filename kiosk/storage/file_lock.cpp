#include "storage/file_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace panier::storage {

Result<FileLock> FileLock::take(std::filesystem::path file, std::string_view who) {
    file += ".lock";
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return base::fail(StorageError::Unavailable,
                          fmt::format("can't create {}: {}", file.string(), std::strerror(errno)));
    FileLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return base::fail(StorageError::Busy, fmt::format("{} is at work with it already: {}", who, file.string()));
    return lock;
}

FileLock::~FileLock() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FileLock::FileLock(FileLock &&other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

} // namespace panier::storage

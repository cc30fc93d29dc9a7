// One process at a time: a lock beside a file, gone with the process that holds it.
#pragma once

#include "storage/types.h"

#include <filesystem>

namespace panier::storage {

// Holds FILE.lock (flock(2)). Not on the file itself: closing another descriptor of a database drops SQLite's locks.
class FileLock {
public:
    // Busy at once if another process or another FileLock has it; `who` names that other in the failure.
    [[nodiscard]] static Result<FileLock> take(std::filesystem::path file, std::string_view who);
    ~FileLock();
    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&) = delete;

private:
    explicit FileLock(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

} // namespace panier::storage

#include "base/durable_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

namespace panier::base {

namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool ok() const { return m_fd >= 0; }

private:
    int m_fd;
};

tl::unexpected<std::string> failed(std::string_view step, const std::filesystem::path &file) {
    return tl::make_unexpected(fmt::format("can't {} {}: {}", step, file.string(), std::strerror(errno)));
}

bool writeAll(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(fd, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::filesystem::path folderOf(const std::filesystem::path &file) {
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

} // namespace

Expected<void, std::string> writeDurably(const std::filesystem::path &file, std::string_view bytes, unsigned mode) {
    std::filesystem::path prepared = file;
    prepared += ".new";
    ::unlink(prepared.c_str()); // left by a crash
    {
        const Descriptor out(::open(prepared.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
        if (!out.ok())
            return failed("create", prepared);
        if (!writeAll(out.get(), bytes))
            return failed("write", prepared);
    }
    return publishDurably(prepared, file);
}

Expected<void, std::string> publishDurably(const std::filesystem::path &prepared, const std::filesystem::path &file) {
    {
        const Descriptor content(::open(prepared.c_str(), O_RDONLY | O_CLOEXEC));
        if (!content.ok())
            return failed("open", prepared);
        if (::fsync(content.get()) != 0)
            return failed("sync", prepared);
    }
    if (::rename(prepared.c_str(), file.c_str()) != 0)
        return failed("replace", file);
    const Descriptor folder(::open(folderOf(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.ok() || ::fsync(folder.get()) != 0)
        return failed("sync the folder of", file);
    return {};
}

Expected<std::string, std::string> readWhole(const std::filesystem::path &file, std::size_t maxBytes) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!in.ok())
        return failed("open", file);
    struct stat status {};
    if (::fstat(in.get(), &status) != 0)
        return failed("read", file);
    if (!S_ISREG(status.st_mode))
        return tl::make_unexpected(fmt::format("{} is not a file", file.string()));
    if (static_cast<std::size_t>(status.st_size) > maxBytes)
        return tl::make_unexpected(
            fmt::format("{} has {} bytes; {} is the limit", file.string(), status.st_size, maxBytes));
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t length = 0;
    while (length < bytes.size()) {
        const ssize_t count = ::read(in.get(), bytes.data() + length, bytes.size() - length);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed("read", file);
        if (count == 0)
            break;
        length += static_cast<std::size_t>(count);
    }
    bytes.resize(length);
    return bytes;
}

} // namespace panier::base

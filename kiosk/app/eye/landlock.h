// Which files and ports this process may open: Linux's landlock. Source: kernel,
// Documentation/userspace-api/landlock.rst.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace panier::app {

// A file, or a folder and all beneath it; one that isn't there is left out.
struct ReadablePath {
    std::string path;
    bool isDevice = false; // may be written to and controlled as well
};

struct LandlockWish {
    std::vector<ReadablePath> paths;
    std::vector<std::uint16_t> tcpPorts; // to connect to; binding is refused
};

struct LandlockResult {
    bool files = false;
    bool ports = false; // since Linux 6.7
    std::string refused;
};

// For the calling thread and all that it starts. Everything else is refused with EACCES, as far as the kernel can.
[[nodiscard]] LandlockResult restrictFiles(const LandlockWish &wish);

} // namespace panier::app

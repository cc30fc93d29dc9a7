#include "app/eye/confinement.h"

#include "app/eye/landlock.h"
#include "app/eye/system_calls.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <system_error>

namespace panier::app {

namespace {
using vision::camera::SourceKind;

constexpr int niceness = 5;
constexpr rlim_t addressSpaceBytes = 2ULL << 30U;
constexpr rlim_t openFiles = 128;
constexpr int firstToGo = 1000;              // where memory runs out: this process, and not the till
constexpr std::uint16_t nameServerPort = 53; // over TCP, where its answer is long

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define PANIER_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(PANIER_SANITIZED)
constexpr bool isSanitized = true; // they reserve terabytes
#else
constexpr bool isSanitized = false;
#endif

void limit(int resource, rlim_t value) {
    const rlimit both{value, value};
    (void)setrlimit(static_cast<__rlimit_resource>(resource), &both);
}

// Of "scheme://user:password@host:port/...": the port, or what the scheme has. 0: an odd one, and none is allowed.
std::uint16_t portOf(const std::string &url) {
    static constexpr std::array<std::pair<std::string_view, std::uint16_t>, 4> schemes = {
        {{"http", 80}, {"https", 443}, {"rtsp", 554}, {"rtsps", 322}}};
    const auto colon = url.find("://");
    const std::string_view scheme = std::string_view(url).substr(0, colon);
    auto host = std::string_view(url).substr(colon + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    host = host.substr(host.rfind('@') + 1); // npos + 1 is 0
    const auto port = host.rfind(':');
    if (port != std::string_view::npos && host.find(']', port) == std::string_view::npos) {
        std::uint16_t value = 0;
        const auto read = std::from_chars(host.data() + port + 1, host.data() + host.size(), value);
        return read.ec == std::errc() && read.ptr == host.data() + host.size() ? value : std::uint16_t{0};
    }
    const auto *known = std::find_if(schemes.begin(), schemes.end(), [&](const auto &s) { return s.first == scheme; });
    return known != schemes.end() ? known->second : std::uint16_t{0};
}

LandlockWish wishFor(const std::string &source, SourceKind kind) {
    LandlockWish wish;
    for (const auto *path : {"/dev/null", "/dev/urandom", "/sys/devices/system/cpu"})
        wish.paths.push_back({path});
    if (kind == SourceKind::Device) {
        wish.paths.push_back({source, true});
    } else if (kind == SourceKind::File) {
        wish.paths.push_back({std::filesystem::absolute(source).parent_path()});
    } else {
        for (const auto *path : {"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf",
                                 "/etc/gai.conf", "/etc/services", "/etc/ssl/certs", "/usr/share/ca-certificates"})
            wish.paths.push_back({path});
        wish.tcpPorts = {portOf(source), nameServerPort};
        std::erase(wish.tcpPorts, 0);
    }
    return wish;
}

// Whether the rule about the source holds for what stands there later.
bool mayReopen(const std::string &source, SourceKind kind) {
    std::error_code error;
    return kind == SourceKind::Stream ||
           (kind == SourceKind::File &&
            std::filesystem::exists(std::filesystem::absolute(source).parent_path(), error));
}
} // namespace

void limitSelf() {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, openFiles);
    if (!isSanitized)
        limit(RLIMIT_AS, addressSpaceBytes);
    std::ofstream("/proc/self/oom_score_adj") << firstToGo;
    (void)prctl(PR_SET_DUMPABLE, 0);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)setpriority(PRIO_PROCESS, 0, niceness);
}

Locked confine(const std::string &source) {
    const auto kind = vision::camera::kindOf(source);
    Locked locked;
    locked.reopens = mayReopen(source, kind);
    const auto files = restrictFiles(wishFor(source, kind));
    const auto calls = restrictSystemCalls(kind);
    locked.what.files = files.files;
    locked.what.systemCalls = calls.empty();
    locked.what.network = calls.empty() && (kind != SourceKind::Stream || files.ports);
    locked.refused = files.refused + (files.refused.empty() || calls.empty() ? "" : "; ") + calls;
    return locked;
}

} // namespace panier::app

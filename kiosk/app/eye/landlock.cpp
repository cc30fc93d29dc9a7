#include "app/eye/landlock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace panier::app {

namespace {
// The kernel's header of Debian 12 ends at the second version; these are of the fourth to sixth.
constexpr std::uint64_t truncateFile = 1ULL << 14U;   // 3
constexpr std::uint64_t controlDevice = 1ULL << 15U;  // 5
constexpr std::uint64_t bindTcp = 1ULL << 0U;         // 4
constexpr std::uint64_t connectTcp = 1ULL << 1U;      // 4
constexpr std::uint64_t abstractSockets = 1ULL << 0U; // 6
constexpr std::uint64_t signals = 1ULL << 1U;         // 6
constexpr int portRule = 2;

struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t ports = 0;
    std::uint64_t scoped = 0;
};
struct PortRule {
    std::uint64_t allowed = 0;
    std::uint64_t port = 0;
};

constexpr std::uint64_t readFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t readFolder = LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t writeFile = LANDLOCK_ACCESS_FS_WRITE_FILE;

Ruleset rulesetOf(long version) {
    Ruleset rules;
    rules.files = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1U) - 1; // all of the first version
    if (version >= 2)
        rules.files |= LANDLOCK_ACCESS_FS_REFER;
    if (version >= 3)
        rules.files |= truncateFile;
    if (version >= 4)
        rules.ports = bindTcp | connectTcp;
    if (version >= 5)
        rules.files |= controlDevice;
    if (version >= 6)
        rules.scoped = abstractSockets | signals;
    return rules;
}

std::size_t sizeFor(long version) {
    return version < 4 ? sizeof(std::uint64_t) : version < 6 ? 2 * sizeof(std::uint64_t) : sizeof(Ruleset);
}

bool allowPath(int ruleset, const ReadablePath &wanted, std::uint64_t known) {
    const int file = ::open(wanted.path.c_str(), O_PATH | O_CLOEXEC);
    if (file < 0)
        return true; // not there: nothing to open
    struct stat is {};
    bool done = ::fstat(file, &is) == 0;
    std::uint64_t access = readFile;
    if (S_ISDIR(is.st_mode))
        access |= readFolder;
    else if (wanted.isDevice)
        access |= writeFile | controlDevice;
    landlock_path_beneath_attr rule{};
    rule.allowed_access = access & known;
    rule.parent_fd = file;
    done = done && ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    ::close(file);
    return done;
}

bool addRules(int ruleset, const LandlockWish &wish, const Ruleset &rules) {
    for (const auto &path : wish.paths) {
        if (!allowPath(ruleset, path, rules.files))
            return false;
    }
    for (const auto port : wish.tcpPorts) {
        const PortRule rule{connectTcp, port};
        if (rules.ports != 0 && ::syscall(SYS_landlock_add_rule, ruleset, portRule, &rule, 0) != 0)
            return false;
    }
    return true;
}
} // namespace

LandlockResult restrictFiles(const LandlockWish &wish) {
    const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return {false, false, "this kernel has no landlock"};
    const auto rules = rulesetOf(version);
    const int ruleset = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &rules, sizeFor(version), 0));
    const bool done = ruleset >= 0 && addRules(ruleset, wish, rules) && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
                      ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    const int error = errno;
    if (ruleset >= 0)
        ::close(ruleset);
    if (!done)
        return {false, false, std::string("landlock: ") + std::strerror(error)};
    return {true, rules.ports != 0, rules.ports != 0 ? "" : "this kernel's landlock knows no ports"};
}

} // namespace panier::app

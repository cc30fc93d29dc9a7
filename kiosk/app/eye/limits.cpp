#include "app/eye/limits.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace panier::app {

namespace {
constexpr int niceness = 5;
constexpr rlim_t addressSpaceBytes = 2ULL << 30U;
constexpr rlim_t openFiles = 128;

void limit(int resource, rlim_t value) {
    const rlimit both{value, value};
    (void)setrlimit(static_cast<__rlimit_resource>(resource), &both);
}
} // namespace

void limitSelf() {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, openFiles);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(__clang__)
    limit(RLIMIT_AS, addressSpaceBytes); // sanitizers reserve terabytes
#endif
    (void)prctl(PR_SET_DUMPABLE, 0);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)setpriority(PRIO_PROCESS, 0, niceness);
}

} // namespace panier::app

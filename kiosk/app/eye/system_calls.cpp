#include "app/eye/system_calls.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <initializer_list>
#include <linux/sched.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace panier::app {

namespace {
using vision::camera::SourceKind;

// What any program does that has memory, threads, time and open files. By name, because not every machine has each.
constexpr std::array allowedCalls = {"brk",
                                     "munmap",
                                     "mremap",
                                     "madvise",
                                     "membarrier",
                                     "futex",
                                     "set_robust_list",
                                     "get_robust_list",
                                     "rseq",
                                     "set_tid_address",
                                     "sched_yield",
                                     "sched_getaffinity",
                                     "sched_getparam",
                                     "sched_getscheduler",
                                     "exit",
                                     "exit_group",
                                     "gettid",
                                     "getpid",
                                     "getuid",
                                     "geteuid",
                                     "getgid",
                                     "getegid",
                                     "rt_sigaction",
                                     "rt_sigprocmask",
                                     "rt_sigreturn",
                                     "sigaltstack",
                                     "restart_syscall",
                                     "clock_gettime",
                                     "clock_getres",
                                     "clock_nanosleep",
                                     "nanosleep",
                                     "gettimeofday",
                                     "time",
                                     "getrandom",
                                     "uname",
                                     "sysinfo",
                                     "getrusage",
                                     "times",
                                     "getcwd",
                                     "getrlimit",
                                     "read",
                                     "readv",
                                     "pread64",
                                     "write",
                                     "writev",
                                     "pwrite64",
                                     "close",
                                     "fstat",
                                     "newfstatat",
                                     "stat",
                                     "lstat",
                                     "statx",
                                     "lseek",
                                     "access",
                                     "faccessat",
                                     "faccessat2",
                                     "readlink",
                                     "readlinkat",
                                     "getdents64",
                                     "dup",
                                     "dup2",
                                     "dup3",
                                     "fcntl",
                                     "poll",
                                     "ppoll",
                                     "select",
                                     "pselect6",
                                     "fadvise64"};

constexpr std::array streamCalls = {"connect", "getsockopt", "setsockopt", "getsockname", "getpeername", "sendto",
                                    "sendmsg", "sendmmsg",   "recvfrom",   "recvmsg",     "recvmmsg",    "shutdown"};

// No library has a reason for these.
constexpr std::array deadlyCalls = {
    "execve", "execveat",    "fork",         "vfork", "ptrace", "process_vm_readv", "process_vm_writev", "kexec_load",
    "bpf",    "init_module", "finit_module", "mount", "setns",  "unshare",          "pidfd_open"};

class Filter {
public:
    Filter() : m_context(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {}
    ~Filter() {
        if (m_context != nullptr)
            seccomp_release(m_context);
    }
    Filter(const Filter &) = delete;
    Filter &operator=(const Filter &) = delete;

    void rule(std::uint32_t action, const char *name, std::initializer_list<scmp_arg_cmp> conditions = {}) {
        const int call = seccomp_syscall_resolve_name(name);
        if (call < 0 || m_error < 0)
            return; // this machine's kernel has no such call
        m_error = seccomp_rule_add_array(m_context, action, call, static_cast<unsigned>(conditions.size()),
                                         conditions.begin());
    }
    void allow(const char *name, std::initializer_list<scmp_arg_cmp> conditions = {}) {
        rule(SCMP_ACT_ALLOW, name, conditions);
    }
    void attribute(scmp_filter_attr attribute, std::uint32_t value) {
        if (m_error >= 0)
            m_error = seccomp_attr_set(m_context, attribute, value);
    }
    [[nodiscard]] std::string load() {
        if (m_context == nullptr)
            return "seccomp: no memory";
        if (m_error >= 0)
            m_error = seccomp_load(m_context);
        return m_error < 0 ? std::string("seccomp: ") + std::strerror(-m_error) : std::string();
    }

private:
    scmp_filter_ctx m_context;
    int m_error = 0;
};

scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}
scmp_arg_cmp equal(unsigned argument, std::uint64_t value) {
    return {argument, SCMP_CMP_EQ, value, 0};
}

void allowMemoryAndThreads(Filter &filter) {
    filter.allow("mmap", {masked(2, PROT_EXEC, 0)});
    filter.allow("mprotect", {masked(2, PROT_EXEC, 0)});
    filter.allow("clone", {masked(0, CLONE_THREAD, CLONE_THREAD)});
    filter.rule(SCMP_ACT_KILL_PROCESS, "clone", {masked(0, CLONE_THREAD, 0)});
    filter.rule(SCMP_ACT_ERRNO(ENOSYS), "clone3"); // its flags can't be seen: the C library then calls clone
    filter.allow("tgkill", {equal(0, static_cast<std::uint64_t>(::getpid()))}); // abort()
    filter.allow("prlimit64", {equal(2, 0)});                                   // asked, not set
    filter.allow("prctl", {equal(0, PR_SET_NAME)});
}

// Files are opened to be read; landlock says which.
void allowSource(Filter &filter, SourceKind kind) {
    constexpr std::uint64_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    filter.allow("open", {masked(1, writing, O_RDONLY)});
    filter.allow("openat", {masked(2, writing, O_RDONLY)});
    if (kind == SourceKind::Device) {
        constexpr std::uint64_t groupOfCall = 0xFF00; // _IOC_TYPE of an ioctl: 'V' is Video4Linux
        filter.allow("open", {masked(1, writing, O_RDWR)});
        filter.allow("openat", {masked(2, writing, O_RDWR)});
        filter.allow("ioctl", {masked(1, groupOfCall, static_cast<std::uint64_t>('V') << 8U)});
    }
    if (kind != SourceKind::Stream)
        return;
    for (const auto family : {AF_INET, AF_INET6})
        filter.allow("socket", {equal(0, static_cast<std::uint64_t>(family))});
    for (const auto *call : streamCalls)
        filter.allow(call);
    filter.allow("ioctl", {equal(1, FIONREAD)}); // asking a name server
    filter.allow("ioctl", {equal(1, FIONBIO)});
}
} // namespace

std::string restrictSystemCalls(SourceKind kind) {
    Filter filter;
    filter.attribute(SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    filter.attribute(SCMP_FLTATR_CTL_TSYNC, 1);
    filter.attribute(SCMP_FLTATR_CTL_NNP, 1);
    for (const auto *call : allowedCalls)
        filter.allow(call);
    for (const auto *call : deadlyCalls)
        filter.rule(SCMP_ACT_KILL_PROCESS, call);
    allowMemoryAndThreads(filter);
    allowSource(filter, kind);
    return filter.load();
}

} // namespace panier::app

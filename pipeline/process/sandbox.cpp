#include "pipeline/process/sandbox.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/process/memory_guard.h"

namespace banthuek::process {
namespace {

void check(int result, const char* what) {
  if (result < 0) throw Error(ErrorKind::kInternal, "worker", std::string("cannot be caged: ") + what + ": " + std::strerror(-result));
}

void limit(__rlimit_resource resource, std::size_t value, const char* what) {
  const rlimit both{value, value};
  check(setrlimit(resource, &both) == 0 ? 0 : -errno, what);
}

// What computing, and answering on descriptors already open, needs. Whatever is missing here ends the process.
constexpr int kAllowed[] = {SCMP_SYS(read),
                            SCMP_SYS(readv),
                            SCMP_SYS(pread64),
                            SCMP_SYS(preadv),
                            SCMP_SYS(write),
                            SCMP_SYS(writev),
                            SCMP_SYS(lseek),
                            SCMP_SYS(close),
                            SCMP_SYS(fstat),
                            SCMP_SYS(ftruncate),
                            SCMP_SYS(poll),
                            SCMP_SYS(ppoll),
                            SCMP_SYS(dup),
                            SCMP_SYS(fadvise64),
                            SCMP_SYS(munmap),
                            SCMP_SYS(mremap),
                            SCMP_SYS(brk),
                            SCMP_SYS(madvise),
                            SCMP_SYS(futex),
                            SCMP_SYS(sched_yield),
                            SCMP_SYS(sched_getaffinity),
                            SCMP_SYS(set_robust_list),
                            SCMP_SYS(rseq),
                            SCMP_SYS(clock_gettime),
                            SCMP_SYS(clock_getres),
                            SCMP_SYS(gettimeofday),
                            SCMP_SYS(time),
                            SCMP_SYS(nanosleep),
                            SCMP_SYS(clock_nanosleep),
                            SCMP_SYS(getrusage),
                            SCMP_SYS(times),
                            SCMP_SYS(getrandom),
                            SCMP_SYS(getpid),
                            SCMP_SYS(gettid),
                            SCMP_SYS(getppid),
                            SCMP_SYS(getuid),
                            SCMP_SYS(geteuid),
                            SCMP_SYS(getgid),
                            SCMP_SYS(getegid),
                            SCMP_SYS(uname),
                            SCMP_SYS(sysinfo),
                            SCMP_SYS(getrlimit),
                            SCMP_SYS(rt_sigaction),
                            SCMP_SYS(rt_sigprocmask),
                            SCMP_SYS(rt_sigreturn),
                            SCMP_SYS(sigaltstack),
                            SCMP_SYS(setitimer),
                            SCMP_SYS(restart_syscall),
                            SCMP_SYS(exit),
                            SCMP_SYS(exit_group)};

// Names are probed by libraries (fonts, locales, /proc): these say "no" and let the process live.
constexpr int kRefused[] = {SCMP_SYS(access),   SCMP_SYS(faccessat),  SCMP_SYS(faccessat2), SCMP_SYS(stat),   SCMP_SYS(lstat),      SCMP_SYS(statx),
                            SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),     SCMP_SYS(statfs), SCMP_SYS(getdents64), SCMP_SYS(ioctl)};

void install_filter() {
  const std::unique_ptr<void, void (*)(scmp_filter_ctx)> owner(seccomp_init(SCMP_ACT_KILL_PROCESS), seccomp_release);
  if (!owner) check(-ENOMEM, "seccomp");
  scmp_filter_ctx filter = owner.get();
  const auto rule = [&](std::uint32_t action, int call, auto... arguments) {
    check(seccomp_rule_add(filter, action, call, sizeof...(arguments), arguments...), "seccomp rule");
  };
  for (const int call : kAllowed) rule(SCMP_ACT_ALLOW, call);
  for (const int call : kRefused) rule(SCMP_ACT_ERRNO(EACCES), call);
  for (const int call : {SCMP_SYS(sendmsg), SCMP_SYS(recvmsg)}) rule(SCMP_ACT_ALLOW, call, SCMP_A0(SCMP_CMP_EQ, kWorkerSocket));
  // Reading by name is refused, anything that could write or create ends the process.
  constexpr unsigned kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, 0));
  rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, 0));
  // fstat of an open descriptor is newfstatat with an empty name; one with a name finds nothing out but existence.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH));
  rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  for (const int command : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC})
    rule(SCMP_ACT_ALLOW, SCMP_SYS(fcntl), SCMP_A1(SCMP_CMP_EQ, static_cast<scmp_datum_t>(command)));
  // Looking at limits is allowed, setting them is not.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), SCMP_A2(SCMP_CMP_EQ, 0));
  // abort() signals itself; nobody else can be signalled.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid())));
  check(seccomp_load(filter), "seccomp");
}

}  // namespace

void enter_sandbox(const SandboxLimits& limits) {
  check(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : -errno, "no_new_privs");
  check(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : -errno, "dumpable");
  limit(RLIMIT_CORE, 0, "RLIMIT_CORE");
  limit(RLIMIT_NOFILE, 64, "RLIMIT_NOFILE");
  limit(RLIMIT_FSIZE, limits.written_bytes, "RLIMIT_FSIZE");
  signal(SIGXFSZ, SIG_IGN);         // a file grown too long is then an error of write
#if !defined(__SANITIZE_ADDRESS__)  // shadow memory is private writable memory too: terabytes of it
  limit(RLIMIT_DATA, limits.memory_bytes, "RLIMIT_DATA");
#endif
  end_at_refused_memory();
  install_filter();
}

}  // namespace banthuek::process

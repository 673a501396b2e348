// The child's side of libreoffice.h: limits itself, then becomes LibreOffice.
#include <fcntl.h>
#include <fmt/core.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "pipeline/ingest/libreoffice.h"

namespace banthuek::ingest {
namespace {

constexpr int kDocumentDescriptor = 3;
constexpr rlim_t kMemory = 2ull << 30, kLongestFile = 1ull << 30;

// Macros off, links to other files never followed.
constexpr const char* kProfile = R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
)";

bool limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

// Allows `rights` below `path`; what is not there is left out.
void allow(int rules, const char* path, std::uint64_t rights) {
  const int folder = open(path, O_PATH | O_CLOEXEC);
  if (folder < 0) return;
  landlock_path_beneath_attr beneath{};
  beneath.allowed_access = rights;
  beneath.parent_fd = folder;
  syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
  close(folder);
}

// What newer kernels' versions of Landlock know beside the thirteen rights of the first; the headers may be older than the kernel.
constexpr std::uint64_t kTruncate = 1ull << 14, kDevices = 1ull << 15;
constexpr int kVersionWithTruncate = 3, kVersionWithDevices = 5;

// False where the kernel has no Landlock (before 5.13, or built without it): the cage cannot be closed there.
bool close_the_disk(const std::string& folder) {
  constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  const int version = static_cast<int>(syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
  if (version < 1) return false;
  std::uint64_t all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version >= kVersionWithTruncate) all |= kTruncate;
  if (version >= kVersionWithDevices) all |= kDevices;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = all;
  const int rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes.handled_access_fs, 0));
  if (rules < 0) return false;
  for (const char* path : {"/usr", "/lib", "/lib64", "/bin", "/opt"}) allow(rules, path, kRead | LANDLOCK_ACCESS_FS_EXECUTE);
  for (const char* path : {"/etc", "/proc", "/sys", "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"})
    allow(rules, path, kRead);
  for (const char* path : {"/dev/urandom", "/dev/random"}) allow(rules, path, LANDLOCK_ACCESS_FS_READ_FILE);  // more than a file's rights is refused
  allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | (all & kTruncate));
  allow(rules, folder.c_str(), all);
  const bool done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return done;
}

// What a word processor needs of the kernel: files below what Landlock opens, memory, threads, processes of its own, clocks. Everything else is
// refused with EPERM: what nobody thought of, and what a newer kernel brings.
constexpr const char* kAllowed[] = {
    // files
    "read", "readv", "pread64", "preadv", "preadv2", "write", "writev", "pwrite64", "pwritev", "pwritev2", "lseek", "open", "openat", "openat2",
    "close", "close_range", "stat", "lstat", "fstat", "newfstatat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat",
    "getdents", "getdents64", "getcwd", "chdir", "fchdir", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2",
    "link", "linkat", "symlink", "symlinkat", "ftruncate", "fallocate", "fsync", "fdatasync", "sync_file_range", "fadvise64", "flock", "fcntl", "dup",
    "dup2", "dup3", "pipe", "pipe2", "statfs", "fstatfs", "umask", "sendfile", "copy_file_range", "splice", "memfd_create", "inotify_init",
    "inotify_init1", "inotify_add_watch", "inotify_rm_watch", "getxattr", "lgetxattr", "fgetxattr", "listxattr", "llistxattr", "flistxattr", "ioctl",
    // memory
    "mmap", "munmap", "mremap", "mprotect", "madvise", "brk", "msync", "mincore", "mlock", "munlock", "membarrier", "shmget", "shmat", "shmdt",
    "shmctl",
    // waiting
    "poll", "ppoll", "select", "pselect6", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd", "eventfd2",
    "signalfd", "signalfd4", "timerfd_create", "timerfd_settime", "timerfd_gettime", "futex", "futex_waitv", "nanosleep", "clock_nanosleep", "pause",
    "restart_syscall", "alarm", "setitimer", "getitimer", "timer_create", "timer_settime", "timer_gettime", "timer_getoverrun", "timer_delete",
    // processes and threads of its own
    "fork", "vfork", "execve", "execveat", "exit", "exit_group", "wait4", "waitid", "getpid", "getppid", "gettid", "getpgrp", "getpgid", "setpgid",
    "setsid", "getsid", "set_tid_address", "set_robust_list", "get_robust_list", "rseq", "arch_prctl", "prctl", "tgkill", "rt_sigaction",
    "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "rt_sigpending", "rt_sigtimedwait", "sigaltstack", "sched_yield", "sched_getaffinity",
    "sched_setaffinity", "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min", "getpriority", "getcpu",
    // who and when
    "getuid", "geteuid", "getgid", "getegid", "getgroups", "getresuid", "getresgid", "uname", "sysinfo", "getrlimit", "prlimit64", "getrusage",
    "times", "time", "gettimeofday", "clock_gettime", "clock_getres", "getrandom", "capget",
    // a socket of this machine, which reaches nothing (below)
    "socketpair", "getsockopt", "setsockopt", "getsockname", "getpeername", "recvfrom", "recvmsg", "recvmmsg", "accept", "accept4", "shutdown"};

bool close_the_kernel(OtherProcesses others) {
  const std::unique_ptr<void, void (*)(scmp_filter_ctx)> owner(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
  if (!owner) return false;
  scmp_filter_ctx filter = owner.get();
  bool done = true;
  const auto rule = [&](std::uint32_t action, int call, auto... arguments) {
    done = done && seccomp_rule_add(filter, action, call, sizeof...(arguments), arguments...) == 0;
  };
  for (const char* name : kAllowed) {
    const int call = seccomp_syscall_resolve_name(name);
    if (call == __NR_SCMP_ERROR || call < 0) continue;  // of another processor, or newer than this library
    // A thread of its own may be signalled (abort does); where others can be seen, nobody may.
    if (std::string_view(name) == "tgkill" && others == OtherProcesses::kSeen) continue;
    rule(SCMP_ACT_ALLOW, call);
  }
  // Threads and processes, no new worlds of them; what clone3 is asked for cannot be seen here, so the C library is sent to clone.
  constexpr std::uint64_t kWorlds = CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWCGROUP;
  rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, kWorlds, 0));
  rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(socket), SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
  rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  // Without a socket in /tmp, by which a second LibreOffice would find it, it does not start: it is told that it has one. None is made.
  for (const int call : {SCMP_SYS(bind), SCMP_SYS(listen)}) rule(SCMP_ACT_ERRNO(0), call);
  rule(SCMP_ACT_ERRNO(ECONNREFUSED), SCMP_SYS(connect));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(sendto), SCMP_A4(SCMP_CMP_EQ, 0));
  rule(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(sendto), SCMP_A4(SCMP_CMP_NE, 0));
  // It sets rights and times of what it saved, and takes it amiss where it may not: it is told that it did. Landlock watches over neither.
  for (const int call : {SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown), SCMP_SYS(lchown),
                         SCMP_SYS(fchownat), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(utimensat), SCMP_SYS(futimesat)})
    rule(SCMP_ACT_ERRNO(0), call);
  return done && seccomp_load(filter) == 0;
}

bool write_to(const char* path, const std::string& text) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool done = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  close(file);
  return done;
}

// A world of processes and a network of its own, for the children of this process: where the kernel lets everybody make them.
bool leave_other_processes() {
  const uid_t user = geteuid();
  const gid_t group = getegid();
  if (unshare(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC) != 0) return false;
  const std::string own_user = fmt::format("{} {} 1", user, user), own_group = fmt::format("{} {} 1", group, group);
  write_to("/proc/self/setgroups", "deny");
  return write_to("/proc/self/uid_map", own_user) && write_to("/proc/self/gid_map", own_group);
}

volatile pid_t office = 0;
volatile std::sig_atomic_t coordinator_gone = 0;

void end_office(int) {
  coordinator_gone = 1;
  if (office > 0) kill(office, SIGKILL);
}

bool copy_document(const std::string& to) {
  std::ofstream out(to, std::ios::binary);
  char buffer[65536];
  off_t at = 0;
  for (ssize_t n; (n = pread(kDocumentDescriptor, buffer, sizeof buffer, at)) > 0; at += n) out.write(buffer, n);
  out.close();
  return static_cast<bool>(out);
}

}  // namespace

bool enter_office_cage(const std::string& folder, int seconds, OtherProcesses others) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) && limit(RLIMIT_DATA, kMemory) && limit(RLIMIT_FSIZE, kLongestFile) &&
         limit(RLIMIT_NOFILE, 512) && limit(RLIMIT_CPU, static_cast<rlim_t>(seconds)) && close_the_disk(folder) && close_the_kernel(others);
}

int become_office(const std::string& folder, const std::string& program, int seconds) {
  constexpr int kCannot = 1;
  // This process stays and watches; LibreOffice is its child. Children of children do not hear that the coordinator is gone, so they are killed.
  const pid_t coordinator = getppid();
  std::signal(SIGTERM, end_office);
  prctl(PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0);
  if (getppid() != coordinator) return kCannot;
  const std::string document = folder + "/document";
  if (chdir(folder.c_str()) != 0 || !copy_document(document)) return kCannot;
  close(kDocumentDescriptor);
  for (const char* made : {"profile", "profile/user", "out", "tmp"})
    if (mkdirat(AT_FDCWD, made, 0700) != 0) return kCannot;
  std::ofstream("profile/user/registrymodifications.xcu") << kProfile;
  const OtherProcesses others = leave_other_processes() ? OtherProcesses::kHidden : OtherProcesses::kSeen;
  office = fork();
  if (office < 0) return kCannot;
  if (office > 0) {
    int status = 0;
    while (waitpid(office, &status, 0) < 0 && errno == EINTR) {
    }
    if (coordinator_gone) {
      // Nobody else takes it away, nor ends what LibreOffice began where other processes are seen.
      std::error_code ignored;
      std::filesystem::remove_all(folder, ignored);
      if (getpgrp() == getpid()) kill(-getpgrp(), SIGKILL);
      return kCannot;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : kCannot;
  }
  std::signal(SIGTERM, SIG_DFL);
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (!enter_office_cage(folder, seconds, others)) _exit(kCannotCageExit);
  const std::string home = "HOME=" + folder, temporary = "TMPDIR=" + folder + "/tmp",
                    installation = "-env:UserInstallation=file://" + folder + "/profile", out = folder + "/out";
  const char* environment[] = {home.c_str(), temporary.c_str(), "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp", nullptr};
  const char* arguments[] = {program.c_str(), installation.c_str(),    "--headless", "--norestore", "--nologo",       "--nolockcheck", "--nodefault",
                             "--convert-to",  "pdf:writer_pdf_Export", "--outdir",   out.c_str(),   document.c_str(), nullptr};
  execve(program.c_str(), const_cast<char**>(arguments), const_cast<char**>(environment));
  _exit(kCannot);
}

}  // namespace banthuek::ingest

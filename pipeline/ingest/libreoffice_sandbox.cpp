// The child's side of libreoffice.h: limits itself, then becomes LibreOffice.
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <string>

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

// Kernels before 5.13, and those built without it, have no Landlock: the other limits stand alone there.
bool close_the_disk(const std::string& folder) {
  constexpr std::uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
  constexpr std::uint64_t kAll = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // the thirteen rights of its first version
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kAll;
  const int rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
  if (rules < 0) return errno == ENOSYS || errno == EOPNOTSUPP;
  for (const char* path : {"/usr", "/lib", "/lib64", "/bin", "/opt"}) allow(rules, path, kRead | LANDLOCK_ACCESS_FS_EXECUTE);
  for (const char* path : {"/etc", "/proc", "/sys", "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"})
    allow(rules, path, kRead);
  for (const char* path : {"/dev/urandom", "/dev/random"}) allow(rules, path, LANDLOCK_ACCESS_FS_READ_FILE);  // more than a file's rights is refused
  allow(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
  allow(rules, folder.c_str(), kAll);
  const bool done = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  close(rules);
  return done;
}

// Everything but what reaches other machines, other processes or the kernel's rarer doors.
bool close_the_network() {
  const std::unique_ptr<void, void (*)(scmp_filter_ctx)> owner(seccomp_init(SCMP_ACT_ALLOW), seccomp_release);
  if (!owner) return false;
  scmp_filter_ctx filter = owner.get();
  bool done = true;
  const auto answer = [&](int call, std::uint16_t error, auto... arguments) {
    done = done && seccomp_rule_add(filter, SCMP_ACT_ERRNO(error), call, sizeof...(arguments), arguments...) == 0;
  };
  answer(SCMP_SYS(socket), EACCES, SCMP_A0(SCMP_CMP_NE, AF_UNIX));
  // Without a socket in /tmp, by which a second LibreOffice would find it, it does not start: it is told that it has one. None is made.
  for (const int call : {SCMP_SYS(bind), SCMP_SYS(listen)}) answer(call, 0);
  answer(SCMP_SYS(connect), ECONNREFUSED);
  answer(SCMP_SYS(sendto), EACCES, SCMP_A4(SCMP_CMP_NE, 0));
  for (const int call : {SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
                         SCMP_SYS(bpf), SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd), SCMP_SYS(perf_event_open), SCMP_SYS(keyctl),
                         SCMP_SYS(add_key), SCMP_SYS(mount), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(pidfd_getfd)})
    answer(call, EACCES);
  return done && seccomp_load(filter) == 0;
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

bool enter_office_cage(const std::string& folder, int seconds) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) && limit(RLIMIT_DATA, kMemory) && limit(RLIMIT_FSIZE, kLongestFile) &&
         limit(RLIMIT_NOFILE, 512) && limit(RLIMIT_CPU, static_cast<rlim_t>(seconds)) && close_the_disk(folder) && close_the_network();
}

int become_office(const std::string& folder, const std::string& office, int seconds) {
  constexpr int kCannot = 1;
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  const std::string document = folder + "/document";
  if (chdir(folder.c_str()) != 0 || !copy_document(document)) return kCannot;
  close(kDocumentDescriptor);
  for (const char* made : {"profile", "profile/user", "out", "tmp"})
    if (mkdirat(AT_FDCWD, made, 0700) != 0) return kCannot;
  std::ofstream("profile/user/registrymodifications.xcu") << kProfile;
  if (!enter_office_cage(folder, seconds)) return kCannot;
  const std::string home = "HOME=" + folder, temporary = "TMPDIR=" + folder + "/tmp",
                    installation = "-env:UserInstallation=file://" + folder + "/profile", out = folder + "/out";
  const char* environment[] = {home.c_str(), temporary.c_str(), "PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp", nullptr};
  const char* arguments[] = {office.c_str(), installation.c_str(),    "--headless", "--norestore", "--nologo",       "--nolockcheck", "--nodefault",
                             "--convert-to", "pdf:writer_pdf_Export", "--outdir",   out.c_str(),   document.c_str(), nullptr};
  execve(office.c_str(), const_cast<char**>(arguments), const_cast<char**>(environment));
  return kCannot;
}

}  // namespace banthuek::ingest

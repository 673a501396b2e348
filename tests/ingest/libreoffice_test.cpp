#include "pipeline/ingest/libreoffice.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace banthuek::ingest {
namespace libreoffice_test {

namespace fs = std::filesystem;

base::Descriptor file_of(const std::string& content) {
  std::string name = testing::TempDir() + "/office-XXXXXX";
  base::Descriptor out(mkstemp(name.data()));
  unlink(name.c_str());
  EXPECT_EQ(write(out.get(), content.data(), content.size()), static_cast<ssize_t>(content.size()));
  return out;
}

TEST(OfficeText, IsAWordProcessorsDocumentAndNothingElse) {
  const std::string head = std::string("PK\x03\x04") + std::string(26, '\0');
  EXPECT_TRUE(is_office_text(file_of(head + "mimetypeapplication/vnd.oasis.opendocument.textPK").get()));
  EXPECT_TRUE(is_office_text(file_of(head + "mimetypeapplication/vnd.oasis.opendocument.text-templatePK").get()));
  EXPECT_FALSE(is_office_text(file_of(head + "mimetypeapplication/vnd.oasis.opendocument.text-masterPK").get()));
  EXPECT_FALSE(is_office_text(file_of(head + "mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK").get()));
  EXPECT_TRUE(is_office_text(file_of(head + "_rels/.rels ... word/document.xml ... [Content_Types].xml").get()));
  EXPECT_FALSE(is_office_text(file_of(head + "[Content_Types].xml ... xl/workbook.xml").get()));
  EXPECT_FALSE(is_office_text(file_of("word/document.xml [Content_Types].xml").get()));
  EXPECT_FALSE(is_office_text(file_of("").get()));
}

// In a child inside the cage: 0 where `act` gives what it must.
int in_cage(const std::string& folder, bool (*act)(const std::string&)) {
  const pid_t child = fork();
  if (child == 0) _exit(!enter_office_cage(folder, 60) ? 2 : act(folder) ? 0 : 1);
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool refused(int result) { return result < 0 && (errno == EACCES || errno == EPERM); }

class OfficeCage : public testing::Test {
 protected:
  OfficeCage() {
    std::string name = testing::TempDir() + "/cage-XXXXXX";
    folder_ = fs::canonical(mkdtemp(name.data())).string();
    fs::create_directory(folder_ + "/own");
    std::ofstream(folder_ + "/outside") << "secret";
  }
  ~OfficeCage() override { fs::remove_all(folder_); }
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__)
    GTEST_SKIP() << "SKIPPED: the sanitizer's own memory is more than the cage lets a program have";
#endif
    if (in_cage(own(), [](const std::string&) { return true; }) == 2)
      GTEST_SKIP() << "SKIPPED: this kernel has no Landlock: no office document is converted";
  }
  std::string own() const { return folder_ + "/own"; }
  std::string folder_;
};

TEST_F(OfficeCage, LetsItWorkInItsFolder) {
  EXPECT_EQ(
      in_cage(own(),
              [](const std::string& f) { return open((f + "/a").c_str(), O_CREAT | O_RDWR, 0600) >= 0 && mkdir((f + "/b").c_str(), 0700) == 0; }),
      0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return open("/usr/bin/env", O_RDONLY) >= 0 && open("/dev/urandom", O_RDONLY) >= 0; }), 0);
}

TEST_F(OfficeCage, KeepsItFromTheDiskAround) {
  EXPECT_EQ(in_cage(own(), [](const std::string& f) { return refused(open((f + "/../outside").c_str(), O_RDONLY)); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string& f) { return refused(open((f + "/../made").c_str(), O_CREAT | O_WRONLY, 0600)); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string& f) { return refused(unlink((f + "/../outside").c_str())); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string& f) { return refused(rename((f + "/../outside").c_str(), (f + "/in").c_str())) || errno == EXDEV; }),
            0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(open("/usr/made-by-test", O_CREAT | O_WRONLY, 0600)); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(open("/root", O_RDONLY | O_DIRECTORY)); }), 0);
}

TEST_F(OfficeCage, HasNoNetworkAndReachesNoOtherProcess) {
  for (const int family : {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET}) {
    static int which;
    which = family;
    EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(socket(which, SOCK_DGRAM, 0)); }), 0) << family;
  }
  // A socket of this machine can be made (LibreOffice insists), and reaches nothing.
  EXPECT_EQ(in_cage(own(),
                    [](const std::string& f) {
                      const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
                      sockaddr_un place{};
                      place.sun_family = AF_UNIX;
                      (f + "/socket").copy(place.sun_path, sizeof place.sun_path - 1);
                      const auto* address = reinterpret_cast<const sockaddr*>(&place);
                      bind(fd, address, sizeof place);
                      return fd >= 0 && access(place.sun_path, F_OK) != 0 && connect(fd, address, sizeof place) < 0 && errno == ECONNREFUSED &&
                             refused(static_cast<int>(sendto(socket(AF_UNIX, SOCK_DGRAM, 0), "x", 1, 0, address, sizeof place)));
                    }),
            0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(static_cast<int>(ptrace(PTRACE_ATTACH, getppid(), nullptr, nullptr))); }), 0);
}

// What Landlock does not watch over: rights, times and lengths of files that can be named, and signals.
TEST_F(OfficeCage, ChangesNoFileAroundAndSignalsNobody) {
  const std::string outside = folder_ + "/outside";
  fs::permissions(outside, fs::perms(0640));
  EXPECT_EQ(in_cage(own(), [](const std::string& f) { return refused(truncate((f + "/../outside").c_str(), 0)); }), 0);
  in_cage(own(), [](const std::string& f) { return chmod((f + "/../outside").c_str(), 0777) == 0; });
  in_cage(own(), [](const std::string& f) { return fchmodat(AT_FDCWD, (f + "/../outside").c_str(), 0777, 0) == 0; });
  EXPECT_EQ(fs::file_size(outside), 6u);
  EXPECT_EQ(fs::status(outside).permissions(), fs::perms(0640));
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(kill(getppid(), 0)); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(static_cast<int>(syscall(SYS_tgkill, getppid(), getppid(), 0))); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(static_cast<int>(syscall(SYS_pidfd_open, getppid(), 0))); }), 0);
}

// What is on no list is refused.
TEST_F(OfficeCage, HasNothingOfTheKernelThatItDoesNotNeed) {
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(static_cast<int>(syscall(SYS_io_uring_setup, 1, nullptr))); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(unshare(0)); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(static_cast<int>(syscall(999))); }), 0);
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return refused(setpriority(PRIO_PROCESS, 0, 5)); }), 0);
}

TEST_F(OfficeCage, HoldsItsMemory) {
  EXPECT_EQ(in_cage(own(), [](const std::string&) { return std::malloc(3ul << 30) == nullptr; }), 0);
}

}  // namespace libreoffice_test
}  // namespace banthuek::ingest

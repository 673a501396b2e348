// A file that is written to while it is read, or whose disk goes: what was read of it is not believed.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/ingest/import_store.h"

namespace banthuek::ingest {
namespace file_stamp_test {

class Stamp : public testing::Test {
 protected:
  Stamp() {
    std::string name = testing::TempDir() + "/stamp-XXXXXX";
    base::Descriptor(mkstemp(name.data()));
    path_ = name;
    std::ofstream(path_) << "0123456789";
    file_ = base::Descriptor(open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    stamp_ = stamp_of(file_.get());
  }
  ~Stamp() override { std::filesystem::remove(path_); }
  std::string fault() const {
    const std::optional<Error> found = fault_of(stamp_, file_.get());
    return found ? found->message : "";
  }
  std::string path_;
  base::Descriptor file_;
  std::optional<FileStamp> stamp_;
};

constexpr const char* kWritten = "was written to while it was read; run the same command again when it is whole";

TEST_F(Stamp, HoldsWhereNothingHappened) {
  EXPECT_EQ(fault(), "");
  std::filesystem::remove(path_);
  std::ofstream(path_) << "another file of that name";
  EXPECT_EQ(fault(), kWritten) << "its entry changed: whether its bytes did is not asked twice";
}

TEST_F(Stamp, TellsAppendingOverwritingAndCuttingOff) {
  std::ofstream(path_, std::ios::app) << "more";
  EXPECT_EQ(fault(), kWritten);
  stamp_ = stamp_of(file_.get());
  EXPECT_EQ(fault(), "");
  std::fstream(path_, std::ios::in | std::ios::out) << "X";
  EXPECT_EQ(fault(), kWritten);
  stamp_ = stamp_of(file_.get());
  std::filesystem::resize_file(path_, 3);
  EXPECT_EQ(fault(), kWritten);
}

// Whoever writes may set the time back after that; the clock may have gone back too. Another time is another time.
TEST_F(Stamp, TellsAChangeBehindAClockThatWasSetBack) {
  std::fstream(path_, std::ios::in | std::ios::out) << "X";
  struct stat info {};
  stat(path_.c_str(), &info);
  const timespec times[2] = {info.st_atim, {stamp_->changed / 1'000'000'000, stamp_->changed % 1'000'000'000}};
  utimensat(AT_FDCWD, path_.c_str(), times, 0);
  EXPECT_EQ(fault(), kWritten);
}

TEST_F(Stamp, TellsAFileThatCannotBeReadAnyMore) {
  file_.close();
  EXPECT_EQ(fault(), "cannot be read any more (Bad file descriptor); see to its disk, then run the same command again");
  stamp_.reset();
  EXPECT_EQ(fault(), "") << "what is ours alone is not asked after";
}

}  // namespace file_stamp_test
}  // namespace banthuek::ingest

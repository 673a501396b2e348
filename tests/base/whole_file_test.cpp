// A file that is asked for is there whole or not at all.
#include "pipeline/base/whole_file.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "extractors/types/error.h"
#include "pipeline/base/private_file.h"

namespace banthuek::base {
namespace whole_file_test {

class WholeFile : public testing::Test {
 protected:
  WholeFile() : folder_(std::filesystem::temp_directory_path() / ("banthuek-whole-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~WholeFile() override { std::filesystem::remove_all(folder_); }
  std::string file() const { return (folder_ / "evidence.zip").string(); }
  std::string text() const {
    std::ifstream in(file(), std::ios::binary);
    return in ? std::string(std::istreambuf_iterator<char>(in), {}) : "not there";
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()));
  }
  std::filesystem::path folder_;
};

TEST_F(WholeFile, ComesWithItsLastPiece) {
  write_whole_file(file(), [&](const auto& sink) {
    sink("one ");
    EXPECT_EQ(text(), "not there");
    sink("two");
  });
  EXPECT_EQ(text(), "one two");
  EXPECT_FALSE(read_by_everybody(file())) << "it may hold names of persons";
  write_whole_file(file(), [&](const auto& sink) {
    sink("three");
    EXPECT_EQ(text(), "one two");
  });
  EXPECT_EQ(text(), "three");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WholeFile, IsLeftAsItWasWhereTheNewOneFails) {
  write_whole_file(file(), [](const auto& sink) { sink("old"); });
  EXPECT_THROW(write_whole_file(file(),
                                [](const auto& sink) {
                                  sink("new");
                                  throw Error(ErrorKind::kDamaged, "a", "b");
                                }),
               Error);
  EXPECT_EQ(text(), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(WholeFile, IsNotThereWhereItsWriterWasKilled) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0)
    write_whole_file(file(), [](const auto& sink) {
      sink(std::string(1 << 20, 'x'));
      kill(getpid(), SIGKILL);
    });
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(text(), "not there");
  write_whole_file(file(), [](const auto& sink) { sink("whole"); });
  EXPECT_EQ(text(), "whole");
  EXPECT_EQ(files(), 1u) << "nothing is left of the one that was killed";
}

TEST_F(WholeFile, IsPutInPlaceOnceItIsMade) {
  const auto half = [](const std::string& at) {
    std::ofstream(at) << "half";
    throw Error(ErrorKind::kUsage, "x", "too many rows");
  };
  const auto whole = [](const std::string& at) { std::ofstream(at) << "whole"; };
  EXPECT_THROW(put_in_place(file(), half), Error);
  EXPECT_EQ(files(), 0u);
  put_in_place(file(), whole);
  EXPECT_THROW(put_in_place(file(), half), Error);
  EXPECT_EQ(text(), "whole");
  EXPECT_EQ(files(), 1u);
  std::filesystem::create_directories(folder_ / "taken.zip/x");
  EXPECT_THROW(put_in_place((folder_ / "taken.zip").string(), whole), Error);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "taken.zip.part"));
}

TEST_F(WholeFile, SaysWhereItCannotBeWritten) {
  try {
    write_whole_file((folder_ / "nowhere/a.zip").string(), [](const auto&) {});
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.message, "cannot be written; see its folder's rights");
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
  }
}

}  // namespace whole_file_test
}  // namespace banthuek::base

#include "pipeline/base/private_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace banthuek::base {
namespace private_file_test {

class PrivateFile : public testing::Test {
 protected:
  PrivateFile() { std::filesystem::remove(file_); }
  ~PrivateFile() override { std::filesystem::remove(file_); }
  unsigned rights() {
    struct stat status {};
    return ::stat(file_.c_str(), &status) == 0 ? status.st_mode & 0777u : 01000u;
  }
  const std::filesystem::path file_ = std::filesystem::path(testing::TempDir()) / ("private-" + std::to_string(::getpid()));
};

TEST_F(PrivateFile, IsMadeForItsOwnerAndTheirGroupAlone) {
  const mode_t before = ::umask(0);
  make_private(file_);
  ::umask(before);
  EXPECT_EQ(rights(), 0640u);
  EXPECT_FALSE(read_by_everybody(file_));
}

TEST_F(PrivateFile, ThatIsThereStaysAsItIs) {
  std::ofstream(file_) << "kept";
  ::chmod(file_.c_str(), 0664);
  make_private(file_);
  EXPECT_EQ(rights(), 0664u);
  EXPECT_EQ(std::filesystem::file_size(file_), 4u);
  EXPECT_TRUE(read_by_everybody(file_));
}

TEST_F(PrivateFile, ReadByEverybodyIsSaidOfOthersRightsAlone) {
  EXPECT_FALSE(read_by_everybody(file_)) << "it is not there";
  std::ofstream(file_) << "x";
  for (const auto& [mode, all] : {std::pair{0600, false}, {0660, false}, {0603, false}, {0604, true}, {0777, true}}) {
    ::chmod(file_.c_str(), static_cast<mode_t>(mode));
    EXPECT_EQ(read_by_everybody(file_), all) << std::oct << mode;
  }
}

}  // namespace private_file_test
}  // namespace banthuek::base

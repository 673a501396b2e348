#include "pipeline/base/temporary_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <string>

#include "extractors/types/error.h"

namespace banthuek::base {
namespace temporary_file_test {

TEST(Temporary, IsAFileWithoutANameInTmpdir) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  const Descriptor file = make_temporary("to unpack into");
  struct stat info {};
  ASSERT_EQ(fstat(file.get(), &info), 0);
  EXPECT_TRUE(S_ISREG(info.st_mode));
  EXPECT_EQ(info.st_nlink, 0u);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  setenv("TMPDIR", "/nowhere", 1);
  try {
    make_temporary("to unpack into");
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
    EXPECT_STREQ(e.what(), "/nowhere: no file can be made there to unpack into; set TMPDIR to a folder that you may write to");
  }
  setenv("TMPDIR", "", 1);
  EXPECT_TRUE(make_temporary("to unpack into"));
  if (before)
    setenv("TMPDIR", kept.c_str(), 1);
  else
    unsetenv("TMPDIR");
}

}  // namespace temporary_file_test
}  // namespace banthuek::base

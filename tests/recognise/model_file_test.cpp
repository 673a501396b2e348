#include "pipeline/recognise/model_file.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "tests/recognise/letter_file.h"

namespace banthuek::recognise {
namespace model_file_test {

TEST(Sha256, OfAFileIsWhatTheStandardSays) {
  EXPECT_EQ(base::sha256_of_file(write_letter_file("abc", "abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(base::sha256_of_file(write_letter_file("empty", "")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  // A million a: more than one buffer, the last one not full.
  EXPECT_EQ(base::sha256_of_file(write_letter_file("million", std::string(1'000'000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  try {
    base::sha256_of_file("/nowhere/x");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
    EXPECT_STREQ(e.what(), "/nowhere/x: cannot be read; check that it is there and may be read");
  }
}

TEST(ModelFile, IsTheOneThatTheEnvironmentNames) {
  const std::filesystem::path file = write_letter_file("named.traineddata", "x");
  const char* before = std::getenv("BANTHUEK_MODEL");
  const std::string kept = before ? before : "";
  setenv("BANTHUEK_MODEL", file.c_str(), 1);
  const ModelFile named = find_model();
  if (before)
    setenv("BANTHUEK_MODEL", kept.c_str(), 1);
  else
    unsetenv("BANTHUEK_MODEL");
  EXPECT_EQ(named.folder, file.parent_path());
  EXPECT_EQ(named.path(), file);
  EXPECT_EQ(named.letters_path().extension(), ".letters");
  EXPECT_EQ(find_model().name, "tha_saraban");
}

TEST(ModelFile, IsNoFolder) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / ("folder-model-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "x.traineddata");
  EXPECT_THROW(find_model(folder, "x"), Error);
  std::filesystem::remove_all(folder);
}

}  // namespace model_file_test
}  // namespace banthuek::recognise

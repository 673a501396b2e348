#include "pipeline/data/data_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "extractors/error.h"

namespace banthuek {
namespace {

namespace fs = std::filesystem;

TEST(DataFolder, IsTheSourceTreesWhenBuiltThere) {
  unsetenv("BANTHUEK_DATA");
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kSchemas), fs::path(BANTHUEK_SOURCE_DIR) / "schemas"));
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kModels), fs::path(BANTHUEK_SOURCE_DIR) / "pipeline/models"));
}

TEST(DataFolder, IsTheOneThatTheEnvironmentNamesFirst) {
  const fs::path data = fs::temp_directory_path() / "banthuek-data-folder-test";
  fs::create_directories(data / "schemas");
  setenv("BANTHUEK_DATA", data.c_str(), 1);
  EXPECT_EQ(data_folder(DataFolder::kSchemas), data / "schemas");
  unsetenv("BANTHUEK_DATA");
  fs::remove_all(data);
}

}  // namespace
}  // namespace banthuek

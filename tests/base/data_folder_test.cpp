#include "pipeline/base/data_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "extractors/types/error.h"
#include "tests/source_dir.h"

namespace banthuek::base {
namespace data_folder_test {

namespace fs = std::filesystem;

// A copy of this program at another place runs this test alone, and what it prints is read (elsewhere below).
TEST(DataFolder, IsAFolderThatIsThereOrAnErrorOfSchemas) {
  for (const DataFolder which : {DataFolder::kSchemas, DataFolder::kModels, DataFolder::kWeb}) {
    try {
      const fs::path folder = data_folder(which);
      EXPECT_TRUE(fs::is_directory(folder)) << folder;
      std::cout << "says: " << folder.string() << "\n";
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kSchema);
      std::cout << "says: " << e.what() << "\n";
    }
  }
}

class DataFolderTest : public testing::Test {
 protected:
  fs::path root;

  void SetUp() override {
    unsetenv("BANTHUEK_DATA");
    std::string name = (fs::temp_directory_path() / "banthuek-data-XXXXXX").string();
    root = fs::canonical(mkdtemp(name.data()));
  }
  void TearDown() override {
    unsetenv("BANTHUEK_DATA");
    fs::remove_all(root);
  }
  // What this program says of schemas, models and web pages where it lies in `folder`, the root written as ROOT.
  std::vector<std::string> elsewhere(const fs::path& folder) const {
    fs::create_directories(root / folder);
    fs::copy_file(fs::read_symlink("/proc/self/exe"), root / folder / "program", fs::copy_options::overwrite_existing);
    const std::string out = (root / "said").string();
    EXPECT_EQ(std::system(
                  ("'" + (root / folder / "program").string() + "' --gtest_filter=DataFolder.IsAFolderThatIsThereOrAnErrorOfSchemas > '" + out + "'")
                      .c_str()),
              0);
    std::vector<std::string> said;
    std::ifstream in(out);
    for (std::string line; std::getline(in, line);) {
      if (!line.starts_with("says: ")) continue;
      for (std::size_t at; (at = line.find(root.string())) != std::string::npos;) line.replace(at, root.string().size(), "ROOT");
      said.push_back(line.substr(6));
    }
    return said;
  }
  void make_source_tree(const fs::path& at) const {
    for (const char* folder : {"extractors", "schemas", "pipeline/models", "tools/web"}) fs::create_directories(root / at / folder);
    std::ofstream(root / at / "CMakeLists.txt") << "\n";
  }
};

using Said = std::vector<std::string>;

TEST_F(DataFolderTest, IsTheSourceTreesWhenBuiltThere) {
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kSchemas), test::source_dir() / "schemas"));
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kModels), test::source_dir() / "pipeline/models"));
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kWeb), test::source_dir() / "tools/web"));
  EXPECT_TRUE(fs::equivalent(program_folder(), test::binary_dir() / "tests"));
}

TEST_F(DataFolderTest, IsTheOneThatTheEnvironmentNamesFirst) {
  for (const char* name : {"schemas", "models", "web"}) fs::create_directories(root / name);
  setenv("BANTHUEK_DATA", root.c_str(), 1);
  EXPECT_EQ(data_folder(DataFolder::kSchemas), root / "schemas");
  EXPECT_EQ(data_folder(DataFolder::kModels), root / "models");
  EXPECT_EQ(data_folder(DataFolder::kWeb), root / "web");
  fs::remove(root / "models");
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kModels), test::source_dir() / "pipeline/models")) << "what it lacks is looked for on";
  std::ofstream(root / "models") << "a file";
  EXPECT_TRUE(fs::equivalent(data_folder(DataFolder::kModels), test::source_dir() / "pipeline/models"));
}

TEST_F(DataFolderTest, WhereItIsNotThereSaysWhereItWasLookedFor) {
  EXPECT_EQ(
      elsewhere("bin"),
      (Said{"schemas: the program's data are not there (looked at ROOT/share/banthuek/schemas); set BANTHUEK_DATA to the folder that has schemas/",
            "models: the program's data are not there (looked at ROOT/share/banthuek/models); set BANTHUEK_DATA to the folder that has models/",
            "web: the program's data are not there (looked at ROOT/share/banthuek/web); set BANTHUEK_DATA to the folder that has web/"}));
  setenv("BANTHUEK_DATA", (root / "mine").c_str(), 1);
  EXPECT_EQ(
      elsewhere("bin").at(2),
      "web: the program's data are not there (looked at ROOT/mine/web, ROOT/share/banthuek/web); set BANTHUEK_DATA to the folder that has web/");
}

TEST_F(DataFolderTest, IsBesideTheProgramWhereItIsInstalled) {
  for (const char* name : {"schemas", "models", "web"}) fs::create_directories(root / "share/banthuek" / name);
  EXPECT_EQ(elsewhere("bin"), (Said{"ROOT/share/banthuek/schemas", "ROOT/share/banthuek/models", "ROOT/share/banthuek/web"}));
}

TEST_F(DataFolderTest, IsTheSourceTreesAboveTheProgramAndItsInstalledOneGoesFirst) {
  make_source_tree("tree");
  const Said in_tree = {"ROOT/tree/schemas", "ROOT/tree/pipeline/models", "ROOT/tree/tools/web"};
  EXPECT_EQ(elsewhere("tree"), in_tree);
  EXPECT_EQ(elsewhere("tree/build"), in_tree);
  EXPECT_EQ(elsewhere("tree/build/tests"), in_tree);
  EXPECT_TRUE(elsewhere("tree/build/tests/deeper").at(0).starts_with("schemas: the program's data are not there"));
  fs::create_directories(root / "tree/share/banthuek/models");
  EXPECT_EQ(elsewhere("tree/build").at(1), "ROOT/tree/share/banthuek/models");
  fs::remove(root / "tree/CMakeLists.txt");
  EXPECT_TRUE(elsewhere("tree/build").at(0).starts_with("schemas: the program's data are not there")) << "no source tree";
  std::ofstream(root / "tree/CMakeLists.txt") << "\n";
  fs::remove(root / "tree/extractors");
  EXPECT_TRUE(elsewhere("tree/build").at(0).starts_with("schemas: the program's data are not there")) << "nor this";
}

}  // namespace data_folder_test
}  // namespace banthuek::base

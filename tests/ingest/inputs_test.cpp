#include "pipeline/ingest/inputs.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace banthuek::ingest {
namespace inputs_test {

struct Case {
  std::string path;
  std::string place;
};

class Place : public testing::TestWithParam<Case> {};

TEST_P(Place, IsOneLineOfUtf8) { EXPECT_EQ(place_of(GetParam().path), GetParam().place); }

INSTANTIATE_TEST_SUITE_P(Of, Place,
                         testing::Values(Case{"scans/บันทึก 1.pdf", "scans/บันทึก 1.pdf"}, Case{"a\nb.pdf", "a\\x0ab.pdf"},
                                         Case{"\xa1\xb9.pdf", "\\xa1\\xb9.pdf"}, Case{"a\\b", "a\\x5cb"}, Case{"\xe0\xb8", "\\xe0\\xb8"},
                                         Case{"\x1b[2J", "\\x1b[2J"}, Case{"", ""}));

class Walk : public testing::Test {
 protected:
  void SetUp() override {
    char name[] = "/tmp/banthuek-inputs-XXXXXX";
    ASSERT_NE(mkdtemp(name), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void put(const std::string& name) {
    std::filesystem::create_directories(std::filesystem::path(folder_ + "/" + name).parent_path());
    std::ofstream(folder_ + "/" + name) << "x";
  }
  std::vector<std::string> walk(std::vector<std::string> paths, std::vector<FileIdentity> ours = {}) {
    std::vector<std::string> out;
    InputWalk walk(std::move(paths), std::move(ours));
    while (auto input = walk.next())
      out.push_back(input->place.substr(std::min(input->place.size(), folder_.size() + 1)) + (input->problem.empty() ? "" : ": " + input->problem));
    return out;
  }
  std::string folder_;
};

TEST_F(Walk, GoesThroughFoldersInOrderOfNames) {
  put("b.pdf");
  put("a/2.pdf");
  put("a/1.pdf");
  put("c\nd.pdf");
  put("\xff.pdf");
  EXPECT_EQ(walk({folder_}), (std::vector<std::string>{"a/1.pdf", "a/2.pdf", "b.pdf", "c\\x0ad.pdf", "\\xff.pdf"}));
}

TEST_F(Walk, FollowsLinksButNoneToAFolderThatItLiesIn) {
  put("a/1.pdf");
  std::filesystem::create_directory_symlink("..", folder_ + "/a/loop");
  std::filesystem::create_directory_symlink("/", folder_ + "/a/root");
  std::filesystem::create_directory_symlink(".", folder_ + "/a/self");
  std::filesystem::create_symlink("1.pdf", folder_ + "/a/same.pdf");
  EXPECT_EQ(walk({folder_}), (std::vector<std::string>{"a/1.pdf", "a/same.pdf"}));
}

// Two folders with links to each other end, and what lies elsewhere is taken in under the link's name, once.
TEST_F(Walk, FollowsALinkToAFolderElsewhereOnce) {
  put("in/1.pdf");
  put("real/2.pdf");
  std::filesystem::create_directory_symlink("../real", folder_ + "/in/linked");
  std::filesystem::create_directory_symlink("../real", folder_ + "/in/linked-again");
  std::filesystem::create_directory_symlink("../in", folder_ + "/real/back");
  EXPECT_EQ(walk({folder_ + "/in"}), (std::vector<std::string>{"in/1.pdf", "in/linked/2.pdf"}));
}

TEST_F(Walk, PassesOverWhatComputersLeaveEverywhereAndCountsIt) {
  for (const char* name : {"a.pdf", ".DS_Store", "Thumbs.db", "sub/._a.pdf", "~$note.docx", "__MACOSX/sub/x.pdf", "my.DS_Store.pdf"}) put(name);
  InputWalk w({folder_}, {});
  std::vector<std::string> names;
  while (auto input = w.next()) names.push_back(input->path.substr(folder_.size() + 1));
  EXPECT_EQ(names, (std::vector<std::string>{"a.pdf", "my.DS_Store.pdf"}));
  EXPECT_EQ(w.passed_over(), 5);
  EXPECT_TRUE(is_system_file("box.zip!__MACOSX/._a.pdf"));
  EXPECT_FALSE(is_system_file("box.zip!a/b.pdf"));
  EXPECT_EQ(walk({folder_ + "/Thumbs.db"}).size(), 1u) << "given by its name it is meant";
}

TEST_F(Walk, TellsWhatIsNotThere) {
  put("a.pdf");
  EXPECT_EQ(walk({folder_ + "/gone.pdf", folder_ + "/a.pdf"}), (std::vector<std::string>{"gone.pdf: is not there; check the name", "a.pdf"}));
}

TEST_F(Walk, LeavesTheDatabaseOut) {
  put("a.pdf");
  put("banthuek.db");
  put("banthuek.db-wal");
  EXPECT_EQ(walk({folder_}, identities_of_database(folder_ + "/banthuek.db")), (std::vector<std::string>{"a.pdf"}));
}

TEST_F(Walk, TellsOfAFolderThatMayNotBeListed) {
  if (geteuid() == 0) GTEST_SKIP() << "SKIPPED: root may list every folder; tests/tools/ingest_bad_input_test.sh tries it as nobody";
  put("shut/a.pdf");
  chmod((folder_ + "/shut").c_str(), 0);
  EXPECT_EQ(walk({folder_}).size(), 1u);
  chmod((folder_ + "/shut").c_str(), 0700);
}

TEST_F(Walk, TakesHiddenFilesAndEndsFoldersWithASlashOrNot) {
  put(".hidden/.a.pdf");
  put("b");
  InputWalk walk({folder_ + "/"}, {});
  EXPECT_EQ(walk.next()->path, folder_ + "/.hidden/.a.pdf");
  EXPECT_EQ(walk.next()->path, folder_ + "/b");
  EXPECT_FALSE(walk.next());
}

TEST_F(Walk, TellsOfALinkToNothing) {
  std::filesystem::create_symlink("gone", folder_ + "/dead");
  EXPECT_EQ(walk({folder_}), std::vector<std::string>{"dead: is not there; check the name"});
  put("a/1.pdf");
  std::filesystem::create_directory_symlink("a", folder_ + "/way");
  EXPECT_EQ(walk({folder_ + "/way"}), std::vector<std::string>{"way/1.pdf"});  // given by name, it is followed
}

TEST_F(Walk, EndsTwoHundredFoldersDown) {
  std::string name = "d";
  for (int i = 1; i < 201; ++i) name += "/d";
  put(name + "/file");
  std::filesystem::create_directories(folder_ + "/" + name + "/e");
  const std::vector<std::string> found = walk({folder_});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0], name + ": is a folder over 200 deep; give it as a path of its own");
  EXPECT_EQ(walk({folder_ + "/d"}), (std::vector<std::string>{name + "/e: is a folder over 200 deep; give it as a path of its own", name + "/file"}));
}

TEST_F(Walk, LeavesOutEachFileOfTheDatabaseAndNothingElse) {
  for (const char* name : {"x.db", "x.db-wal", "x.db-shm", "x.db-journal", "x.db-other"}) put(name);
  EXPECT_EQ(identities_of_database(folder_ + "/x.db").size(), 4u);
  EXPECT_EQ(walk({folder_}, identities_of_database(folder_ + "/x.db")), std::vector<std::string>{"x.db-other"});
  EXPECT_TRUE(identities_of_database(folder_ + "/y.db").empty());
}

TEST(Places, OfCharactersThatBreakALineAreEscaped) {
  EXPECT_EQ(place_of("\x1f \x7e\x7f"), "\\x1f ~\\x7f");
  EXPECT_EQ(place_of("\u0080\u009f\u00a0"), "\\xc2\\x80\\xc2\\x9f\u00a0");
  EXPECT_EQ(place_of("\u2027\u2028\u2029\u202a"), "\u2027\\xe2\\x80\\xa8\\xe2\\x80\\xa9\u202a");
}

TEST(ReadList, TakesNamesByLineOrByNul) {
  const auto list_of = [](const std::string& text, ListEnd end) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    EXPECT_EQ(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(ends[1]);
    const auto out = read_list(ends[0], end);
    close(ends[0]);
    return out;
  };
  EXPECT_EQ(list_of("a\nb c\n\nd", ListEnd::kNewline), (std::vector<std::string>{"a", "b c", "d"}));
  EXPECT_EQ(list_of("a\r\n\r\nb\r\n", ListEnd::kNewline), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(list_of(std::string("a\nb\0c", 5), ListEnd::kNul), (std::vector<std::string>{"a\nb", "c"}));
}

}  // namespace inputs_test
}  // namespace banthuek::ingest

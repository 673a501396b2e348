#include "pipeline/ingest/prune.h"

#include <gtest/gtest.h>

#include <fstream>

#include "pipeline/store/verify.h"
#include "tests/ingest/import_world.h"

namespace banthuek::ingest {
namespace prune_test {

class Prune : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");

  std::string in(const std::string& name) { return (folder / "in").string() + "/" + name; }
  // In the archive, and on the disk.
  void put(const std::string& path, bool on_disk = true) {
    if (on_disk) {
      std::filesystem::create_directories(std::filesystem::path(path).parent_path());
      std::ofstream(path) << path;
    }
    store::StoredFile file = stored_file(place_of(path), report_of(), path);
    file.page_count = 1;
    file.documents.front().last_page = 1;
    store.put_file(file);
    store.put_ledger({file.path, file.sha256, store::Outcome::kDone, "", 1, 1, 1, ""});
  }
  std::vector<std::string> left() {
    std::vector<std::string> out;
    store.for_each_ledger_entry([&](const store::LedgerEntry& entry) { out.push_back(entry.path.substr(entry.path.rfind('/') + 1)); });
    return out;
  }
};

using Told = std::vector<std::string>;

TEST_F(Prune, TakesOutWhatIsGoneFromTheFoldersGivenAlone) {
  for (const char* name : {"a.pdf", "b.pdf", "sub/c.pdf", "z.zip"}) put(in(name));
  put(in("z.zip") + "!m.pdf", false);
  put(in("gone.zip") + "!m.pdf", false);
  put(in("\xff.pdf"));
  put((folder / "other").string() + "/o.pdf");
  std::filesystem::remove(in("b.pdf"));
  std::filesystem::remove(in("sub/c.pdf"));
  std::filesystem::remove(in("\xff.pdf"));
  std::filesystem::remove((folder / "other").string() + "/o.pdf");
  EXPECT_EQ(prune(store, {in("")}), (Told{place_of(in("\xff.pdf")), in("b.pdf"), in("gone.zip!m.pdf"), in("sub/c.pdf")}));
  EXPECT_EQ(left(), (Told{"a.pdf", "z.zip", "z.zip!m.pdf", "o.pdf"}));
  EXPECT_EQ(store::verify(store), Told{});
  EXPECT_EQ(prune(store, {in("")}), Told{});
}

// A place names a file with bytes that are no UTF-8 as \xHH, and a member of a container behind a '!'.
TEST_F(Prune, APlaceIsGoneWhereNothingOfItIsThere) {
  for (const char* name : {"a.pdf", "\xff.pdf", "\xf0.pdf", "b\xfe", "\\xZZ", "\\x4", "\\xFF", "z.zip", "odd!name.pdf"}) put(in(name));
  struct Case {
    std::string place;
    bool gone;
  };
  for (const Case& c : {Case{"a.pdf", false}, Case{"c.pdf", true}, Case{"\\xff.pdf", false}, Case{"\\xf0.pdf", false}, Case{"\\xe0.pdf", true},
                        Case{"\\xfd.pdf", true}, Case{"b\\xfe", false}, Case{"b\\xfd", true}, Case{"\\xZZ", false}, Case{"\\x4", false},
                        Case{"\\xFF", false}, Case{"\\xEE", true}, Case{"a.pdf/below", true}, Case{"z.zip!m.pdf", false}, Case{"y.zip!m.pdf", true},
                        Case{"z.zip!inner.zip!m.pdf", false}, Case{"odd!name.pdf", false}, Case{"odd!other.pdf", true}})
    EXPECT_EQ(place_is_gone(in(c.place)), c.gone) << c.place;
}

TEST_F(Prune, LooksBelowWhatIsGivenAndNotBesideIt) {
  for (const char* name : {"sub/a.pdf", "sub-other/b.pdf", "z.zip", "sub/kept.pdf", "sub-other/kept.pdf"}) put(in(name));
  put(in("z.zip") + "!m.pdf", false);
  for (const char* name : {"sub/a.pdf", "sub-other/b.pdf"}) std::filesystem::remove(in(name));
  EXPECT_EQ(prune(store, {in("sub///")}), Told{in("sub/a.pdf")});
  EXPECT_EQ(prune(store, {in("sub")}), Told{});
  std::filesystem::remove(in("z.zip"));
  EXPECT_EQ(prune(store, {in("")}), (Told{in("sub-other/b.pdf"), in("z.zip"), in("z.zip!m.pdf")}));
}

// A disk that is not mounted looks like one from which all was deleted.
TEST_F(Prune, TakesOutNothingWhereTheDiskMayBeGone) {
  put(in("a.pdf"));
  put(in("b.pdf"));
  std::filesystem::remove(in("a.pdf"));
  std::filesystem::remove(in("b.pdf"));
  EXPECT_NE(message_of([&] { prune(store, {in("")}); }).find("all 2 files that are known under it are gone, so nothing was pruned"),
            std::string::npos);
  std::filesystem::remove_all(folder / "in");
  EXPECT_NE(message_of([&] { prune(store, {(folder / "in").string()}); }).find("is not there, so nothing was pruned"), std::string::npos);
  EXPECT_EQ(left().size(), 2u);
}

// A share that was away: its folder has a row as what is not there, and files of its own when it is back.
TEST_F(Prune, FoldersThatAreBackHaveNoRowOfTheirOwn) {
  const auto lost = [&](const std::string& path, const std::string& message) {
    store.put_ledger({place_of(path), std::nullopt, store::Outcome::kInterrupted, place_of(path) + ": " + message, 1, 0, 0, ""});
  };
  std::filesystem::create_directories(in("back"));
  std::filesystem::create_directories(in("deep"));
  std::filesystem::create_directories(folder / "other");
  std::ofstream(in("file.pdf")) << "x";
  lost(in("back"), "is not there; check the name");
  lost(in("away"), "is not there; check the name");
  lost(in("file.pdf"), "is not there; check the name");
  lost(in("deep"), "is a folder over 200 deep; give it as a path of its own");
  lost((folder / "other").string(), "folder: no permission to read it");
  forget_lost_folders(store, {in("")});
  EXPECT_EQ(left(), (Told{"away", "deep", "file.pdf", "other"})) << "what is back, a folder, and was asked for";
  EXPECT_EQ(store::verify(store), Told{});
}

}  // namespace prune_test
}  // namespace banthuek::ingest

// A file that is saved again at its place, with other bytes and the same pages: what people mended goes on. And files that somebody takes out.
#include <gtest/gtest.h>

#include "pipeline/store/correct.h"
#include "pipeline/store/forget.h"
#include "pipeline/store/verify.h"
#include "tests/store/pages.h"

namespace banthuek::store {
namespace resaved_test {

class Resaved : public testing::Test {
 protected:
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");

  static std::string key(const std::string& content, int page = 1) { return document_key(base::sha256_hex(content), page); }
  // As a scan, known by its pictures; without any as a text layer, known by its text. `before`: pages that now stand before the document.
  StoredFile file(const std::string& content, const std::string& picture, int before = 0, const std::string& title = "รายงานผล") {
    Document d = report_of();
    d.title = field(title);
    d.first_page = 1 + before;
    d.last_page = 2 + before;
    StoredFile out = stored_file("a.pdf", d, content);
    out.pages.clear();
    for (int number = 1; number <= 2 + before; ++number) {
      out.pages.push_back(stored_page(number, {{"หน้า", std::to_string(number - before)}}));
      if (!picture.empty()) out.pages.back().picture_hash = picture + std::to_string(number - before);
    }
    out.page_count = 2 + before;
    return out;
  }
  void put(const StoredFile& file) {
    store.put_file(file);
    store.put_ledger({file.path, file.sha256, Outcome::kDoneWithFindings, "", 1, 2, 1, ""});
  }
  std::string title(const std::string& key) { return store.document(key)->document.title->value; }
  std::string status(const std::string& key) { return store.document(key)->document.measures.at(1).status->value; }
  bool conflict(const std::string& key) {
    const auto stored = store.document(key);
    for (const Finding& finding : stored->document.findings)
      if (finding.code == "correction_conflict") return true;
    return false;
  }
};

using Told = std::vector<std::string>;

TEST_F(Resaved, CorrectionsGoOnWithThePagesTheyWereMadeOn) {
  for (const std::string picture : {"picture ", ""}) {
    put(file("one" + picture, picture));
    correct(store, key("one" + picture), "title", "รายงานผลปี 2566", "สมศรี", "misread");
    correct(store, key("one" + picture), "measures/1/status", "in_progress", "สมชาย", "the other tick");
    put(file("two" + picture, picture));
    EXPECT_FALSE(store.has_file(base::sha256_hex("one" + picture)));
    EXPECT_EQ(title(key("two" + picture)), "รายงานผลปี 2566") << picture;
    EXPECT_EQ(status(key("two" + picture)), "in_progress");
    const auto list = corrections_of(store.db(), base::sha256_hex("two" + picture));
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].who + list[1].who, "สมศรีสมชาย");
    EXPECT_FALSE(conflict(key("two" + picture)));
    // Again, and back to the first: each correction is there once.
    put(file("three" + picture, picture));
    put(file("one" + picture, picture));
    EXPECT_EQ(title(key("one" + picture)), "รายงานผลปี 2566");
    EXPECT_EQ(corrections_of(store.db(), base::sha256_hex("one" + picture)).size(), 2u);
    EXPECT_EQ(verify(store), Told{});
    store.remove_file(base::sha256_hex("one" + picture));
    forget(store, "a.pdf");
  }
}

TEST_F(Resaved, APageInFrontMovesThemAndAnotherReadingIsAFinding) {
  put(file("one", "picture "));
  correct(store, key("one"), "title", "รายงานผลปี 2566", "สมศรี", "misread");
  put(file("two", "picture ", 1, "รายงานฉบับใหม่"));
  EXPECT_EQ(title(key("two", 2)), "รายงานผลปี 2566") << "what a person said stays";
  EXPECT_TRUE(conflict(key("two", 2))) << "and that it is read otherwise now is told";
}

TEST_F(Resaved, OtherPagesTakeNothingOver) {
  put(file("one", "picture "));
  correct(store, key("one"), "title", "รายงานผลปี 2566", "สมศรี", "misread");
  put(file("two", "other "));
  EXPECT_EQ(title(key("two")), "รายงานผล");
  StoredFile copy = file("three", "picture ");
  copy.path = "b.pdf";
  put(copy);
  EXPECT_EQ(title(key("three")), "รายงานผลปี 2566") << "found later, elsewhere";
  StoredFile living = file("four", "picture ");
  living.path = "c.pdf";
  put(living);
  EXPECT_EQ(corrections_of(store.db(), base::sha256_hex("four")).size(), 1u) << "of the content that is gone";
  correct(store, key("three"), "title", "อื่น", "สมศรี", "again");
  StoredFile five = file("five", "picture ");
  five.path = "d.pdf";
  put(five);
  EXPECT_EQ(title(key("five")), "รายงานผลปี 2566") << "what is stored beside it has its own corrections";
}

TEST_F(Resaved, WhatIsForgottenIsGoneAndItsCorrectionsWait) {
  put(file("one", "picture "));
  correct(store, key("one"), "title", "รายงานผลปี 2566", "สมศรี", "misread");
  store.put_place("copy.pdf", base::sha256_hex("one"));
  EXPECT_EQ(forget(store, "copy.pdf"), Told{"copy.pdf"});
  EXPECT_TRUE(store.has_file(base::sha256_hex("one")));
  EXPECT_EQ(forget(store, key("one")), Told{"a.pdf"});
  EXPECT_FALSE(store.has_file(base::sha256_hex("one")));
  EXPECT_FALSE(store.ledger("a.pdf"));
  EXPECT_EQ(verify(store), Told{});
  EXPECT_EQ(message_of([&] { forget(store, "a.pdf"); }),
            "a.pdf: is no path, content or document that is known; see banthuek stats --ledger for paths, banthuek search for documents");
  put(file("one", "picture "));
  EXPECT_EQ(title(key("one")), "รายงานผลปี 2566");
  EXPECT_EQ(verify(store), Told{});
}

TEST_F(Resaved, AFolderOrContainerIsForgottenWithAllThatIsInIt) {
  for (const char* path : {"in/a.pdf", "in/b.zip", "in/b.zip!c.pdf", "in/b.zip.pdf", "into.pdf", "in2/a.pdf"}) {
    StoredFile one = file(path, path);
    one.path = path;
    put(one);
  }
  EXPECT_EQ(forget(store, "in/b.zip"), (Told{"in/b.zip", "in/b.zip!c.pdf"}));
  EXPECT_EQ(forget(store, "in"), (Told{"in/a.pdf", "in/b.zip.pdf"}));
  EXPECT_EQ(forget(store, base::sha256_hex("into.pdf")), Told{"into.pdf"});
  EXPECT_EQ(forget(store, "in2/"), Told{"in2/a.pdf"});
  EXPECT_EQ(store.file_hashes(), Told{});
  EXPECT_EQ(verify(store), Told{});
}

}  // namespace resaved_test
}  // namespace banthuek::store

#include "pipeline/store/verify.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "pipeline/base/sha256.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace verify_test {

// A store with one file, read whole and in the ledger; then each thing that may not hold.
class Verify : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = (folder / "a.db").string();
  Store store = Store::open(path, database::Access::kWrite);
  StoredFile file = stored_file("a.pdf", report_of());

  void SetUp() override {
    file.page_count = 2;
    file.findings = {{"page_not_read", Severity::kError, 2, "", "", "page 2 was not read", ""}};
    store.put_file(file);
    store.put_ledger({"a.pdf", file.sha256, Outcome::kPartlyRead, "a.pdf:2: cannot be read; see it", 1, 1, 1, ""});
  }
  std::vector<std::string> told_after(const std::string& sql) {
    store.db().script(sql);
    return verify(store);
  }
  // What is said of a file whose rows were changed past the store, before what is said of the rows.
  static constexpr const char* kUnseen =
      "a.pdf: what is stored of it is not what the history says: it was changed unseen; compare with a backup, or forget it and run ingest on it "
      "again";
  static LedgerEntry entry(const std::string& at, const std::string& sha256, Outcome outcome, const std::string& message, int pages) {
    return {at, sha256, outcome, message, 1, pages, 1, ""};
  }
};

using Told = std::vector<std::string>;

TEST_F(Verify, SaysNothingWhereAllHolds) {
  EXPECT_EQ(verify(store), Told{});
  store.put_ledger(entry("none.pdf", base::sha256_hex("none"), Outcome::kDone, "", 0));
  store.put_ledger(entry("bad.pdf", base::sha256_hex("bad"), Outcome::kDamaged, "bad.pdf: is damaged; take another copy", 3));
  store.put_place("copy.pdf", file.sha256);
  store.put_ledger(entry("copy.pdf", file.sha256, Outcome::kDuplicate, "", 0));
  EXPECT_EQ(verify(store), Told{});
}

// Steps of SQLite's machine to verify an archive of so many files, each with everything in it and a page that was not read.
std::int64_t steps_of(int files) {
  TemporaryFolder folder;
  Store store = Store::open((folder / "a.db").string(), database::Access::kWrite);
  {
    database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
    for (int i = 0; i < files; ++i) {
      const std::string name = std::to_string(i) + ".pdf";
      StoredFile file = stored_file(name, full_document());
      file.page_count = 1 + static_cast<int>(file.pages.size());
      file.findings.push_back({"page_not_read", Severity::kError, file.page_count, "", "", "it was not read", ""});
      store.put_file(file);
      store.put_ledger({name, file.sha256, Outcome::kPartlyRead, name + ": cannot be read; see it", 1, 1, 1, ""});
    }
    transaction.commit();
  }
  store.finish();
  static std::int64_t steps = 0;
  steps = 0;
  sqlite3_progress_handler(
      store.db().handle(), 100, [](void*) { return ++steps, 0; }, nullptr);
  verify(store);
  return steps;
}

// An index that is no help made every file look at the lost pages of all: a million measures were not verified in an hour.
TEST(VerifyCost, GrowsAsTheArchiveDoes) { EXPECT_LT(steps_of(400), 5 * steps_of(100)); }

TEST_F(Verify, TellsOfRecordsThatTheLedgerPromisesAndAreNotThere) {
  const Told gone = {"b.pdf: the ledger says that it is stored, but its records are not there; run ingest on it again"};
  for (const Outcome outcome : {Outcome::kDone, Outcome::kDoneWithFindings, Outcome::kPartlyRead, Outcome::kDuplicate}) {
    store.put_ledger(entry("b.pdf", base::sha256_hex("b"), outcome, "said", outcome == Outcome::kDuplicate ? 0 : 1));
    EXPECT_EQ(verify(store), gone) << name_of(outcome);
  }
}

TEST_F(Verify, TellsOfRecordsThatTheLedgerDoesNotKnow) {
  EXPECT_EQ(told_after("DELETE FROM ledger"),
            (Told{"a.pdf: its row in the ledger is gone, and the history says nothing of it; run ingest on it again",
                  "a.pdf: is stored, but the ledger has no outcome for it; run ingest on it again"}));
  store.put_ledger(entry("a.pdf", base::sha256_hex("other"), Outcome::kDamaged, "said", 0));
  EXPECT_EQ(verify(store), Told{"a.pdf: the ledger and the store know different contents under this name; run ingest on it again"});
}

TEST_F(Verify, TellsOfFailuresWithoutAReason) {
  store.put_ledger(entry("b.pdf", base::sha256_hex("b"), Outcome::kCrashed, "", 0));
  EXPECT_EQ(verify(store), Told{"b.pdf: failed without a reason in the ledger; run `ingest --retry`"});
}

TEST_F(Verify, TellsOfPagesNeitherStoredNorLost) {
  const Told lost = {kUnseen, file.sha256 + ": some pages of this content are neither stored nor told as lost; run ingest on it again"};
  EXPECT_EQ(told_after("UPDATE files SET page_count = 3"), lost);
  EXPECT_EQ(told_after("UPDATE files SET page_count = 2; DELETE FROM findings WHERE code = 'page_not_read'"), lost);
  Told with_index = lost;
  with_index.push_back("search index: 1 passages of pages are not as the records; run banthuek reindex");
  EXPECT_EQ(told_after("DELETE FROM pages"), with_index);
}

TEST_F(Verify, TellsOfDocumentsThatEndBehindTheirFile) {
  EXPECT_EQ(told_after("UPDATE documents SET last_page = 3"),
            (Told{kUnseen, document_key(file.sha256, 1) + ": this document ends behind the last page of its file; run ingest on it again"}));
}

TEST_F(Verify, TellsOfRowsThatBelongToNothing) {
  EXPECT_EQ(told_after("PRAGMA foreign_keys = OFF; INSERT INTO file_places VALUES ('z.pdf', 99)").at(0),
            path + ": a row of file_places belongs to nothing; ingest into a new database");
}

TEST_F(Verify, TellsOfHistoryThatWasDeletedOrChanged) {
  store.put_file(stored_file("a.pdf", report_of()));
  store.put_file(file);
  const std::string row = path + ": history row ";
  const std::string changed = ": was changed after it was written, or one before it was; compare with a copy from before";
  EXPECT_EQ(told_after("DROP TRIGGER history_keeps_rows; DELETE FROM history WHERE id = 2"),
            (Told{path + ": the trigger history_keeps_rows is gone; restore a backup, or ingest into a new database",
                  row + "3: rows before it are gone; compare with a copy from before", row + "3" + changed,
                  "a.pdf: its row in the ledger is not what the history says; run `ingest --retry`, or restore a backup"}));
}

}  // namespace verify_test
}  // namespace banthuek::store

// A database of before there were passages, opened: its index of everything is made from what is stored, also where that is cut off.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/base/sha256.h"
#include "pipeline/database/migrate.h"
#include "pipeline/index/index_check.h"
#include "pipeline/index/runs.h"
#include "pipeline/store/page_cache.h"
#include "pipeline/store/record_rows.h"
#include "pipeline/store/stored_pages.h"
#include "pipeline/store/verify.h"
#include "tests/store/pages.h"

namespace banthuek {
namespace upgrade_test {

constexpr std::size_t kBeforePassages = 4;

class UpgradeToPassages : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = (folder / "old.db").string();

  // The same content in a new file, and by hand in one of the version before passages.
  void make(int files, int pages) {
    store::Store store = store::Store::open(folder / "new.db", database::Access::kWrite);
    store.put_setting("model", "m");
    database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
    for (int i = 0; i < files; ++i) {
      const std::string name = std::to_string(i);
      Document d = report_of("เทศบาล" + name);
      d.kind = field("memo");
      d.first_page = 1;
      d.last_page = 2;
      store::StoredFile file = stored_file(name + ".pdf", d);
      file.pages.clear();
      for (int p = 1; p <= pages; ++p) {
        file.pages.push_back(stored_page(p, {{"หน้า" + std::to_string(p), "ของ"}, {"แฟ้ม" + name, "คำยาว"}}));
        store.cache_bytes(store::layer_key(file.sha256, p), {"m", "{}", ""}, store::page_to_bytes(file.pages.back().page));
      }
      store.put_file(file);
    }
    transaction.commit();
    store.finish();
    database::Database old(path, database::Access::kWrite);
    database::migrate(old, database::Access::kWrite, database::migrations().first(kBeforePassages));
    old.script("ATTACH '" + (folder / "new.db").string() + "' AS new");
    const std::string columns = "id, file, number, width, height, dpi, turned, skew, source, source_reason, picture_hash, confidence, text, reading";
    for (const char* table :
         {"files", "file_places", "readings", "page_cache", "documents", "measures", "signatures", "oit_items", "scores", "findings"})
      old.script(std::string("INSERT INTO main.") + table + " SELECT * FROM new." + table);
    old.script("INSERT INTO main.pages (" + columns + ") SELECT " + columns + " FROM new.pages; INSERT INTO settings VALUES ('model', 'm')");
  }

  static std::string rows(database::Database& db, const char* sql) {
    std::string out;
    for (database::Statement row = db.prepare(sql); row.step();) out += row.text(0) + "\n";
    return out;
  }
  // Everything that the upgrade makes. Segments may be cut otherwise: what they hold is what counts (the search's own tests).
  void expect_as_new() {
    store::Store old = store::Store::open(path, database::Access::kRead), fresh = store::Store::open(folder / "new.db", database::Access::kRead);
    for (const char* sql :
         {"SELECT concat_row FROM (SELECT id || ' ' || kind || ' ' || file || ' ' || ifnull(document, '') || ' ' || number || ' ' || page || ' ' || "
          "confidence AS concat_row FROM passages ORDER BY id)",
          "SELECT page || ' ' || hex(words) FROM page_words ORDER BY page",
          "SELECT name || ' ' || value FROM settings WHERE name LIKE 'indexed_to%' ORDER BY 1",
          "SELECT count(*) FROM settings WHERE name = 'upgrading'", "SELECT sum(last - first + 1) FROM search_segments"})
      EXPECT_EQ(rows(old.db(), sql), rows(fresh.db(), sql)) << sql;
  }
};

TEST_F(UpgradeToPassages, MakesThePassagesTheWordsAndTheIndexFromWhatIsStored) {
  make(5, 3);
  { store::Store::open(path, database::Access::kWrite); }
  expect_as_new();
  EXPECT_EQ(store::Store::open(path, database::Access::kRead).db().integer("SELECT count(*) FROM passages WHERE kind = 'page' AND document IS NULL"),
            5);
}

TEST_F(UpgradeToPassages, WithoutItsPageInTheCacheAPageHasNoWordsAndIsDoneAllTheSame) {
  make(2, 2);
  database::Database(path, database::Access::kWrite).script("DELETE FROM page_cache WHERE rowid = (SELECT min(rowid) FROM page_cache)");
  store::Store store = store::Store::open(path, database::Access::kWrite);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM page_words WHERE length(words) = 0"), 1);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM page_words"), 4);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM settings WHERE name = 'upgrading'"), 0);
}

// The history of such a database says what a file held when it was stored, and nothing since a person changed it.
TEST_F(UpgradeToPassages, TakesFirstHashesAndTellsWhatWasChangedBefore) {
  make(4, 1);
  const auto sha = [](int i) { return base::sha256_hex(std::to_string(i) + ".pdf"); };
  {
    store::Store fresh = store::Store::open(folder / "new.db", database::Access::kRead);
    database::Database old(path, database::Access::kWrite);
    const auto note = [&](const char* action, const std::string& subject, const std::string& detail) {
      database::append_history(old, {"2026-01-01T00:00:00Z", "x", action, subject, detail});
    };
    for (int i = 0; i < 4; ++i)
      note("stored", sha(i),
           R"({"path":")" + std::to_string(i) + R"(.pdf","content":")" + store::content_hash(fresh.file(sha(i))->documents) + R"("})");
    note("corrected", store::document_key(sha(2), 1) + "/title", "{}");
    for (const int i : {1, 2}) old.prepare("UPDATE documents SET title = 'x' WHERE key = ?").bind(store::document_key(sha(i), 1)).run();
  }
  const auto told = [&] {
    store::Store store = store::Store::open(path, database::Access::kRead);
    std::vector<std::string> out;
    for (const std::string& fault : store::verify(store))
      if (fault.find("changed unseen") != std::string::npos || fault.find("does not know") != std::string::npos)
        out.push_back(fault.substr(0, fault.find(',')));
    return out;
  };
  { store::Store::open(path, database::Access::kWrite); }
  const std::vector<std::string> before = {"1.pdf: was changed unseen before its first hash was taken"};
  EXPECT_EQ(told(), before) << "and of 2.pdf nothing is known since it was corrected";
  database::Database(path, database::Access::kWrite).script("UPDATE documents SET title = 'y' WHERE id = 4");
  EXPECT_EQ(told().size(), 2u);
}

TEST_F(UpgradeToPassages, GoesOnWhereItWasKilled) {
  make(150, 4);
  int killed = 0;
  for (int wait = 20'000; wait < 60'000'000; wait += wait / 3) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      store::Store::open(path, database::Access::kWrite);
      _exit(0);
    }
    usleep(static_cast<useconds_t>(wait));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFEXITED(status)) break;
    ++killed;
  }
  EXPECT_GT(killed, 0) << "the test is too small for this machine";
  expect_as_new();
  EXPECT_EQ(
      store::Store::open(path, database::Access::kRead).db().integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

// Version 11 had a filter of three clusters in a row alone, and records of kinds in the index by their fields alone.
TEST(UpgradeToRuns, MakesTheFilterAndTheIndexOfRecordsAnew) {
  TemporaryFolder folder;
  const std::string path = (folder / "a.db").string();
  {
    store::Store store = new_store(path);
    Document d = full_document();
    for (int i = 0; i < 300; ++i) d.measures.push_back(d.measures.front());
    d.records = {{"training", 1, 0, {{"course", CellType::kText, d.tables.at(1).rows.at(0).cells.at(0).field}}}};
    store.put_file(stored_file("a.pdf", d));
    store.finish();
    EXPECT_EQ(index::compare_index(store.db()), std::vector<std::string>{});
  }
  const char* const segment = "(SELECT id FROM search_segments WHERE first >> 40 = 7)";
  database::Database(path, database::Access::kWrite)
      .script(std::string("DROP TABLE search_runs; CREATE TABLE search_triples (key INTEGER PRIMARY KEY, passages BLOB NOT NULL) STRICT;"
                          "DELETE FROM search_postings WHERE key >> 34 = ") +
              segment + " AND key & 0x1FFFFFFFF <> 0; PRAGMA user_version = 11");
  store::Store store = store::Store::open(path, database::Access::kWrite);
  database::Database& db = store.db();
  EXPECT_EQ(db.integer("SELECT count(*) FROM search_runs"), index::slots_of(index::PassageKind::kMeasure) / index::kSlotsOfBlock);
  EXPECT_EQ(db.integer("SELECT count(*) FROM settings WHERE name = 'upgrading'"), 0);
  EXPECT_EQ(index::compare_index(db), std::vector<std::string>{});
  EXPECT_EQ(db.integer("SELECT count(*) FROM search_segments WHERE first >> 40 = 7"), 1);
}

// A page without words has no row of them, and one made for it was taken for a change unseen.
TEST(Reindex, ChangesNothingThatIsStored) {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  store::StoredFile file = stored_file("a.pdf", report_of());
  file.pages = {stored_page(1, {{"คำ"}}), stored_page(2, {})};
  store.put_file(file);
  store.finish();
  store.put_ledger({file.path, file.sha256, store::Outcome::kDone, "", 1, 2, 1, ""});
  EXPECT_EQ(verify(store), std::vector<std::string>{});
  store.reindex();
  EXPECT_EQ(verify(store), std::vector<std::string>{});
}

}  // namespace upgrade_test
}  // namespace banthuek

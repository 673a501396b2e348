// A writer and many readers, and a kill in the middle of an upgrade.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "pipeline/database/migrate.h"
#include "tests/store/samples.h"

namespace banthuek::database {
namespace concurrency_test {

TEST(Concurrency, TenReadersAndAWriterNeverSeeALock) {
  TemporaryFolder folder;
  const auto path = folder / "a.db";
  store::Store::open(path, Access::kWrite).put_file(stored_file("first.pdf", report_of()));
  std::atomic<bool> done = false;
  std::atomic<int> failures = 0, reads = 0;
  std::vector<std::thread> readers;
  for (int i = 0; i < 10; ++i)
    readers.emplace_back([&] {
      try {
        store::Store store = store::Store::open(path, Access::kRead);
        do {
          std::int64_t documents = 0;
          store.for_each_document(store::Detail::kValues, [&](const store::StoredDocument& d) {
            ++documents;
            if (d.document.measures.size() != 2) ++failures;
          });
          if (documents == 0) ++failures;
          ++reads;
        } while (!done);
      } catch (const Error&) {
        ++failures;
      }
    });
  store::Store writer = store::Store::open(path, Access::kWrite);
  for (int i = 0; i < 40; ++i) writer.put_file(stored_file(std::to_string(i) + ".pdf", report_of()));
  writer.finish();
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(failures, 0);
  EXPECT_GE(reads, 10);
}

TEST(Migration, AKillInTheMiddleLeavesTheOldFileWhole) {
  TemporaryFolder folder;
  const std::string path = (folder / "a.db").string();
  {
    Database db(path, Access::kWrite);
    db.script("PRAGMA journal_mode = WAL");
    migrate(db, Access::kWrite, migrations().first(1));
    db.script("INSERT INTO settings VALUES ('mine', '1')");
  }
  // The second migration is followed by one that kills the process before the transaction ends.
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Database db(path, Access::kWrite);
    sqlite3_create_function(
        db.handle(), "die", 0, SQLITE_UTF8, nullptr, [](sqlite3_context*, int, sqlite3_value**) { raise(SIGKILL); }, nullptr, nullptr);
    const Migration steps[] = {migrations()[0], migrations()[1], {"killed", "CREATE TABLE half (x); SELECT die();"}};
    migrate(db, Access::kWrite, steps);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  {
    Database db(path, Access::kWrite);
    EXPECT_EQ(db.integer("PRAGMA user_version"), 1);
    EXPECT_EQ(db.integer("SELECT count(*) FROM sqlite_schema WHERE name IN ('half', 'search_postings')"), 0);
    EXPECT_EQ(db.integer("SELECT count(*) FROM settings WHERE name = 'mine'"), 1);
  }
  store::Store store = store::Store::open(path, Access::kWrite);
  EXPECT_EQ(store.setting("mine"), "1");
  EXPECT_EQ(Database(path + ".version-1", Access::kRead).integer("PRAGMA user_version"), 1);
}

}  // namespace concurrency_test
}  // namespace banthuek::database

#include "pipeline/store/backup.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "pipeline/store/correct.h"
#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace backup_test {

class Backup : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string archive = (folder / "a.db").string(), copy = (folder / "copy.db").string();

  static void put(Store& store, int number) {
    const std::string name = std::to_string(number) + ".pdf";
    StoredFile file = stored_file(name, report_of("เทศบาล" + name));
    file.page_count = 1;
    file.documents.front().last_page = 1;
    database::Transaction transaction(store.db(), database::Transaction::Kind::kWrite);
    store.put_file(file);
    store.put_ledger({name, file.sha256, Outcome::kDone, "", 1, 1, 1, ""});
    transaction.commit();
  }
  void make(int files) {
    Store store = Store::open(archive, database::Access::kWrite);
    for (int i = 0; i < files; ++i) put(store, i);
    store.finish();
  }
  static std::vector<std::string> faults(const std::string& path) {
    Store store = Store::open(path, database::Access::kRead);
    return verify(store);
  }
  static std::int64_t count(const std::string& path) {
    return database::Database(path, database::Access::kRead).integer("SELECT count(*) FROM files");
  }
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
  }
  static std::string read(const std::filesystem::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
};

using Told = std::vector<std::string>;

TEST_F(Backup, IsAnArchiveOfItsOwnWithAccountsAndUploads) {
  make(3);
  {
    database::Database(archive + "-accounts", database::Access::kWrite).script("CREATE TABLE accounts (name); INSERT INTO accounts VALUES ('malee')");
  }
  write("a.db-uploads/monday/one.pdf", "one");
  write("a.db-uploads/incoming/half", "still coming");
  CopiedArchive done = copy_archive(archive, copy, Existing::kRefuse);
  EXPECT_TRUE(done.accounts);
  EXPECT_EQ(done.uploads, 1);
  EXPECT_EQ(done.copied_uploads, 1);
  EXPECT_EQ(faults(copy), Told{});
  EXPECT_EQ(count(copy), 3);
  EXPECT_EQ(database::Database(copy + "-accounts", database::Access::kRead).integer("SELECT count(*) FROM accounts"), 1);
  EXPECT_EQ(std::filesystem::status(copy + "-accounts").permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_EQ(read(copy + "-uploads/monday/one.pdf"), "one");
  EXPECT_FALSE(std::filesystem::exists(copy + "-uploads/incoming"));
  for (const char* suffix : {"-wal", ".part"}) EXPECT_FALSE(std::filesystem::exists(copy + suffix)) << suffix;
  write("a.db-uploads/monday/two.pdf", "two");
  done = copy_archive(archive, copy, Existing::kReplace);
  EXPECT_EQ(done.uploads, 2);
  EXPECT_EQ(done.copied_uploads, 1) << "what is there is not copied again";
}

// cp in the middle of an import took 103 of 133 rows and called itself whole.
TEST_F(Backup, OfAnImportUnderWayIsOneMomentOfIt) {
  make(2);
  std::atomic<bool> stop{false};
  std::thread import([&] {
    Store store = Store::open(archive, database::Access::kWrite);
    for (int i = 2; !stop; ++i) put(store, i);
  });
  std::int64_t most = 0;
  for (int i = 0; i < 8; ++i) {
    copy_archive(archive, copy, Existing::kReplace);
    EXPECT_EQ(faults(copy), Told{});
    EXPECT_GE(count(copy), most);
    most = count(copy);
  }
  stop = true;
  import.join();
  EXPECT_GT(most, 2);
}

TEST_F(Backup, TakesNoPlaceUnasked) {
  make(1);
  write("copy.db", "mine");
  EXPECT_EQ(message_of([&] { copy_archive(archive, copy, Existing::kRefuse); }), copy + ": is there already; give another place, or say --replace");
  EXPECT_EQ(read(copy), "mine");
  EXPECT_EQ(message_of([&] { copy_archive(archive, archive, Existing::kReplace); }), archive + ": is the archive itself; give another place");
  EXPECT_EQ(message_of([&] { copy_archive(folder / "none.db", copy, Existing::kReplace); }),
            (folder / "none.db").string() + ": is not there; run banthuek ingest first, or give another --db FILE");
}

TEST_F(Backup, IsRestoredInThePlaceOfWhatIsKeptBesideIt) {
  make(2);
  copy_archive(archive, copy, Existing::kRefuse);
  {
    Store store = Store::open(archive, database::Access::kWrite);
    put(store, 5);
  }
  EXPECT_EQ(message_of([&] { restore_archive(copy, archive, Existing::kRefuse); }),
            archive + ": is there already; give another place, or say --replace");
  restore_archive(copy, archive, Existing::kReplace);
  EXPECT_EQ(count(archive), 2);
  EXPECT_EQ(count(archive + ".before-restore"), 3);
  EXPECT_EQ(faults(archive), Told{});
  Store store = Store::open(archive, database::Access::kWrite);
  database::Statement mode = store.db().prepare("PRAGMA journal_mode");
  ASSERT_TRUE(mode.step());
  EXPECT_EQ(mode.text(0), "wal") << "readers and a writer work beside each other again";
}

TEST_F(Backup, ThatIsNotWholeIsNotRestored) {
  make(2);
  copy_archive(archive, copy, Existing::kRefuse);
  database::Database(copy, database::Access::kWrite).script("UPDATE scores SET total = 99");
  const std::string said = message_of([&] { restore_archive(copy, archive, Existing::kReplace); });
  EXPECT_NE(said.find("copy.db: is not whole (0.pdf: what is stored of it is not what the history says"), std::string::npos) << said;
  EXPECT_EQ(count(archive), 2);
  EXPECT_EQ(faults(archive), Told{});
  EXPECT_FALSE(std::filesystem::exists(archive + ".before-restore"));
}

TEST_F(Backup, OfWhatIsNoArchiveIsNotMade) {
  database::Database(archive, database::Access::kWrite).script("CREATE TABLE songs (title)");
  EXPECT_NE(message_of([&] { copy_archive(archive, copy, Existing::kRefuse); }), "");
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(Backup, KilledLeavesTheEarlierBackupAsItWas) {
  make(40);
  copy_archive(archive, copy, Existing::kRefuse);
  int killed = 0;
  for (int wait = 500; wait < 2'000'000; wait += wait / 4) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      copy_archive(archive, copy, Existing::kReplace);
      _exit(0);
    }
    usleep(static_cast<useconds_t>(wait));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    ASSERT_EQ(faults(copy), Told{});
    if (WIFEXITED(status)) break;
    ++killed;
  }
  EXPECT_GT(killed, 0) << "the test is too small for this machine";
}

TEST_F(Backup, WhatAPersonDidWaitsForTheDisk) {
  make(1);
  Store store = Store::open(archive, database::Access::kWrite);
  std::int64_t within = 0;
  store.edit_document(document_key(base::sha256_hex("0.pdf"), 1), [&](StoredDocument&, database::Database& db, const std::string& now) {
    within = db.integer("PRAGMA synchronous");
    return database::Change{now, "x", "reviewed", "k", "{}"};
  });
  EXPECT_EQ(within, 2) << "FULL";
  EXPECT_EQ(store.db().integer("PRAGMA synchronous"), 1) << "an import's commits need not wait: it is run again";
}

}  // namespace backup_test
}  // namespace banthuek::store

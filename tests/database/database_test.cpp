#include "pipeline/database/database.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <vector>

#include "pipeline/database/blob_reader.h"
#include "tests/store/samples.h"

namespace banthuek::database {
namespace database_test {

class DatabaseFile : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = (folder / "a.db").string();
  Database db{path, Access::kWrite};
};

TEST_F(DatabaseFile, PartsOfAValueAreReadByRowNumber) {
  db.script("CREATE TABLE t (id INTEGER PRIMARY KEY, bytes BLOB); INSERT INTO t VALUES (1, zeroblob(40000) || x'616263'), (7, x'646566'), (9, 5)");
  BlobReader reader(db, "t", "bytes");
  char part[3] = {};
  EXPECT_FALSE(reader.seek(2)) << "no such row";
  EXPECT_EQ(reader.seek(1), 40003u);
  reader.read(40000, part);
  EXPECT_EQ(std::string_view(part, 3), "abc");
  EXPECT_EQ(reader.seek(7), 3u);
  reader.read(0, part);
  EXPECT_EQ(std::string_view(part, 3), "def");
  EXPECT_THROW(reader.read(1, part), Error) << "past the end";
  EXPECT_FALSE(reader.seek(8));
  EXPECT_FALSE(reader.seek(9)) << "a number";
  EXPECT_EQ(reader.seek(7), 3u) << "goes on after a row that is not there";
  EXPECT_FALSE(BlobReader(db, "u", "bytes").seek(1)) << "no such table";
}

TEST_F(DatabaseFile, ParametersComeBackAsTheyWereBound) {
  db.script("CREATE TABLE t (a, b, c, d, e, f, g, h)");
  const std::string bytes("\0x\xFF", 3);
  db.prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(std::numeric_limits<std::int64_t>::min())
      .bind(7)
      .bind(0.1)
      .bind(std::string_view("ก\0ข", 7))
      .bind_blob(bytes)
      .bind_null()
      .bind(std::optional<std::string>())
      .bind(std::string_view())
      .run();
  Statement row = db.prepare("SELECT a, b, c, d, e, f, g, h, typeof(d), typeof(e), typeof(h) FROM t");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(0), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(row.integer(1), 7);
  EXPECT_EQ(row.real(2), 0.1);
  EXPECT_EQ(row.text(3), std::string("ก\0ข", 7));
  EXPECT_EQ(row.view(4), bytes);
  EXPECT_TRUE(row.is_null(5));
  EXPECT_EQ(row.maybe_text(5), std::nullopt);
  EXPECT_EQ(row.view(5), "");
  EXPECT_TRUE(row.is_null(6));
  EXPECT_FALSE(row.is_null(7));
  EXPECT_EQ(row.maybe_text(7), "");
  EXPECT_EQ(row.view(8), "text");
  EXPECT_EQ(row.view(9), "blob");
  EXPECT_EQ(row.view(10), "text");
  EXPECT_FALSE(row.step());
}

// As on a CD: nothing can be put beside it. Root may write everywhere, so the test goes on as nobody.
TEST_F(DatabaseFile, InAFolderThatMayNotBeWrittenCanBeRead) {
  const std::filesystem::path shut = folder / "a#b";
  std::filesystem::create_directory(shut);
  {
    Database made((shut / "c?.db").string(), Access::kWrite);
    made.script("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (7)");
  }
  using std::filesystem::perms;
  std::filesystem::permissions(shut / "c?.db", perms::others_read, std::filesystem::perm_options::add);  // a new one is not for others
  std::filesystem::permissions(folder / "", perms::owner_all | perms::others_exec);
  std::filesystem::permissions(shut, perms::owner_read | perms::owner_exec | perms::others_read | perms::others_exec);
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(77);
    try {
      _exit(Database((shut / "c?.db").string(), Access::kRead).integer("SELECT a FROM t") == 7 ? 0 : 1);
    } catch (const Error& e) {
      fprintf(stderr, "%s\n", e.what());
      _exit(2);
    }
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  std::filesystem::permissions(shut, perms::owner_all);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

// Whether this process has mapped the file, and how many bytes of it.
std::size_t mapped(const std::string& file) {
  std::ifstream maps("/proc/self/maps");
  std::size_t bytes = 0;
  for (std::string line; std::getline(maps, line);)
    if (line.ends_with(file)) bytes += std::stoul(line.substr(line.find('-') + 1), nullptr, 16) - std::stoul(line, nullptr, 16);
  return bytes;
}

TEST_F(DatabaseFile, AReaderMapsTheWholeFileAndGoesOnWithItAsItGrows) {
  db.script("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(300000)), (zeroblob(300000))");
  db.script("PRAGMA wal_checkpoint(TRUNCATE)");
  {
    Database reader(path, Access::kRead);
    reader.script("PRAGMA mmap_size = 4096");
    EXPECT_EQ(mapped(path), 0u) << "not before it is read";
    EXPECT_EQ(reader.integer("SELECT sum(length(a)) FROM t"), 600000);
    EXPECT_EQ(mapped(path), std::filesystem::file_size(path));
    db.script("INSERT INTO t VALUES (zeroblob(400000))");
    EXPECT_EQ(reader.integer("SELECT sum(length(a)) FROM t"), 1000000) << "out of the WAL";
    db.script("PRAGMA wal_checkpoint(TRUNCATE); UPDATE t SET a = zeroblob(400001) WHERE rowid = 3");
    EXPECT_EQ(reader.integer("SELECT sum(length(a)) FROM t"), 1000001);
    db.script("DELETE FROM t WHERE rowid > 1; PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    EXPECT_EQ(reader.integer("SELECT sum(length(a)) FROM t"), 300000) << "nothing is read beyond the end of a file that became shorter";
    EXPECT_EQ(mapped(path), std::filesystem::file_size(path));
  }
  EXPECT_EQ(mapped(path), 0u);
  const Database unmapped(path, Access::kWrite);
  EXPECT_EQ(db.integer("SELECT count(*) FROM t"), 1);
  EXPECT_EQ(mapped(path), 0u) << "a writer reads page by page";
}

// The descriptor under which a file was mapped may be another connection's, and after that another file's.
TEST_F(DatabaseFile, AReaderMapsItsOwnFileWhateverAnotherCloses) {
  const std::string shared = (folder / "shared.db").string(), other = (folder / "other").string();
  {
    Database made(shared, Access::kWrite);
    made.script("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(300000))");
  }
  std::ofstream(other) << std::string(400000, 'x');
  std::optional<Database> first;
  first.emplace(shared, Access::kRead);
  Database second(shared, Access::kRead);
  second.script("PRAGMA mmap_size = 4096");
  first.reset();
  std::vector<int> taken;  // every number that is free
  for (int i = 0; i < 8; ++i) taken.push_back(open(other.c_str(), O_RDONLY));
  EXPECT_EQ(second.integer("SELECT length(a) FROM t"), 300000);
  EXPECT_EQ(mapped(shared), std::filesystem::file_size(shared));
  EXPECT_EQ(mapped(other), 0u);
  for (const int descriptor : taken) close(descriptor);
  second.script("PRAGMA mmap_size = 0");
  EXPECT_EQ(mapped(shared), 0u) << "given back";
  EXPECT_EQ(second.integer("SELECT length(a) FROM t"), 300000);
}

TEST_F(DatabaseFile, AReaderThatClosesTakesNoLockFromAnotherOfItsProcess) {
  db.script("PRAGMA journal_mode = DELETE; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  db.script("BEGIN IMMEDIATE");
  {
    Database reader(path, Access::kRead);
    reader.script("PRAGMA mmap_size = 4096");
    EXPECT_EQ(reader.integer("SELECT a FROM t"), 1);
  }
  // A child has none of its parent's locks, and so sees them. (SQLite in it would believe that they are its own.)
  const pid_t child = fork();
  if (child == 0) {
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0x40000001;  // the byte that who will write has locked (SQLite's RESERVED_BYTE)
    lock.l_len = 1;
    const int file = open(path.c_str(), O_RDWR);
    _exit(file >= 0 && fcntl(file, F_GETLK, &lock) == 0 && lock.l_type == F_WRLCK ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(DatabaseFile, EmptyTextsAndBlobsAreNotNull) {
  db.script("CREATE TABLE t (a NOT NULL, b NOT NULL, c NOT NULL)");
  db.prepare("INSERT INTO t VALUES (?, ?, ?)").bind(std::string_view()).bind_static(std::string_view()).bind_blob(std::string_view()).run();
  EXPECT_EQ(db.integer("SELECT count(*) FROM t WHERE a = '' AND b = '' AND c = x''"), 1);
}

TEST_F(DatabaseFile, AStatementIsReadyForNewParametersAfterARun) {
  db.script("CREATE TABLE t (a, b)");
  Statement row = db.prepare("INSERT INTO t VALUES (?, ?)");
  row.bind(1).bind(2).run();
  row.bind(3).run();
  EXPECT_EQ(db.integer("SELECT count(*) FROM t WHERE a = 3 AND b IS NULL"), 1) << "what was bound before is forgotten";
}

TEST_F(DatabaseFile, AStatementLeavesNoLockWhenItGoesOutOfScope) {
  db.script("PRAGMA journal_mode = DELETE; CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  {
    Statement row = db.prepare("SELECT a FROM t");
    ASSERT_TRUE(row.step());
    Statement moved = std::move(row);
    EXPECT_EQ(moved.integer(0), 1);
  }
  EXPECT_EQ(sqlite3_next_stmt(db.handle(), nullptr) && sqlite3_stmt_busy(sqlite3_next_stmt(db.handle(), nullptr)), false);
  Statement again = db.prepare("SELECT a FROM t");
  ASSERT_TRUE(again.step());
  EXPECT_EQ(again.integer(0), 1) << "it begins anew";
}

TEST_F(DatabaseFile, AStatementUsedInsideItselfIsABug) {
  db.script("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  Statement row = db.prepare("SELECT a FROM t");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(message_of([&] { db.prepare("SELECT a FROM t"); }), path + ": a statement is used inside itself: SELECT a FROM t");
}

TEST_F(DatabaseFile, ANumberIsTheFirstOfTheFirstRowOrNought) {
  db.script("CREATE TABLE t (a); INSERT INTO t VALUES (4), (5)");
  EXPECT_EQ(db.integer("SELECT a FROM t ORDER BY a"), 4);
  EXPECT_EQ(db.integer("SELECT a FROM t WHERE a > 9"), 0);
  EXPECT_EQ(db.last_id(), 2);
}

TEST_F(DatabaseFile, WhatIsNotCommittedIsRolledBack) {
  db.script("CREATE TABLE t (a)");
  {
    Transaction transaction(db, Transaction::Kind::kWrite);
    db.run("INSERT INTO t VALUES (1)");
    EXPECT_TRUE(db.in_transaction());
  }
  EXPECT_FALSE(db.in_transaction());
  EXPECT_EQ(db.integer("SELECT count(*) FROM t"), 0);
  {
    Transaction transaction(db, Transaction::Kind::kWrite);
    db.run("INSERT INTO t VALUES (1)");
    transaction.commit();
    EXPECT_FALSE(db.in_transaction());
    transaction.commit();
  }
  EXPECT_EQ(db.integer("SELECT count(*) FROM t"), 1);
}

TEST_F(DatabaseFile, AnInnerTransactionIsPartOfTheOuterOne) {
  db.script("CREATE TABLE t (a)");
  {
    Transaction outer(db, Transaction::Kind::kWrite);
    {
      Transaction inner(db, Transaction::Kind::kWrite);
      db.run("INSERT INTO t VALUES (1)");
      inner.commit();
    }
    EXPECT_TRUE(db.in_transaction());
    { Transaction dropped(db, Transaction::Kind::kRead); }
    EXPECT_TRUE(db.in_transaction());
  }
  EXPECT_EQ(db.integer("SELECT count(*) FROM t"), 0);
}

TEST_F(DatabaseFile, ATransactionThatWritesTakesTheLockAtOnceAndOneThatReadsDoesNot) {
  setenv("BANTHUEK_DB_PATIENCE_MS", "20", 1);
  db.script("PRAGMA journal_mode = WAL; CREATE TABLE t (a)");
  Database other(path, Access::kWrite);
  unsetenv("BANTHUEK_DB_PATIENCE_MS");
  Transaction first(db, Transaction::Kind::kWrite);
  { Transaction reading(other, Transaction::Kind::kRead); }
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(message_of([&] { Transaction second(other, Transaction::Kind::kWrite); }),
            path + ": another program is writing to it and does not end; wait for it to end and try again");
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(30));
}

TEST_F(DatabaseFile, OpenedForReadingIsNotWrittenAndNotMade) {
  db.script("CREATE TABLE t (a)");
  Database reader(path, Access::kRead);
  EXPECT_EQ(message_of([&] { reader.run("INSERT INTO t VALUES (1)"); }), path + ": may not be written; see its rights, or give another --db FILE");
  const std::string none = (folder / "none.db").string();
  EXPECT_EQ(message_of([&] { Database(none, Access::kRead); }), none + ": is not there; run banthuek ingest first, or give another --db FILE");
  EXPECT_FALSE(std::filesystem::exists(none));
  const std::string nowhere = (folder / "nowhere" / "a.db").string();
  EXPECT_EQ(message_of([&] { Database(nowhere, Access::kWrite); }),
            nowhere + ": cannot be opened; see that its folder is there and may be written, or give another --db FILE");
}

TEST_F(DatabaseFile, WhatSqliteSaysOfAStatementOrAScriptIsAnError) {
  EXPECT_EQ(message_of([&] { db.prepare("SELECT a FROM missing"); }), path + ": SQLite says: no such table: missing; see: banthuek verify");
  EXPECT_EQ(message_of([&] { db.script("CREATE TABLE t (a UNIQUE); CREATE TABLE t (a)"); }),
            path + ": SQLite says: table t already exists; see: banthuek verify");
  db.run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(message_of([&] { db.run("INSERT INTO t VALUES (1)"); }), path + ": SQLite says: UNIQUE constraint failed: t.a; see: banthuek verify");
}

TEST(DatabaseError, SaysWhatToTryForEachFailure) {
  const std::tuple<int, ErrorKind, const char*> cases[] = {
      {SQLITE_BUSY, ErrorKind::kDatabase, "a.db: another program is writing to it and does not end; wait for it to end and try again"},
      {SQLITE_BUSY_SNAPSHOT, ErrorKind::kDatabase, "a.db: another program is writing to it and does not end; wait for it to end and try again"},
      {SQLITE_LOCKED, ErrorKind::kDatabase, "a.db: another program is writing to it and does not end; wait for it to end and try again"},
      {SQLITE_NOTADB, ErrorKind::kDatabase, "a.db: is not a database; give another --db FILE"},
      {SQLITE_CORRUPT, ErrorKind::kDatabase, "a.db: is damaged (database disk image is malformed); take a copy from before, or see: banthuek verify"},
      {SQLITE_FULL, ErrorKind::kDisk, "a.db: the disk is full; make room and run the same command again"},
      {SQLITE_CANTOPEN, ErrorKind::kDatabase, "a.db: cannot be opened; see that its folder is there and may be written, or give another --db FILE"},
      {SQLITE_READONLY, ErrorKind::kDatabase, "a.db: may not be written; see its rights, or give another --db FILE"},
      {SQLITE_PERM, ErrorKind::kDatabase, "a.db: may not be written; see its rights, or give another --db FILE"},
      {SQLITE_IOERR, ErrorKind::kDisk, "a.db: the disk failed (disk I/O error); see the disk and run the same command again"},
      {SQLITE_IOERR_WRITE, ErrorKind::kDisk, "a.db: the disk failed (disk I/O error); see the disk and run the same command again"},
      {SQLITE_INTERRUPT, ErrorKind::kTimeout, "a.db: was stopped; ask for less, or give more time"},
      {SQLITE_MISUSE, ErrorKind::kDatabase, "a.db: SQLite says: bad parameter or other API misuse; see: banthuek verify"}};
  for (const auto& [code, kind, message] : cases) {
    const Error error = database_error(nullptr, code, "a.db");
    EXPECT_EQ(error.kind, kind) << code;
    EXPECT_STREQ(error.what(), message);
  }
}

TEST(DatabaseError, ADamagedFileIsNamed) {
  TemporaryFolder folder;
  const std::string path = (folder / "a.db").string();
  {
    Database db(path, Access::kWrite);
    db.script(
        "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT hex(i) FROM n");
  }
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096);
    file << std::string(4096, 'x');
  }
  Database db(path, Access::kRead);
  EXPECT_TRUE(message_of([&] { db.integer("SELECT count(a) FROM t"); }).starts_with(path + ": is damaged ("));
}

}  // namespace database_test
}  // namespace banthuek::database

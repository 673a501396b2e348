#include "pipeline/database/migrate.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/store/samples.h"

namespace banthuek::database {
namespace migrate_test {

constexpr Migration kSteps[] = {{"0001", "CREATE TABLE one (a); INSERT INTO one VALUES (1)"},
                                {"0002", "CREATE TABLE two (a); INSERT INTO one VALUES (2)"},
                                {"0003", "CREATE TABLE three (a); INSERT INTO one VALUES (3)"}};

class Migrate : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = (folder / "a.db").string();

  static std::string tables(Database& db) {
    Statement row = db.prepare("SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema ORDER BY name)");
    row.step();
    return row.text(0);
  }
  void make(std::size_t version) {
    Database db(path, Access::kWrite);
    migrate(db, Access::kWrite, std::span(kSteps).first(version));
  }
};

TEST_F(Migrate, MakesAFreshFileWithTheMarkAndTheVersionAndNoCopy) {
  make(3);
  Database db(path, Access::kWrite);
  EXPECT_EQ(tables(db), "one three two");
  EXPECT_EQ(db.integer("PRAGMA application_id"), 0x626e746b);
  EXPECT_EQ(db.integer("PRAGMA user_version"), 3);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(std::filesystem::path(path).parent_path()), {}), 1) << "only the file itself";
}

TEST_F(Migrate, AppliesJustWhatIsNewAndKeepsACopyOfEachOlderVersion) {
  for (const std::size_t version : {std::size_t{1}, std::size_t{2}}) {
    std::filesystem::remove(path);
    make(version);
    const std::string copy = path + ".version-" + std::to_string(version);
    std::ofstream(copy + ".part") << "what a kill left";
    Database db(path, Access::kWrite);
    migrate(db, Access::kWrite, kSteps);
    EXPECT_EQ(tables(db), "one three two");
    EXPECT_EQ(db.integer("SELECT group_concat(a, '') FROM one"), 123);
    EXPECT_EQ(db.integer("PRAGMA user_version"), 3);
    Database old(copy, Access::kRead);
    EXPECT_EQ(old.integer("PRAGMA user_version"), static_cast<std::int64_t>(version));
    EXPECT_EQ(old.integer("SELECT count(*) FROM one"), static_cast<std::int64_t>(version));
    EXPECT_FALSE(std::filesystem::exists(copy + ".part"));
  }
}

TEST_F(Migrate, LeavesAFileOfTheNewestVersionAlone) {
  make(3);
  Database db(path, Access::kWrite);
  db.script("DELETE FROM one");
  migrate(db, Access::kWrite, kSteps);
  EXPECT_EQ(db.integer("SELECT count(*) FROM one"), 0);
  EXPECT_FALSE(std::filesystem::exists(path + ".version-3"));
  Database reader(path, Access::kRead);
  migrate(reader, Access::kRead, kSteps);
}

TEST_F(Migrate, RefusesWhatItCannotUseAndSaysWhatToTry) {
  make(2);
  {
    Database reader(path, Access::kRead);
    EXPECT_EQ(message_of([&] { migrate(reader, Access::kRead, kSteps); }),
              path + ": is of version 2; this program knows 3; run banthuek ingest with the same --db, which upgrades it and keeps a copy");
  }
  {
    Database db(path, Access::kWrite);
    EXPECT_EQ(message_of([&] { migrate(db, Access::kWrite, std::span(kSteps).first(1)); }),
              path + ": is of version 2; this program knows 1; use a newer banthuek");
    EXPECT_FALSE(std::filesystem::exists(path + ".version-2"));
    db.script("PRAGMA application_id = 5");
    EXPECT_EQ(message_of([&] { migrate(db, Access::kWrite, kSteps); }), path + ": is a database, but not one of banthuek; give another --db FILE");
  }
  const std::string blank = (folder / "blank.db").string();
  { Database(blank, Access::kWrite).script("CREATE TABLE t (a); DROP TABLE t"); }
  Database reader(blank, Access::kRead);
  EXPECT_EQ(message_of([&] { migrate(reader, Access::kRead, kSteps); }), blank + ": is empty; run banthuek ingest first, or give another --db FILE");
}

TEST_F(Migrate, AStepThatFailsLeavesTheOldVersionWhole) {
  make(1);
  const Migration steps[] = {kSteps[0], kSteps[1], {"bad", "CREATE TABLE half (a); INSERT INTO missing VALUES (1)"}};
  Database db(path, Access::kWrite);
  EXPECT_EQ(message_of([&] { migrate(db, Access::kWrite, steps); }), path + ": SQLite says: no such table: missing; see: banthuek verify");
  EXPECT_EQ(tables(db), "one");
  EXPECT_EQ(db.integer("PRAGMA user_version"), 1);
  migrate(db, Access::kWrite, kSteps);
  EXPECT_EQ(tables(db), "one three two");
}

// Each version that there ever was, opened as people open it, is as a new file; it keeps what was in it.
TEST_F(Migrate, FromEachOlderVersionTheTablesAreThoseOfANewFile) {
  store::Store fresh = store::Store::open(folder / "fresh.db", Access::kWrite);
  const auto schema = [](Database& db) {
    Statement row = db.prepare("SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)");
    row.step();
    return row.text(0);
  };
  for (std::size_t version = 1; version < migrations().size(); ++version) {
    std::filesystem::remove(path);
    {
      Database db(path, Access::kWrite);
      migrate(db, Access::kWrite, migrations().first(version));
      db.script("INSERT INTO files VALUES (1, '" + std::string(64, 'a') + "', 5, 'pdf', 1); INSERT INTO file_places VALUES ('a.pdf', 1)");
    }
    store::Store store = store::Store::open(path, Access::kWrite, "สมศรี");
    EXPECT_EQ(schema(store.db()), schema(fresh.db())) << version;
    EXPECT_TRUE(store.has_file(std::string(64, 'a')));
    Statement row = store.db().prepare("SELECT who, action, subject, detail FROM history");
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0) + " " + row.text(1) + " " + row.text(2) + " " + row.text(3),
              "สมศรี upgraded database {\"from\":" + std::to_string(version) + ",\"to\":" + std::to_string(migrations().size()) + "}");
    // Then the first hashes of what was there, before any were kept.
    constexpr std::size_t kFirstWithHashes = 7;
    if (version >= kFirstWithHashes) continue;
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(1) + " " + row.text(2), "hashed " + std::string(64, 'a'));
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(1) + " " + row.text(2) + " " + row.text(3), "placed a.pdf {\"sha256\":\"" + std::string(64, 'a') + "\"}");
    EXPECT_FALSE(row.step());
  }
  EXPECT_EQ(fresh.db().integer("SELECT count(*) FROM history"), 0) << "a new file was upgraded from nothing";
}

}  // namespace migrate_test
}  // namespace banthuek::database

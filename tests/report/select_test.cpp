#include "pipeline/report/select.h"

#include <gtest/gtest.h>

#include "tests/store/samples.h"

namespace banthuek::report {
namespace select_test {

class SqlDoor : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  void SetUp() override { store.put_file(stored_file("a.pdf", report_of())); }

  // "column,column: value,value; value,value" or what is said.
  std::string run(const std::string& sql, SqlLimits limits = {}) {
    std::string out;
    try {
      std::int64_t rows = 0;
      const SqlOutcome outcome = run_select(
          store.db(), sql, limits,
          [&](const std::vector<std::string>& names) {
            for (const std::string& name : names) out += (out.empty() ? "" : ",") + name;
            out += ":";
          },
          [&](const std::vector<SqlValue>& values) {
            out += rows++ ? ";" : "";
            for (std::size_t i = 0; i < values.size(); ++i) {
              out += i ? "," : " ";
              if (const auto* whole = std::get_if<std::int64_t>(&values[i]))
                out += std::to_string(*whole);
              else if (const auto* real = std::get_if<double>(&values[i]))
                out += "real " + std::to_string(*real);
              else if (const auto* text = std::get_if<std::string>(&values[i]))
                out += "'" + *text + "'";
              else
                out += "null";
            }
          });
      EXPECT_EQ(outcome.rows, rows);
      if (outcome.end == SqlOutcome::End::kRowLimit) out += " and more";
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, std::string(e.what()).find("took over") != std::string::npos ? ErrorKind::kTimeout : ErrorKind::kUsage);
      return e.what();
    }
    return out;
  }
};

const std::string kOnlyRead = "query: may only read; write one SELECT, as in: SELECT office, count(*) FROM measures_flat GROUP BY office";

TEST_F(SqlDoor, GivesNamesAndValuesOfEveryKind) {
  EXPECT_EQ(run("SELECT 1 AS a, 0.5 AS b, 'ก' AS c, NULL AS d, x'0102' AS e, '' AS f"), "a,b,c,d,e,f: 1,real 0.500000,'ก',null,'<2 bytes>',''");
  EXPECT_EQ(run("SELECT 'a' || char(0) || 'b' AS a"), "a: '" + std::string("a\0b", 3) + "'");
  EXPECT_EQ(run("SELECT number FROM measures ORDER BY number; ; \n"), "number: 1; 2");
  EXPECT_EQ(run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT max(i) AS m FROM n"), "m: 3");
  EXPECT_EQ(run("SELECT number FROM measures WHERE number > 5"), "number:");
}

TEST_F(SqlDoor, StopsAtTheRowLimitAndSaysWhetherThereIsMore) {
  EXPECT_EQ(run("SELECT number FROM measures", {30, 1}), "number: 1 and more");
  EXPECT_EQ(run("SELECT number FROM measures", {30, 2}), "number: 1; 2");
  EXPECT_EQ(run("SELECT number FROM measures", {30, 3}), "number: 1; 2");
  EXPECT_EQ(run("SELECT number FROM measures", {30, 0}), "number: and more");
  EXPECT_EQ(SqlLimits{}.rows, 10000);
}

TEST_F(SqlDoor, StopsAtTheTimeLimit) {
  EXPECT_EQ(run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", {0.02, 10}),
            "query: took over 0.02 s; ask for less, or give --seconds");
}

TEST_F(SqlDoor, RefusesTextsOverFiftyMegabytes) {
  EXPECT_EQ(run("SELECT length(zeroblob(52428800)) AS n"), "n: 52428800");
  EXPECT_EQ(run("SELECT length(zeroblob(52428801)) AS n"),
            "query: string or blob too big; the tables are in schemas/TABLES.md, begin with measures_flat");
}

TEST_F(SqlDoor, RefusesEverythingThatWritesOrReachesOut) {
  for (const char* sql : {"DELETE FROM measures",
                          "INSERT INTO settings VALUES ('a', 'b')",
                          "UPDATE settings SET value = 1",
                          "CREATE TABLE t (a)",
                          "CREATE TEMP TABLE t (a)",
                          "DROP TABLE settings",
                          "ALTER TABLE settings ADD COLUMN x",
                          "ATTACH '/tmp/x' AS y",
                          "DETACH main",
                          "BEGIN",
                          "COMMIT",
                          "SAVEPOINT s",
                          "VACUUM",
                          "VACUUM INTO '/tmp/x'",
                          "REINDEX",
                          "ANALYZE",
                          "PRAGMA journal_mode = DELETE",
                          "PRAGMA user_version = 5",
                          "PRAGMA user_version",
                          "PRAGMA writable_schema = 1",
                          "PRAGMA wal_checkpoint",
                          "PRAGMA mmap_size = 5",
                          "SELECT load_extension('x')",
                          "CREATE VIEW v AS SELECT 1",
                          "WITH a AS (SELECT 1) DELETE FROM measures"})
    EXPECT_EQ(run(sql), kOnlyRead) << sql;
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM measures"), 2);
}

TEST_F(SqlDoor, RefusesFunctionsThatTouchFilesWhereTheyAreThere) {
  for (const char* name : {"writefile", "readfile", "edit", "fts3_tokenizer", "harmless"})
    sqlite3_create_function(
        store.db().handle(), name, 0, SQLITE_UTF8, nullptr, [](sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); },
        nullptr, nullptr);
  for (const char* name : {"writefile", "readfile", "edit", "fts3_tokenizer"})
    EXPECT_EQ(run(std::string("SELECT ") + name + "() AS a"), kOnlyRead) << name;
  EXPECT_EQ(run("SELECT harmless() AS a"), "a: 1");
}

TEST_F(SqlDoor, LetsTheShapeOfTablesBeAskedFor) {
  for (const char* pragma : {"PRAGMA table_info(settings)", "PRAGMA table_xinfo(settings)", "PRAGMA index_list(measures)",
                             "PRAGMA foreign_key_list(measures)", "PRAGMA table_list", "SELECT name FROM pragma_table_info('settings')"})
    EXPECT_NE(run(pragma).find(":"), std::string::npos) << pragma;
  for (const char* pragma : {"PRAGMA table_info(settings)", "PRAGMA table_xinfo(settings)", "PRAGMA index_list(measures)",
                             "PRAGMA foreign_key_list(measures)", "PRAGMA table_list"})
    EXPECT_FALSE(run(pragma).starts_with("query: ")) << pragma << run(pragma);
}

TEST_F(SqlDoor, TakesOneStatement) {
  for (const char* sql : {"", "  ", "-- nothing", ";", "SELECT 1; SELECT 2", "SELECT 1 ; x"})
    EXPECT_EQ(run(sql), "query: takes one statement; write one SELECT at a time") << sql;
  EXPECT_EQ(run("SELECT missing"), "query: no such column: missing; the tables are in schemas/TABLES.md, begin with measures_flat");
  EXPECT_EQ(run("SELEC 1"), "query: near \"SELEC\": syntax error; the tables are in schemas/TABLES.md, begin with measures_flat");
  EXPECT_EQ(run("SELECT abs(-9223372036854775807 - 1) AS a"),
            "query: integer overflow; the tables are in schemas/TABLES.md, begin with measures_flat");
}

TEST_F(SqlDoor, TakesItsLimitsOffAgain) {
  run("SELECT 1");
  run("DELETE FROM measures");
  store.db().script("INSERT INTO settings VALUES ('free', 'again')");
  EXPECT_EQ(store.setting("free"), "again");
  EXPECT_EQ(store.db().integer("SELECT length(zeroblob(60000000))"), 60000000);
  run("SELECT 1", {0.0, 1});
  EXPECT_EQ(store.db().integer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT max(i) FROM n"), 5000);
}

}  // namespace select_test
}  // namespace banthuek::report

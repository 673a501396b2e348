#include "pipeline/database/history.h"

#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "tests/store/samples.h"

namespace banthuek::database {
namespace history_test {

class History : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");

  void SetUp() override {
    for (const char* subject : {"one", "two", "three", "four"}) append_history(store.db(), {"2026-01-01T00:00:00Z", "สมศรี", "stored", subject, "{}"});
  }
  // What is told once somebody with the rights of the file has run `sql` on it.
  std::vector<std::string> told_after(const std::string& sql) {
    store.db().script(
        "SAVEPOINT tampering; DROP TRIGGER history_keeps_rows; DROP TRIGGER history_keeps_values; DROP TRIGGER history_grows_at_its_end;" + sql);
    std::vector<std::string> told = broken_history(store.db());
    store.db().script("ROLLBACK TO tampering; RELEASE tampering");
    return told;
  }
  std::string changed(int row) const {
    return (folder / "a.db").string() + ": history row " + std::to_string(row) +
           ": was changed after it was written, or one before it was; compare with a copy from before";
  }
  std::string gone(int row) const {
    return (folder / "a.db").string() + ": history row " + std::to_string(row) + ": rows before it are gone; compare with a copy from before";
  }
};

using Told = std::vector<std::string>;

TEST_F(History, HoldsWhereNothingWasChanged) {
  EXPECT_EQ(broken_history(store.db()), Told{});
  EXPECT_EQ(
      store.db().integer("SELECT count(*) FROM history WHERE at = '2026-01-01T00:00:00Z' AND who = 'สมศรี' AND action = 'stored' AND detail = '{}'"),
      4);
  EXPECT_EQ(store.db().integer("SELECT sum(id) FROM history"), 10);
  EXPECT_EQ(store.db().integer("SELECT id FROM history WHERE subject = 'four'"), 4);
}

// The chain of databases that people have must go on.
TEST_F(History, EachHashIsOverTheHashBeforeAndAllOfTheRow) {
  std::string before;
  int id = 0;
  for (const char* subject : {"one", "two", "three", "four"}) {
    before = base::Digest().add(before).add(std::to_string(++id)).add("2026-01-01T00:00:00Z").add("สมศรี").add("stored").add(subject).add("{}").hex();
    Statement row = store.db().prepare("SELECT hash FROM history WHERE id = ?");
    ASSERT_TRUE(row.bind(id).step());
    EXPECT_EQ(row.text(0), before);
  }
}

TEST_F(History, TellsOfEachChangedValue) {
  for (const char* column : {"at", "who", "action", "subject", "detail"}) {
    EXPECT_EQ(told_after(std::string("UPDATE history SET ") + column + " = 'x' WHERE id = 2"), Told{changed(2)}) << column;
    EXPECT_EQ(told_after(std::string("UPDATE history SET ") + column + " = 'x' WHERE id = 4"), Told{changed(4)}) << column;
  }
  EXPECT_EQ(told_after("UPDATE history SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE id = 1"), (Told{changed(1), changed(2)}));
}

TEST_F(History, TellsOfDeletedRows) {
  EXPECT_EQ(told_after("DELETE FROM history WHERE id = 1"), (Told{gone(2), changed(2)}));
  EXPECT_EQ(told_after("DELETE FROM history WHERE id = 2"), (Told{gone(3), changed(3)}));
  EXPECT_EQ(told_after("DELETE FROM history WHERE id IN (2, 3)"), (Told{gone(4), changed(4)}));
}

TEST_F(History, TellsOfRowsThatWereRenumberedAfterADeletion) {
  EXPECT_EQ(told_after("DELETE FROM history WHERE id = 2; UPDATE history SET id = 2 WHERE id = 3; UPDATE history SET id = 3 WHERE id = 4"),
            (Told{changed(2), changed(3)}));
  EXPECT_EQ(told_after("UPDATE history SET id = 9 WHERE id = 1; UPDATE history SET id = 1 WHERE id = 2; UPDATE history SET id = 2 WHERE id = 9"),
            (Told{changed(1), changed(2), changed(3)}));
}

TEST_F(History, TellsOfARowPutInBetweenAndOfOneAddedWithoutItsHash) {
  EXPECT_EQ(told_after("INSERT INTO history VALUES (5, '2026', 'x', 'stored', 's', '{}', printf('%064d', 0))"), Told{changed(5)});
  EXPECT_EQ(told_after("INSERT INTO history VALUES (0, '2026', 'x', 'stored', 's', '{}', printf('%064d', 0))"),
            (Told{gone(0), changed(0), changed(1)}));
}

TEST_F(History, RowsAreNeitherChangedNorDeletedByAnyoneWhoLeavesTheTriggers) {
  for (const char* sql : {"UPDATE history SET who = 'x'", "DELETE FROM history"})
    EXPECT_NE(message_of([&] { store.db().script(sql); }).find("history is append-only"), std::string::npos) << sql;
}

}  // namespace history_test
}  // namespace banthuek::database

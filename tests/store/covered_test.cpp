// No table is forgotten: each is hashed with its file or document, held against the history by itself, or made from those.
#include <gtest/gtest.h>

#include <set>

#include "pipeline/store/content.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace covered_test {

TEST(Covered, EveryTableIsHashedOrComparedOrDerived) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  std::set<std::string> covered;
  for (const std::string& table : ContentReader(store.db()).tables()) covered.insert(table);
  EXPECT_TRUE(covered.contains("page_words") && covered.contains("scores") && covered.contains("findings"));
  for (const char* table :
       {"file_places", "ledger", "settings", "corrections", "casework", "history", "merged_history", "page_cache"})  // compare_recorded.cpp
    EXPECT_TRUE(covered.insert(table).second) << table;
  covered.insert("readings");  // by the pages that name them
  for (const char* table :
       {"passages", "search_clusters", "search_values", "search_segments", "search_postings", "search_runs", "search_columns", "search_deleted"})
    EXPECT_TRUE(covered.insert(table).second) << table;
  database::Statement row = store.db().prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  while (row.step()) EXPECT_TRUE(covered.contains(row.text(0))) << row.view(0) << ": see pipeline/store/README.md";
}

TEST(Covered, EveryColumnChangesTheHash) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  StoredFile file = stored_file("a.pdf", full_document());
  file.pages.front().words = {};
  store.put_file(file);
  ContentReader reader(store.db());
  const std::string before = reader.contents_of_file(1).digest();
  std::vector<std::pair<std::string, std::string>> columns;
  for (const std::string& table : reader.tables()) {
    database::Statement row = store.db().prepare("SELECT name, type, pk FROM pragma_table_info(?)");
    for (row.bind(table); row.step();)
      if (row.text(0) != "id" && row.text(0) != "file" && row.text(0) != "document" && row.text(0) != "page" && row.integer(2) == 0)
        columns.emplace_back(table, row.text(0));
  }
  EXPECT_GT(columns.size(), 80u);
  store.db().script("DROP TRIGGER measures_are_rewritten; PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
  for (const auto& [table, column] : columns) {
    if (store.db().integer("SELECT count(*) FROM " + table) == 0) continue;
    store.db().script("SAVEPOINT change");
    database::Statement type = store.db().prepare("SELECT type FROM pragma_table_info('" + table + "') WHERE name = ?");
    type.bind(column).step();
    const std::string value = type.text(0) == "TEXT" ? "'other'" : type.text(0) == "BLOB" ? "x'FF'" : "77";
    type.reset();
    const bool changed = message_of([&] { store.db().script("UPDATE " + table + " SET \"" + column + "\" = " + value); }).empty();
    EXPECT_TRUE(!changed || reader.contents_of_file(1).digest() != before) << table << "." << column;
    store.db().script("ROLLBACK TO change; RELEASE change");
  }
}

}  // namespace covered_test
}  // namespace banthuek::store

#include "pipeline/index/index_check.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "pipeline/search/searcher.h"
#include "pipeline/store/correct.h"
#include "tests/store/pages.h"

namespace banthuek::index {
namespace index_check_test {

class IndexCheck : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");

  // Several segments, with records that are gone from them again and some that wait.
  void SetUp() override {
    for (int i = 0; i < 40; ++i) {
      put(i);
      if (i % 10 == 9) store.finish();
    }
    put(3);
    store.remove_file(base::sha256_hex("7.pdf"));
    store::correct(store, store::document_key(base::sha256_hex("12.pdf"), 1), "measures/0/title", "การใช้รถราชการ", "สมศรี", "misread");
    store.set_reviewed(store::document_key(base::sha256_hex("14.pdf"), 1), store::Reviewed::kYes);
    store.finish();
    put(41);
  }
  void put(int number) {
    const std::string name = std::to_string(number) + ".pdf";
    Document d = report_of("เทศบาลตำบลที่ " + std::to_string(number % 7));
    for (int i = 0; i < 3; ++i) d.measures.push_back(measure("มาตรการที่ " + std::to_string(i) + " ของแฟ้ม " + std::to_string(number)));
    if (number % 4 == 0) d.measures[1].status.reset();
    store::StoredFile file = stored_file(name, d);
    file.pages = {stored_page(1, {{"หน้าแรก", "ของ", name}}), stored_page(2, {{"หน้าสอง", "เรื่องรถ"}})};
    store.put_file(file);
  }
  std::vector<std::string> compared_after(const std::string& sql) {
    store.db().script("SAVEPOINT damage; " + sql);
    std::vector<std::string> told = compare_index(store.db());
    store.db().script("ROLLBACK TO damage; RELEASE damage");
    return told;
  }
  std::vector<std::string> missing_after(const std::string& sql) {
    store.db().script("SAVEPOINT damage; " + sql);
    std::vector<std::string> told = missing_parts(store.db());
    store.db().script("ROLLBACK TO damage; RELEASE damage");
    return told;
  }
};

using Told = std::vector<std::string>;

TEST_F(IndexCheck, SaysNothingOfAnIndexThatIsAsTheTextsAre) {
  EXPECT_GT(store.db().integer("SELECT count(*) FROM search_segments"), 5);
  EXPECT_GT(store.db().integer("SELECT count(*) FROM search_deleted"), 6);
  EXPECT_EQ(missing_parts(store.db()), Told{});
  EXPECT_EQ(compare_index(store.db()), Told{});
}

TEST_F(IndexCheck, MissingPartsAreSeenAtOnce) {
  for (const char* sql :
       {"DELETE FROM search_postings", "DELETE FROM search_segments", "DELETE FROM search_columns",
        "DELETE FROM search_segments WHERE id = (SELECT max(id) FROM search_segments)",
        "DELETE FROM search_segments WHERE id = (SELECT min(id) FROM search_segments)", "DELETE FROM search_columns WHERE facet = 'year'",
        "UPDATE search_columns SET data = x'00' WHERE facet = 'office'", "UPDATE settings SET value = '999999' WHERE name = 'indexed_to'"})
    EXPECT_FALSE(missing_after(sql).empty()) << sql;
  EXPECT_EQ(missing_after("DELETE FROM search_segments WHERE first < 1000").at(0).find("search index: measures 1 to "), 0u);
  // Numbers are those of the kind, from 1 on.
  const std::string of_documents =
      missing_after("DELETE FROM search_segments WHERE first > " + std::to_string(base_of(PassageKind::kDocument))).at(0);
  EXPECT_EQ(of_documents.find("search index: documents 1 to "), 0u) << of_documents;
  EXPECT_LT(of_documents.size(), 80u) << of_documents;
}

TEST_F(IndexCheck, WhatIsNotAsTheTextsIsFound) {
  const std::string any = "(SELECT key FROM search_postings WHERE key & 0x3FFFFFFFF <> 0 ORDER BY length(passages) DESC LIMIT 1)";
  for (const std::string& sql :
       {"DELETE FROM search_postings WHERE key = " + any, "UPDATE search_postings SET passages = x'0102' WHERE key = " + any,
        "UPDATE search_postings SET passages = x'' WHERE key = " + any, "UPDATE search_postings SET key = key + 1000 WHERE key = " + any,
        std::string("UPDATE search_columns SET data = zeroblob(length(data)) WHERE facet = 'year'"),
        std::string("UPDATE search_values SET value = value || 'x' WHERE facet = 'office'"),
        std::string("DELETE FROM search_columns WHERE facet = 'office'"), std::string("UPDATE search_columns SET data = x'00' WHERE facet = 'year'"),
        std::string("UPDATE search_clusters SET cluster = 'ฮ' WHERE id = 2"), std::string("DELETE FROM search_clusters WHERE id = 3"),
        std::string("DELETE FROM search_deleted"), std::string("INSERT INTO search_deleted SELECT min(id) FROM measures")})
    EXPECT_FALSE(compared_after(sql).empty()) << sql;
}

// A bit that turned over in the place of a measure that was taken out: no search shows it, but the disk is not what it was.
TEST_F(IndexCheck, ANumberOfWhatIsNotThereIsFound) {
  store.reindex();
  ASSERT_EQ(compare_index(store.db()), Told{});
  const std::int64_t gone = store.db().integer(
      "SELECT min(m.id) + 1 FROM measures m WHERE m.id + 1 NOT IN (SELECT id FROM measures) AND m.id < (SELECT max(id) FROM measures)");
  database::Statement row = store.db().prepare(
      "SELECT s.id, s.first, c.data FROM search_segments s JOIN search_columns c ON c.segment = s.id WHERE c.facet = 'end' AND ? BETWEEN s.first AND "
      "s.last");
  ASSERT_TRUE(row.bind(gone).step());
  std::string data(row.view(2));
  data[static_cast<std::size_t>(gone - row.integer(1)) * 4] ^= 2;
  store.db().prepare("UPDATE search_columns SET data = ? WHERE segment = ? AND facet = 'end'").bind_blob(data).bind(row.integer(0)).run();
  const Told told = compare_index(store.db());
  ASSERT_EQ(told.size(), 1u);
  EXPECT_NE(told[0].find("search index: filters of measures"), std::string::npos) << told[0];
}

TEST_F(IndexCheck, ReindexMakesItWholeAndFindsTheSame) {
  const auto titles = [&] {
    search::Searcher searcher(store);
    search::SearchOptions options;
    options.in = PassageKinds::all();
    options.limit = 1000;
    std::multiset<std::string> out;
    for (const char* query : {"มาตรการ", "รถ", "เทศบาล", "หน้าแรก"})
      for (const search::Hit& hit : searcher.search(query, options).hits)
        out.insert(std::string(query) + " " + name_of(hit.kind) + " " + hit.file + " " + hit.title);
    return out;
  };
  const auto before = titles();
  store.db().script("DELETE FROM search_postings; DELETE FROM search_clusters WHERE id % 2; DELETE FROM passages WHERE kind = 'person'");
  EXPECT_LT(titles().size(), before.size()) << "a lost index finds less, and says nothing";
  store.reindex();
  EXPECT_EQ(titles(), before);
  EXPECT_EQ(compare_index(store.db()), Told{});
  EXPECT_EQ(store.setting("upgrading"), std::nullopt);
}

TEST_F(IndexCheck, AReindexThatIsKilledIsWholeOrGoesOn) {
  const std::string path = (folder / "killed.db").string();
  store.db().prepare("VACUUM INTO ?").bind(path).run();
  { store::Store::open(path, database::Access::kWrite); }
  int killed = 0;
  for (int wait = 2000; wait < 20'000'000; wait += wait / 4) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      store::Store::open(path, database::Access::kWrite).reindex();
      _exit(0);
    }
    usleep(static_cast<useconds_t>(wait));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    {
      // Whatever was done, no search finds less: what is not indexed is read.
      store::Store half = store::Store::open(path, database::Access::kRead);
      ASSERT_EQ(missing_parts(half.db()), Told{});
      ASSERT_EQ(compare_index(half.db()), Told{});
    }
    if (WIFEXITED(status)) break;
    ++killed;
  }
  EXPECT_GT(killed, 0) << "the test is too small for this machine";
  store::Store again = store::Store::open(path, database::Access::kWrite);
  EXPECT_EQ(again.setting("upgrading"), std::nullopt);
  EXPECT_EQ(compare_index(again.db()), Told{});
}

}  // namespace index_check_test
}  // namespace banthuek::index

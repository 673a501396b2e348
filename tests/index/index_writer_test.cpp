#include "pipeline/index/index_writer.h"

#include <gtest/gtest.h>

#include "pipeline/index/index_columns.h"
#include "pipeline/index/postings.h"
#include "tests/store/samples.h"

namespace banthuek::index {
namespace index_writer_test {

class IndexWriter : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");

  void SetUp() override { add_document(store); }

  static void add_document(store::Store& to) {
    Document d = report_of();
    d.measures.clear();
    to.put_file(stored_file("a.pdf", d));
    // Only titles are searched, and only those of measures: the other kinds have a test of their own.
    to.db().script("UPDATE documents SET organisation = NULL; DELETE FROM passages");
  }
  // Measures of ids first to last with a title each, straight into the table.
  static void add(store::Store& to, std::int64_t first, std::int64_t last, const std::string& title = "'ก'") {
    to.db().script("WITH RECURSIVE n(i) AS (SELECT " + std::to_string(first) + " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) +
                   ") INSERT INTO measures (id, document, number, title, pages, confidence, provenance) SELECT i, 1, i, " + title +
                   ", '[1]', i % 10 / 10.0, '{}' FROM n");
  }
  void add(std::int64_t first, std::int64_t last, const std::string& title = "'ก'") { add(store, first, last, title); }
  void indexed_to(std::int64_t id) { store.put_setting("indexed_to", std::to_string(id)); }
  std::string all(const std::string& sql) { return all(store, sql); }
  static std::string all(store::Store& of, const std::string& sql) {
    database::Statement row = of.db().prepare(sql);
    std::string out;
    while (row.step()) out += (out.empty() ? "" : ", ") + row.text(0);
    return out;
  }
  std::string segments() { return all("SELECT id || ': ' || first || '-' || last FROM search_segments ORDER BY id"); }
};

TEST_F(IndexWriter, MeasuresWaitUntilThereAre2048OfThem) {
  add(1, 2047);
  index_if_due(store.db());
  EXPECT_EQ(segments(), "");
  EXPECT_EQ(store.setting("indexed_to"), "0");
  add(2048, 2048);
  index_if_due(store.db());
  EXPECT_EQ(segments(), "1: 1-2048");
  EXPECT_EQ(store.setting("indexed_to"), "2048");
  add(2049, 4095);
  index_if_due(store.db());
  EXPECT_EQ(segments(), "1: 1-2048");
}

TEST_F(IndexWriter, AtTheEndNoneWaitsAndNothingIsDoneTwice) {
  index_all(store.db());
  EXPECT_EQ(segments(), "");
  add(1, 1);
  index_all(store.db());
  index_all(store.db());
  EXPECT_EQ(segments(), "1: 1-1");
  EXPECT_EQ(store.setting("indexed_to"), "1");
}

TEST_F(IndexWriter, AtMost8192AreIndexedTogether) {
  add(1, 8193);
  index_all(store.db());
  EXPECT_EQ(segments(), "1: 1-8192, 2: 8193-8193");
  EXPECT_EQ(store.setting("indexed_to"), "8193");
}

TEST_F(IndexWriter, FourSegmentsRestAsTheyAreAndFiveAreMerged) {
  for (int id = 1; id <= 4; ++id) {
    add(id, id);
    index_all(store.db());
  }
  EXPECT_EQ(segments(), "1: 1-1, 2: 2-2, 3: 3-3, 4: 4-4");
  add(5, 5);
  index_all(store.db());
  EXPECT_EQ(segments(), "6: 1-5");
  EXPECT_EQ(all("SELECT DISTINCT key >> 34 FROM search_postings"), "6");
  EXPECT_EQ(all("SELECT DISTINCT segment FROM search_columns"), "6");
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM search_columns"), static_cast<int>(Column::kCount));
}

TEST_F(IndexWriter, EveryKindHasSegmentsOfItsOwnAndPagesAreDueSooner) {
  const auto add_passages = [&](PassageKind kind, int first, int last) {
    store.db().script("WITH RECURSIVE n(i) AS (SELECT " + std::to_string(first) + " UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(last) +
                      ") INSERT INTO passages SELECT " + std::to_string(base_of(kind)) + " + i, '" + name_of(kind) + "', 1, 1, 1, 1, 1 FROM n");
  };
  add(1, 3);
  add_passages(PassageKind::kPage, 1, 511);
  add_passages(PassageKind::kDocument, 1, 1000);
  index_if_due(store.db());
  EXPECT_EQ(segments(), "");
  add_passages(PassageKind::kPage, 512, 512);
  index_if_due(store.db());
  const auto range = [](PassageKind kind, int last) { return std::to_string(base_of(kind) + 1) + "-" + std::to_string(base_of(kind) + last); };
  EXPECT_EQ(segments(), "1: " + range(PassageKind::kPage, 512));
  EXPECT_EQ(last_indexed(store.db(), PassageKind::kPage), base_of(PassageKind::kPage) + 512);
  EXPECT_EQ(last_indexed(store.db(), PassageKind::kMeasure), 0);
  index_all(store.db());
  EXPECT_EQ(segments(), "1: " + range(PassageKind::kPage, 512) + ", 2: 1-3, 3: " + range(PassageKind::kDocument, 1000));
  store.db().script("DELETE FROM passages WHERE id = " + std::to_string(base_of(PassageKind::kPage) + 512));
  EXPECT_EQ(all("SELECT id FROM search_deleted"), std::to_string(base_of(PassageKind::kPage) + 512));
  EXPECT_EQ(next_passage(store.db(), PassageKind::kPage), base_of(PassageKind::kPage) + 513) << "a number that was indexed is never used again";
  EXPECT_EQ(next_passage(store.db(), PassageKind::kItem), base_of(PassageKind::kItem) + 1);
}

TEST_F(IndexWriter, While2048ComeInAtATimeMoreThan64SegmentsAreMerged) {
  for (const int before : {63, 64}) {
    store::Store other = new_store(folder / std::to_string(before));
    add_document(other);
    other.put_setting("indexed_to", "99");
    for (int i = 1; i <= before; ++i)
      other.db().script("INSERT INTO search_segments VALUES (" + std::to_string(i) + ", " + std::to_string(i) + ", " + std::to_string(i) + ")");
    other.put_setting("last_segment", std::to_string(before));
    add(other, 100, 2147);
    index_if_due(other.db());
    EXPECT_EQ(other.db().integer("SELECT count(*) FROM search_segments"), before == 63 ? 64 : 1);
    EXPECT_EQ(all(other, "SELECT max(last) FROM search_segments"), "2147");
  }
}

TEST_F(IndexWriter, NoSegmentGoesOverARangeOfIdsAndAFullRangeIsMerged) {
  indexed_to(65530);
  add(65531, 65532);
  index_all(store.db());
  add(65533, 65538);
  index_all(store.db());
  EXPECT_EQ(segments(), "3: 65531-65535, 4: 65536-65538");
  indexed_to(131070);
  add(131071, 131071);
  index_all(store.db());
  EXPECT_EQ(segments(), "3: 65531-65535, 6: 65536-131071");
  index_all(store.db());
  EXPECT_EQ(segments(), "3: 65531-65535, 6: 65536-131071") << "one alone is not merged with itself";
}

TEST_F(IndexWriter, APostingStandsForEachClusterAndPairOnceInTitlesApart) {
  store.db().script("UPDATE documents SET organisation = 'ข'");
  add(1, 1, "'กขกข'");
  add(2, 2, "'ค'");
  store.db().script(
      "INSERT INTO measures (id, document, number, title, method, responsible, monitoring, period, result, outcome, recommendation, pages, "
      "confidence, "
      "provenance) VALUES (3, 1, 3, NULL, 'จ', 'ฉ', 'ช', 'ซ', 'ฌ', 'ญ', 'ฎ', '[1]', 1, '{}')");
  index_all(store.db());
  std::map<std::string, std::vector<std::uint16_t>> postings;
  std::map<std::int64_t, std::string> clusters;
  for (database::Statement row = store.db().prepare("SELECT id, cluster FROM search_clusters"); row.step();) clusters[row.integer(0)] = row.text(1);
  EXPECT_EQ(clusters.size(), 10u);
  for (database::Statement row = store.db().prepare("SELECT key, passages FROM search_postings ORDER BY key"); row.step();) {
    const std::int64_t key = row.integer(0);
    EXPECT_EQ(key >> 34, 1);
    append_postings(row.view(1), postings[(key >> 32 & 3 ? "title " : "") + clusters[key >> 16 & 0xFFFF] + clusters[key & 0xFFFF]]);
  }
  const std::map<std::string, std::vector<std::uint16_t>> expected = {
      {"", {1, 2, 3}}, {"ก", {1}},       {"ข", {1, 2, 3}}, {"กข", {1}},       {"ขก", {1}},       {"ค", {2}},
      {"จ", {3}},      {"ฉ", {3}},       {"ช", {3}},       {"ซ", {3}},        {"ฌ", {3}},        {"ญ", {3}},
      {"ฎ", {3}},      {"title ก", {1}}, {"title ข", {1}}, {"title กข", {1}}, {"title ขก", {1}}, {"title ค", {2}}};
  EXPECT_EQ(postings, expected);
}

// The index that many imports leave is the one that a single one makes.
TEST_F(IndexWriter, SegmentsMergedAreWhatOneWouldHaveBeen) {
  store::Store whole = new_store(folder / "whole.db");
  add_document(whole);
  const std::string title = "char(3585 + i % 40) || char(3585 + i * 7 % 44) || CASE i % 3 WHEN 0 THEN 'ิ่' ELSE 'abc 1' END || (i % 29)";
  for (store::Store* to : {&store, &whole}) add(*to, 1, 40, title);
  store.db().script("DELETE FROM measures WHERE id IN (7, 8, 40)");
  whole.db().script("DELETE FROM measures WHERE id IN (7, 8, 40)");
  index_all(store.db());
  for (int id = 51; id <= 1500; id += 207) {
    for (store::Store* to : {&store, &whole}) add(*to, id, id + 206, title);
    index_all(store.db());
  }
  index_all(whole.db());
  const std::string last = all("SELECT max(id) FROM search_segments");
  EXPECT_EQ(segments().find(','), std::string::npos) << "merged at the end: " << segments();
  EXPECT_EQ(all(whole, "SELECT id || ': ' || first || '-' || last FROM search_segments"), "1: 1-1706");
  const char* const postings = "SELECT (key & 17179869183) || ' ' || hex(passages) FROM search_postings ORDER BY key";
  EXPECT_EQ(all(postings), all(whole, postings));
  for (const char* same : {"SELECT id || cluster FROM search_clusters ORDER BY id", "SELECT facet || hex(data) FROM search_columns ORDER BY facet",
                           "SELECT first || '-' || last FROM search_segments"})
    EXPECT_EQ(all(same), all(whole, same)) << same;
}

TEST_F(IndexWriter, ClustersBeyondThe65000thShareNumbers) {
  store.db().script(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 64999) INSERT INTO search_clusters SELECT i, 'old ' || i FROM n");
  add(1, 1, "'กขค'");
  index_all(store.db());
  EXPECT_EQ(all("SELECT id || cluster FROM search_clusters WHERE id >= 65000"), "65000ก");
  // 65001 and the code point by what is left of 65535.
  EXPECT_EQ(all("SELECT (key >> 16) & 65535 FROM search_postings WHERE (key >> 32) & 3 = 0 AND key & 65535 = 0 AND key & 4294967295 > 0 ORDER BY 1"),
            "65000, " + std::to_string(65001 + 0x0E02 % 535) + ", " + std::to_string(65001 + 0x0E04 % 535));
}

TEST_F(IndexWriter, MeasuresThatLeaveASegmentAreListed) {
  add(1, 3);
  index_all(store.db());
  add(4, 5);
  store.db().script("DELETE FROM measures WHERE id IN (2, 3, 4)");
  EXPECT_EQ(all("SELECT id FROM search_deleted ORDER BY id"), "2, 3");
}

}  // namespace index_writer_test
}  // namespace banthuek::index

#include "pipeline/index/index_reader.h"

#include <gtest/gtest.h>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/search/searcher.h"
#include "tests/store/samples.h"

namespace banthuek::index {
namespace index_reader_test {

// A writer, and a searcher on a connection of its own that stays open.
class OpenSearcher : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store writer = new_store(folder / "a.db");
  store::Store reader = store::Store::open(folder / "a.db", database::Access::kRead);
  search::Searcher searcher{reader, search::SearchVocabulary{}};
  int files = 0;

  std::string put(const std::vector<std::string>& titles, const std::string& office = "สำนักหนึ่ง") {
    Document d = report_of(office);
    d.measures.clear();
    for (const std::string& title : titles) d.measures.push_back(measure(title, ""));
    const std::string path = std::to_string(++files);
    writer.put_file(stored_file(path, d));
    return base::sha256_hex(path);
  }
  std::string found(const std::string& query) {
    search::SearchOptions options;
    options.counting = search::Counting::kFacets;
    const search::SearchResult result = searcher.search(query, options);
    std::vector<std::string> titles;
    for (const search::Hit& hit : result.hits) titles.push_back(hit.title);
    std::sort(titles.begin(), titles.end());
    std::string out;
    for (const std::string& title : titles) out += (out.empty() ? "" : " ") + title;
    std::int64_t counted = 0;
    for (const search::FacetCount& count : result.facets.at(Column::kOffice)) counted += count.count;
    EXPECT_EQ(counted, result.total);
    EXPECT_EQ(result.total, static_cast<std::int64_t>(titles.size()));
    return out;
  }
  // Those of measures; the passages of other kinds have their own behind them.
  std::vector<std::shared_ptr<IndexReader::Segment>> measure_segments() {
    std::vector<std::shared_ptr<IndexReader::Segment>> out;
    for (const auto& segment : searcher.index().segments()) {
      if (segment->kind() != PassageKind::kMeasure) break;
      out.push_back(segment);
    }
    return out;
  }
  std::string offices() {
    search::SearchOptions options;
    options.counting = search::Counting::kFacets;
    options.filters.year_from = 1;
    std::string out;
    const search::SearchResult result = searcher.search("", options);
    for (const search::FacetCount& count : result.facets.at(Column::kOffice))
      out += (out.empty() ? "" : ", ") + count.value + " " + std::to_string(count.count);
    return out;
  }
};

TEST_F(OpenSearcher, SeesMeasuresThatWaitAreIndexedMergedAndDeleted) {
  EXPECT_EQ(found("กข"), "");
  const std::string first = put({"กขa", "กขb", "ค"});
  EXPECT_EQ(found("กข"), "กขa กขb");
  writer.finish();
  EXPECT_EQ(found("กข"), "กขa กขb");
  put({"กขc"}, "สำนักสอง");
  EXPECT_EQ(found("กข"), "กขa กขb กขc");
  EXPECT_EQ(offices(), "สำนักหนึ่ง 3, สำนักสอง 1");
  writer.finish();
  EXPECT_EQ(offices(), "สำนักหนึ่ง 3, สำนักสอง 1");
  writer.remove_file(first);
  EXPECT_EQ(found("กข"), "กขc");
  EXPECT_EQ(offices(), "สำนักสอง 1");
  for (const char* title : {"กขd", "กขe", "กขf"}) {
    put({title}, "สำนักสาม");
    writer.finish();
    EXPECT_NE(found("กข").find(title), std::string::npos);
  }
  EXPECT_EQ(writer.db().integer("SELECT count(*) FROM search_segments WHERE first >> 40 = 0"), 1) << "merged";
  EXPECT_EQ(found("กข"), "กขc กขd กขe กขf");
  EXPECT_EQ(offices(), "สำนักสาม 3, สำนักสอง 1");
  writer.remove_file(base::sha256_hex("3"));
  put({"กขg"});
  EXPECT_EQ(found("กข"), "กขc กขe กขf กขg");
  EXPECT_EQ(offices(), "สำนักสาม 2, สำนักสอง 1, สำนักหนึ่ง 1");
}

TEST_F(OpenSearcher, KnowsClustersAndValuesThatCameLater) {
  put({"ก"});
  writer.finish();
  EXPECT_EQ(found("ฮ"), "");
  put({"กฮ"}, "สำนักงอ");
  writer.finish();
  EXPECT_EQ(found("ฮ"), "กฮ");
  EXPECT_EQ(found("กฮ"), "กฮ");
  search::SearchOptions options;
  options.filters.offices = {"สำนักงอ"};
  EXPECT_EQ(searcher.all_ids("ก", options), std::vector<std::int64_t>{2});
}

TEST_F(OpenSearcher, KeepsTheStateOfItsTransaction) {
  put({"กa"});
  database::Transaction transaction(reader.db(), database::Transaction::Kind::kRead);
  EXPECT_EQ(found("ก"), "กa");
  put({"กb"});
  writer.finish();
  EXPECT_EQ(found("ก"), "กa");
}

TEST_F(OpenSearcher, DoesNotTakeANumberOfASegmentForAnother) {
  put({"กa"});
  writer.finish();
  EXPECT_EQ(found("ก"), "กa");
  const auto ids = [&] {
    std::vector<std::int64_t> out;
    for (const auto& segment : measure_segments()) out.push_back(segment->id);
    return out;
  };
  EXPECT_EQ(ids(), std::vector<std::int64_t>{1});
  const auto kept = measure_segments().front();
  put({"กb"});
  writer.finish();
  EXPECT_EQ(found("ก"), "กa กb");
  const std::int64_t second = ids().front();
  EXPECT_GT(second, 1);
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{second, 1})) << "the newest first";
  EXPECT_EQ(measure_segments().back(), kept) << "what was read of a segment is kept";
  put({"กc"});
  EXPECT_EQ(found("ก"), "กa กb กc");
  EXPECT_EQ(ids(), (std::vector<std::int64_t>{0, second, 1}));
  EXPECT_FALSE(measure_segments().front()->indexed());
}

TEST_F(OpenSearcher, FindsMeasuresOnBothSidesOfARangeOfIds) {
  writer.put_setting("indexed_to", "65533");
  put({"กขa", "กขb", "กขc", "กขd"});  // 65534 to 65537
  EXPECT_EQ(found("กข"), "กขa กขb กขc กขd");
  EXPECT_EQ(measure_segments().size(), 2u);
  EXPECT_EQ(measure_segments()[0]->base(), 65536);
  EXPECT_EQ(measure_segments()[1]->first, 65534);
  EXPECT_EQ(measure_segments()[1]->last, 65535);
  writer.finish();
  EXPECT_EQ(found("กข"), "กขa กขb กขc กขd");
  EXPECT_EQ(searcher.all_ids("กข"), (std::vector<std::int64_t>{65534, 65535, 65536, 65537}));
  writer.remove_file(base::sha256_hex("1"));
  put({"กขe"});
  EXPECT_EQ(found("กข"), "กขe");
  EXPECT_EQ(offices(), "สำนักหนึ่ง 1");
}

TEST_F(OpenSearcher, FindsTextsWhoseClustersShareNumbers) {
  writer.db().script(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 64999) INSERT INTO search_clusters SELECT i, 'old ' || i FROM n");
  put({"กขค", "คขก", "ง", "\u1019"});  // U+1019 comes to the number of ข
  writer.finish();
  EXPECT_EQ(searcher.all_ids("ข"), (std::vector<std::int64_t>{1, 2})) << "only what the texts bear out";
  EXPECT_EQ(searcher.all_ids("กข"), std::vector<std::int64_t>{1});
  EXPECT_EQ(found("กขค"), "กขค");
  EXPECT_EQ(found("ข"), "กขค คขก");
  EXPECT_EQ(found("คข"), "คขก");
  EXPECT_EQ(found("จ"), "") << "a cluster that was never seen";
}

TEST(IndexReader, GivesNumbersOfClustersValuesAndRanks) {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  int files = 0;
  for (const char* office : {"ข", "ก", "ค"}) {
    Document d = report_of(office);
    d.measures = {measure("กก่กิ่ข")};
    store.put_file(stored_file(std::to_string(++files), d));
  }
  store.finish();
  IndexReader index(store.db());
  index.refresh();
  const auto cluster = [](const char* text) { return cluster_of(text); };
  EXPECT_EQ(index.numbers(cluster("ก"), Similarity::kSame).size(), 1u);
  EXPECT_EQ(index.numbers(cluster("ฮ"), Similarity::kSame).size(), 0u);
  EXPECT_EQ(index.numbers(cluster("ก้"), Similarity::kSame).size(), 0u);
  EXPECT_EQ(index.numbers(cluster("ก้"), Similarity::kWithoutTones).size(), 2u);
  EXPECT_EQ(index.numbers(cluster("กิ"), Similarity::kWithoutTones).size(), 1u);
  EXPECT_EQ(index.numbers(cluster("กิ"), Similarity::kBeginning).size(), 1u);
  EXPECT_EQ(index.numbers(cluster("ก"), Similarity::kBeginning).size(),
            static_cast<std::size_t>(store.db().integer("SELECT count(*) FROM search_clusters WHERE cluster GLOB 'ก*'")));
  EXPECT_EQ(index.number_of(Column::kOffice, "ไม่มี"), 0u);
  EXPECT_EQ(index.number_of(Column::kDistrict, "ก"), 0u);
  const std::uint32_t a = index.number_of(Column::kOffice, "ก"), b = index.number_of(Column::kOffice, "ข"), c = index.number_of(Column::kOffice, "ค");
  EXPECT_EQ(index.value(Column::kOffice, a), "ก");
  EXPECT_EQ(index.value(Column::kOffice, 9999), "");
  const std::vector<std::uint32_t> ranks = index.ranks(Column::kOffice);
  EXPECT_EQ(ranks.at(a), 1u);
  EXPECT_EQ(ranks.at(b), 2u);
  EXPECT_EQ(ranks.at(c), 3u);
  EXPECT_EQ(ranks.at(index.number_of(Column::kProvince, "สมมุติบุรี")), 0u);
}

TEST(IndexReader, RefusesNumbersOfValuesThatAreDamagedUntilIndexedAnew) {
  for (const char* number : {"9000", "4000000000", "9223372036854775807"}) {
    TemporaryFolder folder;
    store::Store store = new_store(folder / "a.db");
    store.put_file(stored_file("1", report_of("ก")));
    store.finish();
    store.db().run("UPDATE search_values SET id = " + std::string(number) + " WHERE id = (SELECT max(id) FROM search_values)");
    IndexReader index(store.db());
    EXPECT_THROW(index.refresh(), Error) << number;
    EXPECT_THROW(index.refresh(), Error) << "it stays so: " << number;
    store.reindex();
    index.refresh();
    EXPECT_NE(index.number_of(Column::kOffice, "ก"), 0u) << number;
    EXPECT_LT(store.db().integer("SELECT max(id) FROM search_values"), 1000) << number;
  }
}

}  // namespace index_reader_test
}  // namespace banthuek::index

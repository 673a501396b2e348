// Terms in different passages of a document, hits by document, conditions on fields of records.
#include <gtest/gtest.h>

#include "extractors/schema/record_kind.h"
#include "pipeline/search/searcher.h"
#include "tests/store/samples.h"

namespace banthuek::search {
namespace searcher_documents_test {

class SearcherDocuments : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");

  // The title holds one word, a signer's name another, a record a third.
  void put(const std::string& path, const std::string& title, const std::string& name, const std::string& course, const std::string& cost) {
    Document d;
    d.first_page = d.last_page = 1;
    d.title = field(title);
    d.signatures = {{field(name), {}, {}, {}}};
    DataTable table;
    table.first_page = table.last_page = 1;
    table.layout = "training";
    table.columns = {{field("หลักสูตร"), CellType::kText}, {field("ค่าใช้จ่าย"), CellType::kMoney}};
    table.rows = {{{{field(course), CellType::kText}, {field(cost), CellType::kMoney}}, false}};
    d.tables = {table};
    d.records = {{"training", 0, 0, {{"course", CellType::kText, field(course)}, {"cost", CellType::kMoney, field(cost)}}}};
    store::StoredFile file = stored_file(path, d);
    file.pages[0].text = "ไม่มีอะไร";
    store.put_file(file);
  }

  void SetUp() override {
    schema::RecordKind kind;
    kind.name = "training";
    schema::KindField course, cost;
    course.name = "course", course.search = true, course.facet = schema::FieldFacet::kValue;
    cost.name = "cost", cost.type = CellType::kMoney, cost.facet = schema::FieldFacet::kRange;
    kind.fields = {course, cost};
    store.put_kind(kind);
    put("a.pdf", "แผนปลูกต้นไม้", "สมมุติ", "ระเบียบพัสดุ", "900");
    put("b.pdf", "แผนปลูกต้นไม้", "ตัวอย่าง", "การเขียนหนังสือ", "12000.50");
    put("c.pdf", "รายงานน้ำ", "สมมุติ", "ระเบียบพัสดุ", "ยังไม่ทราบ");
  }

  std::string found(const std::string& query, SearchOptions options = {}) {
    options.in = index::PassageKinds::all();
    std::string out;
    for (const Hit& hit : Searcher(store).search(query, options).hits)
      out += (out.empty() ? "" : " ") + hit.file.substr(0, 1) + ":" + index::name_of(hit.kind);
    return out;
  }

  static SearchOptions within() {
    SearchOptions options;
    options.within = Within::kDocument;
    return options;
  }

  static SearchOptions where(const std::string& condition) {
    SearchOptions options;
    options.filters.where = {field_condition(condition)};
    return options;
  }
};

TEST_F(SearcherDocuments, WordsMayStandInDifferentPassagesOfOne) {
  EXPECT_EQ(found("ต้นไม้ สมมุติ"), "");
  EXPECT_EQ(found("ต้นไม้ สมมุติ", within()), "a:document a:person");
  EXPECT_EQ(found("สมมุติ NOT ต้นไม้", within()), "c:person");
  EXPECT_EQ(found("ต้นไม้ (เขียนหนังสือ OR น้ำ)", within()), "b:document b:record");
  SearchOptions fuzzy = within();
  fuzzy.matching = Matching::kFuzzy;
  EXPECT_THROW(found("ต้นไม้", fuzzy), Error);
}

TEST_F(SearcherDocuments, HitsComeByDocumentInTheOrderOfTheBestOfEach) {
  SearchOptions options = within();
  options.in = index::PassageKinds::all();
  options.grouping = Grouping::kDocument;
  const SearchResult result = Searcher(store).search("สมมุติ OR ต้นไม้", options);
  EXPECT_EQ(result.documents, 3);
  EXPECT_EQ(result.total, 4);
  ASSERT_EQ(result.groups.size(), 3u);
  std::int64_t hits = 0;
  for (const HitGroup& group : result.groups) {
    hits += group.count;
    EXPECT_EQ(static_cast<std::int64_t>(group.hits.size()), group.count);
    for (const Hit& hit : group.hits) EXPECT_EQ(hit.document, group.document);
  }
  EXPECT_EQ(hits, 4);
  options.limit = 1;
  options.offset = 1;
  const SearchResult second = Searcher(store).search("สมมุติ OR ต้นไม้", options);
  ASSERT_EQ(second.groups.size(), 1u);
  EXPECT_EQ(second.groups[0].document, result.groups[1].document);
}

TEST_F(SearcherDocuments, ConditionsOnFieldsCompareFiguresAsNumbersAndNothingElsePasses) {
  EXPECT_EQ(found("", where("cost>=๑,๐๐๐")), "b:record");
  EXPECT_EQ(found("", where("cost<1000")), "a:record");
  EXPECT_EQ(found("", where("cost=ยังไม่ทราบ")), "c:record");
  EXPECT_EQ(found("พัสดุ", where("cost!=900")), "");
  EXPECT_EQ(found("พัสดุ", where("course=ระเบียบพัสดุ")), "c:record a:record");
  EXPECT_EQ(message_of([&] { found("", where("coast=1")); }), "--where: no kind of records here has a field 'coast'; did you mean cost?");
  EXPECT_EQ(message_of([&] { found("ต้นไม้", where("telephone=1")); }),
            "--where: no kind of records here has a field 'telephone'; see what there is with --facets");
  for (const char* wrong : {"cost", ">=5", "Cost=5", "a.b=1", "cost'=1"}) EXPECT_THROW(field_condition(wrong), Error) << wrong;
}

TEST_F(SearcherDocuments, ConditionsHoldOfOneRecordOfManyAsOfAll) {
  for (int i = 0; i < 40; ++i) put(std::string("x") + std::to_string(i), "แผน", "ผู้ใด", i == 7 ? "พัสดุกลาง" : "การเขียน", std::to_string(100 + i));
  store.finish();
  EXPECT_EQ(found("พัสดุกลาง", where("cost=107")), "x:record");
  EXPECT_EQ(found("พัสดุกลาง", where("cost>107")), "");
  EXPECT_EQ(found("การเขียน", where("cost=139")), "x:record");
}

TEST_F(SearcherDocuments, FieldsOfKindsAreCountedByValueAndBySize) {
  put("d.pdf", "แผน", "สมมุติ", "ระเบียบพัสดุ", "-40");
  put("e.pdf", "แผน", "สมมุติ", "ระเบียบพัสดุ", "9");
  put("f.pdf", "แผน", "สมมุติ", "ระเบียบพัสดุ", "10");
  SearchOptions options;
  options.in = {index::PassageKind::kRecord};
  options.filters.records = {"training"};
  options.counting = Counting::kFacets;
  std::string told;
  for (const FieldFacet& facet : Searcher(store).search("", options).field_facets) {
    told += facet.kind + "." + facet.field + ":";
    for (const FacetCount& count : facet.counts) told += " " + count.value + "=" + std::to_string(count.count);
    told += "\n";
  }
  EXPECT_EQ(told, "training.cost: ..-1=1 0..9=1 10..99=1 100..999=1 10000..99999=1 ยังไม่ทราบ=1\ntraining.course: ระเบียบพัสดุ=5 การเขียนหนังสือ=1\n");
}

TEST_F(SearcherDocuments, FieldsOfRecordsIndexedAreReadOnceAndCountedAsTheyStand) {
  store.finish();
  SearchOptions options;
  options.in = {index::PassageKind::kRecord};
  options.counting = Counting::kFacets;
  Searcher searcher(store);
  const auto courses = [&](const std::string& query) {
    std::string told;
    for (const FieldFacet& facet : searcher.search(query, options).field_facets)
      for (const FacetCount& count : facet.counts)
        if (facet.field == "course") told += (told.empty() ? "" : " ") + count.value + "=" + std::to_string(count.count);
    return told;
  };
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_EQ(courses("ระเบียบ OR หนังสือ"), "ระเบียบพัสดุ=2 การเขียนหนังสือ=1");
    EXPECT_EQ(courses("ไม่มีที่ใด"), "");
    EXPECT_EQ(courses("หนังสือ"), "การเขียนหนังสือ=1");
  }
  put("c.pdf", "รายงานน้ำ", "สมมุติ", "ระเบียบสารบรรณ", "5");  // one passage leaves the index, one is in no segment yet
  EXPECT_EQ(courses("ระเบียบ OR หนังสือ"), "การเขียนหนังสือ=1 ระเบียบพัสดุ=1 ระเบียบสารบรรณ=1");
  store.finish();
  EXPECT_EQ(courses("ระเบียบ"), "ระเบียบพัสดุ=1 ระเบียบสารบรรณ=1");
  schema::RecordKind kind;  // another version, which counts nothing
  kind.name = "training", kind.version = 2;
  store.put_kind(kind);
  EXPECT_EQ(courses("ระเบียบ"), "");
}

}  // namespace searcher_documents_test
}  // namespace banthuek::search

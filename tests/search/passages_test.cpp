// Passages of all kinds: what each holds, where its words stand, and what narrows a search to some of them.
#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "pipeline/search/searcher.h"
#include "tests/store/pages.h"

namespace banthuek::search {
namespace passages_test {

using index::PassageKind;

class Passages : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  Searcher searcher{store};

  void SetUp() override {
    Document d = report_of();
    d.kind = field("memo");
    d.last_page = 2;
    d.memo->subject = field("ขออนุมัติจัดซื้อครุภัณฑ์");
    d.signatures[0].comment = field("เห็นควรอนุมัติ");
    d.signatures.push_back({field("นางสมศรี มีสุข"), field("นายก"), std::nullopt, field("อนุมัติตามเสนอ")});
    d.signatures[1].name->places = {{2, {100, 900, 700, 60}}};
    store::StoredFile file = stored_file("a.pdf", d);
    file.pages = {stored_page(1, {{"เรื่อง", "ขออนุมัติ", "จัดซื้อ"}, {"ครุภัณฑ์", "สำนัก", "งาน"}, {"ลงชื่อ"}}),
                  stored_page(2, {{"ลงชื่อ", "นางสมศรี", "มีสุข"}, {"ต้นฉบับ", "พ.ศ.", "๒๕๖๑", "นั้น"}}), stored_page(3, {{"แนบท้าย", "ต้นฉบับ"}})};
    // The name stands in the first line of page 2, the words of its second line below it.
    d.signatures[1].name->places = {{2, {0, 0, 2000, 60}}};
    file.documents = {d};
    file.page_count = 3;
    store.put_file(file);
    Document order = report_of("เทศบาลสอง");
    order.kind = field("order");
    order.organisation.province = field("สมมุติธานี");
    order.title = field("แต่งตั้งคณะทำงาน");
    order.memo.reset();
    order.measures.clear();
    order.signatures.clear();
    store.put_file(stored_file("b.pdf", order));
    store.finish();
  }

  SearchResult search(const std::string& query, const index::PassageKinds& in = index::PassageKinds::all(), const Filters& filters = {}) {
    SearchOptions options;
    options.in = in;
    options.filters = filters;
    options.showing = Showing::kPlaces;
    options.counting = Counting::kFacets;
    return searcher.search(query, options);
  }
  static std::string told(const SearchResult& result) {
    std::string out;
    for (const Hit& hit : result.hits) out += (out.empty() ? "" : " ") + std::string(name_of(hit.kind)) + ":" + hit.field + ":" + hit.page;
    return out;
  }
  static std::vector<Place> places(const SearchResult& result, std::size_t hit = 0) { return result.hits.at(hit).places; }
  static Filters kinds(const std::string& kind) {
    Filters f;
    f.kinds = {kind};
    return f;
  }
};

TEST_F(Passages, OfEveryKindAreFoundRecordsBeforeRunningText) {
  EXPECT_EQ(told(search("นางสมศรี")), "person:name:2 page:text:2");
  EXPECT_EQ(told(search("อนุมัติ")), "document:subject:1 person:comment:1 person:comment:1 page:text:1");
  EXPECT_EQ(told(search("โครงสร้าง", {PassageKind::kItem})), "item:title:1 item:title:1");
  EXPECT_EQ(told(search("85.5 เทศบาลสอง")), "score:office:1");
  EXPECT_EQ(told(search("สส71001")), "document:reference:1");
  EXPECT_EQ(told(search("ต้นฉบับ")), "page:text:2 page:text:3");
  EXPECT_EQ(search("ต้นฉบับ").hits[0].document, store::document_key(base::sha256_hex("a.pdf"), 1));
  EXPECT_EQ(search("ต้นฉบับ").hits[1].document, "") << "page 3 is of no document";
  EXPECT_EQ(search("ต้นฉบับ").hits[1].file, "a.pdf");
  EXPECT_EQ(search("งบประมาณ").hits[0].measure, store::document_key(base::sha256_hex("a.pdf"), 1) + "-1");
}

TEST_F(Passages, AreNarrowedToKindsAndCountedByThem) {
  EXPECT_EQ(told(search("อนุมัติ", {PassageKind::kPage, PassageKind::kDocument})), "document:subject:1 page:text:1");
  EXPECT_EQ(told(search("อนุมัติ", {PassageKind::kMeasure})), "");
  using Counts = std::vector<std::pair<PassageKind, std::int64_t>>;
  EXPECT_EQ(search("อนุมัติ").kinds, (Counts{{PassageKind::kDocument, 1}, {PassageKind::kPerson, 2}, {PassageKind::kPage, 1}}));
}

TEST_F(Passages, OfAPageHaveTheBoxesOfTheWordsAlsoOverALineBreak) {
  EXPECT_EQ(places(search("ครุภัณฑ์", {PassageKind::kPage})), (std::vector<Place>{{1, word_box(1, 0)}}));
  EXPECT_EQ(places(search("ภัณฑ์สำนัก", {PassageKind::kPage})), (std::vector<Place>{{1, unite(word_box(1, 0), word_box(1, 1))}}))
      << "words that follow each other are framed together, whole";
  const std::vector<Place> both = {{1, unite(word_box(0, 1), word_box(0, 2))}, {1, word_box(1, 0)}};
  EXPECT_EQ(places(search("\"ขออนุมัติจัดซื้อครุภัณฑ์\"", {PassageKind::kPage})), both) << "a box on each line";
  EXPECT_EQ(places(search("อนุมัติ ลงชื่อ", {PassageKind::kPage})), (std::vector<Place>{{1, word_box(0, 1)}, {1, word_box(2, 0)}}));
}

TEST_F(Passages, AskedForWithTheEraHaveItInTheirBoxes) {
  for (const char* query : {"พ.ศ.2561", "\"พ.ศ. ๒๕๖๑\"", "พศ.2561"})
    EXPECT_EQ(places(search(query, {PassageKind::kPage})), (std::vector<Place>{{2, unite(word_box(1, 1), word_box(1, 2))}})) << query;
  EXPECT_EQ(places(search("2561", {PassageKind::kPage})), (std::vector<Place>{{2, word_box(1, 2)}}));
}

TEST_F(Passages, OfARecordHaveTheBoxesOfTheWordsInItsFieldOrTheField) {
  EXPECT_EQ(places(search("สมศรี", {PassageKind::kPerson})), (std::vector<Place>{{2, word_box(0, 1)}}));
  EXPECT_EQ(places(search("นางสมศรีมีสุข", {PassageKind::kPerson})), (std::vector<Place>{{2, unite(word_box(0, 1), word_box(0, 2))}}));
  EXPECT_EQ(places(search("ตามเสนอ", {PassageKind::kPerson})), (std::vector<Place>{{1, {10, 20, 300, 40}}}))
      << "it stands nowhere in so many letters";
}

TEST_F(Passages, FuzzyHitsHaveBoxesToo) {
  SearchOptions options;
  options.in = {PassageKind::kPage};
  options.matching = Matching::kFuzzy;
  options.showing = Showing::kPlaces;
  const SearchResult result = searcher.search("ครุภัณท์", options);
  ASSERT_EQ(result.hits.size(), 1u);
  EXPECT_EQ(result.hits[0].distance, 1);
  ASSERT_FALSE(result.hits[0].places.empty());
  EXPECT_EQ(intersect(result.hits[0].places[0].box, word_box(1, 0)), word_box(1, 0));
}

TEST_F(Passages, AreFilteredAndCountedByTheKindOfTheirDocument) {
  EXPECT_EQ(told(search("แต่งตั้ง", index::PassageKinds::all(), kinds("order"))), "document:title:1");
  EXPECT_EQ(told(search("แต่งตั้ง", index::PassageKinds::all(), kinds("memo"))), "");
  EXPECT_EQ(told(search("แต่งตั้ง", index::PassageKinds::all(), kinds("law"))), "") << "a kind that no document has is a kind all the same";
  const auto counts = search("โครงสร้าง").facets.at(index::Column::kDocumentKind);
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].value + " " + counts[1].value, "memo order");
}

TEST_F(Passages, AnUnknownValueOfAFilterIsAnErrorWithTheNearestOnes) {
  const auto refused = [&](const std::function<void(Filters&)>& set) {
    Filters f;
    set(f);
    return message_of([&] { search("ก", index::PassageKinds::all(), f); });
  };
  EXPECT_EQ(refused([](Filters& f) { f.kinds = {"ordre"}; }), "kind: 'ordre' is in no document; did you mean order?");
  EXPECT_EQ(refused([](Filters& f) { f.provinces = {"สมมติบุรี"}; }), "province: 'สมมติบุรี' is in no document; did you mean สมมุติบุรี?");
  EXPECT_EQ(refused([](Filters& f) { f.provinces = {"จังหวัดสมมุติ"}; }), "province: 'จังหวัดสมมุติ' is in no document; did you mean สมมุติธานี or สมมุติบุรี?");
  EXPECT_EQ(refused([](Filters& f) {
              f.offices = {"เทศบาลสอง", "xyz"};
            }),
            "office: 'xyz' is in no document; leave it out, or see the values with --facets");
  EXPECT_EQ(refused([](Filters& f) { f.statuses = {"in_progress"}; }), "");
  EXPECT_EQ(refused([](Filters& f) { f.groups = {"OIT"}; }), "");
  EXPECT_EQ(refused([](Filters& f) { f.provinces = {"สมมุติบุรี", "จ.สมมุติธานี"}; }), "");
  EXPECT_EQ(refused([](Filters& f) { f.districts = {"อำเภอเมืองสมมุติ"}; }), "");
}

TEST_F(Passages, OfACorrectedDocumentAreThoseItHasNow) {
  const std::string key = store::document_key(base::sha256_hex("a.pdf"), 1);
  store.edit_document(key, [&](store::StoredDocument& stored, database::Database&, const std::string& now) {
    stored.document.signatures[1].name->value = "นางสมใจ";
    stored.document.organisation.province->value = "สมมุติธานี";
    return database::Change{now, "t", "corrected", key, "{}"};
  });
  for (int turn = 0; turn < 2; ++turn) {
    EXPECT_EQ(told(search("นางสมใจ")), "person:name:2");
    EXPECT_EQ(told(search("นางสมศรี")), "page:text:2");
    Filters f;
    f.provinces = {"สมมุติธานี"};
    EXPECT_EQ(told(search("ต้นฉบับ", index::PassageKinds::all(), f)), "page:text:2");
    store.finish();
  }
  store.remove_file(base::sha256_hex("a.pdf"));
  EXPECT_EQ(told(search("ต้นฉบับ")), "");
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM passages p JOIN files f ON f.id = p.file WHERE f.sha256 <> '" + base::sha256_hex("b.pdf") + "'"),
            0);
}

TEST_F(Passages, ARecordIsFoundByTheCellsOfItsRowThatNoFieldIsMadeOf) {
  Document d = report_of("เทศบาลสาม");
  d.measures.clear();
  DataTable table;
  table.first_page = table.last_page = 1;
  table.layout = "purchase";
  table.columns = {{field("รายการ"), CellType::kText}, {field("หมายเหตุ"), CellType::kText}};
  for (const char* note : {"ส่งช้า", "ครบถ้วน"}) {
    DataRow& row = table.rows.emplace_back();
    row.cells = {{field("เครื่องพิมพ์"), CellType::kText}, {field(note), CellType::kText}};
    const int line = static_cast<int>(table.rows.size());
    row.cells[1].field.places = {{1, {0, 100 * line, 2000, 60}}};
    d.records.push_back({"purchase", 0, line - 1, {{"item", CellType::kText, row.cells[0].field}}});
  }
  d.tables = {table};
  store::StoredFile file = stored_file("c.pdf", d);
  file.pages = {stored_page(1, {{"รายการ"}, {"เครื่องพิมพ์", "ส่งช้า"}, {"เครื่องพิมพ์", "ครบถ้วน"}})};
  store.put_file(file);
  for (int turn = 0; turn < 2; ++turn) {  // waiting, then in the index
    EXPECT_EQ(told(search("ส่งช้า")), "record:cells:1 page:text:1");
    EXPECT_EQ(places(search("ครบถ้วน")), (std::vector<Place>{{1, word_box(2, 1)}}));
    EXPECT_EQ(search("เครื่องพิมพ์ ครบถ้วน", {PassageKind::kRecord}).total, 1);
    EXPECT_EQ(search("เครื่องพิมพ์", {PassageKind::kRecord}).hits.at(0).field, "title");
    EXPECT_EQ(search("ส่งช้า", {PassageKind::kRow}).total, 0) << "a row is found once";
    store.finish();
  }
}

}  // namespace passages_test
}  // namespace banthuek::search

// Rows that the reader missed: corrections of nothing, with the place that a person marked.
#include <gtest/gtest.h>

#include "extractors/types/field_path.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek {
namespace added_rows_test {

using Values = std::vector<std::pair<std::string, std::string>>;

class AddedRows : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  store::StoredFile file = stored_file("a.pdf", full_document());
  std::string key = store::document_key(base::sha256_hex("a.pdf"), 3);
  std::size_t read = full_document().measures.size();
  const Place here{3, {100, 900, 800, 60}}, there{3, {100, 980, 800, 60}};

  void SetUp() override {
    store.put_file(file);
    store.set_clock([] { return "2026-01-02T03:04:05Z"; });
  }
  std::string add(const Values& values, const Place& place, std::string_view list = "measures") {
    return store::add_row(store, key, list, values, place, "สมศรี", "ระบบอ่านไม่พบ");
  }
  std::string add_measure(const std::string& title, const Place& place) { return add({{"title", title}}, place); }
  Document now() { return store.document(key)->document; }
  std::vector<std::string> titles() {
    std::vector<std::string> out;
    for (const Measure& m : now().measures) out.push_back(m.title ? m.title->value : "");
    return {out.begin() + static_cast<std::ptrdiff_t>(read), out.end()};
  }
  // What verify says beside what it says of a file that was never imported.
  std::vector<std::string> faults() {
    std::vector<std::string> out = store::verify(store);
    std::erase_if(out, [](const std::string& fault) {
      return fault.ends_with("run ingest on it again") && !fault.ends_with("corrected it; run ingest on it again");
    });
    return out;
  }
};

TEST_F(AddedRows, StandBehindTheLastWithTheirPlaceAndWhoAddedThem) {
  EXPECT_EQ(add({{"title", "จัดทำคู่มือ"}, {"status", "done"}, {"no", "๙"}}, here), "measures/" + std::to_string(read));
  const Measure m = now().measures.back();
  EXPECT_EQ(m.title->value, "จัดทำคู่มือ");
  EXPECT_EQ(m.title->raw, "");
  EXPECT_EQ(m.title->places, std::vector<Place>{here});
  EXPECT_EQ(m.status->places, std::vector<Place>{here});
  EXPECT_EQ(m.title->confidence, 1);
  const auto list = store::corrections_of(store.db(), file.sha256, now());
  ASSERT_EQ(list.size(), 3u);
  for (const store::Correction& c : list) {
    EXPECT_EQ(c.place, here);
    EXPECT_EQ(c.before, std::nullopt);
    EXPECT_EQ(c.who, "สมศรี");
    EXPECT_EQ(c.why, "ระบบอ่านไม่พบ");
    EXPECT_EQ(c.anchor, "{}") << "the place stands once";
  }
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history WHERE action = 'corrected' AND json_extract(detail, '$.place[1]') = 100"), 3);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM measures WHERE title = 'จัดทำคู่มือ' AND status = 'done'"), 1);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

TEST_F(AddedRows, OfOtherListsToo) {
  EXPECT_EQ(add({{"name", "นายสมมุติ ตัวอย่าง"}}, here, "signatures"), "signatures/" + std::to_string(full_document().signatures.size()));
  EXPECT_EQ(add({{"code", "O9"}, {"title", "x"}}, here, "oit_items"), "oit_items/" + std::to_string(full_document().oit_items.size()));
  add({{"organisation", "อบต.ใหม่"}, {"total", "๙๐.๕"}}, here, "scores");
  EXPECT_EQ(now().scores.back().total->value, "90.5");
  EXPECT_EQ(message_of([&] { add({{"budget", "1"}}, here, "records"); }), key + "/records: no row can be added there; see banthuek show");
  EXPECT_EQ(message_of([&] { add({{"budget", "1"}}, here, "pages"); }), key + "/pages: no row can be added there; see banthuek show");
}

schema::RecordKind training() {
  schema::RecordKind kind;
  kind.name = "training";
  kind.title = {"อบรม", "Trainings"};
  kind.fields.resize(3);
  kind.fields[0].name = "course", kind.fields[0].search = true;
  kind.fields[1].name = "cost", kind.fields[1].type = CellType::kMoney;
  kind.fields[2].name = "day", kind.fields[2].type = CellType::kDate;
  return kind;
}

TEST_F(AddedRows, OfAKindThatIsDescribedMakeItKnownUnlessTheyAreRefused) {
  const schema::RecordKind kind = training();
  const auto add = [&](const Values& values) { return store::add_row(store, key, "training", values, here, "สมศรี", "ระบบอ่านไม่พบ", &kind); };
  EXPECT_NE(message_of([&] { add({{"course", "x"}, {"cost", "แพง"}}); }), "");
  EXPECT_NE(message_of([&] { add({{"teacher", "x"}}); }), "");
  EXPECT_FALSE(store::record_kind(store.db(), "training")) << "of a row that was refused";
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM sqlite_master WHERE name = 'record_training'"), 0);
  add({{"course", "x"}});
  EXPECT_TRUE(store::record_kind(store.db(), "training"));
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM record_training WHERE course = 'x'"), 1);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

// A kind of records says what its rows hold; the row stands in no table.
TEST_F(AddedRows, OfAKindOfRecordsToo) {
  const Values values = {{"course", "ระเบียบพัสดุ"}, {"cost", "๑,๒๕๐.๕๐"}, {"day", "๗ เม.ย. ๒๕๖๖"}};
  EXPECT_EQ(message_of([&] { add(values, here, "training"); }), key + "/training: no row can be added there; see banthuek show");
  store.put_kind(training());
  const std::string row = add(values, here, "training");
  EXPECT_EQ(row, "records/" + std::to_string(full_document().records.size()));
  const TableRecord record = now().records.back();
  EXPECT_EQ(record.kind, "training");
  EXPECT_EQ(record.table, -1);
  EXPECT_EQ(record.row, -1);
  ASSERT_EQ(record.fields.size(), 3u);
  EXPECT_EQ(record.fields[1].value->value, "1250.50");
  EXPECT_EQ(record.fields[2].value->value, "2023-04-07");
  EXPECT_EQ(record.fields[0].value->places, std::vector<Place>{here});
  EXPECT_EQ(store::corrections_of(store.db(), file.sha256, now()).front().anchor, R"({"kind":"training"})");
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM record_training WHERE course = 'ระเบียบพัสดุ' AND cost > 1250 AND page = 3"), 1);
  EXPECT_EQ(message_of([&] { add(values, here, "training"); }),
            key + "/records/" + std::to_string(full_document().records.size() + 1) +
                "/course: a row was added at this place before; mark another place, or correct that row");
  EXPECT_NE(message_of([&] { add({{"course", "x"}, {"cost", "แพง"}}, there, "training"); }), "");
  EXPECT_NE(message_of([&] { add({{"teacher", "x"}}, there, "training"); }), "");
  EXPECT_EQ(faults(), std::vector<std::string>());
  // Read anew, in another database, corrected, taken out, and put back value by value.
  store.put_file(file);
  EXPECT_EQ(now().records.back().fields[1].value->value, "1250.50");
  store::Store other = new_store(folder / "b.db");
  other.put_kind(training());
  store::take_corrections(other, store.db(), file.sha256);
  other.put_file(file);
  EXPECT_EQ(other.document(key)->document.records.back().fields[0].value->value, "ระเบียบพัสดุ");
  store::correct(store, key, row + "/course", "ระเบียบสารบรรณ", "มาลี", "สะกดผิด");
  store::take_out_row(store, key, row, "มาลี", "ไม่ใช่");
  EXPECT_EQ(now().records.size(), full_document().records.size());
  EXPECT_EQ(faults(), std::vector<std::string>());
  store::correct(store, key, row + "/cost", "99", "มาลี", "คืน", here);
  EXPECT_EQ(now().records.back().kind, "training");
  EXPECT_EQ(now().records.back().fields[1].value->value, "99");
  EXPECT_FALSE(now().records.back().fields[0].value);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

// A period is entered as it is written; its dates follow, may be corrected by themselves, and go with it.
TEST_F(AddedRows, MayHaveAPeriodInWords) {
  Document with_year = full_document();
  with_year.fiscal_year = Field{"๒๕๖๖", "2566", {{3, {1, 1, 5, 5}}}, 0.9, "r"};
  with_year.measures[0].period.reset();
  store.put_file(stored_file("a.pdf", with_year));
  const std::string row = add({{"title", "ก"}, {"period/raw", "ต.ค. ๖๕ - มี.ค. ๖๖"}}, here), read_one = "measures/0/period/raw";
  const auto period = [&](std::size_t index) { return now().measures[index].period.value_or(PeriodField{}); };
  EXPECT_EQ(period(read).start->value, "2022-10");
  EXPECT_EQ(period(read).end->value, "2023-03");
  EXPECT_EQ(period(read).end->places, std::vector<Place>{here});
  store::correct(store, key, row + "/period/start", "2022-11", "มาลี", "x");
  store::correct(store, key, read_one, "ทุกไตรมาส", "มาลี", "ไม่ได้อ่าน", there);
  EXPECT_EQ(period(0).frequency->value, "quarterly");
  EXPECT_EQ(period(0).raw.raw, "");
  EXPECT_EQ(faults(), std::vector<std::string>());
  store.put_file(stored_file("a.pdf", with_year));
  EXPECT_EQ(period(read).start->value, "2022-11");
  EXPECT_EQ(period(read).end->value, "2023-03");
  EXPECT_EQ(period(0).raw.places, std::vector<Place>{there});
  store::correct(store, key, read_one, std::nullopt, "มาลี", "ผิดแถว");
  EXPECT_FALSE(now().measures[0].period);
  store::take_out_row(store, key, row, "มาลี", "x");
  EXPECT_EQ(titles(), std::vector<std::string>());
  store.put_file(stored_file("a.pdf", with_year));
  EXPECT_EQ(now().measures.size(), read);
  EXPECT_EQ(faults(), std::vector<std::string>());
}

// A text mended keeps what was read and what somebody corrected; the document's year, corrected later, changes nothing.
TEST_F(AddedRows, KeepTheDatesOfAPeriodWhoseTextIsMended) {
  Document d = full_document();
  d.fiscal_year = Field{"๒๕๖๖", "2566", {{3, {1, 1, 5, 5}}}, 0.9, "r"};
  const auto read_field = [](const std::string& value) { return Field{value, value, {{1, {1, 1, 5, 5}}}, 0.9, "r"}; };
  d.measures[0].period = PeriodField{read_field("ต.ค. ๖๕ - มี.ค ๖๖"), read_field("2022-10"), read_field("2023-03"), {}};
  store.put_file(stored_file("a.pdf", d));
  const std::string raw = "measures/0/period/raw";
  const auto period = [&] { return now().measures[0].period.value_or(PeriodField{}); };
  store::correct(store, key, "measures/0/period/start", "2022-11", "มาลี", "x");
  store::correct(store, key, raw, "ต.ค. ๖๕ - มี.ค. ๖๖", "มาลี", "x");
  EXPECT_EQ(period().start->value, "2022-11");
  EXPECT_EQ(period().end->rule, "r");
  EXPECT_EQ(period().raw.raw, "ต.ค. ๖๕ - มี.ค ๖๖") << "as read";
  store::correct(store, key, "fiscal_year", "2567", "มาลี", "x");
  EXPECT_EQ(faults(), std::vector<std::string>());
  store.put_file(stored_file("a.pdf", d));
  EXPECT_EQ(period().start->value, "2022-11");
  EXPECT_EQ(period().raw.value, "ต.ค. ๖๕ - มี.ค. ๖๖");
  EXPECT_EQ(faults(), std::vector<std::string>());
}

// Until the eighteenth session the anchor held the place once more.
TEST_F(AddedRows, OfOlderDatabasesAreFoundByTheirPlace) {
  add_measure("ก", here);
  store.db().script("DROP TRIGGER corrections_keep_values; UPDATE corrections SET anchor = json_object('place', json(place))");
  store.put_file(file);
  EXPECT_EQ(titles(), std::vector<std::string>{"ก"});
  store::take_out_row(store, key, "measures/" + std::to_string(read), "มาลี", "x");
  store.put_file(file);
  EXPECT_EQ(titles(), std::vector<std::string>());
}

// The page is 2480 wide and 3508 high.
TEST_F(AddedRows, StandWhollyOnTheirPage) {
  store::StoredFile with_page = file;
  with_page.pages.push_back(with_page.pages.front());
  with_page.pages.back().page.number = 3;
  store.put_file(with_page);
  for (const Box& box : {Box{1681, 900, 800, 60}, Box{100, 3449, 800, 60}, Box{1, 1, 2147483647, 2147483647}})
    EXPECT_NE(message_of([&] { add_measure("x", {3, box}); }), "") << box.x << "," << box.y;
  EXPECT_EQ(now().measures.size(), read);
  add_measure("x", {3, {1680, 3448, 800, 60}});
  EXPECT_EQ(now().measures.size(), read + 1);
}

TEST_F(AddedRows, AllOfTheirValuesFitOrNoneIsKept) {
  EXPECT_NE(message_of([&] { add({{"title", "x"}, {"status", "finished"}}, here); }), "");
  EXPECT_NE(message_of([&] { add({}, here); }), "");
  EXPECT_NE(message_of([&] { add({{"title", "x"}, {"colour", "red"}}, here); }), "");
  const std::string no_place = "measures/" + std::to_string(read) + "/title: there is no such place in this document; mark one on its pages";
  for (const Place& other : {Place{2, here.box}, Place{99, here.box}, Place{3, {}}, Place{3, {-1, 0, 5, 5}}})
    EXPECT_EQ(message_of([&] { add_measure("x", other); }), key + "/" + no_place);
  EXPECT_EQ(now().measures.size(), read);
  EXPECT_EQ(store::corrections_of(store.db(), file.sha256).size(), 0u);
  add_measure("x", here);
  EXPECT_EQ(message_of([&] { add_measure("y", here); }),
            key + "/measures/" + std::to_string(read + 1) + "/title: a row was added at this place before; mark another place, or correct that row");
}

TEST_F(AddedRows, AreCorrectedAndTakenOutAgain) {
  const std::string first = add({{"title", "ก"}, {"method", "ข"}}, here), second = add_measure("ค", there);
  store::correct(store, key, first + "/title", "ง", "มาลี", "สะกดผิด");
  store::correct(store, key, first + "/result", "จ", "มาลี", "เพิ่ม");
  EXPECT_EQ(now().measures[read].result->places, std::vector<Place>{here});
  EXPECT_EQ(titles(), (std::vector<std::string>{"ง", "ค"}));
  store::take_out_row(store, key, first, "มาลี", "ไม่ใช่มาตรการ");
  EXPECT_EQ(titles(), std::vector<std::string>{"ค"});
  EXPECT_EQ(faults(), std::vector<std::string>());
  // The history names what stands by where it stands now, and what does not behind it.
  for (const store::Correction& c : store::corrections_of(store.db(), file.sha256, now()))
    EXPECT_TRUE(c.field.starts_with(c.place == there ? first : second)) << c.field;
  // Put back as it was: behind the one that stayed.
  store::correct(store, key, second + "/title", "ง", "มาลี", "คืน", here);
  EXPECT_EQ(titles(), (std::vector<std::string>{"ค", "ง"}));
  EXPECT_NE(message_of([&] { store::take_out_row(store, key, "measures/0", "มาลี", "x"); }), "");
  EXPECT_EQ(faults(), std::vector<std::string>());
}

TEST_F(AddedRows, StayWhenTheFileIsReadAnew) {
  add_measure("ก", here);
  add_measure("ค", there);
  store::correct(store, key, "measures/0/title", "หัวเรื่องที่แก้", "มาลี", "x");
  store::correct(store, key, "measures/" + std::to_string(read) + "/title", std::nullopt, "มาลี", "ซ้ำ");
  EXPECT_EQ(titles(), std::vector<std::string>{"ค"});
  // A reading that finds one row more, and one that finds none.
  Document more = full_document();
  more.measures.insert(more.measures.begin(), Measure{});
  more.measures[0].title = Field{"แถวใหม่", "แถวใหม่", {{3, {1, 1, 5, 5}}}, 0.9, "r"};
  store.put_file(stored_file("a.pdf", more));
  EXPECT_EQ(now().measures.size(), read + 2);
  EXPECT_EQ(now().measures.back().title->value, "ค");
  EXPECT_EQ(now().measures.back().title->places, std::vector<Place>{there});
  EXPECT_EQ(now().measures[1].title->value, "หัวเรื่องที่แก้");
  Document none = full_document();
  none.measures.clear();
  store.put_file(stored_file("a.pdf", none));
  ASSERT_EQ(now().measures.size(), 1u);
  EXPECT_EQ(now().measures[0].title->value, "ค");
  EXPECT_EQ(faults(), std::vector<std::string>());
}

TEST_F(AddedRows, AreToldWhereTheyAreReadByNow) {
  add_measure("จัดทำคู่มือการปฏิบัติงานของเจ้าหน้าที่", here);
  Document more = full_document();
  more.measures.emplace_back().title = Field{"จัดทำคู่มือการปฏิบัติงานของเจ้าหนาที่", "x", {here}, 0.9, "r"};
  for (int times = 0; times < 2; ++times) store.put_file(stored_file("a.pdf", more));
  std::vector<std::string> told;
  for (const Finding& finding : now().findings)
    if (finding.code == "correction_row_read") told.push_back(finding.field + " " + finding.reason);
  EXPECT_EQ(told, std::vector<std::string>{"measures/" + std::to_string(read + 1) +
                                           "/title สมศรี added this row on 2026-01-02T03:04:05Z; it is now read too"});
}

TEST_F(AddedRows, GoAlongIntoAnotherDatabase) {
  add_measure("ก", here);
  store::Store other = new_store(folder / "b.db");
  store::take_corrections(other, store.db(), file.sha256);
  other.put_file(file);
  EXPECT_EQ(other.document(key)->document.measures.back().title->places, std::vector<Place>{here});
  other.put_file(*store.file(file.sha256));
  EXPECT_EQ(other.document(key)->document.measures.size(), read + 1);
}

// A value that was not read stands where the person saw it; what was read stays where it stands.
TEST_F(AddedRows, AndSoDoSingleValuesKeepTheirPlace) {
  Document without = full_document();
  without.memo->subject.reset();
  store.put_file(stored_file("a.pdf", without));
  store::correct(store, key, "memo/subject", "เรื่อง", "มาลี", "x", here);
  EXPECT_EQ(now().memo->subject->places, std::vector<Place>{here});
  const std::vector<Place> before = now().title->places;
  store::correct(store, key, "title", "อื่น", "มาลี", "x", here);
  EXPECT_EQ(now().title->places, before);
  EXPECT_EQ(store::corrections_of(store.db(), file.sha256).back().place, std::nullopt);
}

}  // namespace added_rows_test
}  // namespace banthuek

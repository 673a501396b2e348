#include "pipeline/store/record_kinds.h"

#include <gtest/gtest.h>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/correct.h"
#include "pipeline/store/store.h"
#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace record_kinds_test {

schema::RecordKind training() {
  schema::RecordKind kind;
  kind.name = "training";
  kind.title = {"อบรม", "Trainings"};
  schema::KindField course, cost, day;
  course.name = "course", course.search = true;
  cost.name = "cost", cost.type = CellType::kMoney;
  day.name = "day", day.type = CellType::kDate;
  kind.fields = {course, cost, day};
  return kind;
}

Document document_with(const std::string& cost) {
  Document d = full_document();
  const auto field = [](const std::string& value, double sure) { return Field{value, value, {{4, {1, 2, 3, 4}}}, sure, "record/training@1"}; };
  d.records = {{"training",
                1,
                0,
                {{"course", CellType::kText, field("ระเบียบ", 0.9)}, {"cost", CellType::kMoney, field(cost, 0.7)}, {"day", CellType::kDate, {}}}}};
  return d;
}

TEST(RecordKinds, HaveAViewWhoseFiguresAreNumbersAndWhoseUnreadValuesAreTexts) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_kind(training());
  store.put_file(stored_file("a.pdf", document_with("1250.50")));
  store.put_file(stored_file("b.pdf", document_with("ยังไม่ทราบ")));
  database::Statement row = store.db().prepare("SELECT course, cost, typeof(cost), day, page, confidence FROM record_training ORDER BY file");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), "ระเบียบ");
  EXPECT_EQ(row.real(1), 1250.5);
  EXPECT_EQ(row.text(2), "real");
  EXPECT_TRUE(row.is_null(3));
  EXPECT_EQ(row.integer(4), 4);
  EXPECT_EQ(row.real(5), 0.7);
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(1), "ยังไม่ทราบ");
  EXPECT_EQ(row.text(2), "text");
  for (const std::string& fault : verify(store)) EXPECT_EQ(fault.find("passages of"), std::string::npos) << fault;
  store.db().run("DELETE FROM passages WHERE kind = 'record'");
  int lost = 0;
  for (const std::string& fault : verify(store)) lost += fault.find("passages of records are not as the records") != std::string::npos;
  EXPECT_EQ(lost, 1);
}

TEST(RecordKinds, GiveRecordsBackAsTheyWere) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_kind(training());
  const Document document = document_with("1250.50");
  store.put_file(stored_file("a.pdf", document));
  const auto back = store.document(document_key(base::sha256_hex("a.pdf"), document.first_page))->document.records;
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].kind, "training");
  EXPECT_EQ(back[0].table, 1);
  EXPECT_EQ(back[0].row, 0);
  ASSERT_EQ(back[0].fields.size(), 3u);
  EXPECT_EQ(back[0].fields[1].type, CellType::kMoney);
  EXPECT_EQ(back[0].fields[1].value->value, "1250.50");
  EXPECT_EQ(back[0].fields[1].value->places, document.records[0].fields[1].value->places);
  EXPECT_FALSE(back[0].fields[2].value);
}

TEST(RecordKinds, TakeACorrectedFigureAndNothingElseForOne) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  store.put_kind(training());
  store.put_file(stored_file("a.pdf", document_with("1250.50")));
  const std::string key = document_key(base::sha256_hex("a.pdf"), document_with("").first_page), field = "records/0/cost";
  for (const char* none : {"many", "12 50", "1250.50 บาท"}) EXPECT_THROW(correct(store, key, field, none, "สมศรี", "อ่านผิด"), Error) << none;
  correct(store, key, field, "12,500", "สมศรี", "อ่านผิด");
  EXPECT_EQ(store.document(key)->document.records.at(0).fields.at(1).value->value, "12500");
}

TEST(RecordKinds, OfAForeignFileMakeNoViewOfWhatIsNoName) {
  EXPECT_FALSE(schema::kind_of_definition(R"({"name":"x; DROP TABLE files","version":1,"title":{"th":"","en":""},"fields":[]})"));
  EXPECT_FALSE(schema::kind_of_definition("{}"));
  EXPECT_TRUE(schema::kind_of_definition(schema::definition_json(training())));
}

}  // namespace record_kinds_test
}  // namespace banthuek::store

#include "extractors/people/people.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::people {
namespace people_test {

using test::value_of;

// "name | position | role" of each person, a line each; "~": not certain.
std::string people_in(const std::string& text) {
  test::PageMaker maker;
  const std::vector<Page> pages = maker.make(text);
  const document::ReadingOrder flow = document::make_flow(pages, test::schemas());
  document::ReadingOrder opened;
  for (const document::OrderedPart& part : flow) {
    const document::ReadingOrder lines = part.table ? document::lines_of_table(part) : document::ReadingOrder{part};
    opened.insert(opened.end(), lines.begin(), lines.end());
  }
  std::string out;
  const auto say = [](const MaybeField& field) { return field ? (field->confidence < 0.95 ? "~" : "") + field->value : std::string("-"); };
  for (const Person& p : find_people(opened, test::schemas())) out += say(p.name) + " | " + say(p.position) + " | " + say(p.role) + "\n";
  return out;
}

TEST(People, StandInNumberedListsWithPositionAndRole) {
  EXPECT_EQ(people_in("๑. นายทดสอบ ระบบดี ตำแหน่ง ครูชำนาญการ ประธานกรรมการ\n"
                      "๑.๒ นางสาวทดลอง ใจงาม นิติกร เป็นกรรมการและเลขานุการ\n"
                      "(๓) นางสมมุติ กล้าหาญ กรรมการ\n"),
            "นายทดสอบ ระบบดี | ครูชำนาญการ | ประธานกรรมการ\n"
            "นางสาวทดลอง ใจงาม | นิติกร | กรรมการและเลขานุการ\n"
            "นางสมมุติ กล้าหาญ | - | กรรมการ\n");
}

TEST(People, StandInCellsWithoutHeadings) {
  EXPECT_EQ(people_in("๑\tนายทดสอบ ระบบดี\tผู้อำนวยการกองคลัง\tประธานกรรมการ\n๒\tนางทดลอง ใจงาม\tบ้านเลขที่สมมุติ\tกรรมการ\n"),
            "นายทดสอบ ระบบดี | ผู้อำนวยการกองคลัง | ประธานกรรมการ\n"
            "นางทดลอง ใจงาม | ~บ้านเลขที่สมมุติ | กรรมการ\n");
}

TEST(People, InASentenceAreNotCertain) {
  EXPECT_EQ(people_in("จึงขอมอบให้ นายทดสอบ ระบบดี ตำแหน่ง นิติกร\n"), "~นายทดสอบ ระบบดี | ~นิติกร | -\n");
  EXPECT_EQ(people_in("ที่ประชุมขอบคุณ นางทดลอง ใจงาม ที่มาบรรยายให้ความรู้\n"), "~นางทดลอง ใจงาม | - | -\n");
}

TEST(People, InABoxHaveTheirPositionBelow) {
  EXPECT_EQ(people_in("นายทดสอบ ระบบดี\nผู้อำนวยการโรงพยาบาลสมมุติ\n"), "นายทดสอบ ระบบดี | ~ผู้อำนวยการโรงพยาบาลสมมุติ | -\n");
}

TEST(People, AreNoOfficesAndNoHalfNames) {
  EXPECT_EQ(people_in("นายกเทศมนตรี ตำบลสมมุติ\nนายอำเภอ ทุกอำเภอ\nนายแพทย์ชำนาญการ พิเศษ\nนายทดสอบ ประธานกรรมการ\nแม่นางทดลอง ใจงาม\n"
                      "ตามหนังสือ ก.ค.ศ. กำหนด หลักเกณฑ์\nสำนักงาน ก.ค. ศ. กำหนด หลักเกณฑ์\n"),
            "");
}

TEST(People, AreToldOnceWithAllThatIsSaid) {
  EXPECT_EQ(people_in("๑. นายทดสอบ ระบบดี นิติกร\n๒. นายทดสอบ ระบบดี\n๓. นายทดสอบ ระบบดี กรรมการ\n๔. นายทดสอบ ระบบดี กรรมการ\n"),
            "นายทดสอบ ระบบดี | นิติกร | -\nนายทดสอบ ระบบดี | - | กรรมการ\n");
}

schema::Schemas with_kind() {
  schema::Schemas out = test::source_schemas();
  schema::RecordKind kind;
  kind.name = kKind;
  for (const auto& [name, type] :
       {std::pair("name", CellType::kPerson), std::pair("position", CellType::kText), std::pair("role", CellType::kText)}) {
    schema::KindField field;
    field.name = name;
    field.type = type;
    kind.fields.push_back(field);
  }
  out.records.push_back(kind);
  return out;
}

TEST(People, AreRecordsOfADocumentButForItsSigners) {
  const schema::Schemas schemas = with_kind();
  test::PageMaker maker;
  const std::vector<Page> pages = maker.make("๑. นายทดสอบ ระบบดี นิติกร\n(นางทดลอง ใจงาม)\n๒. นางทดลอง ใจงาม กรรมการ\n");
  const document::ReadingOrder flow = document::make_flow(pages, schemas);
  Document document;
  document.signatures.push_back({test::field("นางทดลอง ใจงาม", flow[1].box), {}, {}, {}});
  add_people(document, flow, schemas);
  ASSERT_EQ(document.records.size(), 2u);  // she is named in the list too
  EXPECT_EQ(test::field_at(document, "records/0/name").value, "นายทดสอบ ระบบดี");
  EXPECT_EQ(test::field_at(document, "records/0/position").value, "นิติกร");
  EXPECT_EQ(test::field_at(document, "records/1/role").value, "กรรมการ");
  ASSERT_EQ(document.tables.size(), 1u);
  EXPECT_EQ(document.tables[0].layout, kKind);
  EXPECT_EQ(document.tables[0].rows[1].cells[2].field.value, "กรรมการ");
  EXPECT_EQ(document.records[1].row, 1);
  add_people(document, flow, schemas);
  EXPECT_EQ(document.records.size(), 2u);  // they stand in records already
  Document other;
  add_people(other, flow, test::schemas());
  EXPECT_TRUE(other.records.empty());  // nobody asks for such records
}

}  // namespace people_test
}  // namespace banthuek::people

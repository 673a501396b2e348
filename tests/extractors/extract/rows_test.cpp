// Tables as offices draw them: headings once more in the middle, a group's name between, rows and words cut by a page's or a line's end.
#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/extract/extract.h"
#include "extractors/types/field_path.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::extract {
namespace rows_test {

const std::string kHead = "รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n";

// The heading in `column`, made to span `columns`: those that stood in the others are gone. Gives it, and the box it had.
std::pair<Cell*, Box> spanning_heading(Table& table, int column, int columns) {
  std::erase_if(table.cells, [&](const Cell& c) { return c.row == 0 && c.column > column && c.column < column + columns; });
  Cell& cell = *std::find_if(table.cells.begin(), table.cells.end(), [&](const Cell& c) { return c.row == 0 && c.column == column; });
  const Box one = cell.box;
  cell.column_span = columns;
  cell.box.w = columns * one.w;
  return {&cell, one};
}

Document document_of(const std::vector<Page>& pages) { return extract_document(pages, test::schemas()); }

TEST(Rows, OfHeadingsOnceMoreBelowAGroupsNameAreNoMeasures) {
  std::vector<Page> pages =
      test::pages_of(kHead +
                     "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n๑\tก\tจัดทำ\tกองคลัง\tต.ค. ๖๕\n\t\tแบบวัดการเปิดเผยข้อมูลสาธารณะ OIT\t\t\n"
                     "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n๑\tข\tเผยแพร่\tสำนักปลัด\tต.ค. ๖๕\n");
  Table& table = pages[0].tables[0];
  const auto name = std::find_if(table.cells.begin(), table.cells.end(), [](const Cell& c) { return c.row == 2 && c.column == 2; });
  name->column_span = 2;
  std::erase_if(table.cells, [](const Cell& c) { return c.row == 2 && c.column == 3; });
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/responsible").value, "กองคลัง");
  EXPECT_FALSE(d.measures[0].group);
  EXPECT_EQ(test::field_at(d, "measures/1/title").value, "ข");
  ASSERT_TRUE(d.measures[1].group);
  EXPECT_EQ(test::field_at(d, "measures/1/group").value, "OIT");
}

TEST(Rows, GoOnOverAPageThatHoldsNothingButItsNumber) {
  std::vector<Page> pages = test::pages_of(
      kHead + "ที่\tมาตรการ\tสถานะการดำเนินงาน\tผลการดำเนินการ\n๑\tก\tดำเนินการแล้วเสร็จ\tมีผล\n\f\n- ๒ -\n\f\n๒\tข\tอยู่ระหว่างดำเนินการ\tทำไป\n");
  ASSERT_EQ(pages.size(), 3u);
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/1/status").value, "in_progress");
  EXPECT_EQ(test::field_at(d, "measures/1/result").value, "ทำไป");
}

TEST(Rows, CutByAPageWithTheirFirstCellFilledAndNoMarkAreOneMeasure) {
  const std::string head = "มาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\tยังไม่ดำเนินการ\tอยู่ระหว่างดำเนินการ\tดำเนินการแล้วเสร็จ\n";
  const Document d =
      document_of(test::pages_of(kHead + head + "๑. ก\tจัดทำ\tกองคลัง\tต.ค. ๖๕\t\t✓\t\n๒. การพัฒนาระบบ\t๑. เปิด\tกองช่าง\tต.ค. ๖๕\t✓\t\t\n\f\n" + head +
                                 "ออนไลน์\t๒. ปิด\t\t\t\t\t\n"));
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/1/title").value, "การพัฒนาระบบออนไลน์");
  EXPECT_EQ(test::field_at(d, "measures/1/status").value, "not_started");
}

// A browser or a word processor cuts a row at the page's end where it will, and leaves its short cells there.
TEST(Rows, WhoseShortCellsAreLeftOnThePageBeforeAreOneMeasure) {
  const std::string head = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\tยังไม่ดำเนินการ\tอยู่ระหว่างดำเนินการ\tดำเนินการแล้วเสร็จ\n";
  for (const char* left : {"\t\t\tกองช่าง\tพ.ย. ๖๕\t✓\t\t\n", "๒\t\t\tกองช่าง\tพ.ย. ๖๕\t✓\t\t\n"}) {
    const std::string number = left[0] == '\t' ? "๒" : "";
    const Document d = document_of(test::pages_of(kHead + head + "๑\tก\tจัดทำ\tกองคลัง\tต.ค. ๖๕\t\t\t✓\n" + left + "\f\n" + head + number +
                                                  "\tการพัฒนาระบบ\tเปิด\t\t\t\t\t\n๓\tข\tปิด\tสำนักปลัด\tธ.ค. ๖๕\t\t✓\t\n"));
    ASSERT_EQ(d.measures.size(), 3u) << left;
    EXPECT_EQ(test::field_at(d, "measures/0/responsible").value, "กองคลัง");
    EXPECT_EQ(test::field_at(d, "measures/1/no").value, "2");
    EXPECT_EQ(test::field_at(d, "measures/1/title").value, "การพัฒนาระบบ");
    EXPECT_EQ(test::field_at(d, "measures/1/responsible").value, "กองช่าง");
    EXPECT_EQ(test::field_at(d, "measures/1/period/start").value, "2022-11");
    EXPECT_EQ(test::field_at(d, "measures/1/status").value, "not_started");
    EXPECT_EQ(test::field_at(d, "measures/2/period/start").value, "2022-12");
  }
}

// With the first lines of its long cells.
TEST(Rows, CutInTheMiddleOfTheirTextsAreOneMeasure) {
  const std::string head = "มาตรการ\tระยะเวลา\tผู้รับผิดชอบ\tขั้นตอน\tสรุปผลการดำเนินการ\n";
  const Document d =
      document_of(test::pages_of(kHead + head + "๑. ก\tต.ค. ๖๕\tกองคลัง\tจัดทำ\tมีผล\n\tพ.ย. ๖๕\t\tจัดทำขั้นตอนการยืมทรัพย์สินของ\tมีการยืม ๔๖\n\f\n" + head +
                                 "๒. ข\t\tกองช่าง\tราชการให้บุคลากร\tรายการ\n"));
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/method").value, "จัดทำ");
  EXPECT_EQ(test::field_at(d, "measures/1/method").value, "จัดทำขั้นตอนการยืมทรัพย์สินของราชการให้บุคลากร");
  EXPECT_EQ(test::field_at(d, "measures/1/period/start").value, "2022-11");
}

TEST(Rows, WhoseStatusAloneOrHalfOfItIsLeftBehindAreOneMeasure) {
  const std::string head = "มาตรการ\tระยะเวลา\tวิธีการ\tสถานะการดำเนินงาน\n";
  const auto second = [&](const char* left, const char* rest) {
    const Document d = document_of(test::pages_of(kHead + head + "๑. ก\tต.ค. ๖๕\tจัดทำ\tแล้วเสร็จ\n" + left + "\f\n" + head + rest));
    EXPECT_EQ(d.measures.size(), 2u);
    EXPECT_EQ(test::field_at(d, "measures/0/status").value, "done");
    return d.measures.back().status ? d.measures.back().status->value : "";
  };
  EXPECT_EQ(second("\t\t\tกำลังดำเนินการ\n", "๒. ข\tพ.ย. ๖๕\tเปิด\t\n"), "in_progress");
  EXPECT_EQ(second("\tพ.ย. ๖๕\tเปิด\tอยู่ระหว่าง\n", "๒. ข\t\tระบบ\tดำเนินการ\n"), "in_progress");
}

// A second line of the row above, by its own cells, is none of the next page's.
TEST(Rows, ThatGoOnWithTheirOwnMeasureStayWithIt) {
  const std::string head = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n";
  const Document d =
      document_of(test::pages_of(kHead + head + "๑\tก\tจัดทำ\t\t\n\t\t\tกองช่าง\tพ.ย. ๖๕\n\f\n" + head + "๒\tข\tเปิด\t\t\n\t\t\tกองคลัง\tต.ค. ๖๕\n"));
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/responsible").value, "กองช่าง");
  EXPECT_EQ(test::field_at(d, "measures/1/responsible").value, "กองคลัง");
}

// The rest of a group above the next group's name and headings, all in one frame, is not stepped over as if it were a title.
TEST(Rows, AboveTheNextGroupsHeadingsGoOnWithTheTableBefore) {
  const std::string head = "มาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\tข้อเสนอแนะ\tผลการดำเนินการ\n";
  std::vector<Page> pages =
      test::pages_of(kHead + head + "๑. ก\tจัดทำ\tกองคลัง\tต.ค. ๖๕\tควรทำ\tมีผล\n\f\n" + "๒. ข\tเปิด\tกองช่าง\tพ.ย. ๖๕\tควรเปิด\tเปิดแล้ว\n" +
                     "แบบวัดการเปิดเผยข้อมูลสาธารณะ OIT\tx\tx\t\t\t\n" + head + "๑. ค\tเผยแพร่\tสำนักปลัด\tธ.ค. ๖๕\tควรเผยแพร่\tครบ\n");
  Table& table = pages[1].tables[0];
  std::erase_if(table.cells, [](const Cell& c) { return c.text == "x"; });
  for (Cell& cell : table.cells)
    if (cell.row == 1 && cell.column == 0) cell.column_span = 3;
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 3u);
  EXPECT_EQ(test::field_at(d, "measures/1/title").value, "ข");
  EXPECT_FALSE(d.measures[1].group);
  EXPECT_EQ(test::field_at(d, "measures/2/title").value, "ค");
  EXPECT_EQ(test::field_at(d, "measures/2/group").value, "OIT");
}

// The heading over the columns of statuses is no other column's, and the row below it belongs to the headings though one is misspelt.
TEST(Headings, OverSeveralColumnsStandForNoneOfThemTwice) {
  std::vector<Page> pages =
      test::pages_of(kHead +
                     "ชื่อมาตรการ\tกิจกรรม/ขั้นตอน\tระยะเวลาดำเนินการ\tหน่วยงานรับผิดชอบ\tสถานะการดำเนินการ\tx\tx\tข้อเสนอแนะ\tผลการดำเนินงาน\n"
                     "x\tx\tx\tx\tยังไม่ เริ่ม ดำเนิน การ\tอยู่ ระหว่า ง ดำเนิน การ\tดำเนิน การแล้ว เสร็จ\tx\tx\n"
                     "ก\tจัดทำคู่มือ\tต.ค. ๖๕\tกองคลัง\t○\t⊗\t○\tควรทำ\tมีผล\nข\tติดตั้ง\tต.ค. ๖๕\tกองช่าง\t○\t○\t⊗\tควรทำ\tมีผล\n");
  Table& table = pages[0].tables[0];
  std::erase_if(table.cells, [](const Cell& c) { return c.text == "x"; });
  for (Cell& cell : table.cells)
    if (cell.row == 0 && cell.column == 4)
      cell.column_span = 3;
    else if (cell.row == 0)
      cell.row_span = 2;
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/method").value, "จัดทำคู่มือ");
  EXPECT_EQ(test::field_at(d, "measures/0/status").value, "in_progress");
  EXPECT_EQ(test::field_at(d, "measures/1/status").value, "done");
}

TEST(Headings, OverSeveralColumnsMayHaveFallenIntoOneOfThem) {
  const Document d = document_of(test::pages_of(
      kHead + "ชื่อมาตรการ\tวิธีการ\tหน่วยงานรับผิดชอบ\tยังไม่ได้ดำเนินการ\tสถานะ กำลังดำเนินการ\tดำเนินการแล้ว\nก\tจัดทำ\tกองคลัง\t\t/\t\nข\tเปิด\tกองช่าง\t/\t\t\n"));
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/status").value, "in_progress");
  EXPECT_EQ(test::field_at(d, "measures/1/status").value, "not_started");
}

TEST(Headings, UnderOneWithoutRulesBetweenAreToldByTheWordsPlaces) {
  std::vector<Page> pages = test::pages_of(kHead + "ที่\tมาตรการ\tสถานะ\tx\tx\tผู้รับผิดชอบ\n๑\tก\t\t✓\t\tกองคลัง\n๒\tข\t\t\t✓\tกองช่าง\n");
  const auto [heading, narrow] = spanning_heading(pages[0].tables[0], 2, 3);
  Cell& cell = *heading;
  const auto word = [&](const char* text, int column) { return Word{text, {narrow.x + column * narrow.w + 5, narrow.y, narrow.w - 10, 10}, 1.0}; };
  Line first, second, third;
  first.words = {word("สถานะการดำเนินการ", 1)};
  second.words = {word("ยังไม่", 0), word("อยู่ระหว่าง", 1), word("ดำเนินการ", 2)};
  third.words = {word("ดำเนินการ", 0), word("ดำเนินการ", 1), word("แล้วเสร็จ", 2)};
  for (Line* line : {&first, &second, &third})
    for (const Word& w : line->words) line->text += w.text + " ";
  cell.lines = {first, second, third};
  cell.text = first.text + "\n" + second.text + "\n" + third.text;
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/status").value, "in_progress");
  EXPECT_EQ(test::field_at(d, "measures/1/status").value, "done");
}

// A dark ground hides one heading and leaves doubtful lines beside the others.
TEST(Headings, OnADarkGroundAreToldByWhatIsReadSurely) {
  std::vector<Page> pages = test::pages_of(kHead +
                                           "x\tกิจกรรม/ขั้นตอน\tกำหนดเวลา\tหน่วยงานรับผิดชอบ\tสถานะการดำเนินงาน\n๑. ก\tจัดทำ\tต.ค. ๖๕\tกองคลัง\tดำเนินการแล้ว\n"
                                           "๒. ข\tเปิด\tพ.ย. ๖๕\tกองช่าง\tยังไม่ดำเนินการ\n");
  for (Cell& cell : pages[0].tables[0].cells) {
    if (cell.row != 0) continue;
    if (cell.text == "x") {
      cell.text.clear(), cell.lines.clear();
      continue;
    }
    Line noise = cell.lines.at(0);
    noise.text = "๖878 ราช", noise.confidence = 0.3;
    cell.lines.insert(cell.lines.begin(), noise);
    cell.text = noise.text + "\n" + cell.text;
  }
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/title").value, "ก");
  EXPECT_EQ(test::field_at(d, "measures/0/status").value, "done");
  EXPECT_EQ(test::field_at(d, "measures/1/responsible").value, "กองช่าง");
}

TEST(Headings, WithDirtBeforeThemAreNoItems) {
  const Document d = document_of(
      test::pages_of(kHead + "มาตรการ\tวิธีการ\tระยะเวลา\t- สถานะ\n(๑) ก\tจัดทำ\tต.ค. ๖๕\tดำเนินการแล้ว\n(๒) ข\tเปิด\tพ.ย. ๖๕\tยังไม่ดำเนินการ\n"));
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/status").value, "done");
  EXPECT_EQ(test::field_at(d, "measures/1/status").value, "not_started");
}

// The rule between two headings is lost, that between their entries is not; the first line belongs to one of them.
TEST(Headings, InOneCellAreToldByTheWordsPlaces) {
  std::vector<Page> pages = test::pages_of(kHead + "มาตรการ\tวิธีการ\tx\tระยะเวลา\n๑. ก\tจัดทำ\tกองคลัง\tต.ค. ๖๕\n๒. ข\tเปิด\tกองช่าง\tพ.ย. ๖๕\n");
  const auto [heading, narrow] = spanning_heading(pages[0].tables[0], 1, 2);
  Cell& cell = *heading;
  cell.lines.clear();
  for (const auto& [text, column] : {std::pair{"ส่วนราชการ", 1}, {"ขั้นตอนการดำเนินการ", 0}, {"ที่รับผิดชอบ", 1}}) {
    const Box box{narrow.x + column * narrow.w + 5, narrow.y, narrow.w - 10, 10};
    Line line;
    line.text = text, line.box = box, line.words = {{text, box, 1.0}};
    cell.lines.push_back(line);
  }
  cell.text = "ส่วนราชการ\nขั้นตอนการดำเนินการ\nที่รับผิดชอบ";
  const Document d = document_of(pages);
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "measures/0/method").value, "จัดทำ");
  EXPECT_EQ(test::field_at(d, "measures/1/responsible").value, "กองช่าง");
}

TEST(Opinion, GoesOnOverTheLineThatDotsEnd) {
  const Document d =
      document_of(test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง ก\nเรียน ปลัด\nเนื้อความ\n"
                                 "ความเห็นของปลัดเทศบาล.....-แจ้งทุก\nส่วนราชการทราบ.....\n(นายทดสอบ ระบบดี)\nปลัดเทศบาลตำบลทุ่งสมมุติ\n"
                                 "ความเห็นของนายกองค์การบริหารส่วน\nตำบล\n(นางสาวทดลอง มั่นคง)\nนายกองค์การบริหารส่วนตำบลทุ่งสมมุติ\n"));
  ASSERT_EQ(d.signatures.size(), 2u);
  EXPECT_EQ(test::field_at(d, "signatures/0/opinion_of").value, "ปลัดเทศบาล");
  EXPECT_EQ(test::field_at(d, "signatures/0/comment").value, "แจ้งทุกส่วนราชการทราบ");
  EXPECT_EQ(test::field_at(d, "signatures/1/opinion_of").value, "นายกองค์การบริหารส่วนตำบล");
}

TEST(Opinion, OfAnOfficeCutByTheLinesEndHasItsCommentBehindTheRest) {
  const Document d = document_of(
      test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง ก\nเรียน ปลัด\nเนื้อความ\n"
                     "ความเห็นของปลัดองค์การบริหารส่วน\nตำบล.....-เห็นควรดำเนินการตามเสนอ.....\nลงชื่อ\n(นายทดสอบ ระบบดี)\nปลัดองค์การบริหารส่วนตำบลทุ่งสมมุติ\n"));
  ASSERT_EQ(d.signatures.size(), 1u);
  EXPECT_EQ(test::field_at(d, "signatures/0/opinion_of").value, "ปลัดองค์การบริหารส่วนตำบล");
  EXPECT_EQ(test::field_at(d, "signatures/0/comment").value, "เห็นควรดำเนินการตามเสนอ");
}

// Blocks side by side below another that stands between them: its name is nearer to the comment, but above it.
TEST(Opinion, BelongsToTheNearestNameBelowIt) {
  std::vector<Page> pages = test::pages_of(
      "บันทึกข้อความ\nส่วนราชการ กองคลัง\nเรื่อง ก\nเรียน ปลัด\nเนื้อความ\n(นางสาวสมมุติ ใจดี)\nเจ้าพนักงานธุรการ\n"
      "ความเห็นของปลัดเทศบาล\n(นายทดสอบ ระบบดี)\nปลัดเทศบาล\nความเห็นของนายกเทศมนตรี\n-ทราบ\n(นางทดลอง มั่นคง)\nนายกเทศมนตรี\n");
  auto& lines = pages[0].lines;
  const auto put = [&](std::size_t from_end, int x, int y, int w) { lines[lines.size() - from_end].box = {x, y, w, 60}; };
  put(9, 1066, 1514, 431), put(8, 1029, 1587, 505);
  put(7, 295, 1731, 514), put(6, 567, 1992, 420), put(5, 481, 2065, 591);
  put(4, 1305, 1731, 558), put(3, 1305, 1804, 108), put(2, 1553, 1992, 467), put(1, 1469, 2065, 635);
  const Document d = document_of(pages);
  ASSERT_EQ(d.signatures.size(), 3u);
  EXPECT_FALSE(d.signatures[1].comment);
  ASSERT_TRUE(d.signatures[2].comment);
  EXPECT_EQ(test::field_at(d, "signatures/2/comment").value, "ทราบ");
}

TEST(Position, WiderThanItsPlaceGoesOnBelow) {
  const auto position = [](const char* below, int width) {
    std::vector<Page> pages = test::pages_of(
        "บันทึกข้อความ\nส่วนราชการ กองคลัง\nเรื่อง ก\nเรียน ปลัด\nเนื้อความ\n(นายทดสอบ ระบบดี)\nปลัดองค์การบริหารส่วนตำบลท่ายาง\n" + std::string(below) + "\n");
    auto& lines = pages[0].lines;
    const auto n = lines.size();
    lines[n - 3].box.x = 300, lines[n - 3].box.w = 200;
    lines[n - 2].box.x = 400 - width / 2, lines[n - 2].box.w = width;
    lines[n - 1].box.x = 360, lines[n - 1].box.w = 80;
    return test::field_at(document_of(pages), "signatures/0/position").value;
  };
  EXPECT_EQ(position("สองฝั่ง", 320), "ปลัดองค์การบริหารส่วนตำบลท่ายางสองฝั่ง");
  EXPECT_EQ(position("๕ ต.ค. ๖๕", 320), "ปลัดองค์การบริหารส่วนตำบลท่ายาง");
  EXPECT_EQ(position("สองฝั่ง", 160), "ปลัดองค์การบริหารส่วนตำบลท่ายาง");  // there was room: something else
}

}  // namespace rows_test
}  // namespace banthuek::extract

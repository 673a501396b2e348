#include "extractors/document/table_row.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace table_row_test {

using test::at;
using test::table;

TEST(Grid, KnowsWhichCellCoversAPlace) {
  Table t = table({{"a", "|"}, {"b", "c"}});
  at(t, 0, 0).column_span = 2;
  at(t, 1, 1).row_span = 9;  // reaches out of the table
  at(t, 1, 1).column_span = 9;
  t.cells.push_back(test::cell(-1, -1, "out", {}, 1, 1));
  const Grid grid(t);
  EXPECT_EQ(grid.cell(0, 1), &t.cells[0]);
  EXPECT_EQ(grid.cell(1, 0), &t.cells[1]);
  EXPECT_EQ(grid.cell(1, 1), &t.cells[2]);
  Table none;
  none.rows = -1;
  none.columns = 3;
  EXPECT_TRUE(Grid(none).at.empty());
}

TEST(ChoiceIndex, IsThatOfTheThreeStatuses) {
  EXPECT_EQ(choice_index("status.not_started"), 0);
  EXPECT_EQ(choice_index("status.in_progress"), 1);
  EXPECT_EQ(choice_index("status.done"), 2);
  EXPECT_EQ(choice_index("status"), -1);
}

TableMap map_of(std::vector<std::string> roles) {
  TableMap out;
  out.roles = std::move(roles);
  out.layout = &test::schemas().layouts.at(0);
  for (const schema::SchemaLayout& layout : test::schemas().layouts)
    if (layout.name == "measures_table") out.layout = &layout;
  return out;
}

Row row_of(const Table& t, std::vector<std::string> roles, int r = 0) { return read_row(Grid(t), map_of(std::move(roles)), r, 7, test::schemas()); }

// Its texts, number and choices: "role=text; ... #number [choices]".
std::string shown(const Row& row) {
  std::string out;
  for (const auto& [role, quote] : row.text) out += role + "=" + quote.text + "; ";
  for (const auto& [role, quote] : row.covering) out += "(" + role + "=" + quote.text + "); ";
  if (row.number) out += "#" + row.number->value + "@" + row.number_reading.text + " ";
  if (row.has_choices) {
    for (const values::Choice c : row.choices) out += "ne+?"[static_cast<std::size_t>(c)];
    for (const text::Excerpt& q : row.choice_readings) out += "|" + q.text;
  }
  return out;
}

TEST(ReadRow, GathersWhatStandsInItsColumns) {
  const Row row = row_of(table({{"๑", "ก", "ข", "ค", "ง"}}), {"no", "title", "", "other", "method"});
  EXPECT_EQ(shown(row), "method=ง; no=๑; title=ก; #1@๑ ");
  EXPECT_EQ(row.page, 7);
  EXPECT_EQ(shown(row_of(table({{"ก", "ข", "-", "–—", " "}}), {"title", "title", "method", "result", "outcome"})), "title=ก\nข; ");
}

TEST(ReadRow, TellsACellThatReachesIntoItFromOneThatBeginsInIt) {
  Table t = table({{"ก", "ข", "✓"}, {"|", "ค", "|"}});
  at(t, 0, 0).row_span = at(t, 0, 2).row_span = 2;
  const std::vector<std::string> roles{"responsible", "title", "status.done"};
  EXPECT_EQ(shown(row_of(t, roles, 0)), "responsible=ก; title=ข; nn+|||✓");
  EXPECT_EQ(shown(row_of(t, roles, 1)), "title=ค; (responsible=ก); ");
}

TEST(ReadRow, CountsACellOverTwoColumnsOnce) {
  Table t = table({{"ก", "|", "ข"}});
  at(t, 0, 0).column_span = 2;
  EXPECT_EQ(shown(row_of(t, {"title", "title", "method"})), "method=ข; title=ก; ");
  EXPECT_EQ(shown(row_of(t, {"", "title", "method"})), "method=ข; ");
}

TEST(ReadRow, TakesMarksForChoices) {
  Table t = table({{"", "", ""}});
  at(t, 0, 0).marks = {{MarkKind::kCircleEmpty, {1, 2, 3, 4}, 0.5}};
  at(t, 0, 1).marks = {{MarkKind::kCheck, {5, 6, 7, 8}, 0.75}, {MarkKind::kSlash, {}, 1}};
  const Row row = row_of(t, {"status.not_started", "status.in_progress", "status.done"});
  EXPECT_EQ(shown(row), "e+n|○|✓|");
  ASSERT_EQ(row.choice_readings[1].pieces.size(), 1u);
  EXPECT_EQ(row.choice_readings[1].pieces[0].end, 3u);
  EXPECT_EQ(row.choice_readings[1].pieces[0].place, (Place{7, {5, 6, 7, 8}}));
  EXPECT_EQ(row.choice_readings[1].pieces[0].confidence, 0.75);
  Table one = table({{"", "ก"}});
  at(one, 0, 0).marks = {{MarkKind::kBoxChecked, {5, 6, 7, 8}, 0.75}};
  const Row words = row_of(one, {"status", "title"});
  EXPECT_EQ(shown(words), "status=☑; title=ก; ");
  EXPECT_EQ(words.text.at("status").pieces.at(0).place, (Place{7, {5, 6, 7, 8}}));
  EXPECT_EQ(words.text.at("status").pieces.at(0).end, 3u);
}

TEST(ReadRow, ReadsItsNumber) {
  const auto number = [](const char* no, const char* title) { return shown(row_of(table({{no, title}}), {"no", "title"})); };
  EXPECT_EQ(number("(๑๒)", "ก"), "no=(๑๒); title=ก; #12@(๑๒) ");
  EXPECT_EQ(number("ข้อ ๑.๒.", "ก"), "no=ข้อ ๑.๒.; title=ก; #1.2@ข้อ ๑.๒. ");
  EXPECT_EQ(number(".๒", "ก"), "no=.๒; title=ก; #2@.๒ ");
  EXPECT_EQ(number("123456", "ก"), "no=123456; title=ก; #123456@123456 ");
  EXPECT_EQ(number("1234567", "ก"), "no=1234567; title=ก; ");
  EXPECT_EQ(number("ก", "๒. ข"), "no=ก; title=ข; #2@๒ ");
  EXPECT_EQ(number("๑", "๒. ข"), "no=๑; title=๒. ข; #1@๑ ");
  EXPECT_EQ(number("", "ข"), "title=ข; ");
}

TEST(RowInTwo, IsOneOrTwoCellsOverMostOfTheTable) {
  const auto text = [](const Table& t) {
    const auto found = row_in_two(Grid(t), 0, 1);
    return found ? found->text : "(none)";
  };
  Table t = table({{"กข", "|", "ค", "", ""}});
  at(t, 0, 0).column_span = 2;
  EXPECT_EQ(text(t), "กขค");  // three of five
  Table narrow = table({{"กข", "ค", "", "", ""}});
  EXPECT_EQ(text(narrow), "(none)");
  at(t, 0, 0).column_span = 3;
  at(t, 0, 2).text.clear();
  EXPECT_EQ(text(t), "กข");
  EXPECT_EQ(text(table({{"ก", "ข", "ค"}})), "(none)");  // three cells
  EXPECT_EQ(text(table({{"", "", ""}})), "(none)");
  Table below = table({{"x", "ก", "ข"}, {"|", "ค", "ง"}});
  at(below, 0, 0).row_span = 2;
  EXPECT_EQ(row_in_two(Grid(below), 1, 1).value_or(text::Excerpt{}).text, "คง");  // what reaches in from above is none of its
}

TEST(HeadingRow, IsOneCellOverMostOfTheTableOrOneThatNamesAGroup) {
  const auto text = [](const Table& t) {
    const auto found = heading_row(Grid(t), 0, 1, test::schemas());
    return found ? found->text : "(none)";
  };
  Table t = table({{"แผน", "|", "|", "", ""}});
  at(t, 0, 0).column_span = 3;
  EXPECT_EQ(text(t), "แผน");
  at(t, 0, 0).column_span = 2;
  EXPECT_EQ(text(t), "(none)");
  at(t, 0, 0).text = "แบบวัด OIT";
  EXPECT_EQ(text(t), "แบบวัด OIT");
  at(t, 0, 0).column_span = 1;
  EXPECT_EQ(text(t), "(none)");
  at(t, 0, 0).column_span = 3;
  at(t, 0, 4).text = "x";
  EXPECT_EQ(text(t), "(none)");
  at(t, 0, 4).text = "";
  at(t, 0, 4).marks.push_back({MarkKind::kCheck, {}, 1});
  EXPECT_EQ(text(t), "(none)");
  EXPECT_EQ(text(table({{"", "", ""}})), "(none)");
}

TEST(RepeatsHeadings, WhereThreeAndTwoThirdsOfItsCellsAre) {
  const TableMap map = map_of({"no", "title", "method", "responsible", "period"});
  const auto repeats = [&](std::vector<std::string> row) {
    const Table t = table({std::move(row)});
    return repeats_headings(Grid(t), map, 0);
  };
  EXPECT_TRUE(repeats({"ที่", "มาตรการ", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา"}));
  EXPECT_TRUE(repeats({"ที่", "มาตรการ", "วิธีการ", "", ""}));
  EXPECT_TRUE(repeats({"ที่", "มาตรการ", "วิธีการ", "กองคลัง", ""}));
  EXPECT_FALSE(repeats({"ที่", "มาตรการ", "วิธีการ", "กองคลัง", "ต.ค. ๖๕"}));
  EXPECT_FALSE(repeats({"ที่", "มาตรการ", "", "", ""}));
  EXPECT_FALSE(repeats({"มาตรการ", "วิธีการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ที่"}));  // each in another's place
  EXPECT_TRUE(repeats({"ที่", "มาตรการ", "วิธีกาธ", "", ""}));                   // 6 letters of 7
  EXPECT_FALSE(repeats({"ที่", "มาตรการ", "วิธีดาธ", "", ""}));                  // 5 of 7
  Table spanning = table({{"ที่", "มาตรการ", "กก", "|", ""}});
  at(spanning, 0, 2).column_span = 2;
  EXPECT_TRUE(repeats_headings(Grid(spanning), map, 0));
  EXPECT_FALSE(repeats_headings(Grid(spanning), map, 1));
}

TEST(RepeatsHeadings, ThatNoLayoutKnowsAsTheTableHadThem) {
  TableMap map = map_of({"no", "title", "", ""});
  map.headings = {"ที่", "กลยุทธ์และแผนงาน", "กลุ่มเป้าหมายหลัก", "สถิติปีที่ผ่านมา"};
  const Table t = table({{"ที่", "กลยุทธ์และแผนงาน", "กลุ่มเป้าหมายหลก", "สถิติปีที่ผ่านมา"}, {"๑", "กลยุทธ์และแผนงาน", "กลุ่มเป้าหมายรอง", "๑๒ ครั้ง"}});
  EXPECT_TRUE(repeats_headings(Grid(t), map, 0));
  EXPECT_FALSE(repeats_headings(Grid(t), map, 1));
}

}  // namespace table_row_test
}  // namespace banthuek::document

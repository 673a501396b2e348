// Every table as data: headings of several levels, typed cells, rows over page breaks, captions; and what only lines up is none.
#include "extractors/document/data_tables.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace data_tables_test {

using Texts = std::vector<std::vector<std::string>>;

// Pages with a line of text above each table, the table 40 pixels below it.
Page page_of(int number, const std::string& line, Table table) {
  Page page;
  page.number = number;
  page.width = 1000, page.height = 1400, page.dpi = 200;
  if (!line.empty()) {
    page.lines.push_back(test::line(line, {100, 100, 600, 20}));
    page.flow.push_back({FlowItem::Kind::kLine, 0});
  }
  for (Cell& cell : table.cells) cell.box.y += 140, cell.confidence = 1;
  table.box.y += 140;
  page.tables.push_back(std::move(table));
  page.flow.push_back({FlowItem::Kind::kTable, 0});
  return page;
}

std::vector<DataTable> tables_of(const std::vector<Page>& pages) {
  const ReadingOrder flow = make_flow(pages, test::schemas());
  return extract_tables(flow, record_tables(flow, test::schemas()));
}

// "heading:type|..." and a line for each row, values between bars, a sum with = before it.
std::string told(const DataTable& table) {
  std::string out;
  for (const DataColumn& c : table.columns) out += c.heading.raw + ":" + name_of(c.type) + "|";
  for (const DataRow& row : table.rows) {
    out += row.is_sum ? "\n=" : "\n";
    for (const DataCell& cell : row.cells) out += cell.field.value + "|";
  }
  return out;
}

std::string told(const std::vector<DataTable>& tables) {
  std::string out;
  for (const DataTable& t : tables) out += (out.empty() ? "" : "\n\n") + told(t);
  return out;
}

const Texts kPlan = {{"ลำดับที่", "รายการ", "วงเงิน (บาท)"}, {"๑", "จัดซื้อหมึกพิมพ์", "๑๒,๐๐๐"}, {"๒", "จ้างเหมาซ่อมถนน", "๓๕๐,๐๐๐.๐๐"}, {"", "รวม", "๓๖๒,๐๐๐"}};

TEST(DataTables, HaveHeadingsTypedColumnsAndSums) {
  const auto tables = tables_of({page_of(3, "ตารางที่ ๑ แผนการจัดซื้อ", test::table(kPlan))});
  ASSERT_EQ(told(tables), "ลำดับที่:number|รายการ:text|วงเงิน (บาท):money|\n1|จัดซื้อหมึกพิมพ์|12000|\n2|จ้างเหมาซ่อมถนน|350000.00|\n=|รวม|362000|");
  EXPECT_EQ(test::value_of(tables[0].caption), "ตารางที่ ๑ แผนการจัดซื้อ");
  EXPECT_EQ(tables[0].first_page, 3);
  EXPECT_EQ(tables[0].layout, "");
  const Field& cell = tables[0].rows[1].cells[2].field;
  EXPECT_EQ(cell.raw, "๓๕๐,๐๐๐.๐๐");
  ASSERT_EQ(cell.places.size(), 1u);
  EXPECT_EQ(cell.places[0], (Place{3, {200, 180, 100, 20}}));
  EXPECT_LE(cell.confidence, 0.98);  // that it stands in this column
  EXPECT_EQ(cell.rule, "table/ruled@1");
}

TEST(DataTables, HeadingsOfTwoLevelsAreOne) {
  Table t = test::table({{"หน่วยงาน", "จำนวนเรื่อง", "|"}, {"|", "รับ", "ยุติ"}, {"กองช่าง", "๕", "๔"}, {"กองคลัง", "๒", "๒"}});
  test::at(t, 0, 0).row_span = 2;
  test::at(t, 0, 1).column_span = 2;
  EXPECT_EQ(told(tables_of({page_of(1, "", t)})), "หน่วยงาน:text|จำนวนเรื่อง / รับ:number|จำนวนเรื่อง / ยุติ:number|\nกองช่าง|5|4|\nกองคลัง|2|2|");
}

TEST(DataTables, RowThatNumbersTheColumnsIsNoRow) {
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table({{"ที่", "รายการ", "จำนวน"}, {"(๑)", "(๒)", "(๓)"}, {"๑", "ก", "๕"}, {"๒", "ข", "๖"}}))})),
            "ที่:number|รายการ:text|จำนวน:number|\n1|ก|5|\n2|ข|6|");
}

TEST(DataTables, FirstRowOverTheWholeTableIsItsCaption) {
  Table t = test::table({{"สถิติเรื่องร้องเรียน", "|"}, {"เดือน", "จำนวน"}, {"ตุลาคม", "๓"}, {"พฤศจิกายน", "๑"}});
  test::at(t, 0, 0).column_span = 2;
  const auto tables = tables_of({page_of(1, "ตารางอื่น", t)});
  EXPECT_EQ(told(tables), "เดือน:text|จำนวน:number|\nตุลาคม|3|\nพฤศจิกายน|1|");
  EXPECT_EQ(test::value_of(tables.at(0).caption), "สถิติเรื่องร้องเรียน");
}

TEST(DataTables, CellOverSeveralRowsStandsInEach) {
  Table t = test::table({{"กอง", "งาน", "จำนวน"}, {"กองช่าง", "ถนน", "๑"}, {"|", "ท่อ", "๒"}});
  test::at(t, 1, 0).row_span = 2;
  EXPECT_EQ(told(tables_of({page_of(1, "", t)})), "กอง:text|งาน:text|จำนวน:number|\nกองช่าง|ถนน|1|\nกองช่าง|ท่อ|2|");
}

TEST(DataTables, GoOnOverPageBreaksWithAndWithoutTheirHeadings) {
  const Texts with = {kPlan[0], {"๓", "ค", "๕๐๐"}}, without = {{"๓", "ค", "๕๐๐"}, {"๔", "ง", "๖๐๐"}};
  Texts first(kPlan.begin(), kPlan.begin() + 3);
  const std::string head = "ลำดับที่:number|รายการ:text|วงเงิน (บาท):money|\n1|จัดซื้อหมึกพิมพ์|12000|\n2|จ้างเหมาซ่อมถนน|350000.00|\n3|ค|500|";
  const auto one = tables_of({page_of(1, "", test::table(first)), page_of(2, "", test::table(with))});
  EXPECT_EQ(told(one), head);
  EXPECT_EQ(one.at(0).last_page, 2);
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table(first)), page_of(2, "", test::table(without))})), head + "\n4|ง|600|");
  // A page between, other headings, other columns: another table.
  EXPECT_EQ(tables_of({page_of(1, "", test::table(first)), page_of(3, "", test::table(without))}).size(), 2u);
  EXPECT_EQ(tables_of({page_of(1, "", test::table(first)), page_of(2, "", test::table({{"ที่", "ชื่อ", "อายุ"}, {"๑", "ก", "๕๐"}}))}).size(), 2u);
  Table moved = test::table(without);
  for (Cell& cell : moved.cells)
    if (cell.column == 1) cell.box.x += 60, cell.box.w -= 60;
  EXPECT_EQ(tables_of({page_of(1, "", test::table(first)), page_of(2, "", moved)}).size(), 2u);
}

TEST(DataTables, RestOfARowThatThePageCutGoesToItsRow) {
  Texts first(kPlan.begin(), kPlan.begin() + 3);
  const auto tables = tables_of({page_of(1, "", test::table(first)), page_of(2, "", test::table({{"", "สายเหนือ", ""}, {"๓", "ค", "๕๐๐"}}))});
  ASSERT_EQ(tables.size(), 1u);
  ASSERT_EQ(tables[0].rows.size(), 3u);
  EXPECT_EQ(tables[0].rows[1].cells[1].field.raw.find("จ้างเหมาซ่อมถนน"), 0u);
  EXPECT_NE(tables[0].rows[1].cells[1].field.raw.find("สายเหนือ"), std::string::npos);
  EXPECT_NE(tables[0].rows[1].cells[1].field.value.find("สายเหนือ"), std::string::npos);
  EXPECT_EQ(tables[0].rows[1].cells[1].field.places.size(), 2u);
  EXPECT_EQ(tables[0].rows[1].cells[2].field.value, "350000.00");
  EXPECT_EQ(tables[0].rows[2].cells[0].field.value, "3");
}

TEST(DataTables, WholeAmountsAreMoneyWhereTheHeadingSaysSo) {
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table({{"รายการ", "วงเงิน (บาท)", "จำนวน"}, {"หมึก", "๕๐๐", "๓"}, {"กระดาษ", "๗๐๐", "๔"}}))})),
            "รายการ:text|วงเงิน (บาท):money|จำนวน:number|\nหมึก|500|3|\nกระดาษ|700|4|");
}

// Under a wide heading.
TEST(DataTables, HeadingsOfASecondLevelAreShortTexts) {
  struct Case {
    const char* what;
    std::string left, right;
    bool headings;
  };
  const std::string letters(120, 'x');
  for (const Case& c : {Case{"two texts", "รับ", "ยุติ", true}, Case{"a number", "๕", "ยุติ", false}, Case{"a number behind", "รับ", "๕", false},
                        Case{"nothing", "", "ยุติ", false}, Case{"forty letters", letters.substr(0, 40), "ยุติ", true},
                        Case{"more", letters.substr(0, 41), "ยุติ", false}}) {
    Table t = test::table({{"หน่วยงาน", "จำนวนเรื่อง", "|"}, {"กองคลัง", c.left, c.right}, {"กองช่าง", "๕", "๔"}, {"กองการศึกษา", "๒", "๒"}});
    test::at(t, 0, 1).column_span = 2;
    const auto tables = tables_of({page_of(1, "", t)});
    ASSERT_EQ(tables.size(), 1u) << c.what;
    EXPECT_EQ(tables[0].rows.size(), c.headings ? 2u : 3u) << c.what;
  }
}

TEST(DataTables, WhatOnlyLinesUpIsNone) {
  Table open = test::table({{"ส่วนราชการ", "กองช่าง"}, {"เรื่อง", "ขอส่งแผน"}, {"เรียน", "นายก"}});
  open.edges = Edges::kOpen;
  EXPECT_EQ(told(tables_of({page_of(1, "", open)})), "");
  Table sums = test::table({{"เดือน", "จำนวน"}, {"ตุลาคม", "๓"}, {"พฤศจิกายน", "๑"}});
  sums.edges = Edges::kOpen;
  const auto tables = tables_of({page_of(1, "", sums)});
  EXPECT_EQ(told(tables), "เดือน:text|จำนวน:number|\nตุลาคม|3|\nพฤศจิกายน|1|");
  EXPECT_LE(tables.at(0).rows.at(0).cells.at(0).field.confidence, 0.8);
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table({{"ก", "๑"}}))})), "");                                  // one row
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table({{"ก"}, {"ข"}, {"ค"}}))})), "");                         // one column
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table({{"ก", "", ""}, {"", "", ""}, {"", "", "๕"}}))})), "");  // mostly empty: a form's frame
  EXPECT_EQ(told(tables_of({page_of(1, "", test::table({{"", ""}, {"ก", ""}, {"", "ข"}, {"ค", ""}, {"", ""}}))})), "") << "three of ten";
}

}  // namespace data_tables_test
}  // namespace banthuek::document

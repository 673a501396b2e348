#include "extractors/ita/oit_items.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::ita {
namespace oit_items_test {

using document::make_flow;
using test::value_of;

std::string items_of(const std::string& text) {
  std::string out;
  const auto pages = test::pages_of(text);
  for (const OitItem& i : find_oit_items(make_flow(pages, test::schemas()), {}, test::schemas()))
    out += value_of(i.code) + "=" + value_of(i.title) + "; ";
  return out;
}

// A line as wide as the page's text.
const std::string kWide = "ข้อความที่ยาวจนถึงขอบขวาของหน้ากระดาษ ข้อความที่ยาวจนถึงขอบขวาของหน้ากระดาษ ข้อความที่ยาวจนถึงขอบขวาของหน้ากระดาษ ข้อความที่ยาวจนถึงขอบขวา\n";

TEST(FindOitItems, AreLinesThatBeginWithTheirCode) {
  EXPECT_EQ(items_of(kWide + "ข้อ O๑ โครงสร้างองค์กร\nข้อ ๐๙ Social Network\nO43 การดำเนินการ\nตามตัวชี้วัด O๔๓ นั้น\nข\nค\n"),
            "O1=โครงสร้างองค์กร; O9=Social Network; O43=การดำเนินการ; ");
  EXPECT_EQ(items_of(kWide + "ข้อ O๑ โครงสร้าง\nข้อ O๑ โครงสร้าง\nข้อ O๑ อื่น\nข้อ O๐ ศูนย์\nค\nง\n"), "O1=โครงสร้าง; O1=อื่น; ");
  EXPECT_EQ(items_of(kWide + "ข้อ O๐๑ โครงสร้าง\nค\nง\n"), "");
}

// On slides and in books: numbers of two digits.
TEST(FindOitItems, AreNotStepsNumberedWithAZero) {
  EXPECT_EQ(items_of(kWide + "01 วางแผน\n02 ดำเนินการ\n03 ตรวจสอบ\nค\nง\n"), "");
  EXPECT_EQ(items_of(kWide + "O1 โครงสร้าง\n02 ผู้บริหาร\n03 อำนาจหน้าที่\nค\nง\n"), "O1=โครงสร้าง; ") << "one letter of three";
  EXPECT_EQ(items_of(kWide + "O1 โครงสร้าง\n02 ผู้บริหาร\nค\nง\n"), "O1=โครงสร้าง; O2=ผู้บริหาร; ") << "a letter misread";
  EXPECT_EQ(items_of(kWide + "Q1 โครงสร้าง\nQ2 ผู้บริหาร\nค\nง\n"), "O1=โครงสร้าง; O2=ผู้บริหาร; ") << "a Q is no number's";
  EXPECT_EQ(items_of(kWide + "ข้อ ๐๑ โครงสร้าง\nข้อ ๐๒ ผู้บริหาร\nค\nง\n"), "O1=โครงสร้าง; O2=ผู้บริหาร; ");
}

// Two lines of a page whose lines reach to x = 900, 16 high: the title goes on where its line ends at 836 or further.
std::string item_over(const Box& first, const Box& second, const char* next = "ภายใน") {
  std::vector<Page> pages = test::pages_of("ก\nข\nข้อ O๑ โครงสร้าง\n" + std::string(next) + "\nค\nง\nจ\n");
  auto& lines = pages[0].lines;
  lines[0].box = {100, 100, 800, 16};
  lines[2].box = first;
  lines[3].box = second;
  lines[4].box = {100, 400, 300, 16};
  return [&] {
    std::string out;
    for (const OitItem& i : find_oit_items(make_flow(pages, test::schemas()), {}, test::schemas())) out += value_of(i.title) + "; ";
    return out;
  }();
}

TEST(FindOitItems, AreNotNumbersOfASentence) {
  EXPECT_EQ(items_of(kWide + "ข้อ O๔ และจริยธรรมด้านอื่น\nข้อ O๑ ถึง ข้อ ๔\nข้อ O๒ โครงสร้าง\nค\nง\n"), "O2=โครงสร้าง; ");
}

TEST(FindOitItems, GoOnWhereTheirLineReachedTheMargin) {
  EXPECT_EQ(item_over({100, 140, 736, 16}, {100, 160, 100, 16}), "โครงสร้างภายใน; ");
  EXPECT_EQ(item_over({100, 140, 735, 16}, {100, 160, 100, 16}), "โครงสร้าง; ");
  EXPECT_EQ(item_over({100, 140, 800, 16}, {101, 160, 100, 16}), "โครงสร้าง; ");  // indented
  EXPECT_EQ(item_over({100, 140, 800, 16}, {100, 160, 100, 16}, "๑) ภายใน"), "โครงสร้าง; ");
  EXPECT_EQ(item_over({100, 140, 800, 16}, {100, 160, 100, 16}, "ข้อ O๒ ข้อมูล"), "โครงสร้าง; ข้อมูล; ");
  EXPECT_EQ(item_over({100, 140, 800, 16}, {100, 160, 800, 16}), "โครงสร้างภายในค; ");
}

TEST(FindOitItems, GoOnOverThreeLinesAndNoPage) {
  std::vector<Page> pages = test::pages_of("ก\nข\nข้อ O๑ โครงสร้าง\nหนึ่ง\nสอง\nสาม\nสี่\nค\nง\n");
  for (Line& line : pages[0].lines) line.box.x = 100, line.box.w = 800;
  const auto titles = [&] {
    const auto items = find_oit_items(make_flow(pages, test::schemas()), {}, test::schemas());
    return items.size() == 1 ? value_of(items[0].title) : "(not one)";
  };
  EXPECT_EQ(titles(), "โครงสร้างหนึ่งสองสาม");
  pages = test::pages_of("ก\nข\nข้อ O๑ โครงสร้าง\n\f\nหนึ่ง\nสอง\nค\n");
  for (Page& page : pages)
    for (Line& line : page.lines) line.box.x = 100, line.box.w = 800;
  EXPECT_EQ(titles(), "โครงสร้าง");
}

// ---- OIT items in tables

std::string table_items(const std::vector<std::vector<std::string>>& rows, const std::string& layout = "") {
  DataTable table;
  table.layout = layout;
  table.columns.resize(rows.at(0).size());
  for (const auto& texts : rows) {
    DataRow& row = table.rows.emplace_back();
    for (const std::string& text : texts) row.cells.push_back({test::field(text), CellType::kText});
  }
  std::string out;
  for (const OitItem& i : find_oit_items({}, {table}, test::schemas())) out += value_of(i.code) + "=" + value_of(i.title) + "; ";
  return out;
}

TEST(FindOitItems, AreNotCertainAlone) {
  const auto least = [](const std::string& text) {
    double out = 1;
    const auto pages = test::pages_of(text);
    for (const OitItem& i : find_oit_items(make_flow(pages, test::schemas()), {}, test::schemas()))
      out = std::min({out, i.code->confidence, i.title->confidence});
    return out;
  };
  EXPECT_LT(least(kWide + "ข้อ O๑ โครงสร้าง\nค\nง\n"), 0.95);
  EXPECT_GE(least(kWide + "ข้อ O๑ โครงสร้าง\nข้อ O๒ ข้อมูล\nง\n"), 0.95);
}

TEST(FindOitItems, AreRowsOfATableThatHoldACodeAlone) {
  EXPECT_EQ(table_items({{"O1", "โครงสร้าง", "✓"}, {"O๒", "ข้อมูลผู้บริหาร", ""}, {"๐๓", "อำนาจหน้าที่", "✓"}}), "O1=โครงสร้าง; O2=ข้อมูลผู้บริหาร; O3=อำนาจหน้าที่; ");
  EXPECT_EQ(table_items({{"ก", "O1", "โครงสร้าง"}, {"ข", "ข้อ O 2", "ข้อมูล"}, {"ค", "O3", "๑๐๐"}}), "O1=โครงสร้าง; O2=ข้อมูล; ");
  EXPECT_EQ(table_items({{"O1", "โครงสร้าง"}, {"O2", "ข้อมูลผู้บริหาร"}}), "");                       // two are no list
  EXPECT_EQ(table_items({{"01", "โครงสร้าง"}, {"02", "ข้อมูลผู้บริหาร"}, {"03", "อำนาจหน้าที่"}}), "");  // numbers
  EXPECT_EQ(table_items({{"O1", "จัดทำ"}, {"O2", "อบรม"}, {"O3", "ประชุม"}}, "measures_table"), "");
}

}  // namespace oit_items_test
}  // namespace banthuek::ita

#include "extractors/document/split.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace split_test {

Page page_with(const std::string& text, int y = 100, int height = 1000) {
  Page page;
  page.width = 1000;
  page.height = height;
  page.tables.push_back(test::table({{"a"}}));
  page.lines = {test::line("ตรา", {0, 0, 10, 20}), test::line(text, {0, y, 10, 20})};
  page.flow = {{FlowItem::Kind::kTable, 0}, {FlowItem::Kind::kLine, 0}, {FlowItem::Kind::kLine, 1}};
  return page;
}

const schema::SchemaLayout& layout(const char* name) {
  for (const schema::SchemaLayout& l : test::schemas().layouts)
    if (l.name == name) return l;
  throw std::out_of_range(name);
}

// The line of the page that begins a document of this layout; -1 where none does.
int start(const char* name, const std::string& text, int y = 100, int height = 1000) {
  const std::vector<Page> pages = {page_with(text, y, height)};
  const DocumentPages begun = split_documents(pages, test::schemas()).front();
  return begun.begins && begun.layout == &layout(name) ? begun.line : -1;
}

TEST(FindStart, OfAWholeLineMayHaveAQuarterOfItsLettersMisread) {
  EXPECT_EQ(start("memo", "บันทึกข้อความ"), 1);
  EXPECT_EQ(start("memo", "#* บันทึก ข้อความ"), 1);
  EXPECT_EQ(start("memo", "บนทกขอความ"), 1);  // three of thirteen
  EXPECT_EQ(start("memo", "บนทกขอควา"), -1);  // four
  EXPECT_EQ(start("memo", "บันทึกข้อความประชุม"), -1);
  EXPECT_EQ(start("memo", "ประกาศ"), -1);
}

TEST(FindStart, StandsInTheUpperPartOfThePage) {
  EXPECT_EQ(start("memo", "บันทึกข้อความ", 450), 1);
  EXPECT_EQ(start("memo", "บันทึกข้อความ", 451), -1);
  EXPECT_EQ(start("memo", "บันทึกข้อความ", 451, 0), 1);  // height not known
}

TEST(KindOf, AFirstPageIsNotToldBelowATitle) {
  const auto kind = [](const char* above, const char* line) {
    std::vector<Page> pages = {page_with(line)};
    pages[0].lines[0].text = above;
    const DocumentPages begun = kind_of(pages, test::schemas());
    return begun.layout ? begun.layout->name : std::string("none");
  };
  EXPECT_EQ(kind("เทศบาลตำบลสมมุติ", "แผนแม่บทชาติ กำหนดเป้าหมายไว้"), "plan");
  EXPECT_EQ(kind("คู่มือการปฏิบัติงาน", "แผนแม่บทชาติ กำหนดเป้าหมายไว้"), "none");  // a sentence below
  EXPECT_EQ(kind("ตารางแสดงคะแนน", "ผลการประเมินของจังหวัด"), "none");
}

TEST(FindStart, OfALinesBeginningIsFollowedByABodyOrNothing) {
  const std::string dots(60, '.');
  EXPECT_EQ(start("announcement", "ประกาศ"), 1);
  EXPECT_EQ(start("announcement", "ประกาศเทศบาลตำบลตัวอย่าง"), 1);
  EXPECT_EQ(start("announcement", "ประกาศ เทศบาตำบลตัวอย่าง"), 1);  // a letter misread
  EXPECT_EQ(start("announcement", "ประกาศผลการคัดเลือก"), -1);
  EXPECT_EQ(start("announcement", "ประกวดเทศบาลตำบลตัวอย่าง"), -1);
  std::string longest = "ประกาศเทศบาลตำบล";
  while (text::to_internal(longest).size() < 3 * 65) longest += "ก";
  EXPECT_EQ(start("announcement", longest), 1);
  EXPECT_EQ(start("announcement", longest + "ก"), -1);
}

TEST(SplitDocuments, BeginsOneAtEveryHeadingAndKeepsEveryPage) {
  const std::vector<Page> pages{page_with("ปก"), page_with("บันทึกข้อความ"), page_with("เนื้อความ"), page_with("ประกาศ"), page_with("บันทึกข้อความ")};
  const auto out = split_documents(pages, test::schemas());
  std::string shown;
  for (const DocumentPages& d : out) shown += std::to_string(d.first) + "+" + std::to_string(d.count) + (d.layout ? d.layout->name : "") + " ";
  EXPECT_EQ(shown, "0+1 1+2memo 3+1announcement 4+1memo ");
  EXPECT_TRUE(split_documents({}, test::schemas()).empty());
}

TEST(SplitDocuments, AnOrderAndAFormBeginOneInsideAFileAndAReportDoesNot) {
  const auto pages = test::pages_of(
      "โครงการ\nอบรมคุณธรรม\n\f\nรายงานผลการดำเนินการ\n\f\nคำสั่งเทศบาลตำบลตัวอย่าง\nที่ ๙๐๑/๒๕๖๒\nเรื่อง แต่งตั้ง\n\f\n"
      "คำสั่งเทศบาลตำบลตัวอย่าง\nเป็นไปตามระเบียบ\n\f\nแบบฟอร์มการขอเผยแพร่ข้อมูลผ่านเว็บไซต์\n");
  std::string shown;
  for (const DocumentPages& d : split_documents(pages, test::schemas()))
    shown += std::to_string(d.first) + "+" + std::to_string(d.count) + (d.layout ? d.layout->name : "") + " ";
  EXPECT_EQ(shown, "0+2plan 2+2order 4+1form ");
}

}  // namespace split_test
}  // namespace banthuek::document

// Titles of measures in tables, and their numbers: what is one, where it ends.
#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/extract/extract.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace measure_titles_test {

Document document_of(const std::string& table) {
  return extract::extract_document(test::pages_of("รายงานตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n" + table), test::schemas());
}

// "no|title;" a measure.
std::string shown(const Document& d) {
  std::string out;
  for (const Measure& m : d.measures) out += (m.no ? m.no->value : "") + "|" + (m.title ? test::without(m.title->value, "\n", "/") : "") + ";";
  return out;
}

TEST(MeasureNumbers, AreThoseBelowTheNumberOfTheirRow) {
  const std::string head = "ข้อ\tประเด็น\tมาตรการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(shown(document_of(head + "๑\tก\t๑.๑ ขข\tกองคลัง\n\t\t๑.๒ คค\tกองคลัง\n๒\tง\t๒.๑ จจ\tกองคลัง\n")), "1.1|ขข;1.2|คค;2.1|จจ;");
  for (const char* two : {"<p>๑.๑ ขข</p><p>๑.๒ คค</p>", "๑.๑ ขข ๑.๒ คค"}) {
    const Document of_two = document_of(head + "๑\tก\t" + two + "\tกองคลัง\n๒\tง\t๓.๑ จจ\tกองคลัง\n");
    ASSERT_EQ(of_two.measures.size(), 2u);
    EXPECT_EQ(of_two.measures[0].no->value, "1");
    EXPECT_EQ(of_two.measures[0].no->confidence, 0.9) << "of which of them it is the number is open";
    EXPECT_EQ(of_two.measures[1].no->value, "2");
    EXPECT_GT(of_two.measures[1].no->confidence, 0.95);
  }
}

// Two measures in one cell, or one of two indicators.
TEST(MeasureTitles, ThatCountOnAreNotCertain) {
  const std::string head = "ประเด็น\tมาตรการ\tผู้รับผิดชอบ\n";
  const auto sure = [&](const std::string& rows) { return document_of(head + rows).measures.at(0).title->confidence; };
  EXPECT_EQ(shown(document_of(head + "ก\t<p>๓) ขข</p><p>๔) คค</p>\tกองคลัง\nง\t๕) จจ\tกองช่าง\n")), "3|ขข/๔) คค;5|จจ;");
  EXPECT_EQ(sure("ก\t<p>๓) ขข</p><p>๔) คค</p>\tกองคลัง\nง\t๕) จจ\tกองช่าง\n"), 0.9);
  EXPECT_GT(sure("ก\t<p>๓) ขข</p><p>๖) คค</p>\tกองคลัง\nง\t๗) จจ\tกองช่าง\n"), 0.9) << "another number";
  EXPECT_GT(sure("ก\t<p>๓. ขข</p><p>๔) คค</p>\tกองคลัง\nง\t๕. จจ\tกองช่าง\n"), 0.9) << "written otherwise";
  EXPECT_GT(sure("ก\t<p>๑) ขข</p><p>๒) คค</p>\tกองคลัง\nก\t๒) งง\tกองคลัง\n"), 0.9) << "the next row counts on";
}

TEST(MeasureNumbers, MayBeCodes) {
  const std::string head = "ประเด็น\tมาตรการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(shown(document_of(head + "ก\tM1 ขข\tกองคลัง\nง\tM2 จจ\tกองช่าง\n")), "M1|ขข;M2|จจ;");
  EXPECT_EQ(shown(document_of(head + "ก\tO32 ขข\tกองคลัง\nง\tA4 2 แผ่น\tกองช่าง\n")), "|O32 ขข;|A4 2 แผ่น;");
  EXPECT_EQ(shown(document_of("ประเด็น\tมาตรการ\tวิธีการ\tผล\nก\tP4 ขข\tค\tง\nจ\tฉฉ\tช\tซ\nก\tฐฐ\tด\tต\n")), "|P4 ขข;|ฉฉ;|ฐฐ;") << "one alone";
  EXPECT_EQ(shown(document_of(head + "ก\tP4 ขข\tกองคลัง\nง\tQ5 จจ\tกองช่าง\n")), "|P4 ขข;|Q5 จจ;") << "of two kinds";
}

TEST(MeasureTitles, AreNotThoseOfExamplesAndOfWhatIsSaidToBeNone) {
  const std::string head = "ที่\tมาตรการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(shown(document_of(head + "๑\tก\tกองคลัง\n\tตัวอย่างจากที่อื่น: ขข\t-\n๒\tค\tกองช่าง\n")), "1|ก;2|ค;");
  EXPECT_EQ(shown(document_of(head + "๑\tก\tกองคลัง\n-\tห้ามเล่นการพนัน (มิใช่มาตรการ)\t-\n๒\tค\tกองช่าง\n")), "1|ก;2|ค;");
}

TEST(MeasureTitles, OfSeveralDotsAreNotCertain) {
  const auto sure = [](const char* title) {
    return document_of("ที่\tมาตรการ\tผู้รับผิดชอบ\n๑\t" + std::string(title) + "\tกองคลัง\n๒\tค\tกองช่าง\n").measures.at(0).title->confidence;
  };
  EXPECT_EQ(sure("<p>• กกกกกกกก</p><p>• ขขขขขขขข</p>"), 0.9);
  EXPECT_GT(sure("<p>• กกกกกกกก</p><p>ขขขขขขขข</p>"), 0.9);
}

TEST(MeasureTitles, AreOfWords) {
  const std::string head = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n", row = "๑\tก\tข\tกองคลัง\tต.ค. ๖๕\n";
  EXPECT_EQ(shown(document_of(head + row + "๒\t..........\t\tกอง.....\t\n๓\t-๑๒-\t\t\t\n")), "1|ก;") << "a blank to be filled in, a count";
  EXPECT_EQ(shown(document_of("สถานะ\tจำนวน (มาตรการ)\tร้อยละ\nแล้วเสร็จ\t๓\t๖๐\nอยู่ระหว่าง\t๑\t๒๐\nไม่ได้ดำเนินการ\t๑\t๒๐\n")), "")
      << "how many are how far";
}

TEST(MeasureTitles, EndAtTheirMethod) {
  const auto first = [](const std::string& title, int second_height = 20) {
    std::vector<Page> pages =
        test::pages_of("รายงานตามมาตรการ\n" + std::string("ที่\tมาตรการ\tผู้รับผิดชอบ\n") + "๑\t" + title + "\tกองคลัง\n๒\tข\tกองช่าง\n");
    for (Cell& cell : pages.at(0).tables.at(0).cells)
      for (std::size_t i = 1; i < cell.lines.size(); ++i) {
        cell.lines[i].box.h = second_height;
        for (Word& word : cell.lines[i].words) word.box.h = second_height;
      }
    const Measure m = extract::extract_document(pages, test::schemas()).measures.at(0);
    return m.title->value + "|" + (m.method ? m.method->value : "") + "|" + (m.status ? m.status->value : "") +
           (m.title->confidence > 0.9 ? "" : "?");
  };
  EXPECT_EQ(first("<p>เปิดเผยข้อมูลการใช้จ่าย</p><p>งบประมาณ ประจำปี</p>"), "เปิดเผยข้อมูลการใช้จ่ายงบประมาณ ประจำปี||");
  EXPECT_EQ(first("<p>เปิดเผยข้อมูล</p><p>วิธีดำเนินการ : ติดประกาศ</p>"), "เปิดเผยข้อมูล|วิธีดำเนินการ : ติดประกาศ|");
  EXPECT_EQ(first("<p>เปิดเผยข้อมูล</p><p>ตัวชี้วัด : ร้อยละ ๘๐</p>"), "เปิดเผยข้อมูลตัวชี้วัด : ร้อยละ ๘๐||?") << "of another field";
}

}  // namespace measure_titles_test
}  // namespace banthuek::document

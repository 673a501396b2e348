// What recognition misreads, and how far the extractors may go in mending it: raw stays, the rule says so, a text layer is left alone.
#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/document/measures.h"
#include "extractors/document/memo.h"
#include "extractors/extract/extract.h"
#include "extractors/types/field_path.h"
#include "extractors/values/period.h"
#include "extractors/values/spelling.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::extract {
namespace misread_test {

text::Excerpt quote(const std::string& text, double confidence) { return {text, {{0, text.size(), {1, {10, 10, 100, 20}}, confidence}}}; }

struct Spelling {
  const char* read;
  const char* meant;
};

class Misspelt : public testing::TestWithParam<Spelling> {};

TEST_P(Misspelt, IsMendedWhereTheReadingWasUnsureAndOneWordFits) {
  const Spelling& c = GetParam();
  const Field field = values::make_text_field(quote(c.read, 0.95), "a/b@1", test::schemas().vocabulary);
  EXPECT_EQ(field.raw, c.read);
  EXPECT_EQ(field.value, c.meant);
  EXPECT_EQ(field.rule, std::string(c.read) == c.meant ? "a/b@1" : "a/b@1+spelling");
}

INSTANTIATE_TEST_SUITE_P(OfCommonWords, Misspelt,
                         testing::Values(Spelling{"ลดชั้นตอนในการ", "ลดขั้นตอนในการ"}, Spelling{"การจัดซื่อจัดจ้าง", "การจัดซื้อจัดจ้าง"},
                                         Spelling{"รับรู้โดยทัวกัน", "รับรู้โดยทั่วกัน"}, Spelling{"ลำนักปลัด", "สำนักปลัด"},
                                         Spelling{"ผ่านเว็บ ไซต่ ของ", "ผ่านเว็บ ไซต์ ของ"}, Spelling{"ส่วนตำบ่ลหนอง", "ส่วนตำบ่ลหนอง"},
                                         Spelling{"ตามลำดับขั้นและ", "ตามลำดับชั้นและ"}, Spelling{"คุณธรรมและความโปร่งใล", "คุณธรรมและความโปร่งใส"},
                                         // Words of their own that lie a letter off stay.
                                         Spelling{"ปัญหาซับซ้อน", "ปัญหาซับซ้อน"}, Spelling{"ทะเบียนและระเบียนประวัติ", "ทะเบียนและระเบียนประวัติ"},
                                         Spelling{"ในห้องเรียน", "ในห้องเรียน"}, Spelling{"หัวหน้าทีม", "หัวหน้าทีม"}, Spelling{"สำหรับผู้ให้ข้อมูล", "สำหรับผู้ให้ข้อมูล"},
                                         Spelling{"", ""}));

TEST(Misspelling, OfATextLayerStaysAsPrinted) {
  EXPECT_EQ(values::mended(quote("การจัดซื่อจัดจ้างและชั้นตอน", 1.0), test::schemas().vocabulary), "การจัดซื่อจัดจ้างและชั้นตอน");
}

TEST(Misspelling, OfALetterReadSurelyStaysButALostMarkIsPutIn) {
  EXPECT_EQ(values::mended(quote("การจัดซื่อจัดจ้าง โดยทัวกัน", 0.999), test::schemas().vocabulary), "การจัดซื่อจัดจ้าง โดยทั่วกัน");
}

TEST(Misspelling, IsMendedOnce) {
  for (const char* text : {"ลดชั้นตอน", "การจัดซื่อจัดจ้าง", "ตามลำดับขั้นและ", "แต่งตังคณะทำงาน ผั้รับผิดชอบ"}) {
    const std::string once = values::mended(quote(text, 0.9), test::schemas().vocabulary);
    EXPECT_EQ(values::mended(quote(once, 0.9), test::schemas().vocabulary), once);
  }
}

struct MisreadPeriod {
  const char* text;
  const char* start;
  const char* end;
};

class MisreadPeriods : public testing::TestWithParam<MisreadPeriod> {};

TEST_P(MisreadPeriods, AreReadWhereOneMonthOrYearFits) {
  const auto period = values::parse_period(GetParam().text, values::BuddhistYear{2566}, values::Reading::kDoubtful);
  EXPECT_EQ(period && period->start ? values::iso(*period->start) : "", GetParam().start);
  EXPECT_EQ(period && period->end ? values::iso(*period->end) : "", GetParam().end);
}

INSTANTIATE_TEST_SUITE_P(OnBadCopies, MisreadPeriods,
                         testing::Values(MisreadPeriod{"กมภาพันธ์ ถิ่ง มีนาคม ๒๕๖๖", "2023-02", "2023-03"},
                                         MisreadPeriod{"ต.ค. ๖๕ ๓๐ ก.ย. ๖๖", "2022-10", "2023-09-30"},
                                         MisreadPeriod{"มี.ศ.๒๕๖๖", "2023-03", "2023-03"}, MisreadPeriod{"ตุลาคม่ ๒๕๖๕ ถึง กันยายน", "2022-10", "2023-09"},
                                         MisreadPeriod{"ขงบประมาณ ๒๕๖๖", "2022-10-01", "2023-09-30"},
                                         MisreadPeriod{"ต.ค. ๙๓ - ๓๐ ก.ย. ๖๖", "2022-10", "2023-09-30"}, MisreadPeriod{"พ.ศ.๒๕๖๖", "2023", "2023"},
                                         MisreadPeriod{"ก.ฃ.๒๕๖๖", "", ""}, MisreadPeriod{"มกนาคม ๒๕๖๖", "", ""}, MisreadPeriod{"มกนาคม", "", ""}));

Page page_with_table(double confidence, const std::vector<std::vector<std::string>>& rows) {
  std::string text = "รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n";
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += (i ? "\t" : "") + row[i];
    text += "\n";
  }
  Page page = test::pages_of(text).front();
  for (Cell& cell : page.tables[0].cells)
    for (Line& line : cell.lines) line.confidence = confidence;
  return page;
}

std::vector<Measure> measures_of(const Page& page, Document* whole = nullptr) {
  const std::vector<Page> pages{page};
  const Document d = extract_document(pages, test::schemas());
  if (whole) *whole = d;
  return d.measures;
}

TEST(MisreadMonth, SaysSoBesideItsDate) {
  const auto said = [](const char* text) {
    const auto period = values::parse_period(text, values::BuddhistYear{2566});
    return period && period->month_mended;
  };
  EXPECT_TRUE(said("กมภาพันธ์ - มีนาคม ๒๕๖๖"));
  EXPECT_TRUE(said("มี.ศ.๒๕๖๖"));
  EXPECT_FALSE(said("กุมภาพันธ์ - มี.ค. ๒๕๖๖"));
  const auto measures = measures_of(page_with_table(0.9, {{"ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"}, {"๑", "ก", "กองคลัง", "กมภาพันธ์ ๒๕๖๖"}}));
  EXPECT_EQ(test::field_at(measures, "0/period/start").rule, "measures_table/period@1+spelling");
  EXPECT_EQ(test::field_at(measures, "0/period/raw").rule, "measures_table/period@1");
  const Document d =
      extract(test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตลาคม ๒๕๖๔\nเรื่อง ก\nเรียน ปลัด\n"), test::schemas()).front();
  EXPECT_EQ(test::field_at(d, "memo/date").value, "2021-10-05");
  EXPECT_EQ(test::field_at(d, "memo/date").rule, "memo/memo.date@1+spelling");
}

TEST(YearFarFromItsTable, StaysAsPrintedWhereItWasReadSurely) {
  const auto period = values::parse_period("ต.ค. ๒๕๓๖", values::BuddhistYear{2566});
  ASSERT_TRUE(period && period->start);
  EXPECT_EQ(values::iso(*period->start), "1993-10");
}

const std::vector<std::vector<std::string>> kReversed{{"ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"},
                                                      {"๑", "ก", "กองคลัง", "ต.ค. ๖๖ - ๓๐ ก.ย. ๖๖"},
                                                      {"๙", "ข", "กองคลัง", "ต.ค. ๖๕"},
                                                      {"๓", "ค", "กองคลัง", "ต.ค. ๖๕"}};

TEST(DoubtfulDigit, TakesTheOneYearThatFitsTheTableAndSaysSo) {
  Document d;
  const auto measures = measures_of(page_with_table(0.9, kReversed), &d);
  ASSERT_EQ(measures.size(), 3u);
  EXPECT_EQ(test::field_at(measures, "0/period/start").value, "2022-10");
  EXPECT_EQ(test::field_at(measures, "0/period/start").rule, "measures_table/period@1+fiscal_year");
  EXPECT_EQ(test::field_at(measures, "0/period/raw").value, "ต.ค. ๖๖ - ๓๐ ก.ย. ๖๖");
  EXPECT_EQ(test::field_at(measures, "1/no").value, "2");
  EXPECT_EQ(test::field_at(measures, "1/no").raw, "๙");
  EXPECT_EQ(test::field_at(measures, "1/no").rule, "measures_table/no@1+sequence");
  const auto told = [&](const char* code, const char* reading) {
    return std::any_of(d.findings.begin(), d.findings.end(), [&](const Finding& f) { return f.code == code && f.reading == reading; });
  };
  EXPECT_TRUE(told("period_reversed", "2022-10"));
  EXPECT_TRUE(told("numbering_gap", "2"));
}

TEST(DoubtfulDigit, ReadSurelyStaysAsPrinted) {
  const auto measures = measures_of(page_with_table(1.0, kReversed));
  ASSERT_EQ(measures.size(), 3u);
  EXPECT_EQ(test::field_at(measures, "0/period/start").value, "2023-10");
  EXPECT_EQ(test::field_at(measures, "1/no").value, "9");
}

TEST(Measures, TakeTheGroupNamedInTwoCellsAboveTheHeadings) {
  Page page = page_with_table(
      1.0, {{"แบบวัดการรับรู้ของผู้มีส่วนได้", "ส่วนเสียภายใน IIT", "", ""}, {"ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"}, {"๑", "ก", "กองคลัง", "ต.ค. ๖๕"}});
  Table& table = page.tables[0];
  std::erase_if(table.cells, [](const Cell& c) { return c.row == 0 && c.column > 1; });
  table.cells[1].column = 2;
  table.cells[0].column_span = table.cells[1].column_span = 2;
  const auto measures = measures_of(page);
  ASSERT_EQ(measures.size(), 1u);
  ASSERT_TRUE(measures[0].group);
  EXPECT_EQ(test::field_at(measures, "0/group").value, "IIT");
}

TEST(Measures, LeaveOutTheClosingWordsBelowAnOpenTable) {
  const auto measures =
      measures_of(page_with_table(1.0, {{"ที่", "มาตรการ", "วิธีการ", "ระยะเวลา"}, {"๑", "ก", "จัดทำ", "ต.ค. ๖๕"}, {"", "จึงเรียนมาเพื่อ", "โปรดทราบ", ""}}));
  ASSERT_EQ(measures.size(), 1u);
  EXPECT_EQ(test::field_at(measures, "0/title").value, "ก");
  EXPECT_EQ(test::field_at(measures, "0/method").value, "จัดทำ");
}

Document document_of(const std::string& text) { return extract(test::pages_of(text), test::schemas()).front(); }

TEST(Memo, KeepsAReferenceOfWhoseWordOneLetterWasRead) {
  const Document d = document_of(
      "บันทึกข้อความ\nส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ โทร. ๐๔๓ - ๘๑ ๖O ๖๑\nท ตย ๕๒๖๐๑/ ๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง รายงานผล\nเรียน ปลัดเทศบาล\nเนื้อความ\n");
  ASSERT_TRUE(d.memo);
  ASSERT_TRUE(d.memo->reference);
  EXPECT_EQ(test::field_at(d, "memo/reference").value, "ตย ๕๒๖๐๑/๑๒");
  EXPECT_EQ(test::field_at(d, "memo/date").value, "2021-10-05");
  EXPECT_EQ(test::field_at(d, "memo/telephone").value, "043-81 60 61");
  EXPECT_EQ(test::field_at(d, "memo/department").value, "กองคลัง เทศบาลตำบลทุ่งสมมุติ");
}

TEST(Memo, ATelephoneNumberThatTheLinesEndCutIsOne) {
  const Document d =
      document_of("บันทึกข้อความ\nส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ โทร. ๐ ๕๕๐๐ ๐๔๕๖ ต่อ\n๑๐๑\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง ก\nเรียน ปลัด\n");
  EXPECT_EQ(test::field_at(d, "memo/telephone").raw, "๐ ๕๕๐๐ ๐๔๕๖ ต่อ ๑๐๑");
  EXPECT_EQ(test::field_at(d, "memo/department").value, "กองคลัง เทศบาลตำบลทุ่งสมมุติ");
}

TEST(Memo, ADepartmentsSecondLineThatBeginsNearlyAsTheReferenceDoesIsNone) {
  const Document d =
      document_of("บันทึกข้อความ\nส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ อำเภอ\nท่าใหม่ จังหวัดจันทบุรี\nที่ จบ ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง ก\nเรียน ปลัด\n");
  EXPECT_EQ(test::field_at(d, "memo/department").value, "กองคลัง เทศบาลตำบลทุ่งสมมุติ อำเภอท่าใหม่ จังหวัดจันทบุรี");
  EXPECT_EQ(test::field_at(d, "memo/reference").value, "จบ ๕๒๖๐๑/๑๒");
}

TEST(Memo, ReferenceHasNoMarksInItsProvincesLetters) {
  const auto reference = [](const char* written, double confidence) {
    std::vector<Page> pages = test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ " + std::string(written) + " วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง ก\nเรียน ปลัด\n");
    for (Line& line : pages[0].lines) line.confidence = confidence;
    return test::field_at(extract(pages, test::schemas()).front(), "memo/reference");
  };
  EXPECT_EQ(reference("กุส ๕๑๐๐๑/๑๒", 0.8).value, "กส ๕๑๐๐๑/๑๒");
  EXPECT_EQ(reference("กุส ๕๑๐๐๑/๑๒", 0.8).raw, "กุส ๕๑๐๐๑/๑๒");
  EXPECT_EQ(reference("กุส ๕๑๐๐๑/๑๒", 0.8).rule, "memo/memo.reference@1+spelling");
  EXPECT_EQ(reference("กุส ๕๑๐๐๑/๑๒", 1.0).value, "กุส ๕๑๐๐๑/๑๒");  // as printed
  EXPECT_EQ(reference("ฏุฬ ๕๑๐๐๑/๑๒", 0.8).value, "ฏุฬ ๕๑๐๐๑/๑๒");  // no province's
}

TEST(Memo, SubjectBehindALabelMisreadPastKnowingIsTakenWithoutIt) {
  const Document d = document_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nคือ ขออนุมัติแผน\nเรียน ปลัด\nเนื้อความ\n");
  EXPECT_EQ(test::field_at(d, "memo/subject").value, "ขออนุมัติแผน");
  EXPECT_TRUE(std::any_of(d.findings.begin(), d.findings.end(), [](const Finding& f) { return f.code == "anchor_missing"; }));
}

TEST(Organisation, IsNotASentencesSubject) {
  const Document d = document_of("พระราชบัญญัติ\nการทดสอบ\nภูมิพลอดุลยเดช ป.ร.\nให้ไว้ ณ วันที่ ๕ ตุลาคม ๒๕๖๔\nวิทยาลัยอาจแบ่งส่วนราชการ\n");
  EXPECT_FALSE(d.organisation.name);
  EXPECT_EQ(test::field_at(d, "title").value, "พระราชบัญญัติการทดสอบ");
}

TEST(Memo, LeavesOutSpecksBetweenItsLines) {
  std::vector<Page> pages = test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ\n๘\nที่ ตย ๕๒๖๐๑/ ๑๒\nเรื่อง รายงานผล\nเรียน ปลัดเทศบาล\n");
  Line& speck = pages[0].lines[2];
  speck.confidence = 0.55;
  speck.box.h = 7;
  EXPECT_EQ(test::field_at(extract_document(pages, test::schemas()), "memo/department").value, "กองคลัง เทศบาลตำบลทุ่งสมมุติ");
}

TEST(Title, EndsWhereTheCentredLinesEnd) {
  std::vector<Page> pages = test::pages_of("ประกาศ วิทยาลัยทดสอบ\nเผยแพร่แผนการจัดซื้อจัดจ้าง\nตามพระราชบัญญัติการจัดซื้อจัดจ้าง กำหนดให้หน่วยงานของรัฐ\nวิทยาลัยนั้น\n");
  auto& lines = pages[0].lines;
  lines[0].box = {400, 100, 200, 16};
  lines[1].box = {300, 120, 400, 16};
  lines[2].box = {200, 140, 700, 16};
  const Document d = extract_document(pages, test::schemas());
  EXPECT_EQ(test::field_at(d, "title").value, "ประกาศ วิทยาลัยทดสอบเผยแพร่แผนการจัดซื้อจัดจ้าง");
  EXPECT_EQ(test::field_at(d, "organisation/name").value, "วิทยาลัยทดสอบ");
}

TEST(Position, WithAnotherReadingOfTheOfficeIsNotCertain) {
  const auto sure = [](const std::string& office) {
    std::vector<Page> pages = test::pages_of(
        "บันทึกข้อความ\nส่วนราชการ เทศบาลตำบลเขาสมมุติปลายนา\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง รายงานผล\nเรียน นายกเทศมนตรี\n"
        "จึงเรียนมาเพื่อโปรดทราบ\n(นายทดสอบ ระบบดี)\nนายกเทศมนตรีตำบล" +
        office + "\n");
    for (Line& line : pages.at(0).lines) line.confidence = 0.9999;
    const Document d = extract_document(pages, test::schemas());
    return d.signatures.at(0).position->confidence >= 0.95;
  };
  EXPECT_TRUE(sure("เขาสมมุติปลายนา"));
  EXPECT_FALSE(sure("เขาสมมติปลายนา"));
}

TEST(Title, WithAYearThatLostADigitIsNotCertain) {
  const auto sure = [](const std::string& text) {
    std::vector<Page> pages = test::pages_of(text);
    for (Line& line : pages.at(0).lines) line.confidence = 1;
    const std::vector<Document> documents = extract(pages, test::schemas());
    return documents.at(0).title && documents[0].title->confidence >= 0.95;
  };
  EXPECT_TRUE(sure("รายงานผลการดำเนินการ ประจำปีงบประมาณ พ.ศ. 2566\nจัดทำโดย\n"));
  EXPECT_FALSE(sure("รายงานผลการดำเนินการ ประจำปีงบประมาณ พ.ศ. 2 66\nจัดทำโดย\n"));
}

}  // namespace misread_test
}  // namespace banthuek::extract

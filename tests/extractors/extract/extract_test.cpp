#include "extractors/extract/extract.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::extract {
namespace extract_test {

using test::value_of;

using Strings = std::vector<std::string>;

TEST(Extract, SplitsAFileIntoItsDocuments) {
  const auto documents = extract(test::pages_of("ปก\n\f\nบันทึกข้อความ\nส่วนราชการ กองคลัง\nเรื่อง ก\nเรียน ปลัด\n\f\nเนื้อความ\n\f\nประกาศ\nเรื่อง "
                                                "ข\n\f\nที่\tมาตรการ\tวิธีการ\tระยะเวลา\n๑\tก\tx\tต.ค. ๖๕\n"),
                                 test::schemas());
  ASSERT_EQ(documents.size(), 3u);
  std::string pages;
  for (const Document& d : documents) pages += std::to_string(d.first_page) + "-" + std::to_string(d.last_page) + " ";
  EXPECT_EQ(pages, "1-1 2-3 4-5 ");
  EXPECT_EQ(documents[0].layouts, Strings{});
  EXPECT_EQ(documents[1].layouts, Strings{"memo"});
  EXPECT_EQ(documents[2].layouts, (Strings{"announcement", "measures_table"}));
  EXPECT_EQ(documents[2].measures.size(), 1u);
  EXPECT_TRUE(extract({}, test::schemas()).empty());
  EXPECT_EQ(extract_document({}, test::schemas()).first_page, 0);
}

// The province writes of all its offices: a sentence that names it beside a score tells of them, not of it.
TEST(Extract, LooksForNoResultOfWhoSitsInAHall) {
  const auto score = [](const char* office) {
    std::vector<Page> pages =
        test::pages_of(std::string("ที่ ตย ๐๐๒๓.๓/ว ๑๒\n") + office +
                       "\nเรื่อง แจ้งผลการประเมิน ITA\nเรียน นายอำเภอ\nผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๘ ของจังหวัดน่าน ได้ ๙๒.๓๔ คะแนน\n");
    Line& line = pages[0].lines[1];
    line.box.x = pages[0].width * 6 / 10, line.box.w = pages[0].width / 4;
    for (Word& word : line.words) word.box = line.box;
    const Document d = extract(pages, test::schemas()).front();
    return d.ita_result && d.ita_result->score ? d.ita_result->score->confidence : 0;
  };
  EXPECT_LT(score("ศาลากลางจังหวัดน่าน"), 0.95);
}

TEST(Extract, DoubtsAYearOfTheLastCenturyThatWasRecognised) {
  const auto sure = [](const char* year, double confidence) {
    std::vector<Page> pages = test::pages_of(std::string("รายงานผลการดำเนินงาน\nประจำปีงบประมาณ พ.ศ. ") + year + "\nเทศบาลตำบลทุ่งสมมุติ\n");
    for (Line& line : pages[0].lines) {
      line.confidence = confidence;
      for (Word& word : line.words) word.confidence = confidence;
    }
    const Document d = extract(pages, test::schemas()).front();
    return d.fiscal_year ? d.fiscal_year->confidence : -1;
  };
  EXPECT_GT(sure("๒๕๖๖", 0.999), 0.9);
  EXPECT_LE(sure("๒๕๐๖", 0.999), 0.5);
  EXPECT_GT(sure("๒๕๐๖", 1), 0.9) << "printed so";
}

// The letters of a reference are another province's: one of both was misread.
TEST(Extract, IsNotCertainOfWhatACheckWouldReadOtherwise) {
  const auto reference = [](const char* letters, double confidence) {
    std::vector<Page> pages = test::pages_of(std::string("บันทึกข้อความ\nส่วนราชการ โรงพยาบาลสมมุติ จังหวัดนครราชสีมา\nที่ ") + letters +
                                             " ๐๐๓๒/๑๒ วันที่ ๖ กันยายน ๒๕๖๔\nเรื่อง รายงาน\nเรียน ผู้อำนวยการ\n");
    for (Page& page : pages)
      for (Line& line : page.lines) {
        line.confidence = confidence;
        for (Word& word : line.words) word.confidence = confidence;
      }
    const Document d = extract(pages, test::schemas()).at(0);
    return d.memo && d.memo->reference ? d.memo->reference->confidence : -1;
  };
  EXPECT_GT(reference("นม", 0.999), 0.95);
  EXPECT_EQ(reference("อน", 0.999), 0.9);
  EXPECT_EQ(reference("อน", 1), 1) << "printed so";
}

TEST(Extract, TakesTitleAndYearOfAMemoFromItsSubject) {
  const auto d =
      extract(
          test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ\nเรื่อง รายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nเรียน ปลัด\nเนื้อความ ปีงบประมาณ ๒๕๖๕\n"
                         "ได้กำหนดมาตรการส่งเสริมคุณธรรม ดังต่อไปนี้\n๑. เปิดเผยข้อมูล\n๒. ไม่รับของขวัญ\n"
                         "ผลการประเมิน ITA ปี ๒๕๖๔ คะแนน ๗๔.๓๖ ระดับ C\n"),
          test::schemas())
          .front();
  EXPECT_EQ(value_of(d.title), "รายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๖");
  EXPECT_EQ(value_of(d.fiscal_year), "2566");
  EXPECT_EQ(value_of(d.organisation.name), "เทศบาลตำบลทุ่งสมมุติ");
  ASSERT_EQ(d.measures.size(), 2u);
  EXPECT_EQ(value_of(d.measures[1].title), "ไม่รับของขวัญ");
  ASSERT_TRUE(d.ita_result);
  EXPECT_EQ(value_of(d.ita_result->score), "74.36");
  std::set<std::string> codes;
  for (const Finding& f : d.findings) codes.insert(f.code);
  EXPECT_TRUE(codes.contains("year_mismatch"));
  EXPECT_TRUE(codes.contains("missing_part"));  // the memo's date
}

TEST(Extract, IsNotSureOfASubjectWhoseYearIsBrokenOrLost) {
  const auto sure = [](const std::string& year) {
    const auto d =
        extract(test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nเรื่อง รายงานผล ประจำปีงบประมาณ พ.ศ." + year + "\nเรียน ปลัด\n"), test::schemas()).front();
    return std::min(d.title->confidence, d.memo->subject->confidence);
  };
  EXPECT_GT(sure(" ๒๕๖๖"), sure(" ๒๕๖"));
  EXPECT_GT(sure(" ๒๕๖๖"), sure(""));
}

// A letter goes to another office, and is about any: neither names the one that writes, which stands on the right of the head.
TEST(Extract, TakesTheOfficeOfALetterFromItsHead) {
  const auto letter = [](const std::string& office) {
    std::vector<Page> pages =
        test::pages_of("ที่ ตย ๐๐๒๓.๒/ว ๑๒๓\n" + office + "\nเรื่อง ผลการประเมินของเทศบาลตำบลทุ่งสมมุติ\nเรียน นายกเทศมนตรีเทศบาลตำบลทุ่งสมมุติ\nตามที่ได้แจ้งแล้วนั้น\n");
    Line& line = pages[0].lines[1];
    line.box.x = pages[0].width * 6 / 10;
    line.box.w = pages[0].width / 4;
    for (Word& word : line.words) word.box = line.box;
    return extract(pages, test::schemas()).front();
  };
  const Document head = letter("สำนักพัฒนาสมมุติ");
  EXPECT_EQ(value_of(head.kind), "letter");
  EXPECT_EQ(value_of(head.organisation.name), "สำนักพัฒนาสมมุติ");
  EXPECT_EQ(head.organisation.name->rule, "organisation/letterhead@1");
  const Document hall = letter("ศาลากลางสมมุติ");
  EXPECT_EQ(value_of(hall.memo->department), "ศาลากลางสมมุติ");
  EXPECT_EQ(value_of(hall.organisation.name), "เทศบาลตำบลทุ่งสมมุติ");
  EXPECT_LT(hall.organisation.name->confidence, 0.5) << "only mentioned";
  // Others sit there too: it is likely the province's.
  const Document of_province = letter("ศาลากลางจังหวัดน่าน");
  EXPECT_EQ(value_of(of_province.organisation.name), "จังหวัดน่าน");
  EXPECT_EQ(of_province.organisation.name->confidence, 0.85);
  EXPECT_EQ(value_of(of_province.organisation.province), "น่าน");
  EXPECT_FALSE(of_province.organisation.type);
  EXPECT_EQ(value_of(letter("ศาลากลางจังหวัดน่านชั้น ๔").organisation.name), "จังหวัดน่าน");
}

TEST(Extract, OfAMemoWithoutSubjectHasNoTitle) {
  const auto d = extract(test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nเรียน ปลัด\n"), test::schemas()).front();
  EXPECT_EQ(value_of(d.title), "(none)");
  EXPECT_EQ(value_of(d.fiscal_year), "(none)");
}

// The cover names its own body: the five lines below the title too.
TEST(Extract, TakesTheLinesBelowATitleForTheBodysOwn) {
  const auto name = [](int between) {
    std::string text = "รายงานผลการดำเนินการ\nจัดทำโดย\n";
    for (int i = 0; i < between; ++i) text += "ข้อความ\n";
    text += "เทศบาลตำบลบนสุด\n";
    for (int i = 0; i < 3; ++i) text += "- เทศบาลตำบลล่างสุด\n";
    return value_of(extract(test::pages_of(text), test::schemas()).front().organisation.name);
  };
  EXPECT_EQ(name(3), "เทศบาลตำบลบนสุด");
  EXPECT_EQ(name(4), "เทศบาลตำบลล่างสุด");
}

TEST(Extract, ReadsATableThatHoldsNoRecordsAsText) {
  std::vector<Page> pages =
      test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nเรื่อง ก\nเรียน ปลัด\nเนื้อความ\n(นายทดสอบ ระบบดี)\t(นางทดลอง มั่นคง)\nปลัดเทศบาล\tนายกเทศมนตรี\n");
  const auto d = extract(pages, test::schemas()).front();
  ASSERT_EQ(d.signatures.size(), 2u);
  EXPECT_EQ(value_of(d.signatures[0].position), "ปลัดเทศบาล");
  EXPECT_EQ(value_of(d.signatures[1].position), "นายกเทศมนตรี");
}

TEST(Extract, TakesNoListedMeasuresWhereATableHoldsRecords) {
  const auto d =
      extract(test::pages_of("ได้กำหนดมาตรการส่งเสริมคุณธรรม ดังต่อไปนี้\n๑. เปิดเผยข้อมูล\n๒. ไม่รับของขวัญ\nจบ\nที่\tมาตรการ\tวิธีการ\tระยะเวลา\n๑\tก\tx\tต.ค. ๖๕\n"),
              test::schemas())
          .front();
  ASSERT_EQ(d.measures.size(), 1u);
  EXPECT_EQ(value_of(d.measures[0].title), "ก");
}

TEST(Extract, WhoseDocumentItIsIsNoSurerThanWhatItIs) {
  const auto office = [](const std::string& top) {
    const Document d = extract(test::pages_of(top + "เทศบาลตำบลสมมุติพัฒนา อำเภอสมมุติ จังหวัดน่าน\n"), test::schemas()).front();
    return value_of(d.organisation.name) + (d.organisation.name && d.organisation.name->confidence > 0.9 ? "" : "?");
  };
  EXPECT_EQ(office("รายงานผลการดำเนินการ\n"), "เทศบาลตำบลสมมุติพัฒนา");
  EXPECT_EQ(office("ข่าวประชาสัมพันธ์\n"), "เทศบาลตำบลสมมุติพัฒนา?");
}

TEST(Extract, ItemsOfADocumentOfNoKnownKindAreCandidates) {
  const auto sure = [](const std::string& top) {
    const Document d = extract(test::pages_of(top + "ข้อ O1 โครงสร้างองค์กร\nข้อ O2 ข้อมูลผู้บริหาร\n"), test::schemas()).front();
    return d.oit_items.size() == 2 ? d.oit_items[1].title->confidence : -1;
  };
  EXPECT_GT(sure("รายงานผลการดำเนินการ\n"), 0.95);
  EXPECT_EQ(sure("ความรู้เบื้องต้น\n"), 0.5);
}

// Prizes, staff, standards and thrift have assessments, totals and measures too.
TEST(Extract, TakesNoResultsScoresAndListsOfOtherMatters) {
  const auto result = [](const std::string& matter) {
    const std::string text = "รายงานผลการประเมิน\nเทศบาลตำบลตัวอย่าง\nผลการประเมิน" + matter + " เทศบาลตำบลตัวอย่างได้คะแนน ๙๑.๒๕ คะแนน อยู่ในระดับ A\n";
    return extract(test::pages_of(text), test::schemas()).front().ita_result.has_value();
  };
  EXPECT_TRUE(result("คุณธรรมและความโปร่งใส (ITA)"));
  EXPECT_FALSE(result("มาตรฐานศูนย์พัฒนาเด็กเล็ก"));
  const auto scores = [](const std::string& title) {
    const std::string rows = "ที่\tหน่วยงาน\tคะแนนรวม\tระดับ\n๑\tเทศบาลตำบลก\t๙๒.๑๐\tA\n๒\tเทศบาลตำบลข\t๘๘.๒๐\tB\n";
    return extract(test::pages_of(title + "\n" + rows), test::schemas()).front().scores.size();
  };
  EXPECT_EQ(scores("ผลการประเมิน ITA"), 2u);
  EXPECT_EQ(scores("ผลการประกวดสำนักงานน่าอยู่"), 0u);
  const auto measures = [](const std::string& matter) {
    const std::string text = "รายงานผลตามมาตรการ" + matter + "\n๑. ความเป็นมา\n๒. ผลการดำเนินงานตามมาตรการ\n๒.๑ ปิดเครื่องปรับอากาศ\n๒.๒ ปิดไฟ\n";
    return extract(test::pages_of(text), test::schemas()).front().measures.size();
  };
  EXPECT_EQ(measures("ประหยัดพลังงาน"), 0u);
  EXPECT_EQ(measures("ส่งเสริมความโปร่งใส"), 2u);
}

TEST(Extract, IsNotOfTheOfficeThatAMemosSubjectNames) {
  const auto sure = [](const std::string& subject) {
    const std::string text = "บันทึกข้อความ\nส่วนราชการ กองช่าง\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง " + subject + "\nเรียน ปลัด\nเนื้อความ\n";
    const Document d = extract(test::pages_of(text), test::schemas()).front();
    return d.organisation.name ? d.organisation.name->confidence : 0;
  };
  EXPECT_LE(sure("ส่งแบบแปลนให้เทศบาลตำบลตัวอย่าง"), 0.45);
  EXPECT_LE(sure("รายงานการประชุมเทศบาลตำบลตัวอย่าง"), 0.9);
}

// The table has two rows of one number, without a period: a finding each in a report, none in an order, which has no measures.
TEST(Extract, LooksForNoRecordsThatAKindHasNot) {
  const std::string table = "ที่\tมาตรการ\tวิธีการ\tระยะเวลา\n๑\tก\tx\tต.ค. ๖๕\n๑\tข\ty\txx\n";
  const auto under_measures = [](const Document& d) {
    return std::count_if(d.findings.begin(), d.findings.end(), [](const Finding& f) { return f.field.starts_with("measures/"); });
  };
  const Document report = extract(test::pages_of("รายงานผลการดำเนินการตามมาตรการ\n" + table), test::schemas()).front();
  EXPECT_EQ(report.measures.size(), 2u);
  EXPECT_GE(under_measures(report), 1);
  const Document order = extract(test::pages_of("คำสั่งเทศบาลตำบลตัวอย่าง\nที่ ๙๐๑/๒๕๖๒\nเรื่อง แต่งตั้งคณะกรรมการ\n" + table), test::schemas()).front();
  EXPECT_EQ(value_of(order.kind), "order");
  EXPECT_TRUE(order.measures.empty());
  EXPECT_EQ(under_measures(order), 0);
}

}  // namespace extract_test
}  // namespace banthuek::extract

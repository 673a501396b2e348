#include "extractors/ita/result_table.h"

#include <gtest/gtest.h>

#include "extractors/extract/extract.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::ita {
namespace result_table_test {

// "year|score|grade|change|grade before" of the document with this table below the heading.
std::string result_of(const std::string& table, const std::string& heading = "ผลการประเมินคุณธรรมและความโปร่งใส (ITA) เทศบาลตำบลสมมุติ\n") {
  const auto documents = extract::extract(test::pages_of(heading + table), test::schemas());
  if (documents.size() != 1 || !documents[0].ita_result) return "none";
  const ItaResult& r = *documents[0].ita_result;
  std::string out;
  for (const MaybeField* f : {&r.fiscal_year, &r.score, &r.grade, &r.change, &r.previous_grade}) {
    out += (*f ? (*f)->value : "") + "|";
    EXPECT_TRUE(!*f || (*f)->confidence < 0.95);
  }
  return out;
}

const std::string kColumns = "แบบวัด\tปี ๒๕๖๕\tปี ๒๕๖๖\tผลต่าง\nIIT\t๘๐.๑๐\t๘๙.๓๐\t+๙.๒๐\nEIT\t๘๑.๒๐\t๘๘.๑๐\t+๖.๙๐\nOIT\t๘๘.๐๐\t๙๕.๐๐\t+๗.๐๐\n";

TEST(FindResultTable, HasAYearAColumn) {
  EXPECT_EQ(result_of(kColumns + "คะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\t+๗.๖๓\nระดับ\tB\tผ่านดี\t\n"), "2566|91.22|ผ่านดี|7.63|B|");
  EXPECT_EQ(result_of(kColumns + "คะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\t+๗.๖๓\n", "เทศบาลตำบลสมมุติ\n"), "2566|91.22||7.63||") << "told by its instruments";
  EXPECT_EQ(result_of(kColumns), "none") << "parts alone";
}

TEST(FindResultTable, StandsUnderAHeadingOfTwoLines) {
  EXPECT_EQ(result_of("รายการ\tปี ๒๕๖๕\tปี ๒๕๖๖\nคะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\nระดับ\tB\tผ่านดี\n",
                      "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความ\nโปร่งใส เทศบาลตำบลสมมุติ\n"),
            "2566|91.22|ผ่านดี||B|");
}

TEST(FindResultTable, HasAYearARow) {
  const std::string rows = "ปีงบประมาณ\tIIT\tEIT\tOIT\tคะแนนรวม\tระดับ\n๒๕๖๕\t๘๐.๑๐\t๘๑.๒๐\t๘๘.๐๐\t๘๓.๕๙\tB\n๒๕๖๖\t๘๙.๓๐\t๘๘.๑๐\t๙๕.๐๐\t๙๑.๒๒\tผ่านดี\n";
  EXPECT_EQ(result_of(rows), "2566|91.22|ผ่านดี||B|");
  EXPECT_EQ(result_of(rows, "เทศบาลตำบลสมมุติ\n"), "2566|91.22|ผ่านดี||B|") << "told by its instruments";
  EXPECT_EQ(result_of(rows, "เทศบาลตำบลสมมุติ\nค่าเฉลี่ยของจังหวัด\n"), "none");
  EXPECT_EQ(result_of("ปี\tคะแนนรวม\tผลต่าง\n๒๕๖๕\t๙๓.๕๙\t\n๒๕๖๖\t๙๑.๒๒\tลดลง ๒.๓๗\n"), "2566|91.22||-2.37||");
  EXPECT_EQ(result_of("ปี\tคะแนนรวม\n๒๕๖๖\t๙๑.๒๒\nผลต่าง\t+๗.๖๓\n"), "2566|91.22||7.63||");
  EXPECT_EQ(result_of("หน่วยงาน\tปี\tคะแนนรวม\nเทศบาลตำบลก\t๒๕๖๖\t๙๑.๒๒\n"), "none");
}

TEST(FindResultTable, HasOneRowOfTheYearThatItsHeadingNames) {
  const std::string row = "IIT\tEIT\tOIT\tคะแนนรวม\tระดับ\n๘๙.๓๐\t๘๘.๑๐\t๙๕.๐๐\t๙๑.๒๒\tผ่านดี\n", heading = "ผลการประเมิน ITA เทศบาลตำบลสมมุติ";
  EXPECT_EQ(result_of(row, heading + " ปี ๒๕๖๖\n"), "2566|91.22|ผ่านดี|||");
  EXPECT_EQ(result_of(row, heading + "\n"), "none") << "of which year?";
  EXPECT_EQ(result_of("ด้าน\tคะแนนรวม\nก\t๙๑.๒๒\nข\t๙๒.๒๒\n", heading + " ปี ๒๕๖๖\n"), "none") << "several totals";
  EXPECT_EQ(result_of("รายการ\tคะแนนรวม\nเฉลี่ยทั้งจังหวัด\t๙๑.๒๒\n", heading + " ปี ๒๕๖๖\n"), "none");
}

TEST(FindResultTable, TakesFromTheTextWhatItLacks) {
  EXPECT_EQ(result_of(kColumns + "คะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\t\nในปี ๒๕๖๖ จึงมีคะแนนรวม ๙๑.๒๒ คะแนน ระดับผ่านดี เพิ่มขึ้น ๗.๖๓ คะแนนจากปีก่อน\n"),
            "2566|91.22|ผ่านดี|7.63||");
  EXPECT_EQ(result_of(kColumns + "คะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\t\nในปี ๒๕๖๖ จึงมีคะแนนรวม ๙๑.๓๐ คะแนน ระดับผ่านดี\n"), "2566|91.22||||") << "another score";
  EXPECT_EQ(result_of(kColumns + "คะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\t\nในปี ๒๕๖๕ จึงมีคะแนนรวม ๙๑.๒๒ คะแนน ระดับผ่านดี\n"), "2566|91.22||||") << "another year";
}

TEST(FindResultTable, IsNoneOfAnotherAssessment) {
  EXPECT_EQ(result_of("รายการ\tปี ๒๕๖๕\tปี ๒๕๖๖\nคะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\n", "รายงานการประเมินผลการปฏิบัติราชการ\n"), "none");
}

TEST(FindResultTable, IsNoneOfSeveralBodiesOrOfATarget) {
  EXPECT_EQ(result_of("หน่วยงาน\tปี ๒๕๖๕\tปี ๒๕๖๖\nเทศบาลตำบลก\t๘๐.๑๐\t๙๑.๒๐\nคะแนนรวม\t๘๓.๕๙\t๙๑.๒๒\n"), "none");
  EXPECT_EQ(result_of("รายการ\tปี ๒๕๖๕\tปี ๒๕๖๖\nโครงการ\t๑๒\t๑๕\nรวม\t๓๐\t๔๒\n"), "none") << "of how many";
  EXPECT_EQ(result_of("รายการ\tปี ๒๕๖๕\tเป้าหมายปี ๒๕๖๖\nคะแนนรวม\t๘๓.๕๙\t๙๕.๐๐\nระดับ\tB\tผ่านดี\n"), "2565|83.59|B|||");
}

}  // namespace result_table_test
}  // namespace banthuek::ita

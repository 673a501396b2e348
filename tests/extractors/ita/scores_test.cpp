#include "extractors/ita/scores.h"

#include <gtest/gtest.h>

#include "extractors/extract/extract.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::ita {
namespace scores_test {

std::string scores_of(const std::string& text) {
  std::string out;
  for (const Document& d : extract::extract(test::pages_of(text), test::schemas()))
    for (const Score& s : d.scores) {
      for (const MaybeField* f : {&s.organisation, &s.iit, &s.eit, &s.oit, &s.total, &s.level}) out += (*f ? (*f)->value : "") + "|";
      out += "\n";
    }
  return out;
}

const std::string kHead = "ที่\tหน่วยงาน\tIIT\tEIT\tOIT\tคะแนนรวม\tระดับ\n";

TEST(Scores, AreTheRowsOfTheirTable) {
  EXPECT_EQ(scores_of(kHead + "๑\tเทศบาลตำบลก\t๘๐.๐๐\t90\t70\t๗๙.๐๐\tB\n๒\tเทศบาลตำบลข\t-\t-\t-\t50.5\t-\n"),
            "เทศบาลตำบลก|80.00|90|70|79.00|B|\nเทศบาลตำบลข||||50.5||\n");
}

TEST(Scores, AreNoneOfARowWithoutNumberOrBodyOrOfASum) {
  EXPECT_EQ(scores_of(kHead + "๑\tเทศบาลตำบลก\t-\t\t\t\tA\n๒\t\t80\t90\t70\t79\tB\n\tรวมทั้งสิ้น\t80\t90\t70\t79\tB\n๓\tเทศบาลตำบลค\t1\t\t\t\t\n"),
            "เทศบาลตำบลค|1|||||\n");
}

TEST(Scores, KeepTheRowOfABodyThatWasNotAssessed) {
  EXPECT_EQ(scores_of(kHead + "๑\tเทศบาลตำบลก\t๘๐.๐๐\t90\t70\t๗๙.๐๐\tB\n๒\tเทศบาลตำบลข\t-\t-\t-\t-\t-\n"),
            "เทศบาลตำบลก|80.00|90|70|79.00|B|\nเทศบาลตำบลข||||||\n");
}

TEST(Scores, HaveTheLevelThatIsMisreadForASign) {
  EXPECT_EQ(scores_of(kHead + "๑\tเทศบาลตำบลก\t๘๐.๐๐\t90\t70\t๗๙.๐๐\t฿\n"), "เทศบาลตำบลก|80.00|90|70|79.00|B|\n");
  EXPECT_EQ(scores_of(kHead + "๑\tเทศบาลตำบลก\t๖๐.๐๐\t70\t70\t๖๙.๐๐\tc\n"), "เทศบาลตำบลก|60.00|70|70|69.00|C|\n");
}

TEST(Scores, HaveALevelThatTheTotalContradictsInDoubt) {
  const auto sure = [](const std::string& level) {
    std::vector<Page> pages = test::pages_of(kHead + "๑\tเทศบาลตำบลก\t๘๐.๐๐\t90\t70\t๗๙.๐๐\t" + level + "\n");
    for (Cell& cell : pages.at(0).tables.at(0).cells) {
      cell.confidence = 1;
      for (Line& line : cell.lines) line.confidence = 1;
    }
    const std::vector<Document> documents = extract::extract(pages, test::schemas());
    const double confidence = documents.at(0).scores.at(0).level->confidence;
    EXPECT_TRUE(confidence == 0.9 || confidence > 0.95) << confidence;
    return confidence > 0.95;
  };
  EXPECT_TRUE(sure("B"));
  EXPECT_FALSE(sure("E"));
}

// The rows below the heading, each read with the confidence `sure` but for cells of `doubtful` text, read with 0.6.
std::vector<Score> read(const std::string& text, double sure, const std::string& doubtful = "") {
  std::vector<Page> pages = test::pages_of(text);
  for (Page& page : pages)
    for (Table& table : page.tables)
      for (Cell& cell : table.cells) {
        cell.confidence = cell.text == doubtful ? 0.6 : sure;
        for (Line& line : cell.lines) line.confidence = cell.confidence;
      }
  return extract::extract(pages, test::schemas()).at(0).scores;
}

const std::string kPlainRows =
    "๑\tเทศบาลตำบลก\t๒๗.๕๐\t๒๕.๒๐\t๓๘.๑๐\t๙๐.๘๐\tA\n๒\tเทศบาลตำบลข\t๒๒.๑๐\t๒๖.๔๐\t๓๑.๒๕\t๗๙.๗๕\tB\n๓\tเทศบาลตำบลค\t๒๐.๑๐\t๒๒.๔๐\t๓๕.๑๐\t๗๗.๖๐\tB\n";

TEST(Scores, ThatASumBindsAreCertain) {
  for (const Score& s : read(kHead + kPlainRows, 0.8))
    for (const MaybeField* f : {&s.iit, &s.eit, &s.oit, &s.total}) EXPECT_DOUBLE_EQ((*f)->confidence, 0.97);
  for (const Score& s : read(kHead + kPlainRows, 0.4)) EXPECT_LT(s.total->confidence, 0.95);  // as good as not read
}

TEST(Scores, ThatTheirSumContradictsAreInDoubtAndOneDigitIsMended) {
  const Score mended = read(kHead + kPlainRows + "๔\tเทศบาลตำบลง\t๒๗.๑๐\t๒๘.๔๐\t๓๓.๑๐\t๕๘.๖๐\tA\n", 1).at(3);  // 88.60
  EXPECT_EQ(mended.total->value, "88.60");
  EXPECT_EQ(mended.total->raw, "๕๘.๖๐");
  EXPECT_EQ(mended.total->rule, "scores_table/total@1+sum");
  EXPECT_LT(mended.total->confidence, 0.95);
  // Of several digits that might be it the one that was read least surely.
  const std::string several = "๔\tเทศบาลตำบลง\t๒๕.๑๐\t๒๖.๔๐\t๓๓.๑๐\t๘๖.๖๐\tA\n";  // 2 more in any part
  EXPECT_EQ(read(kHead + kPlainRows + several, 1, "๓๓.๑๐").at(3).oit->value, "35.10");
  const Score undecided = read(kHead + kPlainRows + several, 1).at(3);
  EXPECT_EQ(undecided.oit->value, "33.10");
  for (const MaybeField* f : {&undecided.iit, &undecided.eit, &undecided.oit, &undecided.total}) EXPECT_LT((*f)->confidence, 0.95);
}

TEST(Scores, GoOnOverPagesWithoutHeadings) {
  EXPECT_EQ(scores_of(kHead + kPlainRows + "\f\n๔\tเทศบาลตำบลง\t-\t-\t-\t-\t-\n๕\tเทศบาลตำบลจ\t๒๗.๑๐\t๒๘.๔๐\t๓๓.๑๐\t๘๘.๖๐\tA\n"),
            scores_of(kHead + kPlainRows) + "เทศบาลตำบลง||||||\nเทศบาลตำบลจ|27.10|28.40|33.10|88.60|A|\n");
  // A table of as many columns that holds no scores is another.
  EXPECT_EQ(scores_of(kHead + kPlainRows + "\f\n๑\tจัดประชุม\tกองคลัง\tม.ค.\tก.พ.\tมี.ค.\tดี\n๒\tอบรม\tกองช่าง\tม.ค.\tก.พ.\tมี.ค.\tดี\n"),
            scores_of(kHead + kPlainRows));
}

TEST(Scores, AreNotHowManyAnsweredOrWhichRankOrLevelAnInstrumentHas) {
  const std::string totals = "เทศบาลตำบลก||||92.10|ผ่านดี|\nเทศบาลตำบลข||||88.20|ผ่าน|\nอบต.ค||||81.30|ต้องปรับปรุง|\n";
  EXPECT_EQ(scores_of("ที่\tหน่วยงาน\tผู้ตอบ IIT (คน)\tผู้ตอบ EIT (คน)\tOIT (ข้อ)\tคะแนนรวม\tระดับ\n1\tเทศบาลตำบลก\t45\t99\t43\t92.10\tผ่านดี\n"
                      "2\tเทศบาลตำบลข\t40\t98\t41\t88.20\tผ่าน\n3\tอบต.ค\t30\t67\t40\t81.30\tต้องปรับปรุง\n"),
            totals);
  // Headings that do not say so.
  EXPECT_EQ(scores_of(kHead + "1\tเทศบาลตำบลก\t1\t3\t2\t92.10\tผ่านดี\n2\tเทศบาลตำบลข\t2\t1\t3\t88.20\tผ่าน\n3\tอบต.ค\t3\t2\t1\t81.30\tต้องปรับปรุง\n"),
            totals);
  EXPECT_EQ(scores_of(kHead + "1\tเทศบาลตำบลก\tA\tB\tAA\t92.10\tผ่านดี\n2\tเทศบาลตำบลข\tA\tB\tA\t88.20\tผ่าน\n3\tอบต.ค\tB\tB\tC\t81.30\tต้องปรับปรุง\n"),
            totals);
  // Of many rows none has the sum.
  std::string many = kHead;
  for (int i = 0; i < 6; ++i) many += std::to_string(i + 1) + "\tเทศบาลตำบลก\t90.0" + std::to_string(i) + "\t80.00\t70.00\t85.00\tA\n";
  EXPECT_EQ(test::without(scores_of(many), "เทศบาลตำบลก||||85.00|A|\n"), "");
}

TEST(Scores, OfSeveralYearsAreThoseOfTheLast) {
  EXPECT_EQ(scores_of("ที่\tหน่วยงาน\tคะแนน ปี ๒๕๖๖\tคะแนน ปี ๒๕๖๕\tระดับ\n1\tเทศบาลตำบลก\t92.10\t85.20\tผ่านดี\n2\tเทศบาลตำบลข\t88.20\t84.20\tผ่าน\n"),
            "เทศบาลตำบลก||||92.10|ผ่านดี|\nเทศบาลตำบลข||||88.20|ผ่าน|\n");
  EXPECT_EQ(scores_of("ที่\tหน่วยงาน\tIIT 65\tEIT 65\tOIT 65\tรวม 65\tIIT 66\tEIT 66\tOIT 66\tรวม 66\tระดับ\n"
                      "1\tเทศบาลตำบลก\t80.00\t90.00\t70.00\t79.00\t90.00\t91.00\t92.00\t91.10\tผ่านดี\n"
                      "2\tเทศบาลตำบลข\t70.00\t80.00\t60.00\t69.00\t80.00\t90.00\t70.00\t79.00\tต้องปรับปรุง\n"),
            "เทศบาลตำบลก|90.00|91.00|92.00|91.10|ผ่านดี|\nเทศบาลตำบลข|80.00|90.00|70.00|79.00|ต้องปรับปรุง|\n");
}

TEST(Scores, AreUnderHeadingsOfManyKinds) {
  const std::string rows = "1\tสภ.กา\t90.00\t91.00\t92.00\t91.10\tA\n2\tสภ.ขา\t80.00\t90.00\t70.00\t79.00\tB\n";
  const std::string expected = "สภ.กา|90.00|91.00|92.00|91.10|A|\nสภ.ขา|80.00|90.00|70.00|79.00|B|\n";
  for (const char* body : {"สถานีตำรวจ", "โรงเรียน", "อปท./หน่วยงาน", "ส่วนราชการ", "หน่วยงานในสังกัด"})
    EXPECT_EQ(scores_of("ลำดับ\t" + std::string(body) + "\tIIT\tEIT\tOIT\tคะแนน\tระดับ\n" + rows), expected) << body;
  for (const char* total : {"คะแนน ปี ๒๕๖๖", "คะแนน ITA 2566", "คะแนนสุทธิ", "ผลการประเมิน (คะแนน)", "Total"})
    EXPECT_EQ(scores_of("ลำดับ\tหน่วยงาน\tIIT\tEIT\tOIT\t" + std::string(total) + "\tแปลผล\n" + rows), expected) << total;
}

TEST(Scores, AreNoneOfTheCountryOrOfAnotherYear) {
  const std::string body = "1\tเทศบาลตำบลก\t90.00\t91.00\t92.00\t91.10\tA\n2\tเทศบาลตำบลข\t80.00\t90.00\t70.00\t79.00\tB\n";
  for (const char* name : {"ระดับประเทศ", "Mean", "อปท. ทั้งประเทศ", "ปีที่ผ่านมา", "ค่าเป้าหมาย", "เฉลี่ยรวมทั้งจังหวัด"})
    EXPECT_EQ(scores_of(kHead + body + "\t" + name + "\t80.00\t90.00\t70.00\t79.00\tB\n"), scores_of(kHead + body)) << name;
}

TEST(Scores, StandInHalvesSideBySide) {
  EXPECT_EQ(scores_of("ที่\tหน่วยงาน\tคะแนน\tระดับ\tที่\tหน่วยงาน\tคะแนน\tระดับ\n1\tเทศบาลตำบลก\t92.10\tผ่านดี\t3\tอบต.ค\t88.10\tผ่าน\n"
                      "2\tเทศบาลตำบลข\t90.20\tผ่านดี\t\t\t\t\n"),
            "เทศบาลตำบลก||||92.10|ผ่านดี|\nเทศบาลตำบลข||||90.20|ผ่านดี|\nอบต.ค||||88.10|ผ่าน|\n");
}

TEST(Scores, AreReadWhereTheHeadingsAreNot) {
  EXPECT_EQ(scores_of("ท\tVWWN\tlT\t\tO1T\tVNW\t\n" + kPlainRows), scores_of(kHead + kPlainRows));
  EXPECT_EQ(scores_of(kPlainRows), scores_of(kHead + kPlainRows));
  // Which of two is IIT nobody knows where the OIT stands first.
  const auto turned = read("๑\tเทศบาลตำบลก\t๓๘.๑๐\t๒๕.๒๐\t๒๗.๕๐\t๙๐.๘๐\tA\n๒\tเทศบาลตำบลข\t๓๑.๒๕\t๒๖.๔๐\t๒๒.๑๐\t๗๙.๗๕\tB\n", 1);
  ASSERT_EQ(turned.size(), 2u);
  EXPECT_LT(turned[0].iit->confidence, 0.95);
  EXPECT_GE(turned[0].oit->confidence, 0.95);
  EXPECT_DOUBLE_EQ(turned[0].iit->confidence, 0.9);
  const auto without = read(
      "๑\tเทศบาลตำบลก\t๓๘.๑๐\t๒๕.๒๐\t๒๗.๕๐\t๙๐.๘๐\tA\n๒\tเทศบาลตำบลข\t๓๑.๒๕\t๒๖.๔๐\t๒๒.๑๐\t๗๙.๗๕\tB\n"
      "๓\tเทศบาลตำบลค\t-\t๒๖.๔๐\t๒๒.๑๐\t๗๙.๗๕\tB\n",
      1);
  ASSERT_EQ(without.size(), 3u);
  EXPECT_FALSE(without[2].oit);
  EXPECT_DOUBLE_EQ(without[2].eit->confidence, 0.9);
}

TEST(Scores, AreNoneOfMeansAndFullMarks) {
  EXPECT_EQ(scores_of(kHead + "\tคะแนนเต็ม\t30\t30\t40\t100\t\n" + kPlainRows + "\tค่าเฉลี่ยจังหวัดน่าน\t๒๐.๐๐\t๒๐.๐๐\t๓๐.๐๐\t๗๐.๐๐\tC\n"),
            scores_of(kHead + kPlainRows));
}

TEST(Scores, OfABodyWhoseNameIsCutOffAreDoubtful) {
  const auto rows = read(kHead + "๑\tองค์การบริหารส่วนตำบล\t๒๗.๕๐\t๒๕.๒๐\t๓๘.๑๐\t๙๐.๘๐\tA\n๒\tเทศบาลตำบลข\t๒๒.๑๐\t๒๖.๔๐\t๓๑.๒๕\t๗๙.๗๕\tB\n", 1);
  EXPECT_LT(rows.at(0).organisation->confidence, 0.95);
  EXPECT_GE(rows.at(1).organisation->confidence, 0.95);
}

TEST(Scores, OfATransposedTableAreItsColumns) {
  EXPECT_EQ(scores_of("แบบวัด\tเทศบาลตำบลก\tโรงเรียนข\nIIT\t๘๐.๐๐\t-\nEIT\t๙๐.๐๐\t-\nOIT\t๗๐.๐๐\t-\nคะแนนรวม\t๗๙.๐๐\t-\nระดับ\tB\t-\n"),
            "เทศบาลตำบลก|80.00|90.00|70.00|79.00|B|\nโรงเรียนข||||||\n");
}

TEST(Scores, KeepARowOfDashesWhereOnlyTotalAndLevelAreColumns) {
  EXPECT_EQ(scores_of("ผลการประเมิน ITA\nหน่วยงาน\tคะแนนรวม\tระดับ\nเทศบาลตำบลก\t๗๙.๐๐\tB\nเทศบาลตำบลข\t-\t-\nเทศบาลตำบลค\t-\tA\n"),
            "เทศบาลตำบลก||||79.00|B|\nเทศบาลตำบลข||||||\n");
}

TEST(Scores, SayWhereTheyStandAndWhichColumnGaveThem) {
  const auto documents = extract::extract(test::pages_of(kHead + "๑\tเทศบาลตำบลก\t๘๐.๐๐\t90\t70\t๗๙.๐๐\tB\n"), test::schemas());
  ASSERT_EQ(documents.size(), 1u);
  ASSERT_EQ(documents[0].scores.size(), 1u);
  const Score& s = documents[0].scores[0];
  ASSERT_TRUE(s.iit && s.organisation && s.level);
  EXPECT_EQ(s.iit->rule, "scores_table/iit@1");
  EXPECT_EQ(s.iit->raw, "๘๐.๐๐");
  EXPECT_EQ(s.organisation->rule, "scores_table/organisation@1");
  EXPECT_EQ(s.level->rule, "scores_table/level@1");
  EXPECT_EQ(s.iit->places.at(0).page, 1);
  EXPECT_EQ(documents[0].layouts, std::vector<std::string>{"scores_table"});
}

}  // namespace scores_test
}  // namespace banthuek::ita

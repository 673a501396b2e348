#include "extractors/document/scores.h"

#include <gtest/gtest.h>

#include "extractors/extract/extract.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace scores_test {

TEST(ScoreNumber, IsANumberAndNothingElse) {
  for (const auto& [text, expected] : {std::pair{"๗๔.๓๖", "74.36"},
                                       {" 91 ", "91"},
                                       {"100", "100"},
                                       {"88,2", "88.2"},
                                       {"88. 25", "88.25"},
                                       {"74.36%", "74.36"},
                                       {"74.36 คะแนน", "74.36"},
                                       {"1.2345", "1.2345"},
                                       {"1.23456", "none"},
                                       {"1234", "none"},
                                       {"-", "none"},
                                       {"-5", "none"},
                                       {"ก", "none"},
                                       {"", "none"},
                                       {"7 4", "none"}})
    EXPECT_EQ(score_number(text).value_or("none"), expected) << text;
}

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
    return documents.at(0).scores.at(0).level->confidence >= 0.95;
  };
  EXPECT_TRUE(sure("B"));
  EXPECT_FALSE(sure("E"));
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
}  // namespace banthuek::document
